"""The edits that mend what a finding is about, where there is one way to; or mark it as right. Undo takes them back."""

from collections.abc import Callable

from annotator.clusters import trim
from annotator.describing import change_metadata
from annotator.edits import Edit, label_span, relabel_span, remove_span, resize_span, set_status
from annotator.errors import EditError
from annotator.lint import CHECKED, Finding, Problem, marks_of
from annotator.lint.spans import END_MARKS
from annotator.model import AnnotatedDocument, Scheme, Span, Status
from annotator.tokens import snap
from annotator.translation import mark

Mend = Callable[[AnnotatedDocument, Scheme, Finding], list[Edit]]


def can_be_mended(finding: Finding) -> bool:
    """Return whether there is one way to mend it."""
    return finding.problem in _WAYS and " + " not in f"{finding.label}{finding.other}"


def mend(document: AnnotatedDocument, scheme: Scheme, finding: Finding) -> list[Edit]:
    """Return the edits that mend a finding. Raises EditError when that cannot be, or the place is not as it was."""
    if not can_be_mended(finding):
        raise EditError(mark("errors", "There is more than one way to mend this. Go to the place and do it there."))
    return _WAYS[finding.problem](document, scheme, finding)


def mark_as_right(document: AnnotatedDocument, finding: Finding) -> list[Edit]:
    """Return the edit that keeps a finding from being found again; no edit if it is marked already."""
    marks = marks_of(document.document)
    if finding.mark in marks:
        return []
    return change_metadata(document.document, {**document.document.metadata, CHECKED: [*marks, finding.mark]})


def _the_span(document: AnnotatedDocument, finding: Finding) -> Span:
    for span in document.spans:
        if (span.id, span.start, span.end, span.label) == (finding.span, finding.start, finding.end, finding.label):
            return span
    raise EditError(mark("errors", "This is no longer there. Check again."))


def _relabel(document: AnnotatedDocument, scheme: Scheme, finding: Finding) -> list[Edit]:
    return relabel_span(document, scheme, _the_span(document, finding), finding.other)


def _label(document: AnnotatedDocument, scheme: Scheme, finding: Finding) -> list[Edit]:
    assert finding.start is not None
    assert finding.end is not None
    if finding.end > len(document.text):
        raise EditError(mark("errors", "This is no longer there. Check again."))
    return label_span(document, scheme, finding.start, finding.end, finding.other, finding.annotator)


def _trim(document: AnnotatedDocument, scheme: Scheme, finding: Finding) -> list[Edit]:
    span, text = _the_span(document, finding), document.text
    start, end = trim(text, span.start, span.end)
    if start >= end:
        return remove_span(document, span)
    while end > start and text[end - 1] in END_MARKS:
        start, end = trim(text, start, end - 1)
    return resize_span(document, scheme, span, start, end)


def _widen(document: AnnotatedDocument, scheme: Scheme, finding: Finding) -> list[Edit]:
    span = _the_span(document, finding)
    return resize_span(document, scheme, span, *snap(document.text, span.start, span.end))


def _remove(document: AnnotatedDocument, _: Scheme, finding: Finding) -> list[Edit]:
    return remove_span(document, _the_span(document, finding))


def _take_up(document: AnnotatedDocument, _: Scheme, finding: Finding) -> list[Edit]:
    return set_status(document, finding.annotator, Status.TODO)


_WAYS: dict[Problem, Mend] = {
    Problem.TWO_LABELS: _relabel,
    Problem.UNLABELLED: _label,
    Problem.BLANKS: _trim,
    Problem.END_MARK: _trim,
    Problem.HALF_WORD: _widen,
    Problem.HALF_CHARACTER: _widen,
    Problem.PUNCTUATION: _remove,
    Problem.EMPTY: _take_up,
}
