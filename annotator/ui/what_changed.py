"""What a change means for the list and for the open document."""

from annotator.edits import Edit
from annotator.model import AnnotatedDocument, Document, Label, Relation, Span, Verdict
from annotator.store import Change


def reaches_all(change: Change, document: int | None) -> bool:
    """Return whether everything that is shown is to be read anew: the edits do not say all."""
    return change.everything or is_lost(change, document) or has_other_text(change, document) or renames_labels(change)


def is_lost(change: Change, document: int | None) -> bool:
    """Return whether the document went."""
    return any(
        edit.after is None and isinstance(edit.before, Document) and edit.before.id == document for edit in change.edits
    )


def has_other_text(change: Change, document: int | None) -> bool:
    """Return whether the document has another text now: the edits do not carry it."""
    return any(
        isinstance(edit.before, Document)
        and isinstance(edit.after, Document)
        and edit.after.id == document
        and edit.before.sha256 != edit.after.sha256
        for edit in change.edits
    )


def is_altered(before: AnnotatedDocument, after: AnnotatedDocument) -> bool:
    """Return whether anything has changed that the header of an open document shows, besides spans."""
    was, now = ((one.document, one.progress, one.document_labels, one.notes) for one in (before, after))
    return was != now


def where(change: Change, document: AnnotatedDocument | None) -> Edit | None:
    """Return the edit that shows where a change of the open document was: of a span, of a verdict, or of a relation.

    A relation is where it leads from: a span that is no other than before.
    """
    if document is None:
        return None
    changed = [(edit, edit.after or edit.before) for edit in change.edits]
    for kind in (Span, Verdict):
        found = [edit for edit, one in changed if isinstance(one, kind)]
        if found:
            return found[-1]
    sources = [one.source for _, one in changed if isinstance(one, Relation)]
    source = next((span for span in document.spans if sources and span.id == sources[-1]), None)
    return None if source is None else Edit(source, source)


def freed(change: Change) -> Span | Verdict | None:
    """Return what is gone, a span or a decision about a suggestion, where that is all: one decides there anew."""
    one = [edit for edit in change.edits if isinstance(edit.before or edit.after, Span)] or list(change.edits)
    gone = one[0].before if len(one) == 1 and one[0].after is None else None
    return gone if isinstance(gone, Verdict) or (isinstance(gone, Span) and not gone.pieces) else None


def moves_documents(change: Change) -> bool:
    """Return whether documents came, went or stand elsewhere in the list."""
    return "place" in change.kinds or any(
        (edit.before is None) != (edit.after is None) and isinstance(edit.before or edit.after, Document)
        for edit in change.edits
    )


def renames_labels(change: Change) -> bool:
    """Return whether spans that are shown have a label of another name now."""
    return any(
        isinstance(edit.before, Label) and isinstance(edit.after, Label) and edit.before.name != edit.after.name
        for edit in change.edits
    )
