"""What of a project goes out: which articles, and whose annotations."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from annotator.errors import AnnotatorError
from annotator.formats import Feature, Format
from annotator.model import AnnotatedDocument, DocumentLabel, Note, Relation, Span, value
from annotator.store import DocumentFilter, Order
from annotator.store.project import Project
from annotator.store.project_lists import EVERYTHING
from annotator.translation import mark

T = TypeVar("T", Span, Relation, DocumentLabel, Note)


@value
class Scope:
    """Which articles go out, and whose annotations.

    `where` is as `viewer` sees the list, else as `annotator` does: how far one is, is each one's own. Its order does
    not matter: articles go out in the project's own. `documents`, if any are named, are the only ones.
    `annotator` names the layer; None for all of them, or for the only one there is.
    """

    where: DocumentFilter = EVERYTHING
    documents: tuple[int, ...] = ()
    annotator: str | None = None
    viewer: str | None = None


WHOLE_PROJECT = Scope()


def read_documents(project: Project, scope: Scope, layer: str | None) -> Iterator[AnnotatedDocument]:
    """Yield the articles with the annotations of one layer only, a page in memory at a time; None for all layers."""
    viewer = viewer_of(project, scope)
    if scope.documents:
        found = project.some_documents(scope.documents)
    else:
        found = project.annotated_documents(_where(scope), annotator=viewer)
    return (one_layer(document, layer) for document in found)


def count_documents(project: Project, scope: Scope) -> int:
    """Return how many articles go out."""
    viewer = viewer_of(project, scope)
    if scope.documents or viewer is None:
        return len(scope.documents)
    if _where(scope) == EVERYTHING:
        return project.totals(viewer).documents
    return len(project.document_ids(_where(scope), annotator=viewer))


def layer_for(project: Project, format_: Format, annotator: str | None) -> str | None:
    """Return the layer to write; None: all of them. Raises AnnotatorError when one must be named."""
    names = [person.name for person in project.annotators()]
    if annotator is not None:
        if annotator not in names:
            raise _unknown(annotator, names)
        return annotator
    if Feature.ANNOTATORS in format_.carries:
        return None
    return the_layer(project.layers(), format_)


def the_layer(layers: Sequence[str], format_: Format) -> str | None:
    """Return the only layer, None without any. Raises AnnotatorError when there are several."""
    if len(layers) > 1:
        raise AnnotatorError(
            mark(
                "errors",
                "The format {name} has room for one annotator, and there are annotations of {names}. "
                "Name one with --annotator.",
            ),
            name=format_.name,
            names=", ".join(layers),
        )
    return layers[0] if layers else None


def one_layer(document: AnnotatedDocument, annotator: str | None) -> AnnotatedDocument:
    """Return the document with the annotations of one annotator only; None: of all."""
    if annotator is None:
        return document
    return replace(
        document,
        spans=_of(document.spans, annotator),
        relations=_of(document.relations, annotator),
        document_labels=_of(document.document_labels, annotator),
        notes=_of(document.notes, annotator),
        progress=tuple(progress for progress in document.progress if progress.annotator == annotator),
    )


def _of(annotations: Sequence[T], annotator: str) -> tuple[T, ...]:
    return tuple(annotation for annotation in annotations if annotation.annotator == annotator)


def _where(scope: Scope) -> DocumentFilter:
    return replace(scope.where, order=Order())


def viewer_of(project: Project, scope: Scope) -> str | None:
    """Return as whom the list is read; None in a project that has no annotator.

    Any annotator will do where nothing depends on it; where it does, raises AnnotatorError when there is none such.
    """
    names = [person.name for person in project.annotators()]
    wanted = scope.viewer or scope.annotator
    if wanted in names:
        return wanted
    if scope.where.status is not None or scope.where.flagged:
        raise _unknown(wanted or "", names)
    return names[0] if names else None


def _unknown(annotator: str, names: Sequence[str]) -> AnnotatorError:
    sentence = mark("errors", "The project has no annotator {annotator}. It has: {names}.")
    return AnnotatorError(sentence, annotator=annotator, names=", ".join(names))
