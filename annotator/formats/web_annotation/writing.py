"""A document becomes a page of Web Annotations, and what it loses by that."""

from collections.abc import Iterator
from itertools import count

from annotator.attributes import shown
from annotator.formats import Feature, carried_by_feature, losses_by_feature
from annotator.formats.web_annotation.reading import DESCRIBING, LINKING
from annotator.metadata import FIELDS, Row
from annotator.model import AnnotatedDocument, Relation, Span
from annotator.pieces import pieces_of
from annotator.report import Notice

FEATURES = frozenset(Feature) - {Feature.STATUS, Feature.SCHEME, Feature.IDS}
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 24
"""Code points before and behind a quote, by which it is found again in a text that has changed."""


def page_row(annotated: AnnotatedDocument, number: int) -> Row:
    """Return the object that is written for the document of that number."""
    here = f"#d{number}"
    numbers = count(1)
    ids = {span.id: f"{here}-{next(numbers)}" for span in annotated.spans}
    items = [_span_row(annotated.text, span, ids[span.id], here) for span in annotated.spans]
    for relation in annotated.relations:
        ends = [{"id": ids[relation.source]}, {"id": ids[relation.target]}]
        items.append(_annotation(f"{here}-{next(numbers)}", LINKING, relation.annotator, _bodies(relation), ends))
    for label in annotated.document_labels:
        body = [_body("classifying", label.label)]
        items.append(_annotation(f"{here}-{next(numbers)}", "classifying", label.annotator, body, {"id": here}))
    for note in annotated.notes:
        body = [_body("commenting", note.text)]
        items.append(_annotation(f"{here}-{next(numbers)}", "commenting", note.annotator, body, {"id": here}))
    return {"@context": CONTEXT, "type": "AnnotationPage", "id": f"{here}-page", "items": items,
            "document": _document_row(annotated, here)}  # fmt: skip


def _document_row(annotated: AnnotatedDocument, here: str) -> Row:
    known = annotated.document
    row: Row = {"id": here, "type": "Text", "format": "text/plain"}
    row |= {name: content for name in FIELDS if (content := getattr(known, name))}
    if known.metadata:
        row["metadata"] = dict(known.metadata)
    return row | {"value": annotated.text}


def _span_row(text: str, span: Span, id_: str, here: str) -> Row:
    targets = [_target(text, start, end, here) for start, end in pieces_of(span)]
    target = targets[0] if len(targets) == 1 else {"type": "Composite", "items": targets}
    return _annotation(id_, "tagging", span.annotator, _bodies(span), target)


def _target(text: str, start: int, end: int, here: str) -> Row:
    quote: Row = {"type": "TextQuoteSelector", "exact": text[start:end]}
    quote |= {"prefix": text[max(start - AROUND, 0) : start], "suffix": text[end : end + AROUND]}
    return {"source": here, "selector": [{"type": "TextPositionSelector", "start": start, "end": end}, quote]}


def _annotation(id_: str, motivation: str, annotator: str, bodies: list[Row], target: object) -> Row:
    row: Row = {"id": id_, "type": "Annotation", "motivation": motivation}
    if annotator:
        row["creator"] = {"type": "Person", "name": annotator}
    return row | {"body": bodies, "target": target}


def _bodies(annotation: Span | Relation) -> list[Row]:
    bodies = [_body("tagging", annotation.label)]
    for name, content in annotation.attributes:
        told = _body(DESCRIBING, f"{name}: {shown(content)}")
        bodies.append(told | {"name": name, "content": content})
    if annotation.note:
        bodies.append(_body("commenting", annotation.note))
    return bodies


def _body(purpose: str, text: str) -> Row:
    return {"type": "TextualBody", "purpose": purpose, "value": text}


def carried(annotated: AnnotatedDocument) -> AnnotatedDocument:
    """Return the document as reading it back gives it, but for ids."""
    return carried_by_feature(annotated, FEATURES)


def losses(annotated: AnnotatedDocument) -> Iterator[Notice]:
    """Yield what is lost, span by span."""
    return losses_by_feature(annotated, FEATURES)
