"""What other annotators have labelled, outlined on request: by action, setting and key, in step with the project."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from annotator.edits import label_span, remove_span
from annotator.settings import SHOW_EVERYONE
from annotator.store.project import Project
from annotator.ui.application import Application


@pytest.fixture
def project(application: Application) -> Project:
    opened = application.session.workspace.project
    assert opened is not None
    opened.ensure_annotator("björn")
    return opened


def label(application: Application, project: Project, quoted: str, name: str, annotator: str = "björn") -> None:
    work = application.session.workspace
    assert work.document is not None
    start = work.document.text.index(quoted)
    document = project.document(work.document.document.id)
    project.apply("As said", label_span(document, work.scheme, start, start + len(quoted), name, annotator), annotator)


def outlined(application: Application) -> list[tuple[str, str]]:
    view = application.window.page.view
    return sorted((view.text()[span.start : span.end], span.annotator) for span in view.others())


def press(application: Application) -> None:
    QTest.keyClick(application.window.page.view, Qt.Key.Key_F7)


def test_the_key_shows_and_hides_them(application: Application, project: Project, qtbot: QtBot) -> None:
    view = application.window.page.view
    label(application, project, "Ankara", "LOC")
    label(application, project, "Zakir", "PERSON", "anna")
    qtbot.waitUntil(lambda: len(view.spans()) == 1)
    application.window.activateWindow()
    assert QTest.qWaitForWindowActive(application.window)
    plain = view.viewport().grab().toImage()
    assert outlined(application) == []
    facts = application.window.page.header.meta
    assert facts.text().endswith("1 span of others, not shown")
    press(application)
    assert facts.text().endswith("1 span of others")
    assert outlined(application) == [("Ankara", "björn")]
    assert application.window.actions_by_name["show_everyone"].isChecked()
    assert view.viewport().grab().toImage() != plain
    assert application.settings.get(SHOW_EVERYONE) is True
    press(application)
    assert outlined(application) == []
    assert view.viewport().grab().toImage() == plain


def test_they_come_and_go_as_others_work(application: Application, project: Project, qtbot: QtBot) -> None:
    application.session.preferences.choose(SHOW_EVERYONE, value=True)
    label(application, project, "Ankara", "LOC")
    qtbot.waitUntil(lambda: outlined(application) == [("Ankara", "björn")])
    work = application.session.workspace
    work.next_document()
    assert outlined(application) == []
    work.previous_document()
    assert outlined(application) == [("Ankara", "björn")]
    (span,) = work.others_spans()
    project.apply("Away", remove_span(work.document, span), "björn")
    qtbot.waitUntil(lambda: outlined(application) == [])


@pytest.mark.qt_log_ignore("does not support raise")
def test_the_tooltip_names_everybody_and_nothing_can_be_changed(
    application: Application, project: Project, qtbot: QtBot
) -> None:
    application.session.preferences.choose(SHOW_EVERYONE, value=True)
    project.ensure_annotator("çiğdem")
    for annotator in ("anna", "björn", "çiğdem"):
        label(application, project, "Ankara", "LOC", annotator)
    view = application.window.page.view
    qtbot.waitUntil(lambda: len(view.others()) == 2)
    box = view.caret_rectangle(view.text().index("Ankara") + 2)
    place = QPoint(box.left(), box.center().y())
    assert [span.annotator for span in view.spans_at(QPointF(place))] == ["anna"]
    event = QHelpEvent(QEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), event)
    qtbot.waitUntil(lambda: bool(QToolTip.text()))
    shown = QToolTip.text()
    QToolTip.hideText()
    assert [name in shown for name in ("anna", "björn", "çiğdem")] == [True] * 3


def test_another_name_swaps_what_is_mine_and_theirs(application: Application, project: Project, qtbot: QtBot) -> None:
    application.session.preferences.choose(SHOW_EVERYONE, value=True)
    label(application, project, "Ankara", "LOC")
    application.session.workspace.annotate_as("björn")
    assert outlined(application) == []
    assert len(application.window.page.view.spans()) == 1


def test_where_nobody_else_has_labelled_the_key_says_so(application: Application, project: Project) -> None:
    hint = application.window.status.hint
    press(application)
    assert hint.text() == "Nobody else has labelled in this article. What others label is shown."
    press(application)
    assert hint.text() == "Nobody else has labelled in this article. What others label is hidden."
    label(application, project, "Ankara", "LOC")
    press(application)
    assert "Nobody else" not in hint.text()
