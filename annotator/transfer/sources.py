"""What there is to import: files, and the formats that know them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.errors import CancelledError, FormatError
from annotator.files import file_error
from annotator.files.names import with_name_as_text
from annotator.formats import (
    SNIFFED_BYTES,
    Format,
    Reading,
    Way,
    chosen_options,
    find_format,
    sniffed,
    sniffed_head,
)
from annotator.model import value
from annotator.report import Report
from annotator.transfer.archives import OpenArchives, is_archive
from annotator.translation import mark


@value
class Source:
    """A file, or the folder of a folder format, and what it is read as; `options` are those chosen for it alone.

    `sure` is how sure the format is of the file, 0 to 1; None when somebody has named it.
    """

    path: Path
    format: Format
    size: int
    options: Mapping[str, str] = field(default_factory=dict, hash=False)
    sure: float | None = field(default=None, compare=False)
    archive: Path | None = None
    """The archive that holds the file, which is `member` there; `path` then only says how it is called."""
    member: str = ""


@contextmanager
def opened_source(source: Source, report: Report, archives: OpenArchives) -> Iterator[Reading]:
    """Give what a source's format reads; a file in an archive is unpacked for as long. Raises FormatError."""
    options = options_for(source, {})
    if source.archive is None:
        yield _told(source.format.read(source.path, options, report))
        return
    told = len(report.notices)
    try:
        room = TemporaryDirectory(prefix="annotator-", ignore_cleanup_errors=True)
    except OSError as error:
        raise file_error(error, source.path) from error
    with room as folder:
        path = archives.unpack(source.archive, source.member, source.path, Path(folder))
        try:
            yield _told(source.format.read(path, options, report))
        except FormatError as error:
            where = source.path if error.path in {path, None} else error.path
            raise type(error)(error.reason, path=where, line=error.line) from error
        finally:
            report.notices[told:] = [
                replace(notice, path=source.path) if notice.path == path else notice for notice in report.notices[told:]
            ]


def _told(reading: Reading) -> Reading:
    return replace(reading, documents=map(with_name_as_text, reading.documents))


def find_sources(
    paths: Sequence[Path],
    format_name: str | None = None,
    *,
    into: Path | None = None,
    left_out: Callable[[FormatError], None] = lambda _: None,
) -> list[Source]:
    """Return what is to be read, in order: folders are searched for files that some format can read.

    The open project `into` is never opened as a file: closing that would drop the locks of this process
    on it. `left_out` is told what of an archive is not read. Raises FormatError when a path is not there, when no
    format knows a file that was named, or when a folder holds nothing to read.
    """
    chosen = None if format_name is None else find_format(format_name)
    return [source for path in paths for source in _named(path, chosen, into, left_out)]


def gather_sources(
    paths: Sequence[Path], *, into: Path | None = None, cancelled: Callable[[], bool] = lambda: False
) -> tuple[list[Source], list[FormatError]]:
    """Return what can be read among files and folders, in order, and why the rest cannot. Raises CancelledError."""
    sources: list[Source] = []
    refused: list[FormatError] = []
    for path in paths:
        try:
            for found in _all_in(path, into):
                if cancelled():
                    raise CancelledError(mark("errors", "The import was stopped. Nothing was imported."))
                (sources if isinstance(found, Source) else refused).append(found)  # type: ignore[arg-type]
        except FormatError as error:
            refused.append(error)
        except OSError as error:
            refused.append(file_error(error, path))
    return sources, refused


def _all_in(path: Path, into: Path | None) -> Iterator[Source | FormatError]:
    if path.is_dir():
        return _in_folder(path, None, into)
    return _in_archive(path, None) if is_archive(path) else _named(path, None, into)


def check_options(sources: Sequence[Source], options: Mapping[str, str]) -> None:
    """Raise FormatError for an option that none of the formats has: files of several may come together."""
    formats = {source.format.name: source.format for source in sources}
    known = {option.name for format_ in formats.values() for option in format_.options}
    for name in options:
        if name not in known:
            chosen_options(next(iter(formats.values())), {name: options[name]})


def options_for(source: Source, options: Mapping[str, str]) -> dict[str, str]:
    """Return every option of the source's format: its own, else as in `options`, else the default.

    Raises FormatError.
    """
    known = {option.name for option in source.format.options}
    common = {name: choice for name, choice in options.items() if name in known}
    return chosen_options(source.format, {**common, **source.options}, Way.READING)


def _named(
    path: Path, chosen: Format | None, into: Path | None, left_out: Callable[[FormatError], None] = lambda _: None
) -> Iterator[Source]:
    """Yield the file of that name, or what is to be read in the folder. Raises FormatError when that is nothing."""
    try:
        packed = is_archive(path)
        if packed or (path.is_dir() and not (chosen and chosen.folder)):
            all_ = list(_in_archive(path, chosen) if packed else _in_folder(path, chosen, into))
            found = [each for each in all_ if isinstance(each, Source)]
            if not found:
                what = "archive" if packed else "folder"
                raise FormatError(
                    f"The {what} holds no file that can be read. Name the files, and --format.", path=path
                )
            for each in all_:
                if packed and not isinstance(each, Source):
                    left_out(each)
            yield from found
        elif path.is_dir():
            yield Source(path, _need(chosen), _size(path))
        else:
            if path.exists() and not path.is_file():
                raise FormatError("This is not an ordinary file. Copy its content to one.", path=path)
            if path.exists() and _belongs_to(path, into):
                raise FormatError("This is the project that is open. Name files that hold articles.", path=path)
            yield Source(path, chosen, path.stat().st_size) if chosen else _sniffed(path)
    except OSError as error:
        raise file_error(error, path) from error


def _need(format_: Format | None) -> Format:
    assert format_ is not None
    return format_


def _sniffed(path: Path) -> Source:
    """Return a file as what its format takes it for. Raises FormatError, OSError."""
    format_, sure = sniffed(path)
    return Source(path, format_, path.stat().st_size, sure=sure)


def _belongs_to(path: Path, project: Path | None) -> bool:
    """Return whether a file is the project's, or its log."""
    if project is None or not project.exists():
        return False
    logs = {f"{project.name}-{end}" for end in ("wal", "shm", "journal")}
    return path.samefile(project) or (path.name in logs and path.parent.samefile(project.parent))


def _in_folder(folder: Path, chosen: Format | None, into: Path | None) -> Iterator[Source | FormatError]:
    """Yield the files in a folder and below, hidden ones left out; for a chosen format, those with its suffix.

    A folder that is a dataset as a whole is one source; a file that is read with another one is none of its own.
    """
    whole = _whole_folder(folder) if chosen is None else None
    if whole is not None:
        yield whole
        return
    partners: set[Path] = set()
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _in_folder(path, chosen, into)
        elif path in partners or not path.is_file() or _belongs_to(path, into):
            continue
        elif is_archive(path):
            yield from _in_broken_or_not(path, chosen)
        elif chosen is None:
            try:
                source = _sniffed(path)
                partners.update(source.format.partners(path))
                yield source
            except FormatError as error:
                yield error
        elif path.suffix.lower() in chosen.suffixes:
            yield Source(path, chosen, path.stat().st_size)


def _in_broken_or_not(path: Path, chosen: Format | None) -> Iterator[Source | FormatError]:
    try:
        yield from _in_archive(path, chosen)
    except FormatError as error:
        yield error


def _in_archive(path: Path, chosen: Format | None) -> Iterator[Source | FormatError]:
    """Yield the files in an archive, and why others cannot be read; for a chosen format, those with its suffix."""
    with OpenArchives() as archives:
        for member in archives.members(path):
            if member.refusal is not None:
                yield member.refusal
            elif chosen is None:
                try:
                    format_, sure = sniffed_head(member.shown, archives.head(path, member, SNIFFED_BYTES))
                    yield Source(member.shown, format_, member.size, {}, sure, path, member.name)
                except FormatError as error:
                    yield error
            elif member.shown.suffix.lower() in chosen.suffixes:
                yield Source(member.shown, chosen, member.size, archive=path, member=member.name)


def _whole_folder(folder: Path) -> Source | None:
    """Return the folder as one source if it holds a dataset of a format that is a folder."""
    try:
        format_, sure = sniffed(folder, lambda format_: format_.reads and format_.folder)
    except FormatError:
        return None
    return Source(folder, format_, _size(folder), sure=sure)


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
