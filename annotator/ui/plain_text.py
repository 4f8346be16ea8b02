"""Users' text is painted as text: Qt takes a string with tags for rich text unless it is told not to."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


def tool_tip(text: str) -> str:
    """Return a tooltip that shows `text` as it stands, whatever tags it holds."""
    return f"<p style='white-space: pre-wrap'>{escape(text)}</p>" if text else ""


def menu_text(text: str) -> str:
    """Return a menu's text in which `&` is an ampersand, not the mark of a key."""
    return text.replace("&", "&&")


def plain_label(text: str = "", parent: QWidget | None = None, *, name: str = "") -> QLabel:
    """Make a label that never takes its text for anything else; `name` is what the style sheet calls it."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(name)
    label.setText(text)
    return label
