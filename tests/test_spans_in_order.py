import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from annotator.model import Span, reading_order
from annotator.spans_in_order import RUN, SpansInOrder


def some_span(chance: random.Random, number: int) -> Span:
    start = chance.randrange(10_000)
    return Span(number, 1, "LOC", "anna", start, start + chance.randrange(1, 30))


def many_spans(count: int) -> Sequence[Span]:
    chance = random.Random(count)
    return sorted((some_span(chance, number) for number in range(count)), key=reading_order)


@pytest.mark.parametrize("count", [0, 1, RUN, RUN + 1, 5 * RUN + 17])
def test_it_is_a_sequence_like_a_tuple(count):
    spans = tuple(many_spans(count))
    ordered = SpansInOrder(spans)
    assert ordered == spans
    assert spans == ordered
    assert hash(ordered) == hash(spans)
    assert len(ordered) == count
    assert [ordered[at] for at in range(-count, count)] == [spans[at] for at in range(-count, count)]
    assert ordered[2:5] == spans[2:5]
    with pytest.raises(IndexError):
        ordered[count]
    with pytest.raises(IndexError):
        ordered[-count - 1]


def test_changes_one_after_the_other_keep_the_order_and_the_earlier_copies():
    chance, expected = random.Random(7), list(many_spans(3 * RUN))
    ordered = SpansInOrder(expected)
    first, before = ordered, tuple(expected)
    for number in range(3 * RUN, 6 * RUN):
        gone = chance.choice([None, *expected[:50]])
        come = None if chance.random() < 0.2 else some_span(chance, number)
        ordered = ordered.replaced(gone, come)
        expected = sorted(
            [*(span for span in expected if span is not gone), *([come] if come else [])], key=reading_order
        )
    assert ordered == expected
    assert first == before


def test_all_may_go_and_come_again():
    ordered, spans = SpansInOrder(), many_spans(5)
    for span in spans:
        ordered = ordered.replaced(None, span)
    assert ordered == spans
    for span in spans:
        ordered = ordered.replaced(span, None)
    assert ordered == ()


def test_what_is_not_there_is_not_taken_away():
    spans = many_spans(5)
    assert SpansInOrder(spans[:4]).replaced(spans[4], None) == spans[:4]


def test_one_place_may_get_more_than_a_run_holds():
    spans = [Span(number, 1, "LOC", "anna", 5, 9) for number in range(3 * RUN)]
    ordered = SpansInOrder(spans[:1])
    for span in spans[1:]:
        ordered = ordered.replaced(None, span)
    assert ordered == spans


def test_what_is_there_already_is_there_once_in_its_new_form():
    spans = many_spans(5)
    again = replace(spans[2], note="read with the document, and told once more")
    assert SpansInOrder(spans).replaced(None, again) == [*spans[:2], again, *spans[3:]]
