"""What looks wrong within one article: where spans begin and end, and what overlaps."""

from collections.abc import Iterator, Sequence
from unicodedata import category

from annotator.arguments import may_nest
from annotator.clusters import compiled, trim
from annotator.finding import IN_WORD
from annotator.lint import Finding, Problem, found_at, title_of
from annotator.model import AnnotatedDocument, Kind, Scheme, Span, Status
from annotator.pieces import lies_inside, overlap, pieces_of
from annotator.sentences import sentence_at
from annotator.tokens import grapheme_snap

END_MARKS = frozenset(",;:،؛、，；：")
"""What a careless selection drags along. A full stop may belong to an abbreviation."""
STOPS = frozenset("\n.!?。！？۔؟।…")
"""Without one of these a span is in one sentence."""


def problems_of_spans(document: AnnotatedDocument, scheme: Scheme) -> Iterator[Finding]:
    """Yield what looks wrong with the spans of a document, each in its own layer."""
    text = document.text
    for span in document.spans:
        if not 0 <= span.start <= span.end <= len(text):
            yield _of(Problem.OUTSIDE, document, span)
        elif span.start < span.end:
            yield from (_of(problem, document, span) for problem in _shape(text, span))
    yield from _overlaps(document, scheme)


def problem_of_status(document: AnnotatedDocument) -> Iterator[Finding]:
    """Yield a finding for each annotator who has marked as done what has nothing of theirs."""
    for progress in document.progress:
        theirs = (one for one in document.annotations() if one.annotator == progress.annotator)
        if progress.status == Status.DONE and next(theirs, None) is None:
            known = document.document
            yield Finding(Problem.EMPTY, known.id, title_of(known), progress.annotator)


def _of(problem: Problem, document: AnnotatedDocument, span: Span, other: str = "") -> Finding:
    return found_at(
        problem, document, span.annotator, span.start, span.end, label=span.label, span=span.id, other=other
    )


def _shape(text: str, span: Span) -> Iterator[Problem]:
    """Yield what is wrong with where a span begins and ends; of what is nothing but punctuation, only that."""
    start, end = span.start, span.end
    if all(category(character).startswith(("P", "Z", "C")) for character in text[start:end]):
        yield Problem.PUNCTUATION if text[start:end].strip() else Problem.BLANKS
        return
    borders = [place for piece in pieces_of(span) for place in piece]
    if grapheme_snap(text, start, end) != (start, end):
        yield Problem.HALF_CHARACTER
    elif trim(text, start, end) != (start, end):
        yield Problem.BLANKS
    elif any(is_inside_word(text, place) for place in borders):
        yield Problem.HALF_WORD
    elif text[end - 1] in END_MARKS:
        yield Problem.END_MARK
    if not STOPS.isdisjoint(text[start : end - 1]) and sentence_at(text, start)[1] < end:
        yield Problem.SENTENCES


def is_inside_word(text: str, place: int) -> bool:
    """Return whether a letter, a digit or the like stands on both sides of a border."""
    if not 0 < place < len(text):
        return False
    letter = compiled(IN_WORD)
    return letter.match(text, place - 1) is not None and letter.match(text, place) is not None


def _overlaps(document: AnnotatedDocument, scheme: Scheme) -> Iterator[Finding]:
    """Yield the spans that overlap another one of their layer though one of the two labels forbids it."""
    alone = {label.name for label in scheme.of_kind(Kind.SPAN) if not label.may_overlap}
    if not alone:
        return
    spans: Sequence[Span] = document.spans
    for number, span in enumerate(spans):
        for at in range(number + 1, len(spans)):
            other = spans[at]
            if other.start >= span.end:
                break
            forbidden = (span.label in alone or other.label in alone) and not _nests(scheme, span, other)
            if forbidden and span.annotator == other.annotator and overlap(span, other):
                yield _of(Problem.OVERLAP, document, other, other=span.label)


def _nests(scheme: Scheme, one: Span, other: Span) -> bool:
    """Return whether one of two spans lies inside the other, as the scheme allows it."""
    return any(
        lies_inside(inner, outer) and may_nest(scheme, inner.label, outer.label)
        for inner, outer in ((one, other), (other, one))
    )
