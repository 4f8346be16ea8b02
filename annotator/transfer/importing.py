"""Files into a project: all of it as one action, or nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from annotator.collecting import collecting_seldom
from annotator.errors import CancelledError, FormatError
from annotator.files import file_error
from annotator.formats import Format, Reading, Way, chosen_options, find_format, sniff_format
from annotator.model import AnnotatedDocument, value
from annotator.report import Outcome, Report
from annotator.store import Change
from annotator.store.project import Project
from annotator.translation import mark

BATCH = 100
"""Documents that are read before they are written."""

SPAN_BYTES = 80
"""Bytes of a span in a file, about: to tell how far a file has been read."""


@value
class Source:
    """A file, or the folder of a folder format, and what it is read as."""

    path: Path
    format: Format
    size: int


def import_files(
    project: Project,
    paths: Sequence[Path],
    *,
    annotator: str,
    format_name: str | None = None,
    options: Mapping[str, str] | None = None,
    layer: str | None = None,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Change | None, Report]:
    """Import files and folders as one action; None when everything was in the project already.

    Annotations go into `layer`; without one, those that name no annotator into the annotator's own.
    `progress` is told the share that is done, 0 to 1. Raises FormatError, or CancelledError; nothing
    is imported then.
    """
    sources = find_sources(paths, format_name, into=project.path)
    _check_options(sources, options or {})
    report = Report()
    names = ", ".join(source.path.name for source in sources[:3]) + (", …" if len(sources) > 3 else "")
    total = sum(source.size for source in sources) or 1
    done = 0
    with project.bulk_import(f"Import {names}", annotator, names, layer=layer) as importing, collecting_seldom():
        for source in sources:
            reading = source.format.read(source.path, options_for(source.format, options or {}), report)
            importing.add_labels(reading.scheme, keep_ids=reading.keeps_ids)
            read = 0
            for documents in _batches(reading):
                if cancelled():
                    raise CancelledError(mark("errors", "The import was stopped. Nothing was imported."))
                for document in importing.add(documents, reading.scheme, keep_ids=reading.keeps_ids):
                    _report_known(report, document, source.path)
                read += sum(len(document.text) + SPAN_BYTES * len(document.spans) for document in documents)
                progress((done + min(read, source.size)) / total)
            done += source.size
        report.documents, report.spans = importing.documents, importing.spans
        report.relations = importing.relations
        if not importing.documents and not importing.labels:
            importing.abandon()
            return None, report
        change = project.close_import(importing, _title(report, names))
    return change, report


def find_sources(paths: Sequence[Path], format_name: str | None = None, *, into: Path | None = None) -> list[Source]:
    """Return what is to be read, in order: folders are searched for files that some format can read.

    The open project `into` is never opened as a file: closing that would drop the locks of this process
    on it. Raises FormatError when a path is not there, when no format knows a file that was named, or
    when a folder holds nothing to read.
    """
    chosen = None if format_name is None else find_format(format_name)
    return [source for path in paths for source in _sources(path, chosen, into)]


def options_for(format_: Format, options: Mapping[str, str]) -> dict[str, str]:
    """Return every option of the format: as chosen when it is among `options`, else the default. Raises FormatError."""
    known = {option.name for option in format_.options}
    return chosen_options(format_, {name: choice for name, choice in options.items() if name in known}, Way.READING)


def _check_options(sources: Sequence[Source], options: Mapping[str, str]) -> None:
    """Raise FormatError for an option that none of the formats has: files of several may come together."""
    formats = {source.format.name: source.format for source in sources}
    known = {option.name for format_ in formats.values() for option in format_.options}
    for name in options:
        if name not in known:
            chosen_options(next(iter(formats.values())), {name: options[name]})


def _belongs_to(path: Path, project: Path | None) -> bool:
    """Return whether a file is the project's, or its log."""
    if project is None or not project.exists():
        return False
    logs = {f"{project.name}-{end}" for end in ("wal", "shm", "journal")}
    return path.samefile(project) or (path.name in logs and path.parent.samefile(project.parent))


def _sources(path: Path, chosen: Format | None, into: Path | None) -> Iterator[Source]:
    try:
        if not path.is_dir():
            if path.exists() and not path.is_file():
                raise FormatError("This is not an ordinary file. Copy its content to one.", path=path)
            if path.exists() and _belongs_to(path, into):
                raise FormatError("This is the project that is open. Name files that hold articles.", path=path)
            yield Source(path, chosen or sniff_format(path), path.stat().st_size)
            return
        if chosen is not None and chosen.folder:
            yield Source(path, chosen, sum(file.stat().st_size for file in path.rglob("*") if file.is_file()))
            return
        found = list(_files_in(path, chosen, into))
    except OSError as error:
        raise file_error(error, path) from error
    if not found:
        raise FormatError("The folder holds no file that can be read. Name the files, and --format.", path=path)
    yield from found


def _files_in(folder: Path, chosen: Format | None, into: Path | None) -> Iterator[Source]:
    """Yield the files in a folder and below, hidden ones left out, that have the suffix of a format."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if hidden or not path.is_file() or _belongs_to(path, into):
            continue
        if chosen is None:
            try:
                yield Source(path, sniff_format(path), path.stat().st_size)
            except FormatError:
                continue
        elif path.suffix.lower() in chosen.suffixes:
            yield Source(path, chosen, path.stat().st_size)


def _batches(reading: Reading) -> Iterator[list[AnnotatedDocument]]:
    while batch := list(islice(reading.documents, BATCH)):
        yield batch


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
    number = f"{report.documents:,} document" + ("" if report.documents == 1 else "s")
    return f"Import {number}: {names}"
