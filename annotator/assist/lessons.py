"""The articles of a project that are learned from, and those that are not done yet."""

from collections.abc import Iterator
from dataclasses import replace

from annotator.errors import AnnotatorError
from annotator.model import AnnotatedDocument, Status
from annotator.store import DocumentFilter
from annotator.store.project import Project
from annotator.translation import mark

DONE = DocumentFilter(status=Status.DONE)


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


def layer_of(project: Project, annotator: str, where: DocumentFilter) -> Iterator[AnnotatedDocument]:
    """Yield articles with the spans of one annotator only."""
    for document in project.some_documents(list(project.document_ids(where, annotator=annotator))):
        yield replace(document, spans=tuple(span for span in document.spans if span.annotator == annotator))
