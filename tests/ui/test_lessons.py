"""What is learned from labels, seen by what is likely then."""

import pytest
from PySide6.QtTest import QTest

from annotator import edits
from annotator.model import Status
from annotator.store.project import Project
from annotator.ui.application import Application, make_application
from annotator.ui.labelling import Labelling
from annotator.ui.lessons import Lessons

ME = "anna"


@pytest.fixture
def lessons(workspace, qtbot):
    return Lessons(workspace, workspace)


def likely(lessons, text):
    return [text[one.start : one.end] for one in lessons.entities(text).onward(0) if not one.is_hidden]


def give(workspace, word, label="PERSON"):
    start = workspace.document.text.index(word)
    workspace.select(start, start + len(word))
    Labelling(workspace).label(label)


def test_what_is_labelled_is_likely_at_once_and_no_longer_when_it_is_taken_back(workspace, lessons):
    workspace.open_document(workspace.document.document.id)
    text = workspace.document.text
    assert "minister" not in likely(lessons, text)
    give(workspace, "minister")
    assert "minister" in likely(lessons, text)
    workspace.undo()
    assert "minister" not in likely(lessons, text)


def test_what_is_passed_by_again_and_again_is_no_longer_likely(workspace, lessons):
    for _ in range(8):
        workspace.open_document(workspace.document.document.id)
        lessons.entities("").text  # noqa: B018
        text = workspace.document.text
        assert lessons.entities(text).text is text
        lessons.pass_by(text.index("Tuesday") + 7, text.index("Tuesday") + 8)
    assert "Tuesday" not in likely(lessons, workspace.document.text)


def test_nothing_is_learned_from_what_was_jumped_over_by_far(workspace, lessons):
    text = "In Ankara it rained. " + "and so it went on " * 3_000 + "until it ended."
    for _ in range(8):
        lessons.entities("")
        lessons.entities(text)
        lessons.pass_by(len(text) - 5, len(text))
    assert "Ankara" in likely(lessons, text)


def test_articles_that_are_done_are_learned_from_when_a_project_is_opened(qtbot, settings, project_file):
    project = Project.open(project_file)
    first, second = (line.id for line in project.documents(annotator=ME)[:2])
    document, scheme = project.document(first), project.scheme()
    start = document.text.index("minister")
    project.apply("Label", edits.label_span(document, scheme, start, start + 8, "PERSON", ME), ME)
    project.apply("Done", edits.set_status(project.document(first), ME, Status.DONE), ME)
    project.close()
    opened = Application(make_application(), settings)
    opened.memory.note_document(project_file, second)
    opened.open(project_file)
    assert QTest.qWaitForWindowExposed(opened.window)
    lessons = opened.session.walking.walk._lessons
    qtbot.waitUntil(lambda: "minister" in likely(lessons, "the minister spoke"))
    opened.window.close()
    opened.close()
