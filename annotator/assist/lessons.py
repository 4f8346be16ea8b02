"""The articles of a project that are learned from, and those that are not done yet."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from annotator.errors import AnnotatorError
from annotator.model import AnnotatedDocument, Piece, Span, Status
from annotator.sentences import sentences
from annotator.store import DocumentFilter, DocumentLine
from annotator.store.project import Project
from annotator.suggest.evidence import Evidence
from annotator.translation import mark

CLOSED = (Status.DONE, Status.SKIPPED)
DONE = DocumentFilter(status=Status.DONE)
MOST_TEXT = 1_200_000
"""Code points that are learned from while somebody labels: some 200,000 words. More takes long and teaches little."""
MOST_PARTS = 50
"""Of so many articles, the last ones, what was rejected is learned from though they are not done."""
PAGE = 10_000


def lessons(project: Project, annotator: str, fewest: int) -> list[AnnotatedDocument]:
    """Return the articles to learn from: those that the annotator has done, else all in which something is labelled.

    Raises AnnotatorError when there are fewer than `fewest`.
    """
    found = list(layer_of(project, annotator, DONE))
    if len(found) < fewest:
        found = [one for one in layer_of(project, annotator, DocumentFilter()) if one.spans]
    if len(found) < fewest:
        raise AnnotatorError(
            mark(
                "errors",
                "There is too little to learn from: {annotator} has labelled {labelled} of the {fewest} articles that "
                "are needed. Label more, or name somebody else.",
            ),
            annotator=annotator,
            labelled=len(found),
            fewest=fewest,
        )
    return found


def lesson_ids(project: Project, annotator: str, *, without: int | None = None) -> list[int]:
    """Return the articles to learn from while somebody labels: those that are done, else those with labels.

    `without` is one that is being labelled: what has no label in it yet says nothing.
    """
    lines = list(_lines(project, annotator))
    done = [line.id for line in lines if line.status is Status.DONE]
    return done or [line.id for line in lines if line.spans and line.id != without]


def open_ids(project: Project, annotator: str) -> list[int]:
    """Return the articles that the annotator has neither done nor skipped, in the order of the list."""
    return [line.id for line in _lines(project, annotator) if line.status not in CLOSED]


def _lines(project: Project, annotator: str) -> Iterator[DocumentLine]:
    page = project.documents(annotator=annotator, limit=PAGE)
    while page:
        yield from page
        page = project.documents(annotator=annotator, after=page[-1].cursor, limit=PAGE)


def last_lessons(project: Project, annotator: str, ids: Sequence[int]) -> list[AnnotatedDocument]:
    """Return the last of these articles that are not too much to learn from."""
    found: list[AnnotatedDocument] = []
    length = 0
    for document in project.some_documents(list(reversed(ids))):
        length += len(document.text)
        if found and length > MOST_TEXT:
            break
        found.append(only_of(document, annotator))
    return found[::-1]


def rejected_parts(
    project: Project, annotator: str, learned: Collection[int], *, without: int | None = None
) -> Iterator[AnnotatedDocument]:
    """Yield the sentences in which something was rejected, of articles that are not learned from as they are.

    They were read, at least these: what has no label there is nothing. Not so in the article that is being read.
    """
    others = [id_ for id_ in project.rejecting(annotator) if id_ not in learned and id_ != without]
    for document in project.some_documents(others[-MOST_PARTS:]):
        said = project.verdicts(document.document.id)
        rejected = [(one.start, one.end) for one in said if one.annotator == annotator and not one.accepted]
        yield part_of(only_of(document, annotator), rejected)


def part_of(document: AnnotatedDocument, places: Sequence[Piece]) -> AnnotatedDocument:
    """Return the sentences of an article that hold any of these places, below each other, with the spans in them."""
    texts: list[str] = []
    spans: list[Span] = []
    length = 0
    for first, last in sentences(document.text):
        if any(start < last and first < end for start, end in places):
            inside = (span for span in document.spans if first <= span.start and span.end <= last and not span.pieces)
            step = length - first
            spans += (replace(span, start=span.start + step, end=span.end + step) for span in inside)
            texts.append(document.text[first:last])
            length += last - first + 1
    return replace(document, document=replace(document.document, text="\n".join(texts)), spans=tuple(spans))


def layer_of(project: Project, annotator: str, where: DocumentFilter) -> Iterator[AnnotatedDocument]:
    """Yield articles with the spans of one annotator only."""
    for document in project.some_documents(list(project.document_ids(where, annotator=annotator))):
        yield only_of(document, annotator)


def only_of(document: AnnotatedDocument, annotator: str) -> AnnotatedDocument:
    """Return an article with the spans of one annotator only."""
    return replace(document, spans=tuple(span for span in document.spans if span.annotator == annotator))


def evidence_of(project: Project, annotator: str) -> Evidence:
    """Return what the annotator decided about suggestions so far."""
    return Evidence(project.verdict_record(annotator), project.decided_forms(annotator))
