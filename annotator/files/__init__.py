"""Files: read with limits and line numbers, written beside their place and then renamed.

This is the border to the operating system: an `OSError` becomes a `FormatError` here, a sentence
that names the file and the remedy. Text is UTF-8, or says by a mark that it is UTF-16 or UTF-32; no
other encoding is guessed, since every guess is wrong for some language: it has to be named.
"""

import codecs
import errno
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from annotator.errors import EncodingUnknownError, FormatError
from annotator.files.encodings import as_text, check_encoding, marked_encoding
from annotator.model import value

MEGABYTE = 2**20

ARTICLE_LIMIT = 16 * MEGABYTE
"""Bytes of one article: more than the longest novel. More is a dataset or a mistake. One emoji makes four of each."""

PARTS_LIMIT = 1_000_000
"""Tokens, or annotations, of one article: twice as many as the longest novel has words."""

LINE_LIMIT = 32 * MEGABYTE
"""Bytes of one line: no more than this is held in memory of a file that is read line by line."""


@value
class TextFile:
    """A text file's content. `text` has only line feeds as line ends; `sha256` is of the bytes, in hex.

    `encoding` is as Python names it: `utf-8`, `utf-8-sig` (with a byte order mark, which is not in the
    text), `utf-16-le` and the like, or the one that was named for a file that is none of these.
    `changes` are sentences about what reading changed.
    """

    text: str
    encoding: str
    sha256: str
    changes: tuple[str, ...] = ()


def file_error(error: OSError, path: Path) -> FormatError:
    """Return the sentence for what the operating system says about `path`."""
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR:
            reason = "There is no such file or folder. Check the name."
        case errno.EACCES | errno.EPERM:
            reason = "The system does not allow it. Change the permissions, or use a copy in your own folder."
        case errno.ENOSPC | errno.EDQUOT:
            reason = "The disk is full. Make room, or write to another disk."
        case errno.EROFS:
            reason = "The disk can only be read. Write to another one."
        case errno.EEXIST:
            reason = "There is a file of that name already. Choose another name."
        case errno.EISDIR:
            reason = "This is a folder, not a file. Name a file in it."
        case errno.ENAMETOOLONG:
            reason = "The name is too long for this disk. Choose a shorter one."
        case _:
            reason = f"The system says: {error.strerror or error}."
    return FormatError(reason, path=path)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open an ordinary file for reading. Raises FormatError, also for what goes wrong while it is read."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise FormatError("This is a folder, not a file. Name a file in it.", path=path)
        if not stat.S_ISREG(mode):
            raise FormatError("This is not an ordinary file. Copy its content to one.", path=path)
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise file_error(error, path) from error


def read_bytes(path: Path, *, limit: int = ARTICLE_LIMIT) -> bytes:
    """Return a file's bytes. Raises FormatError when it is empty or has more than `limit` bytes."""
    with opened(path) as file:
        content = file.read(limit + 1)
        size = os.fstat(file.fileno()).st_size
    if len(content) > limit:
        raise FormatError(
            f"The file has {_megabytes(size)}; the limit for one article is {_megabytes(limit)}. "
            "Split it into articles.",
            path=path,
        )
    if not content:
        raise FormatError("The file is empty. Remove it from what is imported.", path=path)
    return content


def decoded(content: bytes, path: Path, *, encoding: str = "") -> tuple[str, str]:
    """Return the text and its encoding; `encoding` is taken for what is neither UTF-8 nor has a mark.

    Raises FormatError that names the line and byte: EncodingUnknownError when another encoding may help.
    """
    if encoding:
        check_encoding(encoding)
    mark, marked = marked_encoding(content)
    found = marked or "utf-8"
    try:
        text = content[len(mark) :].decode(found.removesuffix("-sig"))
    except UnicodeDecodeError as error:
        if mark:
            raise _damaged(content, len(mark) + error.start, path, found) from error
        return _named(content, path, encoding, error.start)
    if "\0" in text:
        return _named(content, path, "" if mark else encoding, content.find(b"\0"))
    return text, found


def _named(content: bytes, path: Path, encoding: str, start: int) -> tuple[str, str]:
    """Return the text in the encoding that the user has named. `start` is the first byte that is not UTF-8."""
    text = as_text(content, encoding) if encoding else None
    if text is not None:
        return text, encoding
    line = content.count(b"\n", 0, start) + 1
    if b"\0" in content:
        raise _binary(content, path, line=content.count(b"\n", 0, content.find(b"\0")) + 1)
    neither = f", nor in {encoding}" if encoding else ""
    byte = f"byte {start - content.rfind(bytes([10]), 0, start)} of the line is 0x{content[start]:02X}"
    raise EncodingUnknownError(
        f"The file is not in UTF-8{neither}: {byte}. Name its encoding by --option encoding=NAME, "
        "such as windows-1252, or save the file as UTF-8.",
        path=path,
        line=line,
    )


def _damaged(content: bytes, start: int, path: Path, encoding: str) -> FormatError:
    """Return the error for bytes that are not what the mark at the start of the file promises."""
    if encoding != "utf-8-sig":
        return FormatError(
            f"The file has the mark of {encoding.upper()}, but byte {start + 1} of it is 0x{content[start]:02X}, "
            "which does not fit. Get the file anew, or save it as UTF-8.",
            path=path,
        )
    byte = start - content.rfind(b"\n", 0, start)
    return FormatError(
        f"The file has the mark of UTF-8, but is not in UTF-8: byte {byte} of the line is 0x{content[start]:02X}. "
        "Save the file as UTF-8.",
        path=path,
        line=content.count(b"\n", 0, start) + 1,
    )


def read_text(path: Path, *, limit: int = ARTICLE_LIMIT, encoding: str = "") -> TextFile:
    """Read a whole text file; line ends become line feeds. `encoding` as in `decoded`. Raises FormatError."""
    content = read_bytes(path, limit=limit)
    text, found = decoded(content, path, encoding=encoding)
    changes: tuple[str, ...] = ()
    if found != "utf-8" and not marked_encoding(content)[0]:
        changes = (f"Read as {encoding}, which was named: the file is not in UTF-8.",)
    if "\r" in text:
        both = text.count("\r\n")
        alone = text.count("\r") - both
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        changes = (*changes, f"Line ends became line feeds: {both} CR LF, {alone} CR.")
    return TextFile(text, found, hashlib.sha256(content).hexdigest(), changes)


def byte_lines(path: Path, *, limit: int = LINE_LIMIT) -> Iterator[tuple[int, bytes]]:
    """Yield number and bytes of each line, with its line end, without a byte order mark; lines count from 1.

    Never more than `limit` bytes of a line are read. Raises FormatError on a longer line, on an
    empty file and on what is not text.
    """
    with opened(path) as file:
        number = 0
        while line := file.readline(limit + 1):
            number += 1
            if number == 1:
                check_is_text(line, path, line=1)
                line = line.removeprefix(codecs.BOM_UTF8)
            if len(line) > limit:
                raise FormatError(
                    f"The line is longer than {_megabytes(limit)}, which is the limit. "
                    "Split it, or check that this is the right file.",
                    path=path,
                    line=number,
                )
            if b"\0" in line:
                check_is_text(line, path, line=number)
            yield number, line
        if number == 0:
            raise FormatError("The file is empty. Check that it was written to its end.", path=path)


def filled_lines(path: Path, *, limit: int = LINE_LIMIT) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not blank. Raises FormatError as `byte_lines`, and when all lines are blank."""
    filled = False
    for number, line in byte_lines(path, limit=limit):
        if line and not line.isspace():
            filled = True
            yield number, line
    if not filled:
        raise FormatError("The file holds nothing but blank lines. Check that it is the right one.", path=path)


class at_line:  # noqa: N801 - a class, as each line of a file needs one and a generator would take three times as long
    """Adds file and line to the FormatErrors of the block, which knows neither."""

    __slots__ = ("_line", "_path")

    def __init__(self, path: Path, line: int) -> None:
        self._path, self._line = path, line

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, FormatError):
            raise FormatError(error.reason, path=self._path, line=self._line) from error


@contextmanager
def created(path: Path) -> Iterator[BinaryIO]:
    """Open a new file for writing bytes. Raises FormatError, also when it exists and for OSErrors of the block."""
    try:
        with path.open("xb", buffering=MEGABYTE) as file:
            yield file
    except OSError as error:
        raise file_error(error, path) from error


@contextmanager
def written_beside(path: Path) -> Iterator[Path]:
    """Give a path to write a file or folder to, which then takes the place of `path` all at once.

    The path does not exist, has the name of `path`, and lies in a temporary folder on the same disk.
    When the block ends, what it wrote is flushed to the disk and renamed; when it fails, it is removed
    and what was at `path` stays. Raises FormatError for every OSError, also of the block.
    """
    try:
        room = Path(tempfile.mkdtemp(prefix=f".{path.name[:40]}.", dir=path.parent))
        try:
            written = room / path.name
            yield written
            _flush(written)
            _put_in_place(written, path, room)
        finally:
            shutil.rmtree(room, ignore_errors=True)
        _flush_folder(path.parent)
    except OSError as error:
        raise file_error(error, path) from error


def _put_in_place(written: Path, path: Path, room: Path) -> None:
    """Rename; a folder cannot be renamed onto one that is not empty, so the old one steps aside first."""
    if not path.is_dir() or path.is_symlink():
        written.replace(path)
        return
    aside = room / f"old {path.name}"
    path.rename(aside)
    try:
        written.rename(path)
    except OSError:
        aside.rename(path)
        raise


def _flush(path: Path) -> None:
    files = [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]
    for file in files:
        with file.open("r+b") as written:
            os.fsync(written.fileno())
    for folder in {file.parent for file in files}:
        _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system lets folders be flushed."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def check_parts(number: int) -> None:
    """Raise FormatError, without a place, when an article has more tokens or annotations than one may."""
    if number > PARTS_LIMIT:
        raise FormatError(
            f"The document has more than {PARTS_LIMIT:,} tokens or annotations, which is the limit. Check that it is "
            "the right file, or split it."
        )


def check_is_text(content: bytes, path: Path, *, line: int) -> None:
    """Raise FormatError when bytes, which begin at that line, are marked as UTF-16 or hold a zero."""
    _, marked = marked_encoding(content)
    if marked.startswith(("utf-16", "utf-32")):
        raise FormatError(f"The file is in {marked[:6].upper()}. Save it as UTF-8.", path=path)
    at = content.find(b"\0")
    if at >= 0:
        raise FormatError(
            "The file is binary, or in UTF-16: it holds a byte that is zero. If it is a text, save it as UTF-8.",
            path=path,
            line=line + content.count(b"\n", 0, at),
        )


def _binary(content: bytes, path: Path, *, line: int) -> FormatError:
    if any(as_text(content, wide) is not None for wide in ("utf-16-le", "utf-16-be")):
        return EncodingUnknownError(
            "The file is in UTF-16 without a mark, or binary. Name its encoding by --option encoding=utf-16-le "
            "or utf-16-be, or save the file as UTF-8.",
            path=path,
        )
    return FormatError(
        "The file is binary: it holds a byte that is zero. If it is a text, save it as UTF-8.", path=path, line=line
    )


def decoded_line(line: bytes) -> str:
    """Return a line's text. Raises FormatError, without a place."""
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise _encoding_error(line, error.start) from error


def _encoding_error(content: bytes, start: int) -> FormatError:
    column = start - content.rfind(b"\n", 0, start)
    return FormatError(
        f"The file is not in UTF-8: byte {column} of the line is 0x{content[start]:02X}. Save it as UTF-8."
    )


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.0f} MB" if size >= MEGABYTE else f"{size:,} bytes"
