"""Typed fields of a JSON object. Each raises a FormatError that names the field and what it must be."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TypeVar

from annotator.errors import FormatError

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
Row = dict[str, object]

NUMBER_LIMIT = 2**63
SHOWN = 40
"""Code points of a value in a message."""


def text_of(row: Row, name: str, default: str | None = None) -> str:
    """Return a text."""
    content = row.get(name, default)
    if isinstance(content, str):
        return content
    raise _wrong(row, name, "a text")


def name_of(row: Row, name: str) -> str:
    """Return a text that is not empty."""
    content = text_of(row, name)
    if not content:
        raise _wrong(row, name, "a text that is not empty")
    return content


def whole(row: Row, name: str, default: int | None = None) -> int:
    """Return a whole number of at most 64 bits; true and false are none."""
    content = row.get(name, default)
    if type(content) is int and -NUMBER_LIMIT <= content < NUMBER_LIMIT:
        return content
    raise _wrong(row, name, "a whole number of at most 64 bits")


def flag(row: Row, name: str, *, default: bool) -> bool:
    """Return true or false."""
    content = row.get(name, default)
    if isinstance(content, bool):
        return content
    raise _wrong(row, name, "true or false")


def id_of(row: Row, name: str) -> int:
    """Return an id: digits in quotation marks, since many programs round numbers of this size."""
    content = row.get(name)
    if isinstance(content, str) and content.isascii() and content.isdigit() and len(content) < 20:
        number = int(content)
        if 0 < number < NUMBER_LIMIT and content[0] != "0":
            return number
    raise _wrong(row, name, "an id, digits in quotation marks, from 1 to 9223372036854775807")


def choice(row: Row, name: str, choices: type[E], default: E) -> E:
    """Return one of a few words."""
    content = row.get(name, default)
    try:
        return choices(str(content))
    except ValueError as error:
        raise _wrong(row, name, f"one of {', '.join(choices)}") from error


def list_of(row: Row, name: str) -> list[object]:
    """Return a list; none when the field is missing."""
    content = row.get(name, [])
    if isinstance(content, list):
        return content
    raise _wrong(row, name, "a list")


def texts_of(row: Row, name: str) -> tuple[str, ...]:
    """Return a list of texts that are not empty; none when the field is missing."""
    content = list_of(row, name)
    if all(isinstance(item, str) and item for item in content):
        return tuple(str(item) for item in content)
    raise _wrong(row, name, "a list of texts that are not empty")


def object_of(row: Row, name: str) -> Row:
    """Return an object; an empty one when the field is missing."""
    content = row.get(name, {})
    if isinstance(content, dict):
        return content
    raise _wrong(row, name, "an object")


def each(row: Row, name: str, read: Callable[[Row], T]) -> Iterator[T]:
    """Read each object of a list; an error says which one it is."""
    for number, item in enumerate(list_of(row, name), 1):
        if type(item) is not dict:
            raise FormatError(f"{name}, number {number}: it must be an object.")
        try:
            yield read(item)
        except FormatError as error:
            raise FormatError(f"{name}, number {number}: {error.reason}") from error


def check_fields(row: Row, known: frozenset[str]) -> None:
    """Refuse fields that the format does not have: a misspelt one would be lost without a word."""
    if not row.keys() <= known:
        unknown = ", ".join(shown(name) for name in sorted(row.keys() - known))
        raise FormatError(f"The format has no field {unknown} here. Put it into metadata, or remove it.")


def shown(content: object) -> str:
    """Return a value for a message, shortened."""
    if isinstance(content, list | dict):  # Its own text may be nested too deeply for Python.
        return "a list" if isinstance(content, list) else "an object"
    text = repr(content)
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def _wrong(row: Row, name: str, must_be: str) -> FormatError:
    if name not in row:
        return FormatError(f"The field {name} is missing. It must be {must_be}.")
    return FormatError(f"The field {name} must be {must_be}, not {shown(row[name])}.")
