"""The check of the labels in the window: places are shown, mended, marked as right, and all of it undone."""

import pytest
from PySide6.QtCore import Qt

from annotator.edits import Edit
from annotator.ids import new_id
from annotator.lint import CHECKED, Finding, Problem
from annotator.model import Progress, Span, Status
from annotator.transfer.linting import Linted
from annotator.ui.lint_bar import LintBar

Key = Qt.Key


@pytest.fixture
def bar(qtbot, application, work):
    """The bar on half a word in the first article, a comma in the second, and an empty third that is done."""
    first, second, third = [line.id for line in work.project.documents(annotator="anna")]
    spans = [Span(new_id(), first, "PERSON", "anna", 13, 24), Span(new_id(), second, "PERSON", "anna", 0, 11)]
    spans.append(Span(new_id(), second, "LOC", "anna", 41, 46))
    edits = [Edit(None, span) for span in spans]
    edits.append(Edit(None, Progress(new_id(), third, "anna", Status.DONE)))
    work.apply("All", edits)
    return check(qtbot, application)


def check(qtbot, application):
    application.window.actions_by_name["check_labels"].trigger()
    qtbot.waitUntil(lambda: not application.session.later.linting.looking.is_busy())
    (shown,) = application.window.findChildren(LintBar)
    return shown


def rows(bar):
    return [bar.rows.item(row).text().split(" · ")[:2] for row in range(bar.rows.count())]


def test_what_looks_wrong_is_listed_by_kinds_and_shown_as_one_goes_through(qtbot, application, work, bar):
    work_first = work.document.document.id
    assert bar.isVisible()
    assert rows(bar)[0][1] == "It begins or ends inside a word."
    assert "All kinds" in bar.kind.itemText(0)
    bar.take_focus()
    assert work.span is not None
    for _ in range(bar.rows.count() - 1):
        qtbot.keyClick(bar.rows, Key.Key_Down)
    assert work.document.document.id != work_first
    assert bar.rows.hasFocus()


def test_enter_goes_to_the_place_and_escape_leaves(qtbot, application, work, bar):
    qtbot.keyClick(bar.rows, Key.Key_Return)
    view = application.window.page.view
    assert view.selected_span().start == 13
    qtbot.waitUntil(view.hasFocus)
    bar.take_focus()
    qtbot.keyClick(bar.rows, Key.Key_Escape)
    assert not bar.isVisible()
    assert view.hasFocus()


def test_one_key_mends_and_goes_on_and_undo_takes_it_back(qtbot, application, work, bar):
    before, document = bar.rows.count(), work.document.document.id
    qtbot.keyClick(bar.rows, Key.Key_M)
    assert bar.rows.count() == before - 1
    assert f"({before - 1})" in bar.kind.itemText(0)
    text = work.project.document(document).text
    (span,) = [span for span in work.project.document(document).spans if span.annotator == "anna"]
    assert text[span.start : span.end] == "Zakir Hasanov"
    work.undo()
    (span,) = [span for span in work.project.document(document).spans if span.annotator == "anna"]
    assert (span.start, span.end) == (13, 24)


def test_one_key_marks_as_right_for_good(qtbot, application, work, bar):
    bar.kind.setCurrentIndex(1)
    before = rows(bar)
    qtbot.keyClick(bar.rows, Key.Key_R)
    assert rows(bar) == before[1:]
    assert work.project.documents(annotator="anna", limit=1)
    again = check(qtbot, application)
    assert before[0] not in rows(again)
    work.undo()
    assert before[0] in rows(check(qtbot, application))


def test_a_kind_can_be_looked_at_by_itself(bar):
    total = bar.rows.count()
    shown = 0
    for kind in range(1, bar.kind.count()):
        bar.kind.setCurrentIndex(kind)
        shown += bar.rows.count()
    assert shown == total


def test_what_has_no_one_way_is_not_mended(qtbot, application, work, bar):
    once = next(row for row in range(bar.rows.count()) if "used only here" in bar.rows.item(row).text())
    bar.rows.setCurrentRow(once)
    assert not bar.mend.isEnabled()
    before = bar.rows.count()
    qtbot.keyClick(bar.rows, Key.Key_M)
    assert bar.rows.count() == before
    assert "more than one way" in application.window.status.hint.text()


def test_a_place_that_is_no_longer_there_is_refused_with_a_sentence(qtbot, application, work, bar):
    finding = bar.current()
    span = next(span for span in work.project.document(finding.document).spans if span.id == finding.span)
    work.apply("Gone", [Edit(span, None)])
    with qtbot.waitSignal(application.session.edge.refused) as refused:
        qtbot.keyClick(bar.rows, Key.Key_M)
    assert "no longer there" in refused.args[0]


def test_an_empty_article_that_is_done_is_taken_up_again(qtbot, work, bar):
    row = next(row for row in range(bar.rows.count()) if "marked done" in bar.rows.item(row).text())
    bar.rows.setCurrentRow(row)
    qtbot.keyClick(bar.rows, Key.Key_M)
    third = work.project.documents(annotator="anna")[2]
    assert third.status == Status.TODO


def test_the_letters_do_what_they_say_also_when_a_label_has_them(qtbot, application, work, bar):
    from annotator.label_edits import add_label

    work.apply("L", add_label(work.scheme, "MISC", color="#aabbcc", key="M"))
    bar.take_focus()
    before = bar.rows.count()
    qtbot.keyClick(bar.rows, Key.Key_M)
    assert bar.rows.count() == before - 1
    assert all(span.label != "MISC" for span in work.own_spans())


def test_nothing_wrong_is_said_and_the_bar_goes_with_the_project(qtbot, application, work):
    bar = check(qtbot, application)
    assert bar.summary.text() == "Nothing looks wrong."
    assert not bar.mend.isEnabled()
    work.annotate_as("bert")
    assert not bar.isVisible()


def test_the_mark_is_with_the_article(qtbot, work, bar):
    finding = bar.current()
    qtbot.keyClick(bar.rows, Key.Key_R)
    assert work.project.document(finding.document).document.metadata[CHECKED] == [finding.mark]


def test_one_article_is_one_article(qtbot):
    bar = LintBar()
    qtbot.addWidget(bar)
    finding = Finding(Problem.ONCE, 1, "A", "anna", label="LOC")
    for number, said in ((1, "in 1 article"), (2, "in 2 articles")):
        bar.show_findings(Linted(number, (finding,), {Problem.ONCE: 1}))
        assert bar.summary.text() == said
