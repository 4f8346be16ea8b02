"""What is labelled in the open article is suggested elsewhere in it; in a long text not all of it in one go."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.suggest import live
from annotator.ui.application import Application
from tests.journeys.sitting import leave, make_project, press, start

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (propagateSizeHints|raise)")

NAMES = ("Akar", "Berg", "Cole", "Dahl", "Ekwa", "Falk", "Gran", "Holm", "Ivar", "Juul", "Koch", "Lind", "Moen", "Nora")
TEXT = f"{' met '.join(NAMES)}. Then {' left '.join(NAMES)}."


def offered(application: Application) -> list[str]:
    if "suggesting" not in application.session.later.__dict__:
        return []
    return [TEXT[one.start : one.end] for one in application.session.later.suggesting.offering.offers]


def test_forms_that_had_to_wait_are_suggested_a_moment_later(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_project(tmp_path, TEXT)
    first = start(path)
    for quoted in NAMES:
        at = TEXT.index(quoted)
        first.window.page.view.select(at, at + len(quoted))
        press(Qt.Key.Key_1)
    leave(first)
    monkeypatch.setattr(live, "AT_ONCE", 1)
    second = start(path)
    qtbot.waitUntil(lambda: offered(second) == list(NAMES))
    leave(second)
