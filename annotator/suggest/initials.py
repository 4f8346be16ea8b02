"""Words by the letter that they begin with, in any script. All offsets are code points."""

from annotator.clusters import compiled
from annotator.tokens import word_at


def next_initial(text: str, letter: str, position: int) -> tuple[int, int] | None:
    """Return the next word from `position` on that begins with the letter; a capital finds capitals only."""
    letters = letter if letter != letter.lower() else letter + letter.upper()
    pattern = compiled(rf"(?<![\p{{L}}\p{{N}}\p{{M}}_])[{letters}]")
    for match in pattern.finditer(text, position):
        start, end = word_at(text, match.start())
        if start == match.start():
            return start, end
    return None
