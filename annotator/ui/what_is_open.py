"""What is open and selected, and whose layer it is."""

from bisect import bisect_left
from itertools import takewhile
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator import edits
from annotator.errors import EditError, ProjectError
from annotator.model import AnnotatedDocument, Kind, Label, Scheme, Span, reading_order
from annotator.store import DocumentFilter
from annotator.store.project import Project

if TYPE_CHECKING:
    from annotator.suggest import Suggestion


class WhatIsOpen(QObject):
    """Knows it; who changes it is the Workspace."""

    def __init__(self, annotator: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.annotator = annotator
        self.project: Project | None = None
        self.scheme = Scheme()
        self.document: AnnotatedDocument | None = None
        self.where = DocumentFilter()
        self.stands_at: int | None = None
        """The id of the document that is open, or of that which cannot be read."""
        self.selection = (0, 0)
        self.span: Span | None = None
        self.offer: Suggestion | None = None
        """The suggestion that is selected, perhaps with other borders by now."""

    def place(self) -> tuple[int | None, tuple[int, int], Span | None]:
        """Return where the user is: to tell later whether anything has been done since."""
        return (self.document.document.id if self.document else None, self.selection, self.span)

    def labels(self) -> tuple[Label, ...]:
        """Return the labels for spans, in their order."""
        return self.scheme.of_kind(Kind.SPAN)

    def own_spans(self) -> list[Span]:
        """Return the annotator's spans of the open document."""
        return [span for span in self.need_document().spans if span.annotator == self.annotator]

    def others_spans(self) -> list[Span]:
        """Return the other annotators' spans of the open document."""
        return [span for span in self.need_document().spans if span.annotator != self.annotator]

    def need_project(self) -> Project:
        """Return the open project. Raises ProjectError without one."""
        if self.project is None:
            raise ProjectError(self.tr("No project is open. Open one first."))
        return self.project

    def check_writable(self) -> None:
        """Raise EditError, before anything is asked for, when the project can only be read."""
        if self.project is not None:
            self.project.check_writable()

    def need_document(self) -> AnnotatedDocument:
        """Return the open document. Raises EditError without one."""
        if self.document is None:
            raise EditError(self.tr("No article is open. Open one first."))
        return self.document

    def span_of_selection(self) -> Span | None:
        """Return the annotator's span, the newest if there are several, that covers just the selected text."""
        start, end = self.selection
        spans = self.need_document().spans
        if start == end:
            return None
        at = bisect_left(spans, (start, -end, 0), key=reading_order)
        following = (spans[number] for number in range(at, len(spans)))
        same = takewhile(lambda span: (span.start, span.end) == (start, end), following)
        return max(filter(self.own, same), key=lambda span: span.id, default=None)

    def titled(self, title: str, span: Span) -> str:
        """Return a translated title with its {label} and {quote} filled in."""
        return title.format(label=span.label, quote=edits.title_of(self.need_document(), span))

    def own(self, value: object) -> Span | None:
        """Return a value that is a span of the annotator's, else nothing."""
        return value if isinstance(value, Span) and value.annotator == self.annotator else None
