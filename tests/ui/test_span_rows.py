from hypothesis import given
from hypothesis import strategies as st

from annotator.model import Span, reading_order
from annotator.ui.span_rows import SpanRows

SPANS = st.lists(
    st.builds(
        lambda id_, start, length, label: Span(id_, 1, label, "anna", start, start + length),
        st.integers(1, 40),
        st.integers(0, 20),
        st.integers(1, 9),
        st.sampled_from(("PERSON", "ORG")),
    ),
    unique_by=lambda span: span.id,
)


def shown(rows):
    return [rows.span_at(rows.index(row)) for row in range(rows.rowCount())]


@given(SPANS, SPANS)
def test_rows_are_in_reading_order_after_every_change(before, after):
    rows = SpanRows()
    rows.show("x" * 40, sorted(before, key=reading_order))
    gone = [span for span in before if span not in after]
    come = [span for span in after if span not in before]
    rows.update(gone, come)
    assert shown(rows) == sorted(after, key=reading_order)
    assert all(rows.row_of(span) == row for row, span in enumerate(shown(rows)))


def test_many_changes_at_once_come_to_the_same(qtmodeltester):
    rows = SpanRows()
    before = [Span(number, 1, "ORG", "anna", 3 * number, 3 * number + 2) for number in range(2_000)]
    rows.show("x" * 9_000, before)
    rows.update(before[:800], [Span(9_000, 1, "ORG", "anna", 3_000, 3_001)])
    assert rows.rowCount() == 1_201
    assert shown(rows) == sorted(shown(rows), key=reading_order)
    qtmodeltester.check(rows)


def test_a_span_that_is_relabelled_keeps_its_row(qtbot):
    rows = SpanRows()
    rows.show("Ankara and Oslo", [Span(1, 1, "LOC", "anna", 0, 6), Span(2, 1, "LOC", "anna", 11, 15)])
    with qtbot.assertNotEmitted(rows.rowsRemoved), qtbot.waitSignal(rows.dataChanged):
        rows.update([Span(1, 1, "LOC", "anna", 0, 6)], [Span(1, 1, "ORG", "anna", 0, 6)])
    assert [span.label for span in shown(rows)] == ["ORG", "LOC"]


def test_a_row_quotes_its_span_on_one_line(qapp):
    rows = SpanRows()
    rows.show(
        "One\n two <b>three</b> four",
        [Span(1, 1, "LOC", "anna", 0, 8), Span(2, 1, "LOC", "anna", 0, 8, ((0, 3), (5, 8)))],
    )
    assert rows.data(rows.index(0)) == "One two"
    assert rows.data(rows.index(1)) == "One … two"
