"""What is known of a document besides its text, side by side in one object, as most formats have it.

A document has fields of its own for title, author, date, source and url; every other key is metadata. In the object of
a file they cannot be told apart but by their names: these functions say what goes in and what comes out.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from annotator.model import Document

Row = dict[str, Any]

FIELDS = ("title", "author", "date", "source", "url")
PLACES = (("start", "end"), ("begin", "end"), ("start_offset", "end_offset"), ("start_char", "end_char"))
"""What start and end of an annotation are called."""
ISO_DATE = re.compile(r"\d{4}(-\d\d(-\d\d([T ]\d\d.*)?)?)?")
"""A date, whole or in part. Anything else that is called `date` is metadata."""


def take_fields(row: Row) -> tuple[str, str, str, str, str]:
    """Take out of `row` what a document has fields for: title, author, date, source and url."""
    if row.keys().isdisjoint(FIELDS):
        return "", "", "", "", ""
    title, author, date, source, url = (_take_field(row, name) for name in FIELDS)
    return title, author, date, source, url


def _take_field(row: Row, name: str) -> str:
    content = row.get(name)
    if not isinstance(content, str) or (name == "date" and not ISO_DATE.fullmatch(content)):
        return ""
    del row[name]
    return content


def flat(document: Document, reserved: Collection[str]) -> Row:
    """Return fields and metadata side by side, without the keys that the format uses itself."""
    row: Row = {name: content for name in FIELDS if (content := getattr(document, name))}
    for key, content in document.metadata.items():
        if key not in reserved:
            row.setdefault(key, content)
    return row


def read_back(document: Document, reserved: Collection[str]) -> Document:
    """Return the document with the fields and the metadata that a reader finds in what `flat` returns."""
    if not (document.metadata or document.date):
        return document
    row = flat(document, reserved)
    title, author, date, source, url = take_fields(row)
    return replace(document, title=title, author=author, date=date, source=source, url=url, metadata=row)


def metadata_losses(document: Document, reserved: Collection[str]) -> Iterator[str]:
    """Yield a sentence for each thing that is not read back as it was."""
    found = read_back(document, reserved)
    for key, content in document.metadata.items():
        if key in found.metadata and found.metadata[key] == content:
            continue
        if key in FIELDS and getattr(found, key) == content:
            yield f"The metadata “{key}” is read back as the document's own {key}."
        else:
            yield f"The metadata “{key}” is left out: the format uses this name itself."
    if found.date != document.date and document.date:
        yield f"The date “{document.date}” is not ISO 8601: it is read back as metadata."


class Unknown:
    """Tells once of each key that most likely holds annotations which a reader does not know, and keeps as metadata."""

    LOOKED_AT = 200
    """Documents at the beginning of a file."""

    def __init__(self) -> None:
        self._left = self.LOOKED_AT
        self._told: set[str] = set()

    def look_at(self, metadata: Mapping[str, object]) -> Iterator[str]:
        """Look at what became metadata of the next document; yield a sentence for each key that is new."""
        if self._left == 0:
            return
        self._left -= 1
        for key, content in metadata.items():
            if type(content) is list and key not in self._told and _are_places(content):
                self._told.add(key)
                yield f"“{key[:60]}” looks like annotations of a kind that is not known. It is kept as metadata."


def _are_places(content: list[Any]) -> bool:
    """Return whether a list holds objects with a start and an end, or triples of these and a label."""
    first = content[0] if content else None
    if isinstance(first, dict):
        return any(start in first and end in first for start, end in PLACES)
    if isinstance(first, list) and len(first) >= 3:
        return type(first[0]) is int and type(first[1]) is int and isinstance(first[2], str)
    return False
