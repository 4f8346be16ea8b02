"""JSON Lines: a JSON object a line, checked so that whatever is read can be written again."""

import json
import math
from collections.abc import Iterable, Iterator
from pathlib import Path

import orjson

from annotator.errors import FormatError
from annotator.files import LINE_LIMIT, at_line, decoded_line, filled_lines
from annotator.files.json_weight import check_weight

DEPTH_LIMIT = 100
"""Levels of nesting in a JSON value that is kept. What writes it back can go down 250."""

LARGEST_EXACT = 2**63
"""From here on the fast JSON reader may turn a whole number into one with a floating point."""


def json_lines(path: Path, *, limit: int = LINE_LIMIT) -> Iterator[tuple[int, bytes, dict[str, object]]]:
    """Yield number, bytes and object of each line of a JSON Lines file; blank lines are passed over.

    Raises FormatError as `byte_lines` and `json_object`, and when all lines are blank.
    """
    for number, line in filled_lines(path, limit=limit):
        with at_line(path, number):
            content = json_object(line)
        yield number, line, content


def json_object(line: bytes) -> dict[str, object]:
    """Return the object that a line of JSON holds, its strings valid text without NUL.

    Values that are kept as they are have to pass `check_json_value`. Raises FormatError, without a place.
    """
    check_weight(line)
    try:
        content = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise _json_error(error, line) from error
    if type(content) is not dict:
        raise FormatError("The line is not a JSON object, {…}. Each line must be one of its own.")
    if b"\\u0000" in line and not all(map(_survives, _leaves(content))):
        raise FormatError("A text holds the character NUL (\\u0000), which no text may hold. Remove it.")
    return content


def json_line(content: dict[str, object], what: str) -> bytes:
    """Return an object as a line of JSON with its line end; the same object gives the same bytes.

    Raises FormatError, which names the object as `what`, on what `json_lines` would not give back:
    a lone surrogate, NUL, a number that is infinite or none, a whole number of more than 64 bits.
    """
    try:
        line = orjson.dumps(content, option=orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError as error:
        raise FormatError(f"“{what}” holds a value that JSON cannot carry: {error}. Change or remove it.") from error
    if (b"null" in line or b"\\u0000" in line) and not all(map(_survives, _leaves(content))):
        raise FormatError(
            f"“{what}” holds the character NUL or a number that is infinite or none. Change or remove it."
        )
    return line


def json_array(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the pieces of an array with each of these lines of JSON, from `json_line`, on a line of its own."""
    before = b"[\n"
    for line in lines:
        yield before + line[:-1]
        before = b",\n"
    yield b"\n]\n" if before == b",\n" else b"[]\n"


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


def _json_error(error: orjson.JSONDecodeError, line: bytes) -> FormatError:
    try:
        decoded_line(line)
    except FormatError as encoding_error:
        return encoding_error
    if "surrogate" in error.msg:
        return FormatError(
            f"Half a character stands at column {error.colno}: a lone surrogate, \\uD800 to \\uDFFF. Remove it."
        )
    if not line.endswith(b"\n") and "end of data" in error.msg:
        return FormatError("The JSON breaks off: the file ends in the middle of the line. Get the whole file.")
    return FormatError(f"This is not JSON: {error.msg}, at column {error.colno}. Correct the line.")


def _leaves(content: object) -> Iterator[object]:
    """Yield the keys and the simple values in a JSON value."""
    waiting = [content]
    while waiting:
        match waiting.pop():
            case dict() as inner:
                yield from inner
                waiting.extend(inner.values())
            case list() | tuple() as inner:
                waiting.extend(inner)
            case leaf:
                yield leaf


def _survives(leaf: object) -> bool:
    return "\0" not in leaf if isinstance(leaf, str) else not isinstance(leaf, float) or math.isfinite(leaf)


def _check_numbers(line: bytes) -> None:
    try:
        json.loads(line, parse_int=_check_number)
    except RecursionError as error:
        raise FormatError(f"A value is nested deeper than {DEPTH_LIMIT} levels. Flatten it.") from error


def _check_number(digits: str) -> int:
    if len(digits) > 20 or not -LARGEST_EXACT <= int(digits) < 2 * LARGEST_EXACT:
        raise FormatError(f"The whole number {digits[:40]} has more than 64 bits. Put it in quotation marks.")
    return int(digits)
