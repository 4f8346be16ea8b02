"""What somebody else does to what one is looking at: it is said, one stays where one is, and goes on."""

from contextlib import closing
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidgetItem

from annotator import describing, edits, label_edits, placing
from annotator.model import Span
from annotator.reanchoring import reanchor
from annotator.store.project import Project
from annotator.text_fixing import fix_text
from annotator.ui.metadata_dialog import MetadataDialog
from annotator.ui.scheme_dialog import SchemeDialog
from tests.ui.keyboard import press

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


class Colleague:
    """Björn, at another window."""

    def __init__(self, project, window):
        self.project = project
        self._window = window

    def document(self, at=0):
        return self.project.document(self.project.documents(annotator="Björn")[at].id)

    def do(self, title, made):
        self.project.poll()
        self.project.apply(title, made, "Björn")
        self._window.heartbeat.beat()

    def label(self, quoted, name="ORG"):
        document = self.document()
        start = document.text.index(quoted)
        made = edits.label_span(document, self.project.scheme(), start, start + len(quoted), name, "Björn")
        self.do("Label", made)

    def rename(self, old, new):
        scheme = self.project.scheme()
        label = scheme.find(old)
        self.do(f"Rename label {old}: {new}", label_edits.change_label(scheme, label, replace(label, name=new)))

    def fix(self, text):
        document = self.document()
        self.do("Fix the text", fix_text(document, text, reanchor(document.text, text, document.spans)))


@pytest.fixture
def colleague(application):
    with closing(Project.open(application.session.workspace.project.address)) as project:
        project.ensure_annotator("Björn")
        application.session.heartbeat.beat()
        yield Colleague(project, application.session)
        assert list(project.check()) == []


@pytest.fixture
def window(application):
    application.window.resize(1280, 800)
    application.window.activateWindow()
    assert QTest.qWaitForWindowActive(application.window)
    application.window.page.view.setFocus()
    return application.window


@pytest.fixture
def work(application):
    return application.session.workspace


def give(window, quoted, key=Key.Key_1):
    view = window.page.view
    start = view.text().index(quoted)
    view.select(start, start + len(quoted))
    press(key)


def said(window):
    return window.status.hint.text()


class TestWhatIsSaid:
    def test_a_label_that_is_renamed_or_deleted(self, window, colleague):
        colleague.rename("ORG", "COMPANY")
        assert said(window) == "Björn: Rename label ORG: COMPANY"
        scheme = colleague.project.scheme()
        made = label_edits.remove_label(scheme, scheme.find("COMPANY"))
        colleague.project.remove_label("Delete label COMPANY", made, "Björn")
        window.status.say("")
        colleague._window.heartbeat.beat()
        assert said(window) == "Björn: Delete label COMPANY"
        colleague.project.undo("Björn")
        colleague._window.heartbeat.beat()
        assert said(window) == "Björn has undone: Delete label COMPANY"

    def test_spans_and_other_articles_are_no_matter(self, window, colleague):
        before = said(window)
        colleague.label("Ankara")
        colleague.do("Title", edits.change_document(colleague.document(1).document, title="Another"))
        assert said(window) == before
        colleague.do("Title", edits.change_document(colleague.document(0).document, title="Mine"))
        assert said(window) == "Björn: Title"

    def test_nothing_of_what_one_did_oneself(self, window, work):
        window.actions_by_name["new_label"].trigger()
        QTest.keyClicks(QApplication.focusWidget(), "TOWN")
        press(Key.Key_Return)
        assert work.scheme.find("TOWN") is not None
        assert "anna" not in said(window)


class TestTheArticle:
    def test_one_that_is_deleted_gives_way_to_the_one_below_it(self, window, work, colleague):
        work.next_document()
        gone = colleague.document(1).document
        colleague.do("Delete", placing.remove_document(gone))
        assert work.document.document.id == colleague.document(1).document.id != gone.id
        assert work.document.text.startswith("A third article")
        assert said(window) == "Björn has deleted the article. “Deleted articles” brings it back."
        colleague.do("Delete", placing.remove_document(colleague.document(1).document))
        assert work.document.text.startswith("The minister")

    def test_a_text_that_is_fixed_stays_where_one_reads(self, window, work, colleague):
        lines = "\n\n".join(f"Paragraph {number} is about the minister." for number in range(120))
        colleague.fix(lines)
        view = window.page.view
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
        start = lines.index("Paragraph 60")
        view.go_to(start)
        view.select(start, start + 12)
        top = view.caret_rectangle(start).top()
        colleague.fix("A sentence that was missing.\n\n" + lines)
        assert view.text().startswith("A sentence")
        assert view.selected_text() == "Paragraph 60"
        assert view.caret_rectangle(view.selection()[0]).top() == top
        assert said(window) == "Björn: Fix the text"
        press(Key.Key_1)
        assert [work.document.text[span.start : span.end] for span in work.own_spans()] == ["Paragraph 60"]
        colleague.fix(work.document.text.replace("minister", "ministry"))
        assert isinstance(view.selected_span(), Span)
        assert view.caret_rectangle(view.selected_span().start).top() == top


class TestTheLabelInHand:
    def test_pen_and_last_label_go_by_another_name(self, window, work, colleague):
        give(window, "Zakir Hasanov", Key.Key_2)
        press(Key.Key_B, CTRL)
        colleague.rename("ORG", "COMPANY")
        assert window.status.pen.text() == "Pen: COMPANY (Esc)"
        press(Key.Key_Escape)
        view = window.page.view
        start = view.text().index("Ankara")
        view.select(start, start + 6)
        press(Key.Key_Return)
        assert [span.label for span in work.own_spans()] == ["COMPANY", "COMPANY"]

    def test_one_that_is_deleted_is_laid_down_and_forgotten(self, window, work, colleague):
        give(window, "Zakir Hasanov", Key.Key_2)
        press(Key.Key_B, CTRL)
        scheme = colleague.project.scheme()
        colleague.project.poll()
        made = label_edits.remove_label(scheme, scheme.find("ORG"))
        colleague.project.remove_label("Delete label ORG", made, "Björn")
        colleague._window.heartbeat.beat()
        assert not window.status.pen.isVisible()
        view = window.page.view
        start = view.text().index("Ankara")
        view.select(start, start + 6)
        press(Key.Key_Return)
        assert said(window) == "No label was given yet. Press the key of one first."


class TestTheForm:
    def test_what_is_being_typed_stays(self, window, work, colleague):
        window.actions_by_name["new_label"].trigger()
        QTest.keyClicks(QApplication.focusWidget(), "TO")
        colleague.rename("ORG", "COMPANY")
        QTest.keyClicks(QApplication.focusWidget(), "WN")
        press(Key.Key_Return)
        assert [label.name for label in work.labels()][-1] == "TOWN"
        assert window.page.view.hasFocus()

    def test_it_stands_in_place_of_its_label_and_goes_with_it(self, window, work, colleague):
        palette = window.labels
        palette.take_focus("LOC")
        window.actions_by_name["rename_label"].trigger()
        colleague.rename("ORG", "COMPANY")
        rows = palette._rows
        assert rows.indexOf(palette.form) == 2
        assert not palette.rows[2].isVisible()
        scheme = colleague.project.scheme()
        colleague.do("Delete label LOC", label_edits.remove_label(scheme, scheme.find("LOC")))
        assert not palette.form.isVisible()
        assert all(row.isVisible() for row in palette.rows)
        assert palette.has_focus()
        assert palette.meant() == "DATE"

    def test_the_keyboard_stays_on_its_label_or_in_its_place(self, window, work, colleague):
        palette = window.labels
        palette.take_focus("LOC")
        colleague.rename("ORG", "COMPANY")
        assert palette.meant() == "LOC"
        assert palette.has_focus()
        scheme = colleague.project.scheme()
        colleague.do("Delete label LOC", label_edits.remove_label(scheme, scheme.find("LOC")))
        assert palette.has_focus()
        assert palette.meant() == "DATE"


class TestDialogs:
    def test_metadata_that_were_typed_stay_where_somebody_was_faster(self, window, work, colleague):
        press(Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
        dialog = window.findChild(MetadataDialog)
        for column, text in enumerate(("section", "sport")):
            dialog.table.setItem(0, column, QTableWidgetItem(text))
        here = colleague.document().document
        colleague.do("Title", edits.change_document(here, title="Theirs"))
        here = colleague.document().document
        colleague.do("Metadata", describing.change_metadata(here, {"desk": "foreign"}))
        dialog.buttons.accepted.emit()
        assert dialog.isVisible()
        assert dialog.said.text().startswith("Somebody has changed the metadata meanwhile.")
        assert dialog.metadata() == {"section": "sport"}
        colleague.project.undo("Björn")
        dialog.buttons.accepted.emit()
        assert work.document.document.metadata == {"section": "sport"}
        assert work.document.document.title == "Theirs"

    def test_a_name_that_is_being_typed_in_the_scheme_stays(self, qtbot, window, work, colleague):
        window.actions_by_name["edit_scheme"].trigger()
        dialog = window.findChild(SchemeDialog)
        qtbot.waitUntil(dialog.isActiveWindow)
        dialog.page.name.setFocus()
        dialog.page.name.selectAll()
        QTest.keyClicks(dialog.page.name, "HUM")
        colleague.rename("LOC", "PLACE")
        QTest.keyClicks(dialog.page.name, "AN")
        press(Key.Key_Return)
        assert [label.name for label in work.labels()][:3] == ["HUMAN", "ORG", "PLACE"]
        dialog.close()


def test_a_second_key_takes_back_what_is_weighty_although_others_work(window, work, colleague):
    lines = len(work.need_project().documents(annotator="anna"))
    press(Key.Key_Z, CTRL)
    assert "Press again to undo it." in said(window)
    colleague.label("Ankara")
    press(Key.Key_Z, CTRL)
    assert len(work.need_project().documents(annotator="anna")) < lines
