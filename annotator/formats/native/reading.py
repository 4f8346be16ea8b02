"""Lines of the native format become values. FormatErrors name the field; the caller adds file and line."""

import hashlib
import re
from collections.abc import Callable, Sequence
from itertools import pairwise, repeat
from operator import itemgetter, le
from typing import Any, TypeVar

from annotator.errors import FormatError
from annotator.files.json_lines import check_json_value
from annotator.formats.native.fields import (
    NUMBER_LIMIT,
    Row,
    check_fields,
    choice,
    each,
    flag,
    id_of,
    list_of,
    name_of,
    object_of,
    shown,
    text_of,
    texts_of,
    whole,
)
from annotator.model import (
    AnnotatedDocument,
    Attribute,
    AttributeKind,
    Attributes,
    AttributeValue,
    Document,
    DocumentLabel,
    Kind,
    Label,
    Note,
    Origin,
    Piece,
    Progress,
    Relation,
    Removal,
    Scheme,
    Span,
    Status,
    reading_order,
)

R = TypeVar("R", Relation, DocumentLabel, Note, Progress)

VERSION = 3
COLOR = re.compile(r"#[0-9a-fA-F]{6}")

HEADER_FIELDS = frozenset({"format", "version", "scheme"})
LABEL_FIELDS = frozenset({
    "id", "name", "kind", "color", "key", "parent", "description", "position", "snaps_to_words", "may_overlap",
    "sources", "targets", "symmetric", "attributes", "one_below", "nests_in",
})  # fmt: skip
ATTRIBUTE_FIELDS = frozenset({"name", "kind", "choices", "default", "address"})
DOCUMENT_FIELDS = frozenset({
    "id", "text", "sha256", "title", "author", "date", "source", "url", "metadata", "origin",
    "spans", "relations", "document_labels", "notes", "progress",
})  # fmt: skip
ORIGIN_FIELDS = frozenset({"file", "sha256", "encoding", "changes", "removals"})
REMOVAL_FIELDS = frozenset({"offset", "text", "why"})
_PLAIN_FIELDS = ("id", "label", "annotator", "start", "end")
_PLAIN = itemgetter(*_PLAIN_FIELDS)
"""Id, label, annotator, start and end: what every span has."""

SPAN_FIELDS = frozenset({"id", "label", "annotator", "start", "end", "pieces", "attributes", "note"})
RELATION_FIELDS = frozenset({"id", "label", "annotator", "source", "target", "attributes", "note"})
DOCUMENT_LABEL_FIELDS = frozenset({"id", "label", "annotator"})
NOTE_FIELDS = frozenset({"id", "annotator", "text"})
PROGRESS_FIELDS = frozenset({"id", "annotator", "status", "flagged", "note"})


def read_scheme(header: Row) -> Scheme:
    """Read the first line. A newer version than this program's is refused."""
    if header.get("format") != "annotator":
        raise FormatError('The first line must be the header, {"format": "annotator", …}. Is it another format?')
    version = whole(header, "version")
    if version > VERSION:
        raise FormatError(
            f"The file has version {version} of the format; this program reads up to {VERSION}. Update it."
        )
    check_fields(header, HEADER_FIELDS)
    labels = tuple(each(header, "scheme", _label))
    names = [(label.kind, label.name) for label in labels]
    if len(set(names)) != len(names) or len({label.id for label in labels}) != len(labels):
        raise FormatError("Two labels of the scheme have the same name and kind, or the same id. Rename one.")
    for label in labels:
        if label.parent and (label.kind, label.parent) not in names:
            raise FormatError(f"The label {label.name} has the parent {label.parent}, which is not in the scheme.")
    return Scheme(labels)


def _label(row: Row) -> Label:
    check_fields(row, LABEL_FIELDS)
    color = text_of(row, "color", "#b9a9f2")
    if not COLOR.fullmatch(color):
        raise FormatError(f"color must be #rrggbb, not {shown(color)}.")
    return Label(
        id_of(row, "id"),
        name_of(row, "name"),
        choice(row, "kind", Kind, Kind.SPAN),
        color,
        text_of(row, "key", ""),
        text_of(row, "parent", ""),
        text_of(row, "description", ""),
        whole(row, "position", 0),
        flag(row, "snaps_to_words", default=False),
        flag(row, "may_overlap", default=True),
        texts_of(row, "sources"),
        texts_of(row, "targets"),
        flag(row, "symmetric", default=False),
        tuple(each(row, "attributes", _attribute)),
        flag(row, "one_below", default=False),
        texts_of(row, "nests_in"),
    )


def _attribute(row: Row) -> Attribute:
    check_fields(row, ATTRIBUTE_FIELDS)
    default = _attribute_value("default", row["default"]) if "default" in row else None
    return Attribute(
        name_of(row, "name"),
        choice(row, "kind", AttributeKind, AttributeKind.CHOICE),
        texts_of(row, "choices"),
        default,
        text_of(row, "address", ""),
    )


def read_document(row: Row, line: bytes) -> AnnotatedDocument:
    """Read a document's line; `line` are its bytes. All offsets, ids and the checksum are checked."""
    check_fields(row, DOCUMENT_FIELDS)
    key, text = id_of(row, "id"), text_of(row, "text")
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    if text_of(row, "sha256") != sha256:
        raise FormatError(
            "The text is not the one that was annotated: its sha256 differs. Take the file as it was written."
        )
    metadata = object_of(row, "metadata")
    check_json_value(metadata, line)
    document = Document(
        key,
        text,
        text_of(row, "title", ""),
        text_of(row, "author", ""),
        text_of(row, "date", ""),
        text_of(row, "source", ""),
        text_of(row, "url", ""),
        metadata,
        _origin(object_of(row, "origin")) if "origin" in row else None,
        sha256,
    )
    length = len(text)
    spans = sorted(_spans(row, key, length, line), key=reading_order)
    ids = {span.id for span in spans}
    if len(ids) != len(spans):
        raise FormatError("Two spans have the same id. Ids must be unique in a document.")
    progress = _rows(row, "progress", lambda item: _progress(item, key))
    if len({one.annotator for one in progress}) != len(progress):
        raise FormatError("Two of progress are of the same annotator. Keep one.")
    return AnnotatedDocument(
        document,
        tuple(spans),
        _rows(row, "relations", lambda item: _relation(item, key, ids, line)),
        _rows(row, "document_labels", lambda item: _document_label(item, key)),
        _rows(row, "notes", lambda item: _note(item, key)),
        progress,
    )


def _origin(row: Row) -> Origin:
    check_fields(row, ORIGIN_FIELDS)
    changes = list_of(row, "changes")
    if not all(type(change) is str for change in changes):
        raise FormatError("changes must be a list of texts.")
    return Origin(
        text_of(row, "file", ""),
        text_of(row, "sha256", ""),
        text_of(row, "encoding", ""),
        tuple(str(change) for change in changes),
        tuple(each(row, "removals", _removal)),
    )


def _removal(row: Row) -> Removal:
    check_fields(row, REMOVAL_FIELDS)
    offset = whole(row, "offset")
    if offset < 0:
        raise FormatError("offset must not be negative.")
    return Removal(offset, text_of(row, "text"), text_of(row, "why", ""))


def _spans(row: Row, document: int, length: int, line: bytes) -> list[Span]:
    plain = _plain_spans(list_of(row, "spans"), document, length)
    return list(each(row, "spans", lambda item: _span(item, document, length, line))) if plain is None else plain


def _plain_spans(rows: Sequence[Any], document: int, length: int) -> list[Span] | None:
    """Return the spans if all are plain and right, as nearly always, column by column; else None."""
    if not rows:
        return []
    try:
        keys, labels, annotators, starts, ends = zip(*map(_PLAIN, rows), strict=True)
        numbers = list(map(int, keys))
    except (KeyError, TypeError, ValueError):
        return None
    are_plain = (
        set(map(len, rows)) == {len(_PLAIN_FIELDS)}
        and set(map(type, (*keys, *labels, *annotators))) == {str}
        and set(map(type, (*starts, *ends))) == {int}
        and all(labels)
        and tuple(map(str, numbers)) == keys
        and 0 < min(numbers) <= max(numbers) < NUMBER_LIMIT
        and min(starts) >= 0
        and max(ends) <= length
        and all(map(le, starts, ends))
    )
    return list(map(Span, numbers, repeat(document), labels, annotators, starts, ends)) if are_plain else None


def _span(row: Row, document: int, length: int, line: bytes) -> Span:
    check_fields(row, SPAN_FIELDS)
    start, end = whole(row, "start"), whole(row, "end")
    if not 0 <= start <= end <= length:
        raise FormatError(f"{start} to {end} is not inside the text, which has {length} characters.")
    return Span(
        id_of(row, "id"),
        document,
        name_of(row, "label"),
        text_of(row, "annotator", ""),
        start,
        end,
        _pieces(row, start, end) if "pieces" in row else (),
        _attributes(row, line) if "attributes" in row else (),
        text_of(row, "note", ""),
    )


def _pieces(row: Row, start: int, end: int) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for piece in list_of(row, "pieces"):
        if type(piece) is not list or [type(border) for border in piece] != [int, int]:
            raise FormatError("Each of pieces must be [start, end].")
        pieces.append((piece[0], piece[1]))
    borders = [border for piece in pieces for border in piece]
    if len(pieces) < 2 or any(one >= other for one, other in pairwise(borders)):
        raise FormatError("pieces must be two or more, sorted, not empty, and not touch.")
    if (borders[0], borders[-1]) != (start, end):
        raise FormatError("pieces must begin at start and end at end.")
    return tuple(pieces)


def _attributes(row: Row, line: bytes) -> Attributes:
    attributes = object_of(row, "attributes")
    check_json_value(attributes, line)
    return tuple((name, _attribute_value(name, attributes[name])) for name in sorted(attributes))


def _attribute_value(name: str, content: object) -> AttributeValue:
    if isinstance(content, list) and all(type(item) is str for item in content):
        return tuple(content)
    if isinstance(content, str | bool | int | float):
        return content
    raise FormatError(f"The attribute {shown(name)} must be a text, true, false, a number or a list of texts.")


def _relation(row: Row, document: int, spans: set[int], line: bytes) -> Relation:
    check_fields(row, RELATION_FIELDS)
    source, target = id_of(row, "source"), id_of(row, "target")
    if source not in spans or target not in spans:
        raise FormatError("source and target must be ids of spans of the document.")
    return Relation(
        id_of(row, "id"),
        document,
        name_of(row, "label"),
        text_of(row, "annotator", ""),
        source,
        target,
        _attributes(row, line) if "attributes" in row else (),
        text_of(row, "note", ""),
    )


def _document_label(row: Row, document: int) -> DocumentLabel:
    check_fields(row, DOCUMENT_LABEL_FIELDS)
    return DocumentLabel(id_of(row, "id"), document, name_of(row, "label"), text_of(row, "annotator", ""))


def _note(row: Row, document: int) -> Note:
    check_fields(row, NOTE_FIELDS)
    return Note(id_of(row, "id"), document, text_of(row, "annotator", ""), text_of(row, "text"))


def _progress(row: Row, document: int) -> Progress:
    check_fields(row, PROGRESS_FIELDS)
    status = choice(row, "status", Status, Status.TODO)
    flagged = flag(row, "flagged", default=False)
    return Progress(
        id_of(row, "id"), document, text_of(row, "annotator", ""), status, flagged, text_of(row, "note", "")
    )


def _rows(row: Row, name: str, read: Callable[[Row], R]) -> tuple[R, ...]:
    found = sorted(each(row, name, read), key=lambda item: item.id)
    if any(one.id == other.id for one, other in pairwise(found)):
        raise FormatError(f"Two of {name} have the same id. Ids must be unique in a document.")
    return tuple(found)
