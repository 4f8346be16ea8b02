"""Lets assistive technology ask about the text view. What answers is loaded with the first question: few ever ask."""

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from annotator.ui.text_view.accessible import AccessibleText


@cache
def make_accessible(kind: type[QWidget]) -> None:
    """Let assistive technology ask about widgets of a class, which must be `Readable`; once in a process, as Qt has it.

    Qt asks for an interface again whenever a connection has given the widget one more slot: registering one is not
    enough. It deletes them with the widget, and would not know if Python had let go of one before: a connection
    holds each just as long as the widget lives.
    """

    def make(_name: str, widget: QObject) -> "AccessibleText | None":
        if not isinstance(widget, kind):
            return None
        from annotator.ui.text_view.accessible import AccessibleText

        interface = AccessibleText(widget)
        widget.destroyed.connect(lambda: interface)
        return interface

    QAccessible.installFactory(make)
