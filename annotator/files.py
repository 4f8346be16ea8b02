"""Files: read with limits and line numbers, written beside their place and then renamed.

This is the border to the operating system: an `OSError` becomes a `FormatError` here, a sentence
that names the file and the remedy. Text is UTF-8, with or without a byte order mark; no other
encoding is guessed, since every guess is wrong for some language.
"""

import codecs
import errno
import hashlib
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import orjson

from annotator.errors import FormatError
from annotator.model import value

MEGABYTE = 2**20

ARTICLE_LIMIT = 64 * MEGABYTE
"""Bytes of one article: ten times the longest novel. More is a dataset or a mistake."""

LINE_LIMIT = 64 * MEGABYTE
"""Bytes of one line: no more than this is held in memory of a file that is read line by line."""

DEPTH_LIMIT = 100
"""Levels of nesting in a JSON value that is kept. What writes it back can go down 250."""

LARGEST_EXACT = 2**63
"""From here on the fast JSON reader may turn a whole number into one with a floating point."""


@value
class TextFile:
    """A text file's content. `text` has only line feeds as line ends; `sha256` is of the bytes, in hex.

    `encoding` is `utf-8` or `utf-8-sig` (with a byte order mark, which is not in the text).
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


def decoded(content: bytes, path: Path) -> tuple[str, str]:
    """Return the text and its encoding. Raises FormatError that names the line and byte that is not UTF-8."""
    encoding = "utf-8-sig" if content.startswith(codecs.BOM_UTF8) else "utf-8"
    _check_is_text(content, path, line=1)
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError as error:
        # An error of utf-8-sig counts from behind the mark.
        start = error.start + (len(codecs.BOM_UTF8) if encoding == "utf-8-sig" else 0)
        line = content.count(b"\n", 0, start) + 1
        raise _encoding_error(content, start, path, line) from error


def read_text(path: Path, *, limit: int = ARTICLE_LIMIT) -> TextFile:
    """Read a whole text file; line ends become line feeds. Raises FormatError."""
    content = read_bytes(path, limit=limit)
    text, encoding = decoded(content, path)
    changes: tuple[str, ...] = ()
    if "\r" in text:
        both = text.count("\r\n")
        alone = text.count("\r") - both
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        changes = (f"Line ends became line feeds: {both} CR LF, {alone} CR.",)
    return TextFile(text, encoding, hashlib.sha256(content).hexdigest(), changes)


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
                _check_is_text(line, path, line=1)
                line = line.removeprefix(codecs.BOM_UTF8)
            if len(line) > limit:
                raise FormatError(
                    f"The line is longer than {_megabytes(limit)}, which is the limit. "
                    "Split it, or check that this is the right file.",
                    path=path,
                    line=number,
                )
            if b"\0" in line:
                _check_is_text(line, path, line=number)
            yield number, line
        if number == 0:
            raise FormatError("The file is empty. Check that it was written to its end.", path=path)


def text_lines(path: Path, *, limit: int = LINE_LIMIT) -> Iterator[tuple[int, str]]:
    """Yield number and text of each line, without its line end (LF or CR LF). Raises FormatError as `byte_lines`."""
    for number, line in byte_lines(path, limit=limit):
        yield number, _decoded_line(line, path, number).removesuffix("\n").removesuffix("\r")


def json_lines(path: Path, *, limit: int = LINE_LIMIT) -> Iterator[tuple[int, bytes, dict[str, object]]]:
    """Yield number, bytes and object of each line of a JSON Lines file; blank lines are passed over.

    Strings in the objects are valid text without NUL. Values that are kept as they are have to pass
    `check_json_value`. Raises FormatError on a line that is not one JSON object, and when there is none.
    """
    objects = 0
    for number, line in byte_lines(path, limit=limit):
        if line.isspace() or not line:
            continue
        try:
            content = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise _json_error(error, line, path, number) from error
        if type(content) is not dict:
            raise FormatError(
                "The line is not a JSON object, {…}. Each line must be one of its own.", path=path, line=number
            )
        if b"\\u0000" in line and _has_nul(content):
            raise FormatError(
                "A text holds the character NUL (\\u0000), which no text may hold. Remove it.", path=path, line=number
            )
        objects += 1
        yield number, line, content
    if not objects:
        raise FormatError("The file holds nothing but blank lines.", path=path)


def json_line(content: dict[str, object], what: str) -> bytes:
    """Return an object as a line of JSON with its line end; `what` names it in the FormatError that this may raise."""
    try:
        return orjson.dumps(content, option=orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError as error:
        raise FormatError(f"“{what}” holds a value that JSON cannot carry: {error}. Change or remove it.") from error


def check_json_value(content: object, line: bytes) -> None:
    """Check a value that is kept as it is, and that `line` was read into.

    Raises FormatError when it is nested deeper than `DEPTH_LIMIT` or when a whole number in the line
    has more than 64 bits: it would lose its last digits.
    """
    waiting = [(content, 1)]
    exact = True
    while waiting:
        item, depth = waiting.pop()
        if depth > DEPTH_LIMIT:
            raise FormatError(f"A value is nested deeper than {DEPTH_LIMIT} levels. Flatten it.")
        if type(item) is float and abs(item) >= LARGEST_EXACT:
            exact = False
        elif type(item) is dict:
            waiting.extend((inner, depth + 1) for inner in item.values())
        elif type(item) is list:
            waiting.extend((inner, depth + 1) for inner in item)
    if not exact:
        _check_numbers(line)


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


def _check_is_text(content: bytes, path: Path, *, line: int) -> None:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise FormatError("The file is in UTF-16. Save it as UTF-8.", path=path)
    at = content.find(b"\0")
    if at >= 0:
        raise FormatError(
            "The file is binary, or in UTF-16: it holds a byte that is zero. If it is a text, save it as UTF-8.",
            path=path,
            line=line + content.count(b"\n", 0, at),
        )


def _decoded_line(line: bytes, path: Path, number: int) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise _encoding_error(line, error.start, path, number) from error


def _encoding_error(content: bytes, start: int, path: Path, line: int) -> FormatError:
    column = start - content.rfind(b"\n", 0, start)
    return FormatError(
        f"The file is not in UTF-8: byte {column} of the line is 0x{content[start]:02X}. Save it as UTF-8.",
        path=path,
        line=line,
    )


def _json_error(error: orjson.JSONDecodeError, line: bytes, path: Path, number: int) -> FormatError:
    _decoded_line(line, path, number)
    if "surrogate" in error.msg:
        reason = f"Half a character stands at column {error.colno}: a lone surrogate, \\uD800 to \\uDFFF. Remove it."
    elif not line.endswith(b"\n") and "end of data" in error.msg:
        reason = "The JSON breaks off: the file ends in the middle of the line. Get the whole file."
    else:
        reason = f"This is not JSON: {error.msg}, at column {error.colno}. Correct the line."
    return FormatError(reason, path=path, line=number)


def _has_nul(content: object) -> bool:
    waiting = [content]
    while waiting:
        item = waiting.pop()
        if type(item) is str:
            if "\0" in item:
                return True
        elif type(item) is dict:
            waiting.extend(item)
            waiting.extend(item.values())
        elif type(item) is list:
            waiting.extend(item)
    return False


def _check_numbers(line: bytes) -> None:
    try:
        json.loads(line, parse_int=_check_number)
    except RecursionError as error:
        raise FormatError(f"A value is nested deeper than {DEPTH_LIMIT} levels. Flatten it.") from error


def _check_number(digits: str) -> int:
    if len(digits) > 20 or not -LARGEST_EXACT <= int(digits) < 2 * LARGEST_EXACT:
        raise FormatError(f"The whole number {digits[:40]} has more than 64 bits. Put it in quotation marks.")
    return int(digits)


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.0f} MB" if size >= MEGABYTE else f"{size:,} bytes"
