"""A title for an article that has none: its first words."""

from annotator.clusters import compiled

TITLE_LENGTH = 60
"""Code points of a title that is made of the first words, the ellipsis included."""


def first_words(text: str, limit: int = TITLE_LENGTH) -> str:
    """Return the first words of the first line that has any, with an ellipsis when it is cut.

    At most `limit` code points, the ellipsis included; cut between words, or between letters when
    there is only one word.
    """
    start = compiled(r"\S").search(text)
    if start is None:
        return ""
    line = " ".join(text[start.start() : start.start() + 10 * limit].split("\n", 1)[0].split())
    if len(line) <= limit:
        return line
    cut = limit - 1
    if line[cut] != " ":
        space = line.rfind(" ", 0, cut)
        cut = space if space > 0 else _letter_border(line, cut)
    return line[:cut].rstrip(" ,;:-–—") + "…"


def _letter_border(line: str, limit: int) -> int:
    """Return the last border between letters as a reader sees them that is not behind `limit`."""
    borders = [letter.end() for letter in compiled(r"\X").finditer(line[: limit + 1]) if letter.end() <= limit]
    return borders[-1] if borders else limit
