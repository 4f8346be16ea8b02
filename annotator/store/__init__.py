"""The store: one project file, one write path, undo that survives a restart.

This module holds the values that the store answers with; it imports no database code, so that the
window can name them before SQLAlchemy is loaded.
"""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from annotator.edits import Edit
from annotator.errors import AnnotatorError
from annotator.model import Status, value


@value
class Change:
    """What one applied action touched. `edits` are as written: their values carry the new `rev`.

    With `everything`, there is too much to list (an import, or its undo): read anew. `by` is who did it, where another
    program did; empty for what this one wrote. `is_undo` is said of what takes `title` back.
    """

    action: int
    title: str
    edits: tuple[Edit, ...] = ()
    documents: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()
    everything: bool = False
    by: str = ""
    is_undo: bool = False


SortValue = str | int | float | None


class SortBy(StrEnum):
    """What the list of documents can be sorted by."""

    PLACE = "place"
    """The project's own order: that of import, until documents are moved."""
    TITLE = "title"
    DATE = "date"
    SOURCE = "source"
    AUTHOR = "author"
    STATUS = "status"
    SPANS = "spans"
    FIELD = "field"
    """A key of the metadata: those that do not have it come last."""


@value
class Order:
    """How a list of documents is sorted; what is equal stands in order of id. `key` is that of the metadata."""

    by: SortBy = SortBy.PLACE
    key: str = ""
    descending: bool = False


@value
class Cursor:
    """A place in the list: after or before a document. `at` is what it was sorted by when it was read, if known.

    With `inclusive`, the document itself belongs to the page.
    """

    id: int
    at: SortValue = None
    inclusive: bool = False


END = Cursor(2**63 - 1)
"""Behind the last document."""


@value
class DocumentLine:
    """One row of the document list, as one annotator sees it. `spans` counts that annotator's."""

    id: int
    title: str
    author: str
    date: str
    source: str
    status: Status
    flagged: bool
    spans: int
    note: str = ""
    """What the flag says."""
    at: SortValue = field(default=None, compare=False)
    """What the list was sorted by."""
    damaged: bool = False
    """Whether the row is not what was written: then nothing of it is told."""

    @property
    def cursor(self) -> Cursor:
        """Return this line's place in the list."""
        return Cursor(self.id, self.at)


@value
class DocumentFilter:
    """Which documents are meant, and in which order; the default is all of them."""

    status: Status | None = None
    flagged: bool = False
    """Only those that the annotator has flagged."""
    text: str = ""
    """Part of the title, in any case."""
    words: str = ""
    """Each begins a word of the title or of the text; one of fewer than three letters is a whole word."""
    fields: tuple[tuple[str, str], ...] = ()
    """What is known begins so, in any case: author, date, source, url, or any key of the metadata."""
    order: Order = Order()

    @property
    def lets_all_in(self) -> bool:
        """Return whether no document is left out."""
        return self == DocumentFilter(order=self.order)

    @property
    def goes_by_standing(self) -> bool:
        """Return whether it filters or sorts by what one annotator has done, which a table is kept ready for."""
        return self.status is not None or self.order.by in (SortBy.STATUS, SortBy.SPANS)


@value
class Pending:
    """What undo or redo would do next. A weighty one (an import) asks for the key twice.

    `document` is the first document concerned, `documents` and `spans` count what a weighty one
    takes out or brings back.
    """

    action: int
    title: str
    weighty: bool = False
    document: int | None = None
    documents: int = 0
    spans: int = 0


@value
class PastAction:
    """One action of the history: when (milliseconds since 1970), by whom, under which name.

    `depth` is 0 for what somebody did, odd for its undo, even for doing it again. After `seq` the project was as the
    action left it.
    """

    id: int
    seq: int
    at: int
    annotator: str
    title: str
    depth: int


@value
class LabelUse:
    """How many spans have a label, in how many documents, and how many of them are of each annotator."""

    spans: int
    documents: int
    by_annotator: tuple[tuple[str, int], ...] = ()


@value
class Totals:
    """Counts over the documents of a project, as one annotator sees them."""

    documents: int
    done: int
    flagged: int


LONGEST_PAUSE = 5 * 60 * 1000
"""Milliseconds between two actions of one annotator that still count as work."""


@value
class Share:
    """What one annotator has done: documents by status, flagged ones, spans by label.

    `worked` is the time in milliseconds: the sum of the pauses between the annotator's consecutive actions, those
    above `LONGEST_PAUSE` left out.
    """

    annotator: str
    documents: Mapping[Status, int] = field(hash=False)
    flagged: int
    spans: Mapping[str, int] = field(hash=False)
    actions: int
    worked: int


@value
class Statistics:
    """How far a project is. `labels` are those that spans have, in the scheme's order."""

    documents: int
    labels: tuple[str, ...]
    shares: tuple[Share, ...]


@value
class Finding:
    """One thing that a check of the project found wrong, said as a refusal is, and in which document."""

    error: AnnotatorError
    document: int | None = None

    @property
    def message(self) -> str:
        """Return the sentence as it is written."""
        return str(self.error)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Finding) and (self.message, self.document) == (other.message, other.document)

    def __hash__(self) -> int:
        return hash((self.message, self.document))
