"""What is known of a document besides its text, side by side in one object, as most formats have it.

A document has fields of its own for title, author, date, source and url; every other key is metadata. In the object of
a file they cannot be told apart but by their names: these functions say what goes in and what comes out.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from annotator.model import Document

Row = dict[str, Any]

FIELDS = ("title", "author", "date", "source", "url")
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
