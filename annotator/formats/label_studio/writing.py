"""A document becomes a task of Label Studio's, and what it loses by that."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from annotator.formats import Feature, carried_by_feature, losses_by_feature
from annotator.formats.label_studio.fields import (
    ATTRIBUTES,
    DOCUMENT_CONTROL,
    KIND,
    LABEL_CONTROL,
    NOTE_CONTROL,
    OFFSETS,
    TEXT,
    Row,
)
from annotator.metadata import flat, metadata_losses, read_back
from annotator.model import AnnotatedDocument, AttributeKind, AttributeValue, Progress, Relation, Span, Status
from annotator.offsets import OffsetMap, Unit
from annotator.report import Notice, Outcome

FEATURES = frozenset(
    {
        Feature.NESTED,
        Feature.OVERLAPPING,
        Feature.ZERO_LENGTH,
        Feature.RELATIONS,
        Feature.ATTRIBUTES,
        Feature.NOTES,
        Feature.DOCUMENT_LABELS,
        Feature.METADATA,
        Feature.ANNOTATORS,
        Feature.EXACT_TEXT,
        Feature.INSIDE_WORDS,
    }
)
RESERVED = frozenset({TEXT})
SHORT = 60
"""Code points of a text that is written as a choice rather than as free text."""


def task_row(annotated: AnnotatedDocument, unit: Unit) -> Row:
    """Return the object that is written."""
    data = {TEXT: annotated.text, **flat(annotated.document, RESERVED)}
    row: Row = {}
    if is_task_id(data.get("id")):
        row["id"] = data.pop("id")
    row["data"] = data
    offsets = None if unit == Unit.CODE_POINTS else OffsetMap(annotated.text, unit)
    if offsets is not None:
        row["meta"] = {OFFSETS: str(unit)}
    numbers = count(1)
    row["annotations"] = [_annotation(annotated, name, offsets, numbers) for name in _annotators(annotated)]
    row["predictions"] = []
    return row


def is_task_id(content: object) -> bool:
    """Return whether a value can be the number of a task in Label Studio."""
    return type(content) is int and 0 < content < 2**63


def _annotators(annotated: AnnotatedDocument) -> list[str]:
    names = {annotation.annotator for annotation in annotated.annotations()}
    return sorted(names | {progress.annotator for progress in annotated.progress if _is_skipped(progress)})


def _is_skipped(progress: Progress) -> bool:
    return progress.status == Status.SKIPPED


def _annotation(annotated: AnnotatedDocument, annotator: str, offsets: OffsetMap | None, numbers: Iterator[int]) -> Row:
    spans = [span for span in annotated.spans if span.annotator == annotator]
    ids = {span.id: str(number) for span, number in zip(spans, numbers, strict=False)}
    result: list[Row] = []
    for span in spans:
        result += _region(annotated.text, span, ids[span.id], offsets)
    result += [_relation(one, ids) for one in annotated.relations if one.annotator == annotator]
    labels = [label.label for label in annotated.document_labels if label.annotator == annotator]
    if labels:
        result.append(_about_document(DOCUMENT_CONTROL, "choices", labels))
    notes = [note.text for note in annotated.notes if note.annotator == annotator]
    if notes:
        result.append(_about_document(NOTE_CONTROL, "textarea", notes))
    row: Row = {"annotator": annotator} if annotator else {}
    skipped = any(_is_skipped(one) and one.annotator == annotator for one in annotated.progress)
    return row | {"was_cancelled": skipped, "result": result}


def _about_document(name: str, kind: str, content: list[str]) -> Row:
    key = "text" if kind == "textarea" else kind
    return {"id": name, "from_name": name, "to_name": TEXT, "type": kind, "value": {key: content}}


def _region(text: str, span: Span, id_: str, offsets: OffsetMap | None) -> Iterator[Row]:
    """Yield the span, then each of its attributes, which refer to it by having its id and its place."""
    start, end = span.start, span.end
    place: Row = {"start": start, "end": end, "text": text[start:end]}
    if offsets is not None:
        place |= {"start": offsets.to_unit(start), "end": offsets.to_unit(end)}
    region: Row = {"id": id_, "from_name": LABEL_CONTROL, "to_name": TEXT, "type": "labels",
                   "value": {**place, "labels": [span.label]}}  # fmt: skip
    if span.note:
        region["meta"] = {"text": [span.note]}
    yield region
    for name, content in span.attributes:
        kind, key, said, meta = _attribute(content)
        row: Row = {"id": id_, "from_name": name, "to_name": TEXT, "type": kind, "value": {**place, key: said}}
        yield row | {"meta": meta} if meta else row


def _attribute(content: AttributeValue) -> tuple[str, str, object, Row]:
    """Return type, key, value and meta of the result that holds an attribute."""
    if isinstance(content, bool):
        return "choices", "choices", ["true" if content else "false"], {KIND: AttributeKind.YES_NO.value}
    if isinstance(content, tuple):
        return "choices", "choices", list(content), {KIND: AttributeKind.CHOICES.value}
    if isinstance(content, str):
        if len(content) <= SHORT and "\n" not in content:
            return "choices", "choices", [content], {}
        return "textarea", "text", [content], {}
    return "number", "number", content, {}


def _relation(relation: Relation, ids: dict[int, str]) -> Row:
    meta: Row = {"text": [relation.note]} if relation.note else {}
    if relation.attributes:
        meta[ATTRIBUTES] = dict(relation.attributes)
    row: Row = {
        "type": "relation",
        "from_id": ids[relation.source],
        "to_id": ids[relation.target],
        "direction": "right",
        "labels": [relation.label],
    }
    return row | {"meta": meta} if meta else row


def carried(annotated: AnnotatedDocument) -> AnnotatedDocument:
    """Return the document as reading it back gives it, but for ids."""
    kept = carried_by_feature(annotated, FEATURES)
    return replace(
        kept,
        document=read_back(annotated.document, RESERVED),
        progress=tuple(
            Progress(one.id, one.document, one.annotator, Status.SKIPPED)
            for one in annotated.progress
            if _is_skipped(one)
        ),
    )


def losses(annotated: AnnotatedDocument) -> Iterator[Notice]:
    """Yield what is lost, span by span."""
    title = annotated.document.title or str(annotated.document.id)
    yield from losses_by_feature(annotated, FEATURES)
    for message in metadata_losses(annotated.document, RESERVED):
        yield Notice(Outcome.LOST, message, document=title)
