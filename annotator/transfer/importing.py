"""Files into a project: all of it as one action, or nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from annotator.collecting import collecting_seldom
from annotator.errors import CancelledError, FormatError
from annotator.files.names import name_as_text
from annotator.formats import Reading
from annotator.model import AnnotatedDocument, Scheme
from annotator.report import Outcome, Report
from annotator.store import Change
from annotator.store.project import Project
from annotator.titles import first_words
from annotator.transfer.archives import OpenArchives
from annotator.transfer.label_choices import LabelChoices, chosen_scheme, with_chosen_labels
from annotator.transfer.likeness import Likeness
from annotator.transfer.sources import Source, check_options, find_sources, opened_source, options_for
from annotator.translation import mark

BEGINNING = 200
"""Code points of a text without a title from which its first words are taken."""
BATCH = 150
"""Documents that are read before they are written."""

SPAN_BYTES = 80
"""Bytes of a span in a file, about: to tell how far a file has been read."""


def import_files(
    project: Project,
    paths: Sequence[Path],
    *,
    annotator: str,
    format_name: str | None = None,
    options: Mapping[str, str] | None = None,
    labels: LabelChoices | None = None,
    layer: str | None = None,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Change | None, Report]:
    """Import files and folders as one action, as `import_sources` does. Raises FormatError, or CancelledError."""
    left_out: list[FormatError] = []
    sources = find_sources(paths, format_name, into=project.file, left_out=left_out.append)
    check_options(sources, options or {})
    sources = [replace(source, options=options_for(source, options or {})) for source in sources]
    change, report = import_sources(
        project, sources, annotator=annotator, labels=labels, layer=layer, progress=progress, cancelled=cancelled
    )
    for error in left_out:
        report.add(Outcome.REFUSED, error.reason, path=error.path)
    return change, report


def import_sources(
    project: Project,
    sources: Sequence[Source],
    *,
    annotator: str,
    labels: LabelChoices | None = None,
    layer: str | None = None,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Change | None, Report]:
    """Import as one action; None when everything was in the project already.

    Annotations go into `layer`; without one, those that name no annotator into the annotator's own.
    `labels` says which labels take the place of others. `progress` is told the share that is done, 0 to 1.
    Raises FormatError, or CancelledError; nothing is imported then.
    """
    total = sum(source.size for source in sources) or 1
    report, choices, likeness = Report(), labels or {}, Likeness(total)
    likeness.read(project, cancelled)
    names = ", ".join(name_as_text(source.path.name) for source in sources[:3]) + (", …" if len(sources) > 3 else "")
    done = 0
    with (
        OpenArchives() as archives,
        project.bulk_import(f"Import {names}", annotator, names, layer=layer) as importing,
        collecting_seldom(),
    ):
        for source in sources:
            with opened_source(source, report, archives) as reading:
                scheme = chosen_scheme(reading.scheme, choices)
                importing.add_labels(scheme, keep_ids=reading.keeps_ids)
                read = 0
                for documents in _batches(reading, choices):
                    if cancelled():
                        raise CancelledError(mark("errors", "The import was stopped. Nothing was imported."))
                    known = importing.add(documents, scheme, keep_ids=reading.keeps_ids)
                    _report_documents(report, likeness, documents, known, source.path)
                    read += sum(len(document.text) + SPAN_BYTES * len(document.spans) for document in documents)
                    progress((done + min(read, source.size)) / total)
            done += source.size
        _report_not_compared(report, likeness)
        report.documents, report.spans = importing.documents, importing.spans
        report.relations = importing.relations
        if not importing.documents and not importing.labels:
            importing.abandon()
            return None, report
        change = project.close_import(importing, _title(report, names))
    return change, report


def import_document(project: Project, document: AnnotatedDocument, *, annotator: str) -> Change | None:
    """Import one document that stood in no file, such as a pasted text; None when its text is there already."""
    title = f"Paste “{document.document.title}”"
    with project.bulk_import(title, annotator) as importing:
        if importing.add([document], Scheme()):
            importing.abandon()
            return None
        return project.close_import(importing, title)


def _batches(reading: Reading, choices: LabelChoices) -> Iterator[list[AnnotatedDocument]]:
    while batch := [with_chosen_labels(document, choices) for document in islice(reading.documents, BATCH)]:
        yield batch


def _report_documents(
    report: Report,
    likeness: Likeness,
    documents: Sequence[AnnotatedDocument],
    known: Sequence[AnnotatedDocument],
    path: Path,
) -> None:
    """Tell which articles were there already, and which of the new ones are much like others."""
    for document in known:
        _report_known(report, document, path)
    left_out = {id(document) for document in known}
    for document in documents:
        if id(document) not in left_out:
            # Most articles are like no other: the words that stand for a title are made only where one is told.
            title = document.document.title or document.text[:BEGINNING]
            like = likeness.add(path, title, document.text)
            if like is not None:
                where = "in the project" if like.known else "in this import"
                told = f"Much of the text stands in “{first_words(like.title)}” too, {where}. Both are kept."
                report.add(Outcome.ALIKE, told, path=path, document=first_words(title))


def _report_not_compared(report: Report, likeness: Likeness) -> None:
    if likeness.left_out:
        left_out = f"{likeness.left_out:,} articles at the end were not compared with others: the import is very long."
        report.add(Outcome.NOTED, left_out)


def _report_known(report: Report, document: AnnotatedDocument, path: Path) -> None:
    annotations = sum(1 for _ in document.annotations())
    missing = f" Its {annotations} annotations were not imported." if annotations else ""
    report.add(
        Outcome.SKIPPED,
        f"The text is in the project already.{missing}",
        path=path,
        document=document.document.title,
    )


def _title(report: Report, names: str) -> str:
    number = f"{report.documents:,} article" + ("" if report.documents == 1 else "s")
    return f"Import {number}: {names}"
