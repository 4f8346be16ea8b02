import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.model import Label
from annotator.ui.key_clashes import action_with_key, label_with_key
from annotator.ui.key_field import KeyField
from annotator.ui.label_keys import KeyScheme

Key, Modifier = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def window(qtbot):
    window = QWidget()
    QVBoxLayout(window).addWidget(KeyField())
    qtbot.addWidget(window)
    window.show()
    assert QTest.qWaitForWindowActive(window)
    return window


@pytest.fixture
def field(window):
    field = window.findChild(KeyField)
    field.setFocus()
    return field


@pytest.mark.parametrize(
    ("key", "modifier", "written"),
    [
        (Key.Key_4, Modifier.NoModifier, "4"),
        (Key.Key_P, Modifier.NoModifier, "P"),
        (Key.Key_P, Modifier.ControlModifier | Modifier.AltModifier, "Ctrl+Alt+P"),
        (Key.Key_F5, Modifier.NoModifier, "F5"),
        (Key.Key_4, Modifier.KeypadModifier, "4"),
    ],
)
def test_the_key_that_is_pressed_is_the_key(qtbot, field, key, modifier, written):
    qtbot.keyClick(field, key, modifier)
    assert field.key == written


def test_a_second_key_takes_the_place_of_the_first_and_backspace_empties(qtbot, field):
    qtbot.keyClick(field, Key.Key_1)
    qtbot.keyClick(field, Key.Key_2)
    assert field.text() == "2"
    qtbot.keyClick(field, Key.Key_Backspace)
    assert (field.key, field.text()) == ("", "")


def test_a_shortcut_of_the_window_does_not_take_it(qtbot, window, field):
    done = []
    action = QAction("Undo", window)
    action.setShortcut("Ctrl+Z")
    action.triggered.connect(lambda: done.append(1))
    window.addAction(action)
    qtbot.keyClick(field, Key.Key_Z, Modifier.ControlModifier)
    assert (field.key, done) == ("Ctrl+Z", [])


def test_tab_leaves_it(qtbot, field):
    qtbot.keyClick(field, Key.Key_Shift)
    qtbot.keyClick(field, Key.Key_Tab)
    assert field.key == ""


LABELS = [Label(1, "PERSON", key="1"), Label(2, "ORG", key="Q, W"), Label(3, "LOC")]


@pytest.mark.parametrize(
    ("key", "whose"), [("1", "PERSON"), ("Shift+1", "PERSON"), ("Q", "ORG"), ("Q, W", "ORG"), ("2", None), ("", None)]
)
def test_a_key_of_another_label(key, whose):
    found = label_with_key(Label(3, "LOC", key=key), LABELS, KeyScheme())
    assert (found.name if found else None) == whose


def test_a_key_of_an_action(qapp):
    undo = QAction("Undo")
    undo.setShortcut(QKeySequence("Alt+3"))
    found = action_with_key(Label(3, "LOC", key="3"), {"undo": undo}, KeyScheme())
    assert (found[0], found[1].toString()) == (undo, "Alt+3")
    assert action_with_key(Label(3, "LOC", key="4"), {"undo": undo}, KeyScheme()) is None
