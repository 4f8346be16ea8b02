"""Less motion: nothing fades, slides or blinks, and afterwards all does again as the system wants it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.settings import LESS_MOTION

GENERAL = Qt.UIEffect.UI_General


@pytest.fixture(params=[True, False], ids=["moves", "stands"])
def system(request, qapp):
    """A system that wants things to move, or not."""
    before = QApplication.isEffectEnabled(GENERAL)
    QApplication.setEffectEnabled(GENERAL, request.param)
    yield request.param
    QApplication.setEffectEnabled(GENERAL, before)


def test_nothing_moves_while_it_is_chosen(system, application):
    flash = QApplication.cursorFlashTime()
    application.preferences.choose(LESS_MOTION, True)
    assert not QApplication.isEffectEnabled(GENERAL)
    assert QApplication.cursorFlashTime() == 0
    application.preferences.choose(LESS_MOTION, False)
    assert QApplication.isEffectEnabled(GENERAL) == system
    assert QApplication.cursorFlashTime() == flash
