"""A document becomes a line of doccano's, of one of three shapes, and what it loses by that."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from annotator.formats import Feature, carried_by_feature, losses_by_feature
from annotator.formats.doccano.reading import FIELDS, Row, take_fields
from annotator.model import AnnotatedDocument, Document, Relation, Span
from annotator.report import Notice, Outcome

SPANS, RELATIONS, INTENT = "sequence labelling", "relations", "intent"
"""The shapes, by doccano's kinds of project."""

FEATURES = frozenset(
    {Feature.NESTED, Feature.OVERLAPPING, Feature.NOTES, Feature.DOCUMENT_LABELS, Feature.METADATA}
)  # fmt: skip
RESERVED = frozenset({"text", "label", "labels", "entities", "relations", "cats", "annotations", "Comments"})
"""Keys that doccano uses itself, so that metadata cannot."""


def document_row(annotated: AnnotatedDocument, shape: str) -> Row:
    """Return the object that is written."""
    flat = _flat(annotated.document)
    row: Row = {"id": flat.pop("id")} if "id" in flat else {}
    row["text"] = annotated.text
    spans = [span for span in annotated.spans if span.start < span.end]
    if shape == RELATIONS:
        row |= _entities_and_relations(spans, annotated.relations)
    else:
        row["label" if shape == SPANS else "entities"] = [(span.start, span.end, span.label) for span in spans]
    if annotated.document_labels or shape == INTENT:
        row["cats"] = [label.label for label in annotated.document_labels]
    if annotated.notes:
        row["Comments"] = [note.text for note in annotated.notes]
    return row | flat


def _entities_and_relations(spans: Sequence[Span], relations: Iterable[Relation]) -> Row:
    """Return both, numbered within the document, without the relations of spans that are not written."""
    numbers = {span.id: number for number, span in enumerate(spans)}
    entities = [
        {"id": numbers[span.id], "label": span.label, "start_offset": span.start, "end_offset": span.end}
        for span in spans
    ]
    ends = [
        (numbers[relation.source], numbers[relation.target], relation.label)
        for relation in relations
        if relation.source in numbers and relation.target in numbers
    ]
    return {
        "entities": entities,
        "relations": [
            {"id": number, "from_id": source, "to_id": target, "type": label}
            for number, (source, target, label) in enumerate(ends)
        ],
    }


def carried(annotated: AnnotatedDocument, shape: str) -> AnnotatedDocument:
    """Return the document as reading it back gives it, but for ids and annotators."""
    kept = carried_by_feature(annotated, _features(shape))
    if any(span.note for span in kept.spans):
        kept = replace(kept, spans=tuple(replace(span, note="") for span in kept.spans))
    if any(relation.attributes or relation.note for relation in kept.relations):
        kept = replace(kept, relations=tuple(replace(relation, attributes=(), note="") for relation in kept.relations))
    document = annotated.document
    if document.metadata or document.date:
        kept = replace(kept, document=_carried_document(document))
    return kept


def losses(annotated: AnnotatedDocument, shape: str) -> Iterator[Notice]:
    """Yield what is lost, span by span."""
    document = annotated.document
    title = document.title or str(document.id)
    yield from losses_by_feature(annotated, _features(shape))
    for span in annotated.spans:
        if span.note:
            message = f"{span.label}: its note is left out."
            yield Notice(Outcome.LOST, message, document=title, start=span.start, end=span.end)
    for message in (*_relation_losses(annotated, shape), *_document_losses(annotated)):
        yield Notice(Outcome.LOST, message, document=title)


def _features(shape: str) -> frozenset[Feature]:
    return FEATURES | {Feature.RELATIONS} if shape == RELATIONS else FEATURES


def _relation_losses(annotated: AnnotatedDocument, shape: str) -> Iterator[str]:
    if shape != RELATIONS:
        return
    written = {span.id for span in annotated.spans if span.start < span.end} if annotated.relations else set()
    for relation in annotated.relations:
        if not {relation.source, relation.target} <= written:
            yield f"The relation {relation.label} is left out: one of its spans is."
        elif relation.attributes or relation.note:
            yield f"The relation {relation.label}: its attributes and its note are left out."


def _document_losses(annotated: AnnotatedDocument) -> Iterator[str]:
    document = annotated.document
    read_back = _carried_document(document)
    for key, content in document.metadata.items():
        if key in read_back.metadata and read_back.metadata[key] == content:
            continue
        if key in FIELDS and getattr(read_back, key) == content:
            yield f"The metadata “{key}” is read back as the document's own {key}."
        else:
            yield f"The metadata “{key}” is left out: the format uses this name itself."
    if read_back.date != document.date and document.date:
        yield f"The date “{document.date}” is not ISO 8601: it is read back as metadata."
    for progress in annotated.progress:
        if progress.note or progress.flagged:
            yield f"The flag of {progress.annotator} and its note are left out."


def _flat(document: Document) -> Row:
    """Return metadata and fields side by side, as doccano has them."""
    fields = {name: getattr(document, name) for name in FIELDS}
    flat: Row = {name: content for name, content in fields.items() if content}
    for key, content in document.metadata.items():
        if key not in RESERVED:
            flat.setdefault(key, content)
    return flat


def _carried_document(document: Document) -> Document:
    """Return the document with the fields and the metadata that the reader finds in what is written."""
    flat = _flat(document)
    title, author, date, source, url = take_fields(flat)
    return replace(document, title=title, author=author, date=date, source=source, url=url, metadata=flat)
