import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model import Span
from annotator.pieces import overlap, pieces_of, with_piece, without_piece

LENGTH = 30
DENSE = "x" * LENGTH
"""A text without blanks: nothing is trimmed, nothing joined across."""

stretches = st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)).filter(lambda pair: pair[0] < pair[1])


def over(*pieces: tuple[int, int]) -> Span:
    return Span(1, 7, "LOC", "anna", pieces[0][0], pieces[-1][1], pieces if len(pieces) > 1 else ())


def covered(span: Span | None) -> set[int]:
    return {place for start, end in pieces_of(span) for place in range(start, end)} if span else set()


@given(st.lists(st.tuples(st.booleans(), stretches), max_size=12))
def test_adding_and_cutting_are_union_and_difference_in_normal_form(steps: list[tuple[bool, tuple[int, int]]]) -> None:
    span, expected = over((0, 5)), set(range(5))
    for adds, (start, end) in steps:
        changed = with_piece(DENSE, span, start, end) if adds else without_piece(DENSE, span, start, end)
        expected = expected | {*range(start, end)} if adds else expected - {*range(start, end)}
        assert covered(changed) == expected
        span = changed or over((0, 5))
        expected = expected or set(range(5))
        pieces = pieces_of(span)
        assert (span.start, span.end) == (pieces[0][0], pieces[-1][1])
        assert all(end < start for (_, end), (start, _) in itertools.pairwise(pieces))
        assert len(span.pieces) != 1


def test_a_neighbouring_word_joins_across_the_blank() -> None:
    text = "Zakir Hasanov\n met Akar"
    assert with_piece(text, over((0, 5)), 6, 13) == over((0, 13))
    assert with_piece(text, over((0, 5), (19, 23)), 6, 13) == over((0, 13), (19, 23))
    assert with_piece(text, over((6, 13)), 15, 18) == over((6, 18))


def test_blanks_between_other_pieces_stay_as_they_are() -> None:
    text = "losses\nof life were met"
    assert with_piece(text, over((0, 6), (7, 9)), 20, 23) == over((0, 6), (7, 9), (20, 23))


def test_a_cut_leaves_no_blanks_at_its_borders() -> None:
    text = "Zakir  met  Hasanov"
    assert without_piece(text, over((0, 19)), 7, 10) == over((0, 5), (12, 19))
    assert without_piece(text, over((0, 10)), 7, 10) == over((0, 5))
    assert without_piece(text, over((0, 19)), 0, 19) is None


def test_a_span_of_no_length_gives_way_to_a_stretch_around_it() -> None:
    empty = Span(1, 7, "LOC", "anna", 3, 3)
    assert with_piece(DENSE, empty, 2, 6) == over((2, 6))
    assert without_piece(DENSE, empty, 2, 6) is None


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        (over((0, 5), (10, 15)), over((5, 10)), False),
        (over((0, 5), (10, 15)), over((4, 6)), True),
        (over((0, 5), (10, 15)), over((6, 8), (14, 20)), True),
        (over((0, 5)), over((5, 6)), False),
    ],
)
def test_spans_overlap_where_both_have_a_character(one: Span, other: Span, answer: bool) -> None:
    assert overlap(one, other) is answer
    assert overlap(other, one) is answer
