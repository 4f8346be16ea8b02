import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from annotator.ui.report_dialog import ReportDialog


@pytest.fixture
def dialog(qtbot):
    made = ReportDialog("Import", "Imported <1> article.", "Left out (1):\n  <b>two.txt</b>")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_texts_are_shown_as_text(dialog):
    assert dialog.text.toPlainText() == "Left out (1):\n  <b>two.txt</b>"
    assert dialog.sentence.textFormat() == Qt.TextFormat.PlainText
    assert dialog.text.isReadOnly()


def test_all_of_it_can_be_copied(qtbot, dialog):
    copy = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Copy")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "Imported <1> article.\n\nLeft out (1):\n  <b>two.txt</b>"


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_a_key_closes_it(qtbot, dialog, key):
    qtbot.keyClick(dialog, key)
    assert not dialog.isVisible()
