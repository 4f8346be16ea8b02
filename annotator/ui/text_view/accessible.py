"""What assistive technology finds when it asks about the text view: text, caret, selection, the spans there."""

import weakref
from typing import Protocol, cast

from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QFont
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import VoidPtr

from annotator.ui.text_view.mirror import Mirror

NOTHING = VoidPtr(0)
"""No interface. None would reach C++ as the address of Python's None, and crash it."""


class Readable(Protocol):
    """What is read of a view."""

    def text(self) -> str:
        """Return the text."""

    def text_font(self) -> QFont:
        """Return the font of the text."""

    def column(self) -> tuple[int, int]:
        """Return where the column begins, and how wide it is, in pixels."""

    def selection_ends(self) -> tuple[int, int]:
        """Return the end that stays and the end that moves, the caret."""

    def select(self, start: int, end: int) -> None:
        """Select text; the caret goes to `end`."""

    def caret_rectangle(self, position: int) -> QRect:
        """Return where the caret stands at a position, in the viewport."""

    def spoken_spans(self) -> str:
        """Return what is said of the span that is selected, or of those at the caret."""

    def viewport(self) -> QWidget:
        """Return the widget that shows the text."""


class AccessibleText(QAccessibleWidget):
    """Answers for a view: Qt does for a widget in general, and a mirror of the text for what is in it."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view, QAccessible.Role.EditableText)
        self._view = weakref.ref(view)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        if kind is QAccessible.InterfaceType.TextInterface:
            return cast(int, self._text_interface())
        found = cast(int | None, super().interface_cast(kind))
        return cast(int, NOTHING) if found is None else found

    def _text_interface(self) -> object:
        view = cast(Readable | None, self._view())
        if view is None:
            return NOTHING
        mirror = view.viewport().findChild(Mirror) or self._make_mirror(view)
        ends = view.selection_ends()
        mirror.follow(view.text(), ends, view.text_font(), view.column()[1])
        caret = view.caret_rectangle(ends[1])
        mirror.stand_at(view.viewport().mapToGlobal(caret.topLeft()))
        return mirror.text_interface()

    def _make_mirror(self, view: Readable) -> Mirror:
        mirror, known = Mirror(view.viewport()), self._view

        def select(anchor: int, caret: int) -> None:
            widget = cast(Readable | None, known())
            if widget is not None:
                widget.select(anchor, caret)

        # Not to the view's own method: that would be one more slot, for which Qt would ask for another interface.
        mirror.selected.connect(select)
        return mirror

    def text(self, kind: QAccessible.Text) -> str:
        view = cast(Readable | None, self._view())
        if view is not None and kind is QAccessible.Text.Description:
            return view.spoken_spans()
        return super().text(kind)

    def state(self) -> QAccessible.State:
        state = super().state()
        state.readOnly = state.multiLine = state.selectableText = True
        return state

    def childCount(self) -> int:
        return 0

    def child(self, index: int) -> None:  # type: ignore[override]
        return None
