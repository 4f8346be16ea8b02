"""A document becomes a task of Prodigy's, and what it loses by that."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotator.formats import Feature, carried_by_feature, losses_by_feature
from annotator.metadata import Row, flat, metadata_losses, read_back
from annotator.model import AnnotatedDocument, Relation, Span
from annotator.report import Notice, Outcome
from annotator.tokens import tokens as words_of

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
        Feature.EXACT_TEXT,
        Feature.INSIDE_WORDS,
    }
)
Words = Sequence[tuple[int, int]]


def task_row(annotated: AnnotatedDocument, *, tokenise: bool) -> Row:
    """Return the object that is written."""
    row: Row = {"answer": "accept", "text": annotated.text}
    if meta := flat(annotated.document, ()):
        row["meta"] = meta
    words = _words(annotated) if tokenise else []
    if tokenise:
        row["tokens"] = _token_rows(annotated.text, words)
    starts, ends = [start for start, _ in words], [end for _, end in words]
    numbers = {span.id: number for number, span in enumerate(annotated.spans, 1)} if annotated.relations else {}
    spans = {span.id: _span_row(span, starts, ends, numbers.get(span.id)) for span in annotated.spans}
    row["spans"] = list(spans.values())
    if annotated.relations:
        row["relations"] = [_relation_row(one, spans[one.source], spans[one.target]) for one in annotated.relations]
    if annotated.document_labels:
        labels = [label.label for label in annotated.document_labels]
        row["options"] = [{"id": label, "text": label} for label in dict.fromkeys(labels)]
        row["accept"] = list(dict.fromkeys(labels))
    if annotated.notes:
        row["notes"] = [note.text for note in annotated.notes]
    return row


def _words(annotated: AnnotatedDocument) -> list[tuple[int, int]]:
    """Return the words of a text, cut where spans begin or end in them: Prodigy's spans are made of whole ones."""
    borders = sorted({border for span in annotated.spans for border in (span.start, span.end)})
    words: list[tuple[int, int]] = []
    at = 0
    for start, end in words_of(annotated.text):
        while at < len(borders) and borders[at] <= start:
            at += 1
        while at < len(borders) and borders[at] < end:
            words.append((start, borders[at]))
            start = borders[at]
            at += 1
        words.append((start, end))
    return words


def _token_rows(text: str, words: Words) -> list[Row]:
    length = len(text)
    return [
        {"text": text[start:end], "start": start, "end": end, "id": number, "ws": end < length and text[end] == " "}
        for number, (start, end) in enumerate(words)
    ]


def _span_row(span: Span, starts: Sequence[int], ends: Sequence[int], number: int | None) -> Row:
    row: Row = {"start": span.start, "end": span.end}
    first, last = bisect_left(starts, span.start), bisect_right(ends, span.end) - 1
    if first <= last:
        row |= {"token_start": first, "token_end": last}
    row["label"] = span.label
    if number is not None:
        row["id"] = number
    return row | _extras(span)


def _relation_row(relation: Relation, source: Row, target: Row) -> Row:
    row: Row = {}
    for key, end in (("head", source), ("child", target)):
        if "token_end" in end:
            row[key] = end["token_end"]
    row["label"] = relation.label
    for key, end in (("head_span", source), ("child_span", target)):
        row[key] = {name: content for name, content in end.items() if name not in {"attributes", "note"}}
    return row | _extras(relation)


def _extras(annotation: Span | Relation) -> Row:
    """Return attributes and note: keys of ours, which Prodigy passes on."""
    row: Row = {"attributes": dict(annotation.attributes)} if annotation.attributes else {}
    return row | {"note": annotation.note} if annotation.note else row


def carried(annotated: AnnotatedDocument) -> AnnotatedDocument:
    """Return the document as reading it back gives it, but for ids and annotators."""
    kept = carried_by_feature(annotated, FEATURES)
    labels = {label.label: label for label in reversed(kept.document_labels)}
    if len(labels) < len(kept.document_labels):
        kept = replace(kept, document_labels=tuple(sorted(labels.values(), key=lambda label: label.id)))
    return replace(kept, document=read_back(annotated.document, ()))


def losses(annotated: AnnotatedDocument) -> Iterator[Notice]:
    """Yield what is lost, span by span."""
    title = annotated.document.title or str(annotated.document.id)
    yield from losses_by_feature(annotated, FEATURES)
    for message in metadata_losses(annotated.document, ()):
        yield Notice(Outcome.LOST, message, document=title)
