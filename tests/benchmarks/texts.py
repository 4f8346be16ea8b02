"""Made-up documents of several sizes, a third of their spans nested or overlapping. The same seed, the same text."""

import random
from typing import NamedTuple

from annotator.color import default_label_color
from annotator.model import Label, Span

LABEL_NAMES = ("PERSON", "ORG", "LOC", "DATE", "EVENT", "TITLE", "PRODUCT", "WORK_OF_ART")
LABELS = tuple(Label(index, name, color=default_label_color(index)) for index, name in enumerate(LABEL_NAMES))


class Size(NamedTuple):
    """How long a document is, in code points, and how many spans it has."""

    name: str
    length: int
    spans: int


SIZES = (
    Size("2 kB", 2_000, 25),
    Size("100 kB", 100_000, 2_500),
    Size("1 MB", 1_000_000, 50_000),
    Size("5 MB", 5_000_000, 100_000),
)

SYLLABLES = (
    "ka",
    "re",
    "mo",
    "ti",
    "lu",
    "sen",
    "dor",
    "pal",
    "in",
    "est",
    "qua",
    "vi",
    "ner",
    "gol",
    "tra",
    "be",
    "os",
)
PARAGRAPH = 450
"""Average length in code points."""
NESTED = 0.5
"""Chance of a companion that begins inside a span: so a third of all spans are nested or overlap."""


def make_document(size: Size, *, seed: int = 1, paragraph: int = PARAGRAPH) -> tuple[str, list[Span]]:
    """Return a text and its spans in reading order; a `paragraph` of 0 puts all of it in one line."""
    chance = random.Random(seed)
    text, words = _make_text(size.length, paragraph, chance)
    stretches: list[tuple[int, int]] = []
    while len(stretches) < size.spans:
        first = chance.randrange(len(words) - 9)
        count = chance.choice((1, 1, 2, 2, 3, 4, 6))
        stretches.append(_stretch(words, first, count))
        if chance.random() < NESTED and len(stretches) < size.spans:
            stretches.append(_stretch(words, first + chance.randrange(count), chance.choice((1, 2, 3))))
    stretches.sort(key=lambda stretch: (stretch[0], -stretch[1]))
    spans = [
        Span(number, 1, chance.choice(LABEL_NAMES), "benchmark", start, end)
        for number, (start, end) in enumerate(stretches, start=1)
    ]
    return text, spans


def _make_text(length: int, paragraph: int, chance: random.Random) -> tuple[str, list[tuple[int, int]]]:
    """Return a text of about that length, and where its words are."""
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(3_000)]
    parts: list[str] = []
    words: list[tuple[int, int]] = []
    position, left = 0, paragraph
    while position < length:
        word = chance.choice(vocabulary)
        left -= len(word) + 1
        is_last = paragraph and left < 0
        parts.append(f"{word}.\n" if is_last else f"{word} ")
        words.append((position, position + len(word)))
        position += len(parts[-1])
        if is_last:
            left = chance.randint(paragraph // 3, paragraph * 5 // 3)
    return "".join(parts), words


def _stretch(words: list[tuple[int, int]], first: int, count: int) -> tuple[int, int]:
    return words[first][0], words[min(first + count, len(words)) - 1][1]
