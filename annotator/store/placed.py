"""What stands at a place of a text is true of that text only: nobody writes a place that was seen in another one.

Whoever labels sees a text, and whoever changes a text sees what is labelled in it, and moves that. Two who do so at
once, or one who takes back what he did before the other, would leave spans over other words. So both are refused.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select, text

from annotator.errors import ConflictError
from annotator.model import value
from annotator.store import tables
from annotator.store.history_rows import read_edit
from annotator.store.rows import KINDS, Fields, Row
from annotator.translation import mark

OTHER_TEXT = mark(
    "errors", "Somebody has changed the text of this article since you saw it. Nothing was changed; look again."
)
OTHER_PLACES = mark(
    "errors", "Somebody has labelled in this article since you saw it. Nothing was changed; look again."
)
TEXT_SINCE = mark("errors", "Somebody has changed the text of the article since.")
PLACED_SINCE = mark("errors", "Somebody has labelled in the article since.")

PLACED = ("span", "verdict")
"""The kinds of what has a place in a text."""
AT_ONCE = 500
"""Documents, or rows, that one statement asks about."""

_SINCE = text("""
SELECT edit.*, touched.document FROM action
CROSS JOIN touched ON touched.document IN :documents AND touched.action = action.id
CROSS JOIN edit ON edit.action = action.id
WHERE action.seq > :seq AND edit.kind IN ('span', 'verdict', 'document', 'labelling') ORDER BY action.seq, edit.n
""").bindparams(bindparam("documents", expanding=True))
"""The order of the joins is ours: a document may have a long history, of which little was since."""
_CHANGED = text("""
SELECT DISTINCT touched.document FROM action
CROSS JOIN edit ON edit.action = action.id
CROSS JOIN touched ON touched.action = action.id
CROSS JOIN touched AS labelled ON labelled.document = touched.document AND labelled.action = :labelling
WHERE action.seq > :seq AND edit.kind = 'document'
""")
"""The documents of a labelling that were changed since."""
_TEXT = select(tables.document.c.sha256).where(tables.document.c.id == bindparam("document"))


@value
class Wanted:
    """A row that is to be written in place of another one; None for one that is not there."""

    kind: str
    before: Row | Fields | None
    after: Row | Fields | None

    @property
    def document(self) -> int | None:
        """Return the document whose text it is, or in which it has a place."""
        row = self.before or self.after
        if row is None or self.kind not in (*PLACED, "document"):
            return None
        document: int = row["id"] if self.kind == "document" else row["document"]
        return document

    @property
    def is_text(self) -> bool:
        """Return whether it gives a document another text."""
        there = self.kind == "document" and self.before is not None and self.after is not None
        return there and self.before["sha256"] != self.after["sha256"]  # type: ignore[index]

    @property
    def is_place(self) -> bool:
        """Return whether it puts something where it was not."""
        return self.kind in PLACED and self.after is not None and _place(self.before) != _place(self.after)


class Since:
    """What became of a document's text, and of places in it, after a moment."""

    def __init__(self) -> None:
        self.text = ""
        """The sha256 that the text had then, if it was changed."""
        self.placed: dict[tuple[str, int], Any] = {}
        """Where everything stood then that was touched, by kind and id; None where it was not there."""
        self.bulk: set[int] = set()
        """The labels that hide labellings of very many places, whose spans the history does not list."""

    def note(self, change: Wanted) -> None:
        """Take note of a change; they come in order."""
        row = change.before or change.after
        if change.kind == "labelling" and row is not None:
            self.bulk.add(row["id"])
        elif change.is_text and not self.text and change.before is not None:
            self.text = change.before["sha256"]
        elif change.kind in PLACED and row is not None:
            self.placed.setdefault((change.kind, row["id"]), _place(change.before))


def check_seen(connection: Connection, wanted: Iterable[Wanted], *, seen: int) -> None:
    """Raise ConflictError where what is to be written was thought of before somebody changed text or places.

    `seen` is the place in commit order of the last action that was known then.
    """
    _check(connection, wanted, since=seen, text=OTHER_TEXT, placed=OTHER_PLACES)


def check_taken_back(connection: Connection, wanted: Iterable[Wanted], *, since: int) -> None:
    """Raise ConflictError where what is to come back belongs to the text, or to places, of before an action `since`."""
    _check(connection, wanted, since=since, text=TEXT_SINCE, placed=PLACED_SINCE)


def check_shown_again(connection: Connection, labelling: int, *, since: int) -> None:
    """Raise ConflictError where a labelling of very many places was made in other texts than there are since an action.

    `labelling` is the action that made it, `since` the place in commit order of the one that took it back.
    """
    changed = connection.execute(_CHANGED, {"labelling": labelling, "seq": since}).scalars().all()
    for document, found in _changes(connection, sorted(changed), since):
        if found.text and found.text != connection.execute(_TEXT, {"document": document}).scalar():
            raise ConflictError(TEXT_SINCE, document=document)


def _check(connection: Connection, wanted: Iterable[Wanted], *, since: int, text: str, placed: str) -> None:
    there: dict[int, list[Wanted]] = {}
    for one in wanted:
        if one.document is not None and (one.is_text or one.is_place):
            there.setdefault(one.document, []).append(one)
    for document, found in _changes(connection, sorted(there), since):
        here = there[document]
        if any(one.is_text for one in here):
            if _is_labelled(connection, document, found) or _strangers(connection, found, here):
                raise ConflictError(placed, document=document)
        elif found.text and found.text != connection.execute(_TEXT, {"document": document}).scalar():
            raise ConflictError(text, document=document)


def _changes(connection: Connection, documents: Sequence[int], seq: int) -> Iterator[tuple[int, Since]]:
    """Yield what was changed in each document, where anything was."""
    for first in range(0, len(documents), AT_ONCE):
        some = documents[first : first + AT_ONCE]
        found: dict[int, Since] = {}
        for row in connection.execute(_SINCE, {"documents": some, "seq": seq}):
            change = Wanted(row.kind, *read_edit(row))
            if change.document in (row.document, None):  # An action may touch several.
                found.setdefault(row.document, Since()).note(change)
        yield from found.items()


def _is_labelled(connection: Connection, document: int, found: Since) -> bool:
    """Return whether a labelling of very many places is shown in a document that came after the moment."""
    label, span = tables.label.c, tables.span.c
    shown = select(span.id).join(tables.label, label.id == span.label)
    shown = shown.where(span.document == document, label.id.in_(found.bulk), label.spans_to != label.id).limit(1)
    return bool(found.bulk) and connection.execute(shown).first() is not None


def _strangers(connection: Connection, found: Since, here: Sequence[Wanted]) -> bool:
    """Return whether anything stands where it did not then, and does not move with the text."""
    moving = {(one.kind, row["id"]) for one in here if (row := one.before or one.after) is not None}
    for kind in PLACED:
        table = KINDS[kind].table
        touched = [id_ for of, id_ in found.placed if of == kind and (of, id_) not in moving]
        for first in range(0, len(touched), AT_ONCE):
            some = touched[first : first + AT_ONCE]
            for row in connection.execute(select(table).where(table.c.id.in_(some))).mappings():
                if _place(row) != found.placed[kind, row["id"]]:
                    return True
    return False


def _place(row: Row | Fields | None) -> Any:
    return None if row is None else (row["start"], row["end"], row.get("pieces"))
