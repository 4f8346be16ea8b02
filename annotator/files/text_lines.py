"""Text files line by line, in any encoding: UTF-8, what the file's mark says, or what the user has named."""

import codecs
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from annotator.errors import EncodingUnknownError, FormatError
from annotator.files import ARTICLE_LIMIT, MEGABYTE, at_line, byte_lines, decoded_line, opened
from annotator.files.encodings import check_encoding, marked_encoding

BLOCK = 32 * 1024
"""Bytes that are read at once."""


def raw_lines(path: Path, *, limit: int = ARTICLE_LIMIT, encoding: str = "") -> Iterator[tuple[int, str]]:
    """Yield number and text of each line up to, and with, its LF, whatever CR it holds; lines count from 1.

    `encoding` is taken for what is neither UTF-8 nor has a mark. Raises FormatError as `byte_lines`;
    EncodingUnknownError when another encoding may help.
    """
    if encoding:
        check_encoding(encoding)
    other = _other_encoding(path, encoding)
    return _decoded_lines(path, other, limit) if other else _utf8_lines(path, limit)


def text_lines(path: Path, *, limit: int = ARTICLE_LIMIT, encoding: str = "") -> Iterator[tuple[int, str]]:
    """Yield number and text of each line, without its line end (LF or CR LF); lines count from 1.

    `encoding` as in `raw_lines`. Raises FormatError as that, and on a CR that ends no line.
    """
    seen, rest = 0, b""
    if not encoding and not _other_encoding(path, ""):
        with opened(path) as file:
            while True:
                block = file.read(BLOCK)
                found = _plain_lines(rest + block, limit, is_last=not block)
                if found is None:
                    break
                lines, rest = found
                if lines and not seen:
                    lines[0] = lines[0].removeprefix("\ufeff")
                yield from enumerate(lines, seen + 1)
                seen += len(lines)
                if not block:
                    if seen:
                        return
                    break
    yield from _careful_lines(path, limit, encoding, seen)


def _plain_lines(block: bytes, limit: int, *, is_last: bool) -> tuple[list[str], bytes] | None:
    """Return the whole lines in a block, and what is left of it; None where anything has to be looked at closely.

    To split a block at once takes a fifth of what it takes to read line by line.
    """
    if len(block) > limit or b"\0" in block or b"\r" in block:
        return None
    end = len(block) if is_last else block.rfind(b"\n") + 1
    try:
        lines = block[:end].decode().split("\n")
    except UnicodeDecodeError:
        return None
    if not lines[-1]:
        lines.pop()
    return lines, block[end:]


def _careful_lines(path: Path, limit: int, encoding: str, seen: int) -> Iterator[tuple[int, str]]:
    """Yield the lines behind the first ones, each looked at by itself: it says what is wrong, and where."""
    for number, line in raw_lines(path, limit=limit, encoding=encoding):
        text = line.removesuffix("\n")
        if "\r" in text and "\r" in (text := text.removesuffix("\r")):
            raise FormatError(
                "The line holds a carriage return (CR) that does not end it. Save the file with LF as line ends.",
                path=path,
                line=number,
            )
        if number > seen:
            yield number, text


def _other_encoding(path: Path, named: str) -> str:
    """Return the encoding if it is not UTF-8; the whole file is looked at only when one was named."""
    with opened(path) as file:
        start = file.read(4)
        _, marked = marked_encoding(start)
        if marked or not named:
            return "" if marked.startswith("utf-8") else marked
        file.seek(0)
        return "" if _is_utf8(file) else named


def _is_utf8(file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while part := file.read(MEGABYTE):
            if "\0" in decoder.decode(part):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _utf8_lines(path: Path, limit: int) -> Iterator[tuple[int, str]]:
    for number, line in byte_lines(path, limit=limit):
        try:
            text = line.decode()
        except UnicodeDecodeError as error:
            raise _not_utf8(line, path, number) from error
        yield number, text


def _not_utf8(line: bytes, path: Path, number: int) -> EncodingUnknownError:
    try:
        decoded_line(line)
    except FormatError as error:
        reason = error.reason.replace("Save it as UTF-8.", "Name its encoding by --option encoding=NAME, such as ")
        return EncodingUnknownError(f"{reason}iso-8859-1, or save it as UTF-8.", path=path, line=number)
    raise AssertionError("the line was not in UTF-8")


def _decoded_lines(path: Path, encoding: str, limit: int) -> Iterator[tuple[int, str]]:
    with opened(path) as file, io.TextIOWrapper(file, encoding=encoding, newline="\n") as lines:
        number = 0
        try:
            while line := lines.readline(limit + 1):
                number += 1
                with at_line(path, number):
                    _check(line, limit)
                yield number, line.removeprefix("\ufeff") if number == 1 else line
        except UnicodeDecodeError as error:
            raise EncodingUnknownError(
                f"The file is not in UTF-8, nor in {encoding}: behind line {number} there is a byte that does not fit. "
                "Name its encoding by --option encoding=NAME, or save it as UTF-8.",
                path=path,
            ) from error


def _check(line: str, limit: int) -> None:
    if len(line) > limit:
        raise FormatError("The line is longer than the limit. Split it, or check that this is the right file.")
    if "\0" in line:
        raise FormatError("The line holds the character NUL, so this is no text in this encoding. Name another one.")
