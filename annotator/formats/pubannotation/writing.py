"""A document becomes an object of PubAnnotation's, and what it loses by that."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from annotator.formats import Feature, carried_by_feature, losses_by_feature
from annotator.formats.pubannotation.reading import PROJECT, RESERVED, TEXT, TRACKS
from annotator.metadata import Row, flat, metadata_losses, read_back
from annotator.model import AnnotatedDocument, Attributes, AttributeValue, Relation, Span
from annotator.report import Notice, Outcome

FEATURES = frozenset(
    {
        Feature.NESTED,
        Feature.OVERLAPPING,
        Feature.DISCONTINUOUS,
        Feature.ZERO_LENGTH,
        Feature.RELATIONS,
        Feature.ATTRIBUTES,
        Feature.METADATA,
        Feature.ANNOTATORS,
        Feature.EXACT_TEXT,
        Feature.INSIDE_WORDS,
    }
)
_WITH_NOTES = FEATURES | {Feature.NOTES}
"""Spans and relations have notes; documents have none."""


def document_row(annotated: AnnotatedDocument) -> Row:
    """Return the object that is written: the annotations of one person, or a track for each."""
    of_spans = {span.annotator for span in annotated.spans}
    people = sorted(of_spans | {relation.annotator for relation in annotated.relations})
    if len(people) > 1:
        row: Row = {TRACKS: [_track(annotated, who) for who in people]}
    else:
        row = _track(annotated, people[0] if people else "")
    row[TEXT] = annotated.text
    return row | flat(annotated.document, RESERVED)


def _track(annotated: AnnotatedDocument, annotator: str) -> Row:
    row: Row = {PROJECT: annotator} if annotator else {}
    spans = [span for span in annotated.spans if span.annotator == annotator]
    relations = [relation for relation in annotated.relations if relation.annotator == annotator]
    ids = {span.id: f"T{number}" for number, span in enumerate(spans, 1)}
    row["denotations"] = [_denotation(span, ids[span.id]) for span in spans]
    if relations:
        row["relations"] = [_relation(relation, ids, f"R{number}") for number, relation in enumerate(relations, 1)]
    numbers = count(1)
    attributes: list[Row] = []
    for span in spans:
        attributes += _attributes(ids[span.id], span.attributes, numbers)
    for number, relation in enumerate(relations, 1):
        attributes += _attributes(f"R{number}", relation.attributes, numbers)
    return row | {"attributes": attributes} if attributes else row


def _denotation(span: Span, id_: str) -> Row:
    place: object = {"begin": span.start, "end": span.end}
    if span.pieces:
        place = [{"begin": start, "end": end} for start, end in span.pieces]
    row: Row = {"id": id_, "span": place, "obj": span.label}
    return row | {"note": span.note} if span.note else row


def _relation(relation: Relation, ids: dict[int, str], id_: str) -> Row:
    row: Row = {"id": id_, "pred": relation.label, "subj": ids[relation.source], "obj": ids[relation.target]}
    return row | {"note": relation.note} if relation.note else row


def _attributes(owner: str, attributes: Attributes, numbers: Iterator[int]) -> Iterator[Row]:
    """Yield the attributes; several choices are as many attributes of one name."""
    for name, content in attributes:
        for one in _each(content):
            yield {"id": f"A{next(numbers)}", "subj": owner, "pred": name, "obj": one}


def _each(content: AttributeValue) -> list[object]:
    if not isinstance(content, tuple):
        return [content]
    return list(content) if len(set(content)) == len(content) > 1 else [list(content)]


def carried(annotated: AnnotatedDocument) -> AnnotatedDocument:
    """Return the document as reading it back gives it, but for ids."""
    kept = carried_by_feature(annotated, _WITH_NOTES)
    return replace(kept, notes=(), document=read_back(annotated.document, RESERVED))


def losses(annotated: AnnotatedDocument) -> Iterator[Notice]:
    """Yield what is lost, span by span."""
    title = annotated.document.title or str(annotated.document.id)
    yield from losses_by_feature(replace(annotated, notes=()), _WITH_NOTES)
    for _ in annotated.notes:
        yield Notice(Outcome.LOST, "A note on the document is left out.", document=title)
    for message in metadata_losses(annotated.document, RESERVED):
        yield Notice(Outcome.LOST, message, document=title)
