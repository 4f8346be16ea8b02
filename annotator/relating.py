"""The edits of relations. They hold within one annotator's layer; a span that goes takes its relations with it."""

from dataclasses import replace

from annotator.arguments import allows
from annotator.edits import Edit, begun
from annotator.errors import EditError
from annotator.ids import new_id
from annotator.model import AnnotatedDocument, Kind, Label, Relation, Scheme, Span
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
