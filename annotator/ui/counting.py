"""How often each label was given and how many articles there are: read once, then counted on."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from annotator.edits import Edit
from annotator.model import Span
from annotator.store.project import Project


class Counting(QObject):
    """Counts on from what is known: reading the counts would cost a query for each key."""

    counts_changed = Signal(object)
    """How often the annotator has given each label, by name; None when that is not known yet."""
    totals_changed = Signal(object)
    """Totals."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counts: Counter[str] | None = None

    def read(self, project: Project, annotator: str) -> None:
        """Read everything anew."""
        self._counts = Counter(project.label_counts(annotator))
        self.counts_changed.emit(dict(self._counts))
        self.total(project, annotator)

    def forget(self) -> None:
        """Know no counts, and count nothing, until they are read anew."""
        self._counts = None
        self.counts_changed.emit(None)

    def total(self, project: Project, annotator: str) -> None:
        """Read how many articles there are, and how many of them are done."""
        self.totals_changed.emit(project.totals(annotator))

    def follow(self, made: Sequence[Edit], annotator: str) -> None:
        """Count what these edits have changed of the annotator's spans."""
        if self._counts is None:
            return
        gone, come = Counter[str](), Counter[str]()
        for edit in made:
            for value, counts in ((edit.before, gone), (edit.after, come)):
                if isinstance(value, Span) and value.annotator == annotator:
                    counts[value.label] += 1
        if gone or come:
            self._counts.update(come)
            self._counts.subtract(gone)
            self.counts_changed.emit(dict(self._counts))
