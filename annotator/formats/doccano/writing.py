"""A document becomes a line of doccano's, of one of three shapes, and what it loses by that."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from annotator.formats import Feature, carried_by_feature, losses_by_feature
from annotator.metadata import Row, flat, metadata_losses, read_back
from annotator.model import AnnotatedDocument, Relation, Span
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
    known = flat(annotated.document, RESERVED)
    row: Row = {"id": known.pop("id")} if "id" in known else {}
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
    return row | known


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
    return replace(kept, document=read_back(annotated.document, RESERVED))


def losses(annotated: AnnotatedDocument, shape: str) -> Iterator[Notice]:
    """Yield what is lost, span by span."""
    document = annotated.document
    title = document.title or str(document.id)
    yield from losses_by_feature(annotated, _features(shape))
    for span in annotated.spans:
        if span.note:
            message = f"{span.label}: its note is left out."
            yield Notice(Outcome.LOST, message, document=title, start=span.start, end=span.end)
    if shape == INTENT:
        for span in _overlapping(annotated.spans):
            message = f"{span.label}: doccano leaves it out, for its projects of this kind have no overlapping spans."
            yield Notice(Outcome.LOST, message, document=title, start=span.start, end=span.end)
    for message in (*_relation_losses(annotated, shape), *_document_losses(annotated)):
        yield Notice(Outcome.LOST, message, document=title)


def _overlapping(spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the spans that doccano drops when it imports (`Spans.clean`): those that begin before the last one ends."""
    end = -1
    for span in sorted(spans, key=lambda span: span.start):
        if span.start < end:
            yield span
        else:
            end = span.end


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
    yield from metadata_losses(annotated.document, RESERVED)
    for progress in annotated.progress:
        if progress.note or progress.flagged:
            yield f"The flag of {progress.annotator} and its note are left out."
