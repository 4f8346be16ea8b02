"""Users' text is painted as text: Qt takes a string with tags for rich text unless it is told not to.

What is in it that would not show, or would turn our own words round, is made visible on the way: see `visible`.
"""

from collections.abc import Iterable
from pathlib import PurePath
from unicodedata import bidirectional

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from annotator.visible import LONGEST, one_line, turns, visible, visible_lines

MOST = 4000
"""Code points of a text of several lines in a label or a tooltip."""


LONGEST_PATH = 4096
"""Code points, at most, of what is said whole."""
IN_A_BOX = 40
"""Code points of a name in a box to choose from: it is as wide as its longest."""


class PlainLabel(QLabel):
    """A label that never takes its text for anything else, and shows all that is in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setText(self, text: str) -> None:
        super().setText(shown(text))


def shown(text: str) -> str:
    """Return a text of several lines as it is painted, its end left out where there is no end."""
    return visible_lines(text if len(text) <= MOST else f"{text[: MOST - 1]}…")


def filled(sentence: str, **values: object) -> str:
    """Return a sentence with values in its braces, none of which says or turns anything but itself."""
    return sentence.format(**{name: _as_value(value) for name, value in values.items()})


def _as_value(value: object) -> object:
    return named(value) if isinstance(value, str) else whole(value)


def whole(value: object) -> object:
    """Return a value of a sentence of which nothing may be left out, such as a path, which stays within itself."""
    return isolated(visible(str(value)[:LONGEST_PATH])) if isinstance(value, str | PurePath) else value


def named(text: str, most: int = LONGEST) -> str:
    """Return a name as it can stand among other words, on one line: at most so many code points of it."""
    return isolated(one_line(text, most))


def listed(names: Iterable[str], most: int = LONGEST) -> str:
    """Return names one after the other, each of which stays within itself."""
    return ", ".join(named(name, most) for name in names)


def tool_tip(text: str) -> str:
    """Return a tooltip that shows `text` as it stands, whatever tags it holds."""
    # Not by the library's `html`: with it come the names of 2,000 characters, and each start would wait for them.
    escaped = shown(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<p style='white-space: pre-wrap'>{escaped}</p>" if text else ""


def menu_text(text: str) -> str:
    """Return a menu's text in which `&` is an ampersand, not the mark of a key, on one line."""
    return one_line(text).replace("&", "&&")


def without_mark(text: str) -> str:
    """Return a menu's text without the `&` that marks its key."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def plain_label(text: str = "", parent: QWidget | None = None, *, name: str = "") -> PlainLabel:
    """Make a label that never takes its text for anything else; `name` is what the style sheet calls it."""
    label = PlainLabel(parent)
    label.setObjectName(name)
    label.setText(text)
    return label


def title_text(text: str) -> str:
    """Return a window's title in which `[*]` is no placeholder for a mark."""
    return visible(text).replace("[*]", "[*][*]")


def text_direction(text: str) -> Qt.LayoutDirection:
    """Return in which direction a text of any language is to be painted: where it begins, and where it is elided."""
    return Qt.LayoutDirection.RightToLeft if is_right_to_left(text) else Qt.LayoutDirection.LeftToRight


def isolated(text: str) -> str:
    """Return a text that keeps its own direction in a line that runs the other way (UAX 9: FSI, PDI)."""
    is_needed = turns(text) or (text and text_direction(text) != QGuiApplication.layoutDirection())
    return f"\u2068{text}\u2069" if is_needed else text


def is_right_to_left(text: str) -> bool:
    """Return whether the first letter with a direction runs from right to left: outside of isolates, if there is one.

    So Unicode has it (UAX 9, P2): a name that stands first in a line does not turn the line.
    """
    depth, inside = 0, ""
    for character in text:
        direction = bidirectional(character)
        if direction in ("L", "R", "AL"):
            if not depth:
                return direction != "L"
            inside = inside or direction
        elif direction in ("LRI", "RLI", "FSI"):
            depth += 1
        elif direction == "PDI":
            depth = max(0, depth - 1)
    return inside in ("R", "AL")
