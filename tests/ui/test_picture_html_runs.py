from hypothesis import given
from hypothesis import strategies as st

from annotator.model import Span
from annotator.ui.picture_html_runs import Bar, runs_of

LENGTH = 40


def span(id_: int, start: int, end: int, *pieces: tuple[int, int], label: str = "A") -> Span:
    return Span(id_, 1, label, "anna", start, end, pieces=pieces)


def test_overlapping_spans_have_bars_in_rows_of_their_own_and_the_inner_one_tints():
    runs = list(runs_of(0, LENGTH, [span(1, 0, 20, label="OUTER"), span(2, 5, 10, label="INNER")]))
    inner = next(run for run in runs if run.start == 5)
    assert (inner.end, inner.tint) == (10, "INNER")
    assert {bar.label: bar.row for bar in inner.bars} == {"INNER": 0, "OUTER": 1}


def test_between_the_pieces_of_a_span_is_a_thin_bar_and_no_tint():
    runs = {run.start: run for run in runs_of(0, LENGTH, [span(1, 0, 20, (0, 5), (15, 20))])}
    assert runs[5].bars == (Bar(0, "A", thin=True),)
    assert runs[5].tint is None
    assert runs[0].tint == runs[15].tint == "A"
    assert [bool(run.begins) for run in runs.values()] == [True, False, False, False]


def test_a_span_that_began_in_an_earlier_line_has_no_second_chip():
    (first, *_) = runs_of(10, LENGTH, [span(1, 0, 20)])
    assert (first.start, first.end, first.tint, first.begins) == (0, 10, "A", ())


def test_a_span_without_length_is_a_run_without_length():
    runs = list(runs_of(0, LENGTH, [span(1, 7, 7)]))
    assert [(run.start, run.end) for run in runs] == [(0, 7), (7, 7), (7, LENGTH)]
    assert runs[1].begins[0][1].id == 1


@given(st.lists(st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH))))
def test_runs_cover_the_line_once_and_every_span_begins_once(ends):
    spans = [span(number, min(pair), max(pair)) for number, pair in enumerate(ends)]
    runs = list(runs_of(0, LENGTH, spans))
    position = 0
    for run in runs:
        assert run.start == position
        position = run.end
        rows = [bar.row for bar in run.bars]
        assert len(rows) == len(set(rows))
    assert position == LENGTH
    assert sorted(begun.id for run in runs for _, begun in run.begins) == [one.id for one in spans]
