"""Parts that are made when a gesture asks for them."""

import pytest

from annotator.ui.later_parts import GESTURES
from annotator.ui.main_window import MainWindow


@pytest.mark.parametrize("part", GESTURES)
def test_each_part_does_what_it_is_asked_for(application, part):
    assert set(getattr(application.session.later, part).gestures()) == set(GESTURES[part])


def test_nothing_is_made_until_it_is_asked_for(application):
    later = application.session.later
    assert isinstance(later.window, MainWindow)
    assert not set(GESTURES) & set(later.__dict__)
    application.window.actions_by_name["find"].trigger()
    assert set(GESTURES) & set(later.__dict__) == {"finding"}


def test_what_a_part_says_is_heard(application, qtbot):
    application.window.actions_by_name["unflag_document"].trigger()
    qtbot.waitUntil(lambda: "This article has no flag." in application.window.status.hint.text())
