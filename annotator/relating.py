"""The edits of relations. They hold within one annotator's layer; a span that goes takes its relations with it."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from annotator.arguments import allowed, allows
from annotator.chains import chains, symmetric_labels
from annotator.edits import Edit, begun, title_of
from annotator.errors import EditError
from annotator.ids import new_id
from annotator.model import AnnotatedDocument, Kind, Label, Relation, Scheme, Span, quote, reading_order
from annotator.translation import mark


def relate(
    document: AnnotatedDocument, scheme: Scheme, source: Span, target: Span, label: str, annotator: str
) -> list[Edit]:
    """Let a relation lead from one span to another; a symmetric one may come out the other way round.

    Raises EditError when it leads to the same span or into another's layer, when the label is not there or does not
    allow these spans, and when the relation is there already.
    """
    if source.id == target.id:
        raise EditError(mark("errors", "A relation joins two spans. Choose another span."))
    if {source.annotator, target.annotator} != {annotator}:
        raise EditError(mark("errors", "A relation joins spans of your own. Label this text yourself first."))
    made = Relation(new_id(), document.document.id, label, annotator, source.id, target.id)
    made = _checked(document, scheme, _relation_label(scheme, label), made, source, target)
    return [Edit(None, made), *begun(document, annotator)]


def relabel_relation(document: AnnotatedDocument, scheme: Scheme, relation: Relation, label: str) -> list[Edit]:
    """Give a relation another label. Raises EditError as `relate` does; no edit when it has the label."""
    if relation.label == label:
        return []
    source, target = ends(document, relation)
    changed = replace(relation, label=label)
    changed = _checked(document, scheme, _relation_label(scheme, label), changed, source, target)
    return [Edit(relation, changed), *begun(document, relation.annotator)]


def turn_relation(document: AnnotatedDocument, scheme: Scheme, relation: Relation) -> list[Edit]:
    """Let a relation lead the other way. Raises EditError as `relate` does; no edit for a symmetric one."""
    label = _relation_label(scheme, relation.label)
    if label.symmetric:
        return []
    source, target = ends(document, relation)
    changed = replace(relation, source=target.id, target=source.id)
    return [
        Edit(relation, _checked(document, scheme, label, changed, target, source)),
        *begun(document, relation.annotator),
    ]


def unrelate(document: AnnotatedDocument, relation: Relation) -> list[Edit]:
    """Remove a relation."""
    return [Edit(relation, None), *begun(document, relation.annotator)]


def join_mention(document: AnnotatedDocument, scheme: Scheme, span: Span) -> list[Edit]:
    """Join a span to a mention before it, by a symmetric relation: to the last with the same text, else label.

    Raises EditError as `relate` does, when no label can join them, when the span is joined to an earlier one already,
    and when none stands before it.
    """
    label = next((one for one in allowed(scheme, span.label, span.label) if one.symmetric), None)
    if label is None:
        raise EditError(
            mark("errors", "The scheme has no symmetric label for relations that joins {label}. Add it first."),
            label=span.label,
        )
    before = list(_before(document, span))
    numbers = chains((one for one in document.relations if one.annotator == span.annotator), scheme)
    joined = next((one for one in before if span.id in numbers and numbers.get(one.id) == numbers[span.id]), None)
    if joined is not None:
        raise EditError(
            mark("errors", "It is joined to “{title}” before it already."), title=title_of(document, joined)
        )
    words = _words(document, span)
    found = next((one for one in before if _words(document, one) == words), before[0] if before else None)
    if found is None:
        raise EditError(mark("errors", "No {label} stands before this one, to join it to."), label=span.label)
    return relate(document, scheme, found, span, label.name, span.annotator)


def leave_chain(document: AnnotatedDocument, scheme: Scheme, span: Span) -> list[Edit]:
    """Take a span out of its chain; those that it held together stay together. Raises EditError when it is in none."""
    symmetric = symmetric_labels(scheme)
    lost = [one for one in document.relations if one.label in symmetric and span.id in (one.source, one.target)]
    if not lost:
        raise EditError(mark("errors", "This span is in no chain."))
    gone = {one.id for one in lost}
    left = replace(document, relations=tuple(one for one in document.relations if one.id not in gone))
    made = [Edit(one, None) for one in lost]
    beside = dict.fromkeys(one.target if one.source == span.id else one.source for one in lost)
    for first, second in pairwise(beside):
        numbers = chains(left.relations, scheme)
        if first not in numbers or numbers[first] != numbers.get(second):
            joining = replace(lost[0], id=new_id(), source=first, target=second, attributes=(), note="", rev=0)
            left = replace(left, relations=(*left.relations, joining))
            made.append(Edit(None, joining))
    return [*made, *begun(document, span.annotator)]


def _before(document: AnnotatedDocument, span: Span) -> Iterator[Span]:
    """Yield the spans of the same layer and label that stand before a span, the nearest first."""
    for at in range(bisect_left(document.spans, reading_order(span), key=reading_order) - 1, -1, -1):
        one = document.spans[at]
        if (one.label, one.annotator) == (span.label, span.annotator):
            yield one


def _words(document: AnnotatedDocument, span: Span) -> str:
    return quote(document.text, span).casefold()


def ends(document: AnnotatedDocument, relation: Relation) -> tuple[Span, Span]:
    """Return the spans that a relation leads from and to. Raises EditError when one of them is not there."""
    found = {span.id: span for span in document.spans if span.id in (relation.source, relation.target)}
    if len(found) < 2:
        raise EditError(mark("errors", "A span of this relation is not there any more. Open the article anew."))
    return found[relation.source], found[relation.target]


def _checked(
    document: AnnotatedDocument, scheme: Scheme, label: Label, relation: Relation, source: Span, target: Span
) -> Relation:
    """Return the relation as it may be written."""
    if not allows(scheme, label, source.label, target.label):
        if not (label.symmetric and allows(scheme, label, target.label, source.label)):
            raise EditError(
                mark("errors", "{name} does not lead from {source} to {target}. The scheme says what it may join."),
                name=label.name,
                source=source.label,
                target=target.label,
            )
        relation = replace(relation, source=target.id, target=source.id)
    if any(_is_same(one, relation, either_way=label.symmetric) for one in document.relations):
        raise EditError(mark("errors", "The relation {name} is there already."), name=label.name)
    return relation


def _is_same(one: Relation, other: Relation, *, either_way: bool) -> bool:
    if one.id == other.id or (one.label, one.annotator) != (other.label, other.annotator):
        return False
    given, there = (other.source, other.target), (one.source, one.target)
    return given == there or (either_way and given == there[::-1])


def _relation_label(scheme: Scheme, name: str) -> Label:
    label = scheme.find(name, Kind.RELATION)
    if label is None:
        raise EditError(mark("errors", "The scheme has no label {name} for relations. Add it first."), name=name)
    return label
