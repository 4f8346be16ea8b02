"""JSON files of any layout, value by value: never more than one of the values asked for is in memory.

Read are one array of many values, one object, or values one below the other (JSON Lines).
"""

import codecs
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from annotator.errors import FormatError
from annotator.files import LINE_LIMIT, MEGABYTE, check_is_text, opened
from annotator.files.json_lines import DEPTH_LIMIT, LARGEST_EXACT
from annotator.files.json_weight import LIGHT, TOO_HEAVY, light_part, weight_of

DEEPEST = DEPTH_LIMIT + 20
"""Levels of nesting of a whole value: what is kept of it may have `DEPTH_LIMIT`."""
_LONG_NUMBER = re.compile("[0-9]{19}")
"""Only these may have more than 64 bits."""
CONTAINERS = frozenset((dict, list))
BLANKS = " \t\r\n"
CUT_OFF = 16
"""Characters at the end of what was read that may be wrong only because what comes behind is not there yet."""


def json_values(path: Path, *, limit: int = LINE_LIMIT) -> Iterator[tuple[int, Any]]:
    """Yield line and content of each element of an array at the top, else of each value of the file.

    Strings are valid text without NUL, numbers are finite and have at most 64 bits, nesting goes down at most
    `DEEPEST`. Raises FormatError with file and line.
    """
    with opened(path) as file:
        text = JsonText(file, path, limit)
        if text.peek() == "[":
            yield from text.elements()
            text.end()
            return
        while text.peek():
            line = text.line
            yield line, text.value()


class JsonText:
    """JSON that is read piece by piece. Every method raises FormatError with file and line."""

    def __init__(self, file: BinaryIO, path: Path, limit: int = LINE_LIMIT) -> None:
        self._file = file
        self._path = path
        self._limit = limit
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._quick = json.JSONDecoder(parse_constant=_no_constant, parse_float=_finite).raw_decode
        self._strict = json.JSONDecoder(parse_constant=_no_constant, parse_int=_whole, parse_float=_finite).raw_decode
        self._parse = self._quick
        self._text = ""
        self._waiting = ""
        """What was read and is too heavy to be looked at together with what stands before it."""
        self._at = 0
        self._counted = 0
        """Up to where `line` has counted."""
        self._line = 1
        self._ended = False
        self._fill()
        self._text = self._text.removeprefix("\ufeff")
        if not self.peek():
            raise FormatError("The file is empty. Check that it was written to its end.", path=path)

    @property
    def line(self) -> int:
        """The line, from 1, of what is read next."""
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def peek(self) -> str:
        """Return the next character that is no blank, nothing at the end of the file."""
        while True:
            at = self._at
            while self._text[at : at + 1] and self._text[at] in BLANKS:
                at += 1
            self._at = at
            if at < len(self._text) or self._is_over:
                return self._text[at : at + 1]
            self._fill()

    def take(self, character: str) -> None:
        """Pass over a character that has to come next."""
        if (found := self.peek()) != character:
            if not found:
                raise self._error("The JSON breaks off: the file ends in the middle. Get the whole file.")
            raise self._error(f"This is not JSON: “{character}” must stand here, not “{found}”. Correct it.")
        self._at += 1

    def value(self) -> Any:
        """Return the next value, all of it."""
        self.peek()
        while True:
            try:
                content, end = self._parse(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._is_over:
                    raise self._json_error(error) from error
                if error.pos < len(self._text) - CUT_OFF and not error.msg.startswith("Unterminated string"):
                    raise self._json_error(error) from error
            except RecursionError as error:
                raise self._error(f"A value is nested deeper than {DEEPEST} levels. Flatten it.") from error
            except _NumberError as error:
                raise self._error(str(error)) from error
            else:
                if end < len(self._text) or self._is_over:
                    self._check(content, self._at, end)
                    self._at = end
                    return content
            self._fill()

    def elements(self) -> Iterator[tuple[int, Any]]:
        """Yield line and content of each element of the array that comes next."""
        self.take("[")
        while self.peek() != "]":
            line = self.line
            yield line, self.value()
            if self.peek() != "]":
                self.take(",")
        self.take("]")

    def members(self) -> Iterator[str]:
        """Yield each key of the object that comes next; whoever takes the key reads its value."""
        self.take("{")
        while self.peek() != "}":
            key = self.value()
            if not isinstance(key, str):
                raise self._error("This is not JSON: a key must be a text. Correct it.")
            self.take(":")
            yield key
            if self.peek() != "}":
                self.take(",")
        self.take("}")

    def end(self) -> None:
        """Make sure that nothing stands behind what was read."""
        if self.peek():
            raise self._error("Something stands behind the end of the JSON. Remove it.")

    @property
    def _is_over(self) -> bool:
        """Whether the text that is there is all that was left of the file."""
        return self._ended and not self._waiting

    def _fill(self) -> None:
        """Take in more text, but never more than a value may weigh."""
        line = self.line
        if not self._waiting:
            self._waiting = self._read(line)
        rest = self._text[self._at :]
        heavy = weight_of(rest) if len(rest) + len(self._waiting) > LIGHT else 0
        part = light_part(self._waiting, heavy) if heavy or len(self._waiting) > LIGHT else len(self._waiting)
        if not part and self._waiting:
            raise self._error(TOO_HEAVY)
        self._text = rest + self._waiting[:part]
        self._waiting = self._waiting[part:]
        # To look at each number by itself takes as long as all the rest of the reading.
        self._parse = self._strict if _LONG_NUMBER.search(self._text) else self._quick
        self._at = self._counted = 0

    def _read(self, line: int) -> str:
        """Return as much again as there is, so that a long value costs no more than twice its length."""
        left = len(self._text) - self._at
        if left > self._limit:
            raise self._error(
                f"A value is longer than {self._limit // MEGABYTE} MB, which is the limit. "
                "Split it, or check that this is the right file."
            )
        content = self._file.read(max(MEGABYTE, min(left, self._limit - left)))
        check_is_text(content, self._path, line=line)
        self._ended = not content
        try:
            return self._decoder.decode(content, final=self._ended)
        except UnicodeDecodeError as error:
            byte = f"a byte is 0x{error.object[error.start]:02X}"
            raise FormatError(
                f"The file is not in UTF-8: {byte}. Save it as UTF-8.",
                path=self._path,
                line=line + self._text.count("\n", self._at) + content.count(b"\n", 0, max(error.start, 0)),
            ) from error

    def _check(self, content: object, start: int, end: int) -> None:
        """Refuse half characters and NUL, which only escapes can stand for, and what is nested too deeply."""
        if self._text.find("\\u", start, end) >= 0:
            written = self._text[start:end]
            try:
                orjson.loads(written)
            except orjson.JSONDecodeError as error:
                reason = "Half a character stands here: a lone surrogate, \\uD800 to \\uDFFF. Remove it."
                raise self._error(reason) from error
            if "\\u0000" in written and _holds_nul(content):
                raise self._error("A text holds the character NUL (\\u0000), which no text may hold. Remove it.")
        brackets = self._text.count("[", start, end) + self._text.count("{", start, end)
        if brackets > DEEPEST and _depth_over(content, DEEPEST):
            raise self._error(f"A value is nested deeper than {DEEPEST} levels. Flatten it.")

    def _json_error(self, error: json.JSONDecodeError) -> FormatError:
        line = self.line + self._text.count("\n", self._at, error.pos)
        if error.pos >= len(self._text.rstrip(BLANKS)) or error.msg.startswith("Unterminated"):
            reason = "The JSON breaks off: the file ends in the middle. Get the whole file."
            return FormatError(reason, path=self._path, line=line)
        column = error.pos - self._text.rfind("\n", 0, error.pos)
        reason = f"This is not JSON: {error.msg}, at column {column}. Correct it."
        return FormatError(reason, path=self._path, line=line)

    def _error(self, reason: str) -> FormatError:
        return FormatError(reason, path=self._path, line=self.line)


class _NumberError(Exception):
    """A number that is none, or too long."""


def _no_constant(name: str) -> float:
    raise _NumberError(f"This is not JSON: {name} is no number. Correct it.")


def _whole(digits: str) -> int:
    if len(digits) < 19 or (len(digits) <= 20 and -LARGEST_EXACT <= int(digits) < 2 * LARGEST_EXACT):
        return int(digits)
    raise _NumberError(f"The whole number {digits[:40]} has more than 64 bits. Put it in quotation marks.")


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise _NumberError(f"The number {digits[:40]} is too large. Put it in quotation marks.")
    return number


def _holds_nul(content: object) -> bool:
    match content:
        case str():
            return "\0" in content
        case dict():
            return any("\0" in key for key in content) or any(map(_holds_nul, content.values()))
        case list():
            return any(map(_holds_nul, content))
        case _:
            return False


def _depth_over(content: object, limit: int) -> bool:
    """Return whether a value is nested deeper than that; level by level, since it may be too deep for recursion."""
    level = [content]
    for _ in range(limit):
        inner: list[object] = []
        for item in level:
            held = item.values() if type(item) is dict else item if type(item) is list else ()
            inner += [value for value in held if type(value) in CONTAINERS]
        if not inner:
            return False
        level = inner
    return True
