"""What a change means for the list and for the open document."""

from annotator.model import Document
from annotator.store import Change


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


def moves_documents(change: Change) -> bool:
    """Return whether documents came, went or stand elsewhere in the list."""
    return "place" in change.kinds or any(
        (edit.before is None) != (edit.after is None) and isinstance(edit.before or edit.after, Document)
        for edit in change.edits
    )
