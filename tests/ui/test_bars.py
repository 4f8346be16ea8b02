"""What all bars and panels below the text have in common."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from annotator.ui.annotation_bar import AnnotationBar
from annotator.ui.document_label_bar import DocumentLabelBar
from annotator.ui.find_bar import FindBar
from annotator.ui.flag_bar import FlagBar
from annotator.ui.history_bar import HistoryBar
from annotator.ui.lint_bar import LintBar
from annotator.ui.project_find_bar import ProjectFindBar
from annotator.ui.review_bar import ReviewBar
from annotator.ui.suggesting_bar import SuggestingBar

BARS: dict[str, Callable[[QAction], QWidget]] = {
    "annotation": lambda _: AnnotationBar(),
    "document labels": lambda _: DocumentLabelBar(),
    "find": lambda action: FindBar(action, action),
    "flag": lambda _: FlagBar(),
    "history": lambda _: HistoryBar(),
    "lint": lambda _: LintBar(),
    "find in project": lambda _: ProjectFindBar(),
    "review": lambda _: ReviewBar(),
    "suggesting": SuggestingBar,
}


@pytest.mark.parametrize("name", BARS)
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_the_button_that_has_the_keyboard(qtbot, qapp, name, key):
    bar = BARS[name](QAction("Something", qapp))
    qtbot.addWidget(bar)
    with qtbot.waitSignal(bar.left):
        QTest.keyClick(bar.close_button, key)
    assert [button.text() for button in bar.findChildren(QPushButton) if not button.autoDefault()] == []
