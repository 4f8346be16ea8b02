"""Every control of the window and of its dialogs has a name for who does not see it."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

import annotator.ui
from annotator.edits import Edit
from annotator.ids import new_id
from annotator.model import Span
from annotator.ui.application import Application
from annotator.ui.text_view import TextView
from tests.ui.opening import OPENED_BY

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QTextEdit,
    TextView,
)


def is_made(kind: type) -> bool:
    """Whether there are windows of this very class: others are made of it where it leaves something open."""
    return not any(getattr(member, "__isabstractmethod__", False) for _name, member in inspect.getmembers(kind))


def dialogs() -> Iterator[str]:
    for module in pkgutil.walk_packages(annotator.ui.__path__, "annotator.ui."):
        for name, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(kind, QDialog) and kind.__module__ == module.name and is_made(kind):
                yield name


def nameless(window: QWidget) -> list[str]:
    """The controls in a window that have no name, those that Qt makes within its own left out."""
    parts = [part for part in window.findChildren(QWidget) if part.window() is window]
    return [
        f"{type(part).__name__} {part.objectName()} in {type(part.parent()).__name__}"
        for part in parts
        if (isinstance(part, CONTROLS) or part.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and part.isVisible()
        and not part.objectName().startswith("qt_")
        and not isinstance(part.parent(), QComboBox | QAbstractSpinBox)
        and not QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name).strip()
    ]


def test_every_control_of_the_window_has_a_name(application: Application) -> None:
    work = application.session.workspace
    assert work.document is not None
    assert work.project is not None
    work.project.apply("One", [Edit(None, Span(new_id(), work.document.document.id, "LOC", "anna", 0, 3))], "anna")
    assert nameless(application.window) == []
    assert [menu.title() for menu in application.window.findChildren(QMenu) if not menu.title()] == []


def test_every_control_of_an_empty_window_has_a_name(application: Application) -> None:
    application.session.workspace.close_project()
    application.session.show_nothing_open("")
    assert nameless(application.window) == []


@pytest.mark.parametrize("name", OPENED_BY)
def test_every_control_of_a_dialog_has_a_name(application: Application, name: str) -> None:
    application.window.activateWindow()
    assert QTest.qWaitForWindowActive(application.window)
    OPENED_BY[name](application)
    (dialog,) = [one for one in application.window.findChildren(QDialog) if type(one).__name__ == name]
    assert QTest.qWaitForWindowExposed(dialog)
    assert dialog.windowTitle() or dialog.accessibleName()
    assert nameless(dialog) == []
    dialog.close()


def test_no_dialog_is_left_out() -> None:
    assert sorted(set(dialogs())) == sorted(OPENED_BY)
