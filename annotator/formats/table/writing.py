"""A document becomes rows: one for itself, one for each label, span and note; and what it loses by that."""

from collections.abc import Iterator
from dataclasses import replace

from annotator.files.json_lines import json_line
from annotator.formats import Feature, carried_by_feature, losses_by_feature
from annotator.formats.table.columns import CONTINUED, DOCUMENT, END, FIELDS, ISO_DATE, LABEL, START, TEXT
from annotator.model import AnnotatedDocument, Document, Span, quote
from annotator.report import Notice, Outcome

FEATURES = frozenset(Feature) - {Feature.RELATIONS, Feature.STATUS, Feature.SCHEME, Feature.IDS}

Cell = str | int
Row = dict[str, Cell]
"""Cells by the names of columns; what is empty is left out."""


def document_rows(annotated: AnnotatedDocument, number: int, part: int) -> Iterator[Row]:
    """Yield the rows of document `number`. `part` is how much of a text a cell holds, 0 for all of it."""
    document = annotated.document
    parts = _parts(document.text, part)
    fields: Row = {name: getattr(document, name) for name in FIELDS}
    metadata = _json(dict(document.metadata), document.title or "The metadata") if document.metadata else ""
    yield {DOCUMENT: number, **fields, "metadata": metadata, TEXT: parts[0]}
    place: Row = {DOCUMENT: number, "title": document.title}
    for continued in parts[1:]:
        yield {**place, CONTINUED: continued}
    for label in annotated.document_labels:
        yield {**place, LABEL: label.label, "annotator": label.annotator}
    for note in annotated.notes:
        if note.text:
            yield {**place, "note": note.text, "annotator": note.annotator}
    for span in annotated.spans:
        yield place | _span_cells(document, span, part)


def _parts(text: str, part: int) -> list[str]:
    """Return a text in parts that fit in a cell; an empty one is one part."""
    return [text[at : at + part] for at in range(0, len(text), part)] or [""] if part else [text]


def _span_cells(document: Document, span: Span, part: int) -> Row:
    quoted = quote(document.text, span)
    return {
        START: span.start,
        END: span.end,
        LABEL: span.label,
        "quote": quoted if not part or len(quoted) <= part else "",
        "annotator": span.annotator,
        "pieces": ";".join(f"{start}-{end}" for start, end in span.pieces),
        "attributes": _json(dict(span.attributes), span.label) if span.attributes else "",
        "note": span.note,
    }


def _json(content: dict[str, object], what: str) -> str:
    return json_line(content, what).decode().removesuffix("\n")


def losses(annotated: AnnotatedDocument) -> Iterator[Notice]:
    """Yield what is lost."""
    yield from losses_by_feature(annotated, FEATURES)
    document = annotated.document
    title = document.title or str(document.id)
    for note in annotated.notes:
        if not note.text:
            yield Notice(Outcome.LOST, "A note without a word is left out.", document=title)
    if _carried_document(document) != document:
        message = f"The date “{document.date}” is not ISO 8601: it is read back as metadata."
        yield Notice(Outcome.LOST, message, document=title)


def carried(annotated: AnnotatedDocument) -> AnnotatedDocument:
    """Return the document as reading it back gives it, but for ids."""
    kept = carried_by_feature(annotated, FEATURES)
    document = _carried_document(annotated.document)
    notes = tuple(note for note in kept.notes if note.text)
    return replace(kept, notes=notes, document=document)


def _carried_document(document: Document) -> Document:
    if not document.date or ISO_DATE.fullmatch(document.date):
        return document
    return replace(document, date="", metadata={"date": document.date, **document.metadata})
