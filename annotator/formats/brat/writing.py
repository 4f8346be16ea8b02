"""A document becomes the lines of an .ann file, and what it loses by that."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from annotator.formats import Feature, carried_by_feature, losses_by_feature
from annotator.formats.brat.aligning import is_cut, on_one_line
from annotator.formats.brat.names import written
from annotator.formats.brat.reading import NOTE
from annotator.formats.brat.values import REFERENCE, REFERENCE_TEXT, note_text, references, texts_of
from annotator.model import AnnotatedDocument, Attributes, Piece, Relation, Span
from annotator.pieces import pieces_of
from annotator.plain_values import is_number
from annotator.report import Notice, Outcome

FEATURES = frozenset(
    {
        Feature.NESTED,
        Feature.OVERLAPPING,
        Feature.DISCONTINUOUS,
        Feature.ZERO_LENGTH,
        Feature.RELATIONS,
        Feature.ATTRIBUTES,
        Feature.NOTES,
        Feature.DOCUMENT_LABELS,
        Feature.METADATA,
        Feature.EXACT_TEXT,
        Feature.INSIDE_WORDS,
    }
)
BREAKS = re.compile(r"[\r\n]+")


def annotation_lines(annotated: AnnotatedDocument) -> Iterator[str]:
    """Yield the lines, each with its line end: spans, relations, what is said of them, notes."""
    text = annotated.text
    has_lines = "\n" in text or "\r" in text
    ids: dict[int, str] = {}
    for number, span in enumerate(annotated.spans, 1):
        ids[span.id] = f"T{number}"
        if not span.pieces and not (has_lines and BREAKS.search(text, span.start, span.end)):
            places, quote = f"{span.start} {span.end}", on_one_line(text[span.start : span.end])
        else:
            pieces = [piece for whole in pieces_of(span) for piece in _cut(text, *whole)]
            places = ";".join(f"{start} {end}" for start, end in pieces)
            quote = " ".join(on_one_line(text[start:end]) for start, end in pieces)
        yield f"T{number}\t{written(span.label)} {places}\t{quote}\n"
    links: dict[int, str] = {}
    for number, relation in enumerate(annotated.relations, 1):
        links[relation.id] = f"R{number}"
        yield f"R{number}\t{written(relation.label)} Arg1:{ids[relation.source]} Arg2:{ids[relation.target]}\n"
    attributes, known, notes = count(1), count(1), count(1)
    owners: list[tuple[str, Span | Relation]] = [(ids[span.id], span) for span in annotated.spans]
    owners += [(links[relation.id], relation) for relation in annotated.relations]
    for id_, owner in owners:
        if owner.attributes:
            yield from _attribute_lines(id_, owner.attributes, attributes, known)
    for id_, owner in owners:
        if owner.note:
            yield f"#{next(notes)}\t{NOTE} {id_}\t{note_text(owner.note)}\n"


def _cut(text: str, start: int, end: int) -> Iterator[Piece]:
    """Yield the parts of a stretch between which lines end."""
    for found in BREAKS.finditer(text, start, end):
        if start < found.start() and found.end() < end and is_cut(text, *found.span()):
            yield start, found.start()
            start = found.end()
    yield start, end


def _attribute_lines(id_: str, attributes: Attributes, numbers: Iterator[int], known: Iterator[int]) -> Iterator[str]:
    found = references(attributes)
    for entry, text in found:
        yield f"N{next(known)}\t{REFERENCE} {id_} {entry}\t{text}\n"
    for name, content in attributes:
        if found and name in {REFERENCE, f"{REFERENCE} {REFERENCE_TEXT}"}:
            continue
        for text in texts_of(content):
            yield f"A{next(numbers)}\t{written(name)} {id_}{' ' if text else ''}{text}\n"


def carried(annotated: AnnotatedDocument) -> AnnotatedDocument:
    """Return the document as reading it back gives it, but for ids, annotators and metadata."""
    kept = carried_by_feature(annotated, FEATURES)
    text = annotated.text
    if any(span.pieces or span.attributes for span in kept.spans):
        kept = replace(
            kept,
            spans=tuple(
                replace(span, pieces=_joined(text, span), attributes=_as_texts(span.attributes)) for span in kept.spans
            ),
        )
    relations = tuple(replace(one, attributes=_as_texts(one.attributes)) for one in kept.relations)
    return replace(kept, relations=relations)


def losses(annotated: AnnotatedDocument) -> Iterator[Notice]:
    """Yield what is lost, span by span."""
    title = annotated.document.title or str(annotated.document.id)
    yield from losses_by_feature(annotated, FEATURES)
    for span in annotated.spans:
        if span.pieces and _joined(annotated.text, span) != span.pieces:
            message = f"{span.label}: pieces that only a line break parts are read back as one."
            yield Notice(Outcome.LOST, message, document=title, start=span.start, end=span.end)
        yield from _number_losses(span.label, span.attributes, title, span.start, span.end)
    for relation in annotated.relations:
        yield from _number_losses(f"The relation {relation.label}", relation.attributes, title)


def _number_losses(
    what: str, attributes: Attributes, title: str, start: int | None = None, end: int | None = None
) -> Iterator[Notice]:
    for name, content in attributes:
        if is_number(content):
            message = f"{what}: its attribute “{name}” is a number, and is read back as a text."
            yield Notice(Outcome.LOST, message, document=title, start=start, end=end)


def _as_texts(attributes: Attributes) -> Attributes:
    if not any(is_number(content) for _, content in attributes):
        return attributes
    return tuple((name, texts_of(content)[0] if is_number(content) else content) for name, content in attributes)


def _joined(text: str, span: Span) -> tuple[Piece, ...]:
    """Return the pieces as reading back gives them."""
    joined: list[Piece] = []
    for start, end in span.pieces:
        if joined and is_cut(text, joined[-1][1], start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined) if len(joined) > 1 else ()


def file_stem(number: int, title: str) -> str:
    """Return the name of a document's files, without what comes behind the dot: its number keeps them in order."""
    words = re.sub(r"[^A-Za-z0-9]+", "-", title).strip("-")[:60].strip("-")
    return f"{number:06d}-{words}" if words else f"{number:06d}"
