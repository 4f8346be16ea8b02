from hypothesis import given
from hypothesis import strategies as st

from annotator.model import Span
from annotator.ui.text_view.span_index import SpanIndex

STARTS = [0, 10, 11, 30]
LENGTH = 50

stretches = st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)).map(sorted)
many_spans = st.lists(stretches, max_size=20).map(
    lambda pairs: [Span(number, 1, "LOC", "anna", start, end) for number, (start, end) in enumerate(pairs)]
)


def touches(span: Span, paragraph: int) -> bool:
    start, end = STARTS[paragraph], [*STARTS[1:], LENGTH + 1][paragraph]
    return start <= span.start < end or (span.start < end and span.end > start)


@given(many_spans)
def test_each_paragraph_has_just_the_spans_that_touch_it(spans: list[Span]) -> None:
    index = SpanIndex(STARTS, spans)
    for paragraph in range(len(STARTS)):
        assert set(index.of(paragraph)) == {span for span in spans if touches(span, paragraph)}
    assert {paragraph: count for paragraph, count in index.counts().items() if count} == {
        paragraph: len(index.of(paragraph)) for paragraph in range(len(STARTS)) if index.of(paragraph)
    }


@given(many_spans, many_spans)
def test_adding_and_removing_one_by_one_gives_the_same(first: list[Span], then: list[Span]) -> None:
    index = SpanIndex(STARTS, first)
    for span in then:
        index.add(span)
    replaced = {span.id: span for span in [*first, *then]}
    assert {span.id: span for span in index.all()} == replaced
    for span in first:
        index.remove(span)
    left = {number: span for number, span in replaced.items() if number >= len(first)}
    assert {span.id: span for span in index.all()} == left
    assert [set(index.of(paragraph)) for paragraph in range(4)] == [
        {span for span in left.values() if touches(span, paragraph)} for paragraph in range(4)
    ]


def test_removing_what_is_not_there_touches_nothing() -> None:
    assert not SpanIndex(STARTS).remove(Span(1, 1, "LOC", "anna", 0, 5))
