"""The edits of what is said about things: attributes, notes, labels and flags of a whole document."""

from collections.abc import Mapping
from dataclasses import replace

from annotator import attributes
from annotator.edits import Edit, begun, progress_of
from annotator.errors import EditError
from annotator.ids import new_id
from annotator.model import (
    AnnotatedDocument,
    AttributeValue,
    Document,
    DocumentLabel,
    Kind,
    Note,
    Progress,
    Relation,
    Scheme,
    Span,
)
from annotator.translation import mark


def set_attribute(
    document: AnnotatedDocument, scheme: Scheme, span: Span, name: str, value: AttributeValue | None
) -> list[Edit]:
    """Give an attribute of a span a value; None, an empty text or no choice takes it away; no edit if it is so.

    Raises EditError when the span's label has no such attribute, or it cannot have that value. Any may be taken away.
    """
    return _changed(document, span, _with_attribute(scheme, span, name, value))


def describe_span(
    document: AnnotatedDocument,
    scheme: Scheme,
    span: Span,
    values: Mapping[str, AttributeValue | None],
    note: str,
) -> list[Edit]:
    """Give a span several attributes and its note at once; no edit if it is so. Raises EditError as `set_attribute`."""
    changed = replace(span, note=note if note == span.note else note.strip())
    for name, value in values.items():
        changed = _with_attribute(scheme, changed, name, value)
    return _changed(document, span, changed)


def _with_attribute(scheme: Scheme, span: Span, name: str, value: AttributeValue | None) -> Span:
    """Return the span with an attribute, or without it."""
    values = dict(span.attributes)
    if value in (None, "", ()):
        values.pop(name, None)
    else:
        assert value is not None
        rule = next((one for one in attributes.attributes_for(scheme, span.label) if one.name == name), None)
        if rule is None:
            raise EditError(mark("errors", "{label} has no attribute {name}."), label=span.label, name=name)
        attributes.check(rule, value)
        values[name] = value
    return replace(span, attributes=attributes.in_order(values))


def note_span(document: AnnotatedDocument, span: Span, text: str) -> list[Edit]:
    """Set a span's note; no edit if it is so."""
    return _changed(document, span, replace(span, note=text.strip()))


def note_relation(document: AnnotatedDocument, relation: Relation, text: str) -> list[Edit]:
    """Set a relation's note; no edit if it is so."""
    return _changed(document, relation, replace(relation, note=text.strip()))


def note_of(document: AnnotatedDocument, annotator: str) -> Note | None:
    """Return what an annotator wrote about a document: the first note, of several that came with an import."""
    return next((note for note in document.notes if note.annotator == annotator), None)


def note_document(document: AnnotatedDocument, annotator: str, text: str) -> list[Edit]:
    """Set what an annotator writes about a document; an empty text takes it away; no edit if it is so."""
    before, text = note_of(document, annotator), text.strip()
    if (before.text if before else "") == text:
        return []
    if before is None:
        return [Edit(None, Note(new_id(), document.document.id, annotator, text)), *begun(document, annotator)]
    return [Edit(before, replace(before, text=text) if text else None), *begun(document, annotator)]


def document_labels_of(document: AnnotatedDocument, annotator: str) -> tuple[DocumentLabel, ...]:
    """Return the labels that an annotator gave to a document."""
    return tuple(label for label in document.document_labels if label.annotator == annotator)


def toggle_document_label(document: AnnotatedDocument, scheme: Scheme, name: str, annotator: str) -> list[Edit]:
    """Give a document a label, or take it off. Of labels of which it has one at most, the new one replaces the other.

    Raises EditError when the scheme has no such label, or it only heads others of which one is to be chosen.
    """
    label = scheme.find(name, Kind.DOCUMENT)
    if label is None:
        raise EditError(mark("errors", "The scheme has no label {name} for articles. Add it first."), name=name)
    if label.one_below:
        raise EditError(mark("errors", "{name} heads other labels. Choose one of those."), name=name)
    given = document_labels_of(document, annotator)
    gone = [one for one in given if one.label == name]
    if not gone:
        parent = scheme.find(label.parent, Kind.DOCUMENT) if label.parent else None
        beside = {one.name for one in scheme.of_kind(Kind.DOCUMENT) if parent and one.parent == parent.name}
        others = [one for one in given if parent and parent.one_below and one.label in beside]
        made = DocumentLabel(new_id(), document.document.id, name, annotator)
        return [*(Edit(one, None) for one in others), Edit(None, made), *begun(document, annotator)]
    return [*(Edit(one, None) for one in gone), *begun(document, annotator)]


def flag_document(document: AnnotatedDocument, annotator: str, note: str) -> list[Edit]:
    """Flag a document, with a note that may be empty; how far it is stays; no edit if it is so."""
    known = progress_of(document, annotator)
    is_kept = known is not None and known.note == note
    return _flagged(document, annotator, flagged=True, note=note if is_kept else " ".join(note.split()))


def unflag_document(document: AnnotatedDocument, annotator: str) -> list[Edit]:
    """Take the flag off a document, and its note; no edit without one."""
    return _flagged(document, annotator, flagged=False, note="")


def _flagged(document: AnnotatedDocument, annotator: str, *, flagged: bool, note: str) -> list[Edit]:
    before = progress_of(document, annotator)
    known = before or Progress(new_id(), document.document.id, annotator)
    after = replace(known, flagged=flagged, note=note)
    return [] if after == known else [Edit(before, after)]


def change_metadata(document: Document, metadata: Mapping[str, object]) -> list[Edit]:
    """Set everything that is known of a document beyond title, author, date, source and address."""
    return [] if metadata == document.metadata else [Edit(document, replace(document, metadata=dict(metadata)))]


def _changed(document: AnnotatedDocument, before: Span | Relation, after: Span | Relation) -> list[Edit]:
    return [] if before == after else [Edit(before, after), *begun(document, before.annotator)]
