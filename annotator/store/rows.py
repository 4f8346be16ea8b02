"""Values as rows, and rows as the JSON of the history. Names become ids here, and only here: see `names`.

A row is a dict of its table's columns without `rev` and `checksum`. The history keeps rows as
JSON, a document's without its text: the sha256 stands for it.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

import orjson
from sqlalchemy import RowMapping, Table

from annotator.errors import ConflictError, EditError
from annotator.model import (
    Annotator,
    AttributeValue,
    Document,
    DocumentLabel,
    Kind,
    Label,
    Note,
    Origin,
    Place,
    Progress,
    Relation,
    Removal,
    Span,
    Status,
    Value,
    Verdict,
    value,
)
from annotator.store import tables
from annotator.store.label_rows import LABEL_COLUMNS, label_of, label_row
from annotator.store.names import Names
from annotator.translation import mark

Row = dict[str, Any]
Fields = RowMapping | Mapping[str, Any]

EDIT_FORMAT = 2
"""The form of the JSON in `edit`. Older forms are read by upgrade functions, never rewritten."""

LABEL_KIND = {"span": Kind.SPAN, "relation": Kind.RELATION, "document_label": Kind.DOCUMENT, "verdict": Kind.SPAN}
"""Which labels the rows of a table refer to."""


@value
class RowKind:
    """How one class of values is kept. A `soft` row is marked as removed, because others refer to it."""

    name: str
    table: Table
    columns: tuple[str, ...]
    to_row: Callable[[Any, Names], Row]
    from_row: Callable[[Fields, Names], Any]
    soft: bool = False


class encodable:  # noqa: N801 - a class, as each document needs one and a generator would take three times as long
    """Turns what UTF-8 or JSON cannot hold (half of a surrogate pair, a number past 64 bits) into EditError."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, UnicodeEncodeError | orjson.JSONEncodeError):
            shown = self._name.encode(errors="replace").decode()
            raise EditError(
                mark("errors", "“{text}” holds what no project can keep ({why}). Correct it and try again."),
                text=shown,
                why=error,
            ) from error


def _json(value_: Any) -> str | None:
    return orjson.dumps(value_).decode() if value_ else None


def _attributes(text: str | None) -> tuple[tuple[str, AttributeValue], ...]:
    if not text:
        return ()
    return tuple((name, tuple(value_) if isinstance(value_, list) else value_) for name, value_ in orjson.loads(text))


def _span_row(span: Span, names: Names) -> Row:
    return {
        "id": span.id,
        "document": span.document,
        "start": span.start,
        "end": span.end,
        "label": names.label(span.label, Kind.SPAN),
        "annotator": names.annotator(span.annotator),
        "pieces": _json(span.pieces),
        "attributes": _json(span.attributes),
        "note": span.note or None,
    }


def _span(row: Fields, names: Names) -> Span:
    return Span(
        row["id"],
        row["document"],
        names.labels[row["label"]],
        names.annotators[row["annotator"]],
        row["start"],
        row["end"],
        tuple((start, end) for start, end in orjson.loads(row["pieces"])) if row["pieces"] else (),
        _attributes(row["attributes"]),
        row["note"] or "",
        row["rev"],
    )


def _relation_row(relation: Relation, names: Names) -> Row:
    return {
        "id": relation.id,
        "document": relation.document,
        "label": names.label(relation.label, Kind.RELATION),
        "annotator": names.annotator(relation.annotator),
        "source": relation.source,
        "target": relation.target,
        "attributes": _json(relation.attributes),
        "note": relation.note or None,
    }


def _relation(row: Fields, names: Names) -> Relation:
    return Relation(
        row["id"],
        row["document"],
        names.labels[row["label"]],
        names.annotators[row["annotator"]],
        row["source"],
        row["target"],
        _attributes(row["attributes"]),
        row["note"] or "",
        row["rev"],
    )


def _document_label_row(label: DocumentLabel, names: Names) -> Row:
    return {
        "id": label.id,
        "document": label.document,
        "label": names.label(label.label, Kind.DOCUMENT),
        "annotator": names.annotator(label.annotator),
    }


def _document_label(row: Fields, names: Names) -> DocumentLabel:
    label, annotator = names.labels[row["label"]], names.annotators[row["annotator"]]
    return DocumentLabel(row["id"], row["document"], label, annotator, row["rev"])


def _note_row(note: Note, names: Names) -> Row:
    annotator = names.annotator(note.annotator)
    return {"id": note.id, "document": note.document, "annotator": annotator, "text": note.text}


def _note(row: Fields, names: Names) -> Note:
    return Note(row["id"], row["document"], names.annotators[row["annotator"]], row["text"], row["rev"])


def _progress_row(progress: Progress, names: Names) -> Row:
    return {
        "id": progress.id,
        "document": progress.document,
        "annotator": names.annotator(progress.annotator),
        "status": str(progress.status),
        "flagged": int(progress.flagged),
        "note": progress.note or None,
    }


def _progress(row: Fields, names: Names) -> Progress:
    return Progress(
        row["id"],
        row["document"],
        names.annotators[row["annotator"]],
        Status(row["status"]),
        bool(row["flagged"]),
        row["note"] or "",
        row["rev"],
    )


def _verdict_row(verdict: Verdict, names: Names) -> Row:
    return {
        "id": verdict.id,
        "document": verdict.document,
        "start": verdict.start,
        "end": verdict.end,
        "label": names.label(verdict.label, Kind.SPAN),
        "engine": verdict.engine,
        "annotator": names.annotator(verdict.annotator),
        "accepted": int(verdict.accepted),
    }


def _verdict(row: Fields, names: Names) -> Verdict:
    return Verdict(
        row["id"],
        row["document"],
        row["start"],
        row["end"],
        names.labels[row["label"]],
        row["engine"],
        names.annotators[row["annotator"]],
        bool(row["accepted"]),
        row["rev"],
    )


def _place_row(place: Place, _: Names) -> Row:
    return {"id": place.id, "document": place.document, "position": place.position}


def _place(row: Fields, _: Names) -> Place:
    return Place(row["id"], row["document"], row["position"], row["rev"])


def _annotator_row(annotator: Annotator, _: Names) -> Row:
    return {"id": annotator.id, "name": annotator.name, "kind": annotator.kind}


def _annotator(row: Fields, _: Names) -> Annotator:
    return Annotator(row["id"], row["name"], row["kind"], row["rev"])


def document_row(document: Document) -> Row:
    """Return a document's row; `sha256` must have been counted."""
    return {
        "id": document.id,
        "title": document.title,
        "author": document.author,
        "date": document.date,
        "source": document.source,
        "url": document.url,
        "metadata": orjson.dumps(document.metadata).decode(),
        "origin": None if document.origin is None else orjson.dumps(asdict(document.origin)).decode(),
        "sha256": document.sha256,
    }


def _document(row: Fields, _: Names) -> Document:
    return Document(
        row["id"],
        row.get("text", ""),
        row["title"],
        row["author"],
        row["date"],
        row["source"],
        row["url"],
        orjson.loads(row["metadata"]),
        _origin(row["origin"]),
        row["sha256"],
        row["rev"],
    )


def _origin(text: str | None) -> Origin | None:
    if text is None:
        return None
    fields = orjson.loads(text)
    fields["changes"] = tuple(fields["changes"])
    fields["removals"] = tuple(Removal(**removal) for removal in fields["removals"])
    return Origin(**fields)


SPAN_COLUMNS = ("id", "document", "start", "end", "label", "annotator", "pieces", "attributes", "note")
DOCUMENT_COLUMNS = ("id", "title", "author", "date", "source", "url", "metadata", "origin", "sha256")

KINDS: dict[str, RowKind] = {
    kind.name: kind
    for kind in (
        RowKind("document", tables.document, DOCUMENT_COLUMNS, lambda value_, _: document_row(value_), _document, True),
        RowKind("label", tables.label, LABEL_COLUMNS, label_row, label_of, True),
        RowKind("annotator", tables.annotator, ("id", "name", "kind"), _annotator_row, _annotator, True),
        RowKind("span", tables.span, SPAN_COLUMNS, _span_row, _span),
        RowKind(
            "relation",
            tables.relation,
            ("id", "document", "label", "annotator", "source", "target", "attributes", "note"),
            _relation_row,
            _relation,
        ),
        RowKind(
            "document_label",
            tables.document_label,
            ("id", "document", "label", "annotator"),
            _document_label_row,
            _document_label,
        ),
        RowKind("note", tables.note, ("id", "document", "annotator", "text"), _note_row, _note),
        RowKind(
            "progress",
            tables.progress,
            ("id", "document", "annotator", "status", "flagged", "note"),
            _progress_row,
            _progress,
        ),
        RowKind("place", tables.place, ("id", "document", "position"), _place_row, _place),
        RowKind(
            "verdict",
            tables.verdict,
            ("id", "document", "start", "end", "label", "engine", "annotator", "accepted"),
            _verdict_row,
            _verdict,
        ),
    )
}

KIND_OF: dict[type, RowKind] = {
    Document: KINDS["document"],
    Label: KINDS["label"],
    Annotator: KINDS["annotator"],
    Span: KINDS["span"],
    Relation: KINDS["relation"],
    DocumentLabel: KINDS["document_label"],
    Note: KINDS["note"],
    Progress: KINDS["progress"],
    Place: KINDS["place"],
    Verdict: KINDS["verdict"],
}

ANNOTATED = ("span", "relation", "document_label", "note", "progress")
"""The kinds whose values are read with a document."""
COUNTED_IN_LAYERS = ANNOTATED[1:]
"""Those of them of which `layer_count` tells how many a document has; spans have a count by annotator."""
IN_DOCUMENT = (*ANNOTATED, "verdict")
"""The kinds whose rows belong to a document."""


FLIPS = ("batch", "removal", "labelling")
"""What the history has one row for, though many rows come or go by it: an import; a label with its spans; a label for
very many places."""


def kind_of(changed: Value) -> RowKind:
    """Return how values of that class are kept."""
    return KIND_OF[type(changed)]


def to_json(row: Row | None, rev: int) -> str | None:
    """Return a row as the history keeps it."""
    return None if row is None else orjson.dumps({**row, "rev": rev}).decode()


def from_json(text: str | None, format_: int) -> Row | None:
    """Return the row (with `rev`) that the history kept; raises ConflictError on a form from the future."""
    if format_ > EDIT_FORMAT:
        raise ConflictError(
            mark("errors", "This step was made by a newer version of Annotator. Update it to undo the step.")
        )
    row: Row | None = None if text is None else orjson.loads(text)
    if row is not None and format_ < 2 and "may_overlap" in row:
        row["rules"] = None
    return row
