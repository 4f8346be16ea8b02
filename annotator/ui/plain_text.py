"""Users' text is painted as text: Qt takes a string with tags for rich text unless it is told not to."""

from unicodedata import bidirectional

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget


def tool_tip(text: str) -> str:
    """Return a tooltip that shows `text` as it stands, whatever tags it holds."""
    # Not by the library's `html`: with it come the names of 2,000 characters, and each start would wait for them.
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<p style='white-space: pre-wrap'>{escaped}</p>" if text else ""


def menu_text(text: str) -> str:
    """Return a menu's text in which `&` is an ampersand, not the mark of a key."""
    return text.replace("&", "&&")


def without_mark(text: str) -> str:
    """Return a menu's text without the `&` that marks its key."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def plain_label(text: str = "", parent: QWidget | None = None, *, name: str = "") -> QLabel:
    """Make a label that never takes its text for anything else; `name` is what the style sheet calls it."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(name)
    label.setText(text)
    return label


def title_text(text: str) -> str:
    """Return a window's title in which `[*]` is no placeholder for a mark."""
    return text.replace("[*]", "[*][*]")


def text_direction(text: str) -> Qt.LayoutDirection:
    """Return in which direction a text of any language is to be painted: where it begins, and where it is elided."""
    return Qt.LayoutDirection.RightToLeft if is_right_to_left(text) else Qt.LayoutDirection.LeftToRight


def isolated(text: str) -> str:
    """Return a text that keeps its own direction in a line that runs the other way (UAX 9: FSI, PDI)."""
    is_needed = text and text_direction(text) != QGuiApplication.layoutDirection()
    return f"\u2068{text}\u2069" if is_needed else text


def is_right_to_left(text: str) -> bool:
    """Return whether the first letter with a direction runs from right to left."""
    directions = (bidirectional(character) for character in text)
    return next((direction for direction in directions if direction in ("L", "R", "AL")), "L") != "L"
