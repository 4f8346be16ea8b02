"""An open text that somebody changes: what one looks at and has selected stays where it is."""

from PySide6.QtCore import QObject, QPointF

from annotator.model import value
from annotator.ui.text_view import TextView
from annotator.ui.workspace import Workspace


@value
class Stand:
    """Where somebody is in a text, in code points; `height` is where `top` is on the screen, in pixels."""

    text: str
    selection: tuple[int, int]
    span: int | None
    top: int
    height: int


class Staying(QObject):
    """Notes where one is before another text is shown, and goes there in the other one."""

    def __init__(self, workspace: Workspace, view: TextView) -> None:
        """Make it after the view was connected with the workspace."""
        super().__init__(workspace)
        self._view = view
        self._stand: Stand | None = None
        workspace.text_leaves.connect(self._note)
        workspace.document_opened.connect(self._go_back)

    def _note(self) -> None:
        view = self._view
        span, top = view.selected_span(), view.position_at(QPointF(view.column()[0], 0))
        self._stand = Stand(
            view.text(), view.selection_ends(), span.id if span else None, top, view.caret_rectangle(top).top()
        )

    def _go_back(self, *_: object) -> None:
        stand, self._stand = self._stand, None
        if stand is None:
            return
        from annotator.reanchoring import moved_places

        view = self._view
        top, start, end = moved_places(stand.text, view.text(), (stand.top, *stand.selection))
        view.select(start, end)
        span = None if stand.span is None else view.span_by_id(stand.span)
        if span is not None:
            view.select_span(span)
        view.go_to(top)
        view.scroll_pixels(view.caret_rectangle(top).top() - stand.height)
