from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator import label_edits
from annotator.ui.guideline_dialog import GuidelineDialog


@pytest.fixture
def window(application):
    assert QTest.qWaitForWindowActive(application.window)
    work, view = application.session.workspace, application.window.page.view
    label = work.scheme.find("LOC")
    said = "Only **places**.\n\nNot <b>people</b>."
    work.apply("Say", label_edits.change_label(work.scheme, label, replace(label, description=said)))
    start = view.text().index("Ankara")
    view.select(start, start + 6)
    QTest.keyClick(view, Qt.Key.Key_3)
    return application.window


def test_the_tooltip_of_a_label_says_its_guideline_and_examples(window):
    row = window.labels.rows[2]
    QApplication.sendEvent(row, QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), row.mapToGlobal(QPoint(5, 5))))
    assert "Only **places**." in row.toolTip()
    assert "&lt;b&gt;people" in row.toolTip()
    assert "Labelled so far: Ankara (1)" in row.toolTip()


def test_a_key_shows_it_as_it_is_meant(window):
    window.labels.take_focus("LOC")
    QTest.keyClick(
        window.labels.rows[2], Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    (dialog,) = window.findChildren(GuidelineDialog)
    assert QTest.qWaitForWindowExposed(dialog)
    assert dialog.windowTitle() == "Guideline: LOC"
    assert dialog.text.toPlainText() == "Only places.\nNot <b>people</b>."
    assert dialog.examples.text() == "Labelled so far: Ankara (1)"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_label_without_one_says_where_to_write_it(window):
    window.labels.take_focus("EVENT")
    window.actions_by_name["show_guideline"].trigger()
    (dialog,) = window.findChildren(GuidelineDialog)
    assert "Nothing is written" in dialog.text.toPlainText()
    assert not dialog.examples.isVisible()
    dialog.close()


def test_long_guidelines_do_not_fill_the_status_line(window, application):
    work = application.session.workspace
    label = work.scheme.find("ORG")
    said = "# Bodies of people.\n" + "More about them. " * 50
    work.apply("Say", label_edits.change_label(work.scheme, label, replace(label, description=said)))
    assert window.label_actions["ORG"].statusTip().startswith("Label the selected text or span ORG. Bodies of people.")
    assert "More" not in window.label_actions["ORG"].statusTip()
