"""A document becomes feature structures, and what it loses by that."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

from annotator.files.json_lines import json_line
from annotator.formats import Feature, carried_by_feature, losses_by_feature
from annotator.formats.cas.structures import DOCUMENT, DOCUMENT_LABEL, NOTE, Structure, Types
from annotator.model import AnnotatedDocument, Attributes, Relation, Span
from annotator.offsets import OffsetMap, Unit
from annotator.report import Notice, Outcome

FEATURES = frozenset(Feature) - {Feature.STATUS, Feature.SCHEME, Feature.IDS}
FIRST = 2
"""The number of the first structure; that of the text is 1."""
_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
UNKNOWN = "\ufffd"


def structures(annotated: AnnotatedDocument, types: Types) -> Iterator[Structure]:
    """Yield the structures of a document, with numbers from `FIRST`."""
    offsets = OffsetMap(annotated.text, Unit.UTF16)
    numbers = count(FIRST)
    whole = (0, offsets.units)
    document = annotated.document
    fields = {name: str(getattr(document, name)) for name in ("title", "author", "date", "source", "url")}
    if document.metadata:
        fields["metadata"] = _json(dict(document.metadata), document.title or "The metadata")
    yield Structure(next(numbers), DOCUMENT, *whole, {name: text for name, text in fields.items() if text})
    places: dict[int, tuple[int, int, int]] = {}
    for span in annotated.spans:
        number = next(numbers)
        places[span.id] = number, offsets.to_unit(span.start), offsets.to_unit(span.end)
        values = {"value": span.label, **_common(span)}
        if span.pieces:
            values["pieces"] = ";".join(
                f"{offsets.to_unit(start)}-{offsets.to_unit(end)}" for start, end in span.pieces
            )
        yield Structure(number, types.span, *places[span.id][1:], values)
    for relation in annotated.relations:
        source, target = places[relation.source], places[relation.target]
        ends = {"Dependent": (target[0],), "Governor": (source[0],)}
        values = {"label": relation.label, **_common(relation)}
        yield Structure(next(numbers), types.relation, *target[1:], values, ends)
    for label in annotated.document_labels:
        yield Structure(next(numbers), DOCUMENT_LABEL, *whole, {"label": label.label, "annotator": label.annotator})
    for note in annotated.notes:
        yield Structure(next(numbers), NOTE, *whole, {"text": note.text, "annotator": note.annotator})


def _common(one: Span | Relation) -> dict[str, str]:
    found = {"annotator": one.annotator, "note": one.note, "attributes": _attributes(one.attributes, one.label)}
    return {name: text for name, text in found.items() if text}


def _attributes(attributes: Attributes, label: str) -> str:
    return _json(dict(attributes), label) if attributes else ""


def _json(content: dict[str, object], what: str) -> str:
    """Return an object as JSON that XML can hold."""
    text = json_line(content, what).decode().removesuffix("\n")
    return _NOT_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def losses(annotated: AnnotatedDocument, *, in_xml: bool) -> Iterator[Notice]:
    """Yield what is lost: status, and with `in_xml` the characters that XML has no room for."""
    yield from losses_by_feature(annotated, FEATURES)
    if in_xml and cleaned(annotated) != annotated:
        title = annotated.document.title or str(annotated.document.id)
        message = "It holds control characters, which XML cannot hold: each is written as �."
        yield Notice(Outcome.LOST, message, document=title)


def carried(annotated: AnnotatedDocument, *, in_xml: bool) -> AnnotatedDocument:
    """Return the document as reading it back gives it, but for ids."""
    kept = carried_by_feature(annotated, FEATURES)
    return cleaned(kept) if in_xml else kept


def cleaned(annotated: AnnotatedDocument) -> AnnotatedDocument:
    """Return the document without the characters that XML cannot hold; attributes and metadata can escape them."""

    def clean(text: str) -> str:
        return _NOT_XML.sub(UNKNOWN, text)

    document = annotated.document
    return replace(
        annotated,
        document=replace(
            document,
            text=clean(document.text),
            title=clean(document.title),
            author=clean(document.author),
            date=clean(document.date),
            source=clean(document.source),
            url=clean(document.url),
        ),
        spans=tuple(_cleaned_span(span, clean) for span in annotated.spans),
        relations=tuple(
            replace(one, label=clean(one.label), annotator=clean(one.annotator), note=clean(one.note))
            for one in annotated.relations
        ),
        document_labels=tuple(
            replace(one, label=clean(one.label), annotator=clean(one.annotator)) for one in annotated.document_labels
        ),
        notes=tuple(replace(one, text=clean(one.text), annotator=clean(one.annotator)) for one in annotated.notes),
    )


def _cleaned_span(span: Span, clean: Callable[[str], str]) -> Span:
    label, annotator, note = clean(span.label), clean(span.annotator), clean(span.note)
    if (label, annotator, note) == (span.label, span.annotator, span.note):
        return span
    return replace(span, label=label, annotator=annotator, note=note)
