r"""The cells of a line: what is in MISC, and blanks written as UDPipe writes them (\s, \t, \r, \n, \p, \\)."""

import re
from collections.abc import Mapping

from annotator.errors import FormatError

MOST_SAID = 1_000
"""Parts of a cell."""

_ESCAPES = {"\\": "\\\\", "|": "\\p", "\t": "\\t", "\r": "\\r", "\n": "\\n"}
_CHARACTERS = {escape: character for character, escape in _ESCAPES.items()} | {"\\s": " "}
_ESCAPED = re.compile(r"\\[\\ptrns]")
_UNSAFE = re.compile(r"[\\|\t\r\n]")


def escaped(text: str) -> str:
    """Return a text as a value in MISC; blanks at its ends, which programs strip, are escaped too."""
    safe = _UNSAFE.sub(lambda match: _ESCAPES[match[0]], text)
    inner = safe.strip(" ")
    start = len(safe) - len(safe.lstrip(" "))
    return "\\s" * start + inner + "\\s" * (len(safe) - len(inner) - start)


def escaped_blanks(text: str) -> str:
    """Return blanks as a value in MISC, in which no space is left."""
    return _UNSAFE.sub(lambda match: _ESCAPES[match[0]], text).replace(" ", "\\s")


def unescaped(text: str) -> str:
    """Return the text that a value in MISC stands for."""
    return _ESCAPED.sub(lambda match: _CHARACTERS[match[0]], text) if "\\" in text else text


def misc_of(cell: str) -> Mapping[str, str]:
    """Return what MISC says, by its keys; `_` says nothing."""
    if cell == "_":
        return {}
    found: dict[str, str] = {}
    if cell.count("|") > MOST_SAID:
        raise FormatError(f"More than {MOST_SAID:,} things are said of a word. Check that it is the right file.")
    for part in cell.split("|"):
        key, _, content = part.partition("=")
        found.setdefault(key.strip(), content)
    return found


def space_after(misc: Mapping[str, str]) -> str | None:
    """Return the blanks that MISC says stand behind a token; None when it says nothing."""
    if "SpacesAfter" in misc:
        return unescaped(misc["SpacesAfter"])
    return "" if misc.get("SpaceAfter") == "No" else None
