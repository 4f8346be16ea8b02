"""Chains of mentions: a span is joined to one before it, or taken out, and one goes from mention to mention."""

from PySide6.QtCore import QObject

from annotator import relating
from annotator.errors import EditError
from annotator.model import Span, reading_order
from annotator.ui.relations import Relations
from annotator.ui.text_view import TextView
from annotator.ui.workspace import Workspace


class Mentions(QObject):
    """Works on the chain of the selected span."""

    def __init__(self, workspace: Workspace, view: TextView, relations: Relations) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._view = view
        self._relations = relations

    def _need_span(self) -> Span:
        span = self._workspace.span or self._workspace.span_of_selection()
        if span is None:
            raise EditError(self.tr("No span is selected. Click on a mention first."))
        return span

    def join(self) -> None:
        """Join the selected span to a mention before it. Raises EditError when none can be."""
        work = self._workspace
        made = relating.join_mention(work.need_document(), work.scheme, self._need_span())
        self._relations.apply(self.tr("Join {label}: {source}, {target}"), made)

    def leave(self) -> None:
        """Take the selected span out of its chain. Raises EditError when it is in none."""
        work, span = self._workspace, self._need_span()
        made = relating.leave_chain(work.need_document(), work.scheme, span)
        work.apply(work.titled(self.tr("Take out of its chain: {quote}"), span), made)

    def next(self) -> None:
        """Select the next mention of the chain; after the last comes the first. Raises EditError outside of a chain."""
        self._step(1)

    def previous(self) -> None:
        """Select the mention before. Raises EditError as `next` does."""
        self._step(-1)

    def _step(self, by: int) -> None:
        here = self._need_span()
        others = filter(None, map(self._view.span_by_id, self._view.mentions(here.id)))
        members = sorted([*others, here], key=reading_order)
        if len(members) == 1:
            raise EditError(self.tr("This span is in no chain. “Join to the mention before” puts it into one."))
        span = members[(members.index(here) + by) % len(members)]
        self._view.select_span(span)
        self._view.show_stretch(span.start, span.end)
