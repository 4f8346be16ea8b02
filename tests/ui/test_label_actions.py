import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from annotator.model import Label
from annotator.ui.label_actions import LabelActions

LABELS = (Label(1, "PERSON", key="1"), Label(2, "R&D <b>", key="2", description="Laboratories."), Label(3, "BARE"))


@pytest.fixture
def window(qtbot):
    window = QWidget()
    QVBoxLayout(window).addWidget(QLineEdit())
    qtbot.addWidget(window)
    window.show()
    assert QTest.qWaitForWindowActive(window)
    return window


@pytest.fixture
def chosen():
    return []


@pytest.fixture
def menu(qtbot, window):
    return QMenu(window)


@pytest.fixture
def actions(window, menu, chosen):
    made = LabelActions(window, menu, lambda label, second: chosen.append((label, second)))
    made.set_labels(LABELS)
    return made


def test_key_and_shift_key_are_the_label_and_the_second_label(qtbot, window, actions, chosen):
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_1)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ShiftModifier)
    assert chosen == [("PERSON", False), ("R&D <b>", True)]


def test_a_key_held_down_labels_once(actions):
    assert not actions["PERSON"].autoRepeat()


def test_keys_never_eat_typing(qtbot, window, actions, chosen):
    field = window.findChild(QLineEdit)
    field.setFocus()
    qtbot.keyClicks(field, "12")
    assert field.text() == "12"
    assert chosen == []


def test_names_are_shown_as_they_stand(actions, menu):
    assert [action.text() for action in menu.actions()] == ["PERSON", "R&&D <b>", "BARE"]
    assert "&lt;b&gt;" in actions["R&D <b>"].toolTip()
    assert "Laboratories." in actions["R&D <b>"].statusTip()
    assert "2" in actions["R&D <b>"].statusTip()


def test_earlier_labels_are_forgotten(qtbot, window, actions, menu, chosen):
    actions.set_labels(LABELS[2:])
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_1)
    assert chosen == []
    assert [action.text() for action in menu.actions()] == ["BARE"]
    with pytest.raises(KeyError):
        actions["PERSON"]


def test_switched_off_they_do_nothing(qtbot, window, actions, chosen):
    actions.enable(on=False)
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_1)
    assert chosen == []
