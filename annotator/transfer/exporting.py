"""A project into a file of some format, proven by reading it back before it takes its place."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from annotator.collecting import collecting_seldom
from annotator.errors import AnnotatorError, CancelledError, FormatError
from annotator.files import written_beside
from annotator.formats import Feature, Format, Way, chosen_options, find_format
from annotator.model import AnnotatedDocument, DocumentLabel, Note, Relation, Span
from annotator.report import Notice, Report
from annotator.store import DocumentFilter
from annotator.store.project import Project
from annotator.store.project_lists import EVERYTHING
from annotator.transfer.proof import Proof
from annotator.translation import mark

T = TypeVar("T", Span, Relation, DocumentLabel, Note)


def export_project(
    project: Project,
    out: Path,
    *,
    format_name: str,
    options: Mapping[str, str] | None = None,
    annotator: str | None = None,
    viewer: str | None = None,
    where: DocumentFilter = EVERYTHING,
    force: bool = False,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Report:
    """Write the documents to `out`, which must not exist unless `force`; nothing is there before all is.

    `annotator` names the layer; a format that has no layers needs it when there are several.
    `viewer` is the annotator as whom `where` is meant: status is each one's own.
    `progress` is told the share that is written, 0 to 1. Raises FormatError, AnnotatorError,
    CancelledError.
    """
    format_ = _writer(format_name)
    chosen = chosen_options(format_, options or {}, Way.WRITING)
    if out.exists() and out.samefile(project.path):
        raise FormatError("This is the project that is open. Choose another name.", path=out)
    if out.exists() and not force:
        raise FormatError("This exists already. Choose another name, or say --force to replace it.", path=out)
    if out.exists() and out.is_dir() != format_.folder:
        raise FormatError("This is a folder, and the format is a file, or the other way round.", path=out)
    layer = _layer(project, format_, annotator)
    scheme, report = project.scheme(), Report()
    proof = Proof(format_, scheme, chosen)
    documents = _counted(project.annotated_documents(where, annotator=viewer or annotator), layer, report)
    total = max(_number(project, where, viewer or annotator), 1)

    def followed() -> Iterator[AnnotatedDocument]:
        for document in documents:
            if cancelled():
                raise CancelledError(mark("errors", "The export was stopped. Nothing was written."))
            yield document
            if report.documents % 100 == 0:
                progress(min(report.documents / total, 1.0))

    with written_beside(out) as new, collecting_seldom():
        format_.write(proof.watch(followed()), scheme, new, chosen, report)
        if format_.reads:
            proof.check(new, cancelled=cancelled)
    report.spans, report.relations = proof.spans, proof.relations
    return report


def export_losses(
    project: Project,
    *,
    format_name: str,
    options: Mapping[str, str] | None = None,
    annotator: str | None = None,
    viewer: str | None = None,
    where: DocumentFilter = EVERYTHING,
) -> Iterator[Notice]:
    """Yield what an export would lose, span by span. Raises as `export_project` does."""
    format_ = _writer(format_name)
    chosen = chosen_options(format_, options or {}, Way.WRITING)
    layer = _layer(project, format_, annotator)
    scheme = project.scheme()
    for document in project.annotated_documents(where, annotator=viewer or annotator):
        yield from format_.losses(one_layer(document, layer), scheme, chosen)


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


def _counted(documents: Iterable[AnnotatedDocument], layer: str | None, report: Report) -> Iterator[AnnotatedDocument]:
    for document in documents:
        of_layer = one_layer(document, layer)
        report.documents += 1
        yield of_layer


def _number(project: Project, where: DocumentFilter, annotator: str | None) -> int:
    names = [annotator] if annotator else [person.name for person in project.annotators()]
    if not names:
        return 0
    totals = project.totals(names[0])
    return totals.done if where.status == "done" else totals.documents


def _writer(name: str) -> Format:
    format_ = find_format(name)
    if not format_.writes:
        raise FormatError(f"The format {name} can only be read. “annotator formats” lists those that can be written.")
    return format_


def _layer(project: Project, format_: Format, annotator: str | None) -> str | None:
    """Return the layer to write; None: all of them. Raises AnnotatorError when one must be named."""
    names = [person.name for person in project.annotators()]
    if annotator is not None:
        if annotator not in names:
            raise AnnotatorError(
                mark("errors", "The project has no annotator {annotator}. It has: {names}."),
                annotator=annotator,
                names=", ".join(names),
            )
        return annotator
    if Feature.ANNOTATORS in format_.carries:
        return None
    layers = project.layers()
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
