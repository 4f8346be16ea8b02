"""A generated dataset: articles with spans as doccano JSON Lines, the same bytes for the same numbers."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

LABELS = ("PERSON", "ORG", "LOC", "DATE", "EVENT", "TITLE")
SYLLABLES = [
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
    "um",
    "cha",
    "fi",
]


def articles(number: int, *, words: int = 260, spans: int = 25, seed: int = 1) -> Iterator[dict[str, object]]:
    """Yield articles of about 2,000 characters, `spans` spans in each, a third of them overlapping."""
    chance = random.Random(seed)
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 5))) for _ in range(5000)]
    for id_ in range(1, number + 1):
        starts, text = _prose(chance, vocabulary, words)
        yield {"id": id_, "text": text, "label": sorted(_spans(chance, starts, text, spans)), "Comments": []}


def _prose(chance: random.Random, vocabulary: list[str], words: int) -> tuple[list[tuple[int, int]], str]:
    parts, starts, length = [], [], 0
    for number in range(words):
        word = chance.choice(vocabulary)
        if chance.random() < 0.15:
            word = word.capitalize()
        end = ".\n\n" if number % 60 == 59 else " "
        starts.append((length, length + len(word)))
        parts.append(word + end)
        length += len(word) + len(end)
    return starts, "".join(parts)


def _spans(chance: random.Random, starts: list[tuple[int, int]], text: str, number: int) -> set[tuple[int, int, str]]:
    found: set[tuple[int, int, str]] = set()
    while len(found) < number:
        first = chance.randrange(len(starts) - 8)
        last = first + chance.choice((0, 0, 1, 1, 2, 3))
        found.add((starts[first][0], starts[last][1], chance.choice(LABELS)))
        if chance.random() < 0.3 and len(found) < number:
            found.add((starts[first][0], starts[last + 1][1], chance.choice(LABELS)))
    return found


def write_doccano(path: Path, number: int, **how: int) -> int:
    """Write articles to `path`; return the bytes."""
    with path.open("w", encoding="utf-8") as file:
        for article in articles(number, **how):
            file.write(json.dumps(article, ensure_ascii=False) + "\n")
    return path.stat().st_size
