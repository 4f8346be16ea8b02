r"""Texts of others among our own: nothing in them is hidden, turns what stands around it, or has no end.

What a label, a title or a note holds is kept as it came, and shown so that it can say nothing but itself: a control
character as its number (`\x1b`, `\u202e`), so that a line stays a line and no direction is turned round; a character
without a width as its number too, where no script asks for it; marks above and below a letter up to `PILED`. Isolates
that are closed stay (UAX 9): nothing gets out of them, and our own sentences are made with them.
"""

import re
from unicodedata import category

LONGEST = 200
"""Code points of somebody's text in a sentence of ours."""
PILED = 4
"""Marks over each other: more are in no script's words, and would reach into the lines above and below."""

# Patterns are compiled when a text first asks for them: each start of the window would wait for them else.
_SHOWN = r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u3164\uffa0]"
"""Control characters, halves of surrogate pairs, breaks of lines; what turns the direction; what only programs see."""
_UNSEEN = r"(?<![^\x00-\x7f])[\u180e\u200b-\u200d\U000e0001\U000e0020-\U000e007f]"
"""Joiners and break marks that Khmer, Persian and emoji are written with, but no ASCII: there they only deceive."""
_ISOLATE = r"[\u2066-\u2069]"
_MARK = r"[\u061c\u200e\u200f]"
_RIGHT_TO_LEFT = r"[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
_UNCOMMON = r"[^\x20-\x7e\xa0-\u02ff\u2010-\u2027]"
_CLOSING = "\u2069"
_LETTERS = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str) -> str:
    """Return a line as it can be shown; made of lines that were made so, it stays as it is."""
    if _is_common(text):
        return text
    open_ends = _open_ends(text)
    shown = re.sub(_SHOWN, lambda found: found[0] if _is_closed(found, open_ends) else _sign(found[0]), text)
    shown = re.sub(_UNSEEN, lambda found: _sign(found[0]), shown)
    if re.search(_RIGHT_TO_LEFT, text) is None:
        shown = re.sub(_MARK, lambda found: _sign(found[0]), shown)
    return _lowered(shown)


def turns(text: str) -> bool:
    """Return whether any of a text runs from right to left, and so moves what stands beside it."""
    return not _is_common(text) and re.search(f"{_RIGHT_TO_LEFT}|{_MARK}", text) is not None


def _is_common(text: str) -> bool:
    """Return whether all of a text is letters of Europe and common signs: most are, and cost no more than this."""
    return (text.isascii() and text.isprintable()) or re.search(_UNCOMMON, text) is None


def visible_lines(text: str) -> str:
    """Return a text of several lines as it can be shown; its tabs stay too."""
    return visible(text) if text.isprintable() else re.sub(r"[^\n\t]+", lambda line: visible(line[0]), text)


def one_line(text: str, most: int = LONGEST) -> str:
    """Return a text as it can stand in a line: so many code points at most, breaks as blanks."""
    line = " ".join(text[: 4 * most].split())
    if not line:
        # Blanks are all that it has: they are what there is to see.
        line = text[:most].strip(" ")
    if len(line) > most or len(text) > 4 * most:
        line = f"{line[: most - 1]}…"
    return visible(line)


def _open_ends(text: str) -> set[int]:
    """Return where isolates begin that are not closed, and end that were not begun."""
    begun: list[int] = []
    lost: set[int] = set()
    for found in re.finditer(_ISOLATE, text):
        if found[0] != _CLOSING:
            begun.append(found.start())
        elif begun:
            begun.pop()
        else:
            lost.add(found.start())
    return lost.union(begun)


def _is_closed(found: re.Match[str], open_ends: set[int]) -> bool:
    return re.match(_ISOLATE, found[0]) is not None and found.start() not in open_ends


def _sign(character: str) -> str:
    # Not as the pictures of Unicode's (U+2400): the fonts of many machines have none.
    number = ord(character)
    if character in _LETTERS:
        return _LETTERS[character]
    if number <= 0xFF:
        return f"\\x{number:02x}"
    if 0xDC80 <= number <= 0xDCFF:
        # A byte of a file's name that is no text: Python keeps it so (PEP 383).
        return f"\\x{number - 0xDC00:02x}"
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"


def _lowered(text: str) -> str:
    """Return a text without what is piled too high."""
    kept, piled = [], 0
    for character in text:
        piled = piled + 1 if category(character) in ("Mn", "Me") else 0
        if piled <= PILED:
            kept.append(character)
        elif piled == PILED + 1:
            kept.append("…")
    return "".join(kept)
