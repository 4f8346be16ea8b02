"""Names that want to be more, in every place where the window shows one: they say nothing but themselves."""

import json
from collections.abc import Callable, Iterator
from html import unescape

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QHeaderView, QTableWidget, QWidget

from annotator.edits import Edit
from annotator.ids import new_id
from annotator.model import Kind, Progress
from annotator.transfer.preview import preview_paths
from annotator.ui import command_row
from annotator.ui.annotation_bar import AnnotationBar
from annotator.ui.command_palette import CommandPalette
from annotator.ui.flag_bar import FlagBar
from annotator.ui.import_dialog import ImportDialog
from annotator.ui.scheme_dialog import SchemeDialog
from tests.hostile.names import FAIR, ME, TRICKS, harm, make_project
from tests.ui.opening import OPENED_BY
from tests.ui.test_translation import of_widget, parts_of, select_span, show_no_match

pytestmark = pytest.mark.qt_log_ignore("OpenType support missing")  # Few machines have fonts for all scripts.

MAY_BE_WRITTEN = ("P\u200fREP", "P\u200bE\ufeffR\u2060", "\u3164", "P" + "\u0301" * 50, *FAIR.values())
"""Those of the names that a label may be given by hand."""
MOST = 5000
"""Characters of the longest text in one place."""


@pytest.fixture
def project_file(tmp_path):
    return make_project(tmp_path / "news\u202e\x1b[31m.annotator")


@pytest.fixture
def painted(monkeypatch) -> list[str]:
    """All texts that are painted by hand."""
    texts: list[str] = []
    paint = QPainter.drawText

    class Layout(QTextLayout):
        def __init__(self, text: str, font: QFont) -> None:
            super().__init__(text, font)
            texts.append(text)

    def draw(painter: QPainter, *given: object) -> object:
        texts.extend(one for one in given if isinstance(one, str))
        return paint(painter, *given)

    monkeypatch.setattr(QPainter, "drawText", draw)
    monkeypatch.setattr(command_row, "QTextLayout", Layout)
    return texts


def harms(window: QWidget, painted: list[str]) -> str:
    """Return the places of a window where a name does more than it may."""
    QCoreApplication.processEvents()
    painted.clear()
    window.grab()
    found = [f"painted: {wrong} in {text[:60]!r}" for text in painted if (wrong := harm(text, lines=False, most=MOST))]
    for part in parts_of(window):
        table = part.parent() if isinstance(part, QHeaderView) else part
        if isinstance(table, QTableWidget):
            continue  # Its cells are edited: they hold what is there, and a delegate shows it.
        for text in of_widget(part):
            wrong = harm(unescape(text or ""), most=MOST)
            if wrong:
                found.append(f"{type(part).__name__} {part.objectName()}: {wrong} in {text[:60]!r}")
    return "\n".join(sorted(set(found)))


def say_of_span(application) -> None:
    select_span(application)
    application.window.actions_by_name["edit_annotation"].trigger()


def act(name: str) -> Callable:
    return lambda application: application.window.actions_by_name[name].trigger()


def select_relation(application) -> None:
    select_span(application)
    application.window.actions_by_name["next_relation"].trigger()


def label_and_undo(application) -> None:
    application.window.page.view.select(0, 12)
    application.window.actions_by_name["repeat_label"].trigger()
    application.window.actions_by_name["undo"].trigger()


def find(application) -> None:
    application.window.actions_by_name["find_in_project"].trigger()
    application.session.later.in_project._bar.line.setText("minister")


STATES: dict[str, Callable] = {
    "an article": lambda application: None,
    "text selected": lambda application: application.window.page.view.select(4, 12),
    "a span selected": select_span,
    "details": act("edit_details"),
    "what is said of a span": say_of_span,
    "labels of an article": act("label_document"),
    "a relation selected": select_relation,
    "no match": show_no_match,
    "a label given and taken back": label_and_undo,
    "history": act("show_history"),
    "something wrong": act("check_labels"),
    "a flag": act("flag_document"),
    "a note": act("note_document"),
    "the span list": act("show_spans"),
    "the occurrences": lambda application: (select_span(application), act("list_occurrences")(application)),
    "found in the project": find,
    "all that was suggested": act("show_suggesting"),
    "letters of labels": act("give_by_letters"),
    "everyone": act("show_everyone"),
}


@pytest.fixture
def turned(qapp) -> Iterator[Callable[[Qt.LayoutDirection], None]]:
    yield qapp.setLayoutDirection
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_window_shows_names_that_are_nothing_but_names(turned, application, painted, state, direction):
    turned(direction)
    window = application.window
    window.resize(1280, 800)
    assert QTest.qWaitForWindowActive(window)
    STATES[state](application)
    assert harms(window, painted) == ""


def test_no_article_s_title_author_or_label_does_anything(application, painted):
    window = application.window
    assert QTest.qWaitForWindowActive(window)
    for _ in (*TRICKS, *FAIR):
        assert harms(window, painted) == ""
        window.actions_by_name["next_document"].trigger()
        QCoreApplication.processEvents()


# --- dialogs


def of_label(name: str) -> Callable:
    def open_(application) -> None:
        application.window.labels.show_current(TRICKS["override"])
        application.window.actions_by_name[name].trigger()

    return open_


def look_at_files(application) -> None:
    """Open the dialog of an import whose files, labels, titles and people are called so."""
    work = application.session.workspace
    folder = work.project.path.parent
    rows = folder / "rows\u202e\x1b[31m.jsonl"
    with rows.open("w", encoding="utf-8") as file:
        for name in TRICKS.values():
            row = {"text": f"Ayla {name[:50]}", "title": name, "label": [[0, 4, f"N{name}"]], "annotator": name}
            file.write(json.dumps(row) + "\n")
    article = folder / "article\x9b.txt"
    article.write_text("2022-02-02\nBy A\u202eB\n\nAn article.", encoding="utf-8")
    preview = preview_paths(work.project, [article, rows, folder / "not\u202e there.txt"])
    ImportDialog(preview, work.labels(), work.project.name, application.window).open()


def look_at_scheme(application) -> None:
    path = application.session.workspace.project.path.with_name("a\u202e\x1b.json")
    labels = [{"name": f"{name}{end}"} for name in MAY_BE_WRITTEN for end in ("", " new")]
    path.write_text(json.dumps({"format": "annotator-scheme", "version": 3, "scheme": labels}), encoding="utf-8")
    application.session.later.scheme_editor.files.look_at(path)


def look_for_labels(application) -> None:
    application.window.actions_by_name["command_palette"].trigger()
    application.window.findChild(CommandPalette).typed.insert("P")


def put_in_bin(application) -> None:
    for _ in range(4):
        application.window.actions_by_name["delete_document"].trigger()
    application.window.actions_by_name["show_bin"].trigger()


HERE = {
    "CommandPalette": look_for_labels,
    "GuidelineDialog": of_label("show_guideline"),
    "RemoveLabelDialog": of_label("merge_label"),
    "ImportDialog": look_at_files,
    "SchemeImportDialog": look_at_scheme,
    "BinDialog": put_in_bin,
}


@pytest.mark.parametrize("name", OPENED_BY)
def test_a_dialog_shows_names_that_are_nothing_but_names(application, painted, name):
    window = application.window
    assert QTest.qWaitForWindowActive(window)
    {**OPENED_BY, **HERE}[name](application)
    (found,) = [one for one in window.findChildren(QDialog) if type(one).__name__ == name]
    assert QTest.qWaitForWindowExposed(found)
    harm_done = harms(found, painted)
    found.close()
    assert harm_done == ""


# --- what is only looked at


def keep_said(application) -> None:
    application.window.findChild(AnnotationBar).keep.click()


def test_a_label_that_is_only_looked_at_stays_as_it_came(application):
    work, window = application.session.workspace, application.window
    before = work.scheme
    window.actions_by_name["edit_scheme"].trigger()
    scheme = window.findChild(SchemeDialog)
    for label in work.scheme.of_kind(Kind.SPAN):
        scheme.page.show_label(label, work.scheme)
        scheme.page.name.editingFinished.emit()
        scheme.attributes.show_label(label)
        for field in (scheme.attributes.name, scheme.attributes.address, scheme.attributes.typed_default):
            field.editingFinished.emit()
        scheme.attributes.commit()
    scheme.close()
    assert work.scheme == before
    assert work.project.scheme() == before


def test_another_colour_leaves_the_name_as_it_came(application):
    work, window = application.session.workspace, application.window
    window.labels.show_current(TRICKS["unseen"])
    window.actions_by_name["recolor_label"].trigger()
    window.labels.form.color.show_color("#123456")
    window.labels.form.kept.emit()
    (changed,) = [label for label in work.scheme.of_kind(Kind.SPAN) if label.color == "#123456"]
    assert changed.name == TRICKS["unseen"]


@pytest.mark.parametrize("name", TRICKS.values(), ids=TRICKS)
def test_details_flags_and_notes_that_are_only_looked_at_stay_as_they_came(application, name):
    work, window = application.session.workspace, application.window
    (line,) = [line for line in work.project.documents(annotator=ME, limit=99) if line.title == name]
    if not line.flagged:
        work.project.apply("Flag", [Edit(None, Progress(new_id(), line.id, ME, flagged=True, note=name))], ME)
    work.open_document(line.id)
    before = work.project.document(line.id)
    window.actions_by_name["edit_details"].trigger()
    window.page.header.form.kept.emit()
    window.actions_by_name["flag_document"].trigger()
    window.findChild(FlagBar).keep.click()
    window.actions_by_name["note_document"].trigger()
    keep_said(application)
    select_span(application)
    window.actions_by_name["edit_annotation"].trigger()
    keep_said(application)
    after = work.project.document(line.id)
    assert (after.document, after.spans, after.notes) == (before.document, before.spans, before.notes)
    assert after.progress == before.progress
