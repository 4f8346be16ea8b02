"""The real program, started by `main`."""

from collections.abc import Callable
from types import TracebackType

import pytest
from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from annotator.cli import main
from annotator.ui.main_window import MainWindow
from tests.journeys.desk import CTRL, Desk, Hand


@pytest.fixture(autouse=True)
def english() -> None:
    """Numbers and dates as in English, whatever the machine speaks."""
    QLocale.setDefault(QLocale(QLocale.Language.English))


@pytest.fixture
def start(qtbot: QtBot) -> Callable[[list[str], Hand], int]:
    """Start the real program, let a hand work in its window, and quit by the key; return the exit code."""

    def start(arguments: list[str], hand: Hand) -> int:
        failures: list[tuple[BaseException, TracebackType | None]] = []

        def work() -> None:
            window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow))
            window.resize(1280, 800)
            try:
                assert QTest.qWaitForWindowActive(window)
                hand(Desk(qtbot, window))
            except BaseException as error:  # noqa: BLE001 - raised again when the program has ended.
                failures.append((error, error.__traceback__))
            for dialog in window.findChildren(QDialog):
                dialog.close()

            def quit_by_key() -> bool:
                # Until a dialog that was just closed lets go of the keys.
                window.activateWindow()
                QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Q, CTRL)
                return not window.isVisible()

            try:
                qtbot.waitUntil(quit_by_key)
            except BaseException as error:  # noqa: BLE001 - as above.
                failures.append((error, error.__traceback__))
                window.close()

        QTimer.singleShot(0, work)
        code = main(arguments)
        for error, trace in failures:
            raise error.with_traceback(trace)
        return code

    return start
