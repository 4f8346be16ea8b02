"""Edits, and the pure functions that make them. `Project.apply` writes what they return.

An edit that the scheme or the text does not allow raises `EditError` with a sentence for the user.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from annotator import arguments, tokens
from annotator.attributes import with_defaults
from annotator.errors import EditError
from annotator.ids import new_id
from annotator.model import (
    AnnotatedDocument,
    Document,
    DocumentLabel,
    Kind,
    Label,
    Note,
    Progress,
    Relation,
    Scheme,
    Span,
    Status,
    Value,
    quote,
    value,
)
from annotator.pieces import lies_inside, overlap, with_piece, without_piece
from annotator.spans_in_order import SpansInOrder
from annotator.translation import mark

T = TypeVar("T", Relation, DocumentLabel, Note, Progress)

QUOTE_LENGTH = 40
"""Code points of a quote in an action's title."""


@value
class Edit:
    """One value before and after; None: not there."""

    before: Value | None
    after: Value | None

    def inverse(self) -> "Edit":
        """Return the edit that takes this one back."""
        return Edit(self.after, self.before)


def label_span(
    document: AnnotatedDocument, scheme: Scheme, start: int, end: int, label: str, annotator: str
) -> list[Edit]:
    """Give the stretch `start` to `end` a label: blanks trimmed, snapped to words if the label says so.

    Raises EditError when nothing is left of it, when the label is not there, when the same span is
    there already, and when the label may not overlap.
    """
    found = _span_label(scheme, label)
    start, end = _placed(document, found, start, end)
    attributes = with_defaults(scheme, label)
    span = Span(new_id(), document.document.id, label, annotator, start, end, attributes=attributes)
    _check_rules(document, scheme, found, span)
    return [Edit(None, span), *begun(document, annotator)]


def label_again(document: AnnotatedDocument, scheme: Scheme, span: Span, label: str, annotator: str) -> list[Edit]:
    """Give the place of a span one more label, to a character where it is. Raises EditError as `label_span` does."""
    attributes = with_defaults(scheme, label)
    made = Span(new_id(), span.document, label, annotator, span.start, span.end, span.pieces, attributes)
    _check_rules(document, scheme, _span_label(scheme, label), made)
    return [Edit(None, made), *begun(document, annotator)]


def relabel_span(document: AnnotatedDocument, scheme: Scheme, span: Span, label: str) -> list[Edit]:
    """Give a span another label; its attributes stay. Raises EditError as `label_span` does."""
    changed = replace(span, label=label, attributes=with_defaults(scheme, label, span.attributes))
    _check_rules(document, scheme, _span_label(scheme, label), changed)
    return [Edit(span, changed), *begun(document, span.annotator)]


def resize_span(document: AnnotatedDocument, scheme: Scheme, span: Span, start: int, end: int) -> list[Edit]:
    """Move a contiguous span's borders. Raises EditError as `label_span` does, and for a span in pieces."""
    if span.pieces:
        raise EditError(
            mark("errors", "“{title}” is in pieces, and cannot be moved as a whole."), title=title_of(document, span)
        )
    label = _span_label(scheme, span.label)
    start, end = _placed(document, label, start, end)
    changed = replace(span, start=start, end=end)
    _check_rules(document, scheme, label, changed)
    return [Edit(span, changed), *begun(document, span.annotator)]


def add_piece(document: AnnotatedDocument, scheme: Scheme, span: Span, start: int, end: int) -> list[Edit]:
    """Let a span cover one more stretch, beside it or apart from it. Raises EditError as `label_span` does."""
    label = _span_label(scheme, span.label)
    start, end = _placed(document, label, start, end)
    changed = with_piece(document.text, span, start, end)
    if changed == span:
        raise EditError(
            mark("errors", "“{text}” is in {label} “{title}” already."),
            text=shortened(document.text[start:end]),
            label=span.label,
            title=title_of(document, span),
        )
    _check_rules(document, scheme, label, changed)
    return [Edit(span, changed), *begun(document, span.annotator)]


def cut_piece(document: AnnotatedDocument, scheme: Scheme, span: Span, start: int, end: int) -> list[Edit]:
    """Let a span no longer cover a stretch; what is cut in the middle stays in pieces.

    Raises EditError as `label_span` does, and when the span does not cover any of it, or nothing else.
    """
    label = _span_label(scheme, span.label)
    start, end = _placed(document, label, start, end)
    changed = without_piece(document.text, span, start, end)
    if changed is None:
        raise EditError(
            mark("errors", "Nothing would be left of “{title}”. Press Delete to remove the label."),
            title=title_of(document, span),
        )
    if changed == span:
        raise EditError(
            mark("errors", "“{text}” is no part of {label} “{title}”."),
            text=shortened(document.text[start:end]),
            label=span.label,
            title=title_of(document, span),
        )
    _check_rules(document, scheme, label, changed)
    return [Edit(span, changed), *begun(document, span.annotator)]


def remove_span(document: AnnotatedDocument, span: Span) -> list[Edit]:
    """Remove a span and the relations that lead from or to it."""
    lost = [relation for relation in document.relations if span.id in (relation.source, relation.target)]
    return [*(Edit(relation, None) for relation in lost), Edit(span, None), *begun(document, span.annotator)]


def set_status(document: AnnotatedDocument, annotator: str, status: Status) -> list[Edit]:
    """Say how far the annotator is; no edit when it is so already."""
    before = progress_of(document, annotator)
    if before is None:
        if status == Status.TODO:
            return []
        return [Edit(None, Progress(new_id(), document.document.id, annotator, status))]
    return [] if before.status == status else [Edit(before, replace(before, status=status))]


def change_document(
    document: Document,
    *,
    title: str | None = None,
    author: str | None = None,
    date: str | None = None,
    source: str | None = None,
    url: str | None = None,
) -> list[Edit]:
    """Change what is known about a document, never its text."""
    changed = replace(
        document,
        title=document.title if title is None else title,
        author=document.author if author is None else author,
        date=document.date if date is None else date,
        source=document.source if source is None else source,
        url=document.url if url is None else url,
    )
    return [] if changed == document else [Edit(document, changed)]


def progress_of(document: AnnotatedDocument, annotator: str) -> Progress | None:
    """Return how far the annotator is, if anything is known."""
    return next((progress for progress in document.progress if progress.annotator == annotator), None)


def title_of(document: AnnotatedDocument, span: Span) -> str:
    """Return what a span quotes on one line, shortened, for the title of an action."""
    return shortened(quote(document.text, span, joint=" … "))


def shortened(text: str) -> str:
    """Return a text on one line, and not too long, for the title of an action."""
    text = " ".join(text.split())
    return text if len(text) <= QUOTE_LENGTH else text[: QUOTE_LENGTH - 1].rstrip() + "…"


def updated(document: AnnotatedDocument, edits: Iterable[Edit]) -> AnnotatedDocument:
    """Return what the edits make of an open document; edits of other documents change nothing.

    Costs little, whatever the number of spans, if they are `SpansInOrder`, as those of the result are.
    """
    for edit in edits:
        changed = edit.after or edit.before
        if isinstance(changed, Document) and changed.id == document.document.id:
            if isinstance(edit.after, Document):
                text = edit.after.text or document.text
                document = replace(document, document=replace(edit.after, text=text))
        elif (
            isinstance(changed, Span | Relation | DocumentLabel | Note | Progress)
            and changed.document == document.document.id
        ):
            document = _with_annotation(document, edit, changed)
    return document


def _with_annotation(
    document: AnnotatedDocument, edit: Edit, changed: Span | Relation | DocumentLabel | Note | Progress
) -> AnnotatedDocument:
    match changed:
        case Span():
            before, after = edit.before, edit.after
            spans = document.spans if isinstance(document.spans, SpansInOrder) else SpansInOrder(document.spans)
            spans = spans.replaced(
                before if isinstance(before, Span) else None, after if isinstance(after, Span) else None
            )
            return replace(document, spans=spans)
        case Relation():
            return replace(document, relations=_updated_rows(document.relations, changed, edit))
        case DocumentLabel():
            return replace(document, document_labels=_updated_rows(document.document_labels, changed, edit))
        case Note():
            return replace(document, notes=_updated_rows(document.notes, changed, edit))
        case Progress():
            return replace(document, progress=_updated_rows(document.progress, changed, edit))


def _updated_rows(rows: tuple[T, ...], changed: T, edit: Edit) -> tuple[T, ...]:
    others = [row for row in rows if row.id != changed.id]
    if edit.after is not None:
        others.append(changed)
    return tuple(sorted(others, key=lambda row: row.id))


def _span_label(scheme: Scheme, name: str) -> Label:
    label = scheme.find(name)
    if label is None:
        raise EditError(mark("errors", "The scheme has no label {name} for spans. Add it first."), name=name)
    return label


def _placed(document: AnnotatedDocument, label: Label, start: int, end: int) -> tuple[int, int]:
    text = document.text
    if not 0 <= start <= end <= len(text):
        raise EditError(
            mark("errors", "{start} to {end} is not inside the text, which has {number} characters."),
            start=start,
            end=end,
            number=len(text),
        )
    snap = tokens.snap if label.snaps_to_words else tokens.grapheme_snap
    start, end = tokens.trim(text, *snap(text, *tokens.trim(text, start, end)))
    if start >= end:
        raise EditError(mark("errors", "There is nothing to label here but blanks. Select some text first."))
    return start, end


def _check_rules(document: AnnotatedDocument, scheme: Scheme, label: Label, span: Span) -> None:
    for other in _same_start(document.spans, span.start):
        if _same_place(other, span) and other.label == span.label and other.id != span.id:
            raise EditError(
                mark("errors", "“{title}” already has the label {label}."),
                title=title_of(document, span),
                label=span.label,
            )
    alone = {other.name for other in scheme.of_kind(Kind.SPAN) if not other.may_overlap}
    if not alone:
        return
    for other in document.spans:
        if other.start >= span.end:
            break
        if other.annotator != span.annotator or other.id == span.id or not overlap(other, span):
            continue
        if _nests(scheme, span, other) or _nests(scheme, other, span):
            continue
        where = title_of(document, other)
        if label.name in alone:
            raise EditError(
                mark("errors", "{name} may not overlap other spans, and {label} “{where}” is there."),
                name=label.name,
                label=other.label,
                where=where,
            )
        if other.label in alone:
            raise EditError(
                mark("errors", "{label} “{where}” is there, and no other span may overlap it."),
                label=other.label,
                where=where,
            )


def _nests(scheme: Scheme, inner: Span, outer: Span) -> bool:
    return lies_inside(inner, outer) and arguments.may_nest(scheme, inner.label, outer.label)


def _same_start(spans: Sequence[Span], start: int) -> Iterable[Span]:
    at = bisect_left(spans, start, key=lambda span: span.start)
    while at < len(spans) and spans[at].start == start:
        yield spans[at]
        at += 1


def _same_place(one: Span, other: Span) -> bool:
    return (one.annotator, one.start, one.end, one.pieces) == (other.annotator, other.start, other.end, other.pieces)


def begun(document: AnnotatedDocument, annotator: str) -> list[Edit]:
    """Start the work on a document with its first edit, in the same action."""
    before = progress_of(document, annotator)
    if before is None or before.status == Status.TODO:
        return set_status(document, annotator, Status.IN_PROGRESS)
    return []
