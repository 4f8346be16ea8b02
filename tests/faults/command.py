"""The import command, which is killed before it is done: see `killing`."""

import json
import random
from pathlib import Path

from tests.faults import labelling

DOCUMENTS = 6_000


def articles(path: Path) -> Path:
    """Return where the articles are that are imported into a project."""
    return path.with_name("articles.jsonl")


def prepare(path: Path) -> None:
    """Make a project, and a labelled dataset beside it."""
    labelling.prepare(path)
    chance = random.Random(1)
    with articles(path).open("w", encoding="utf-8") as lines:
        for number in range(DOCUMENTS):
            text = "".join(chance.choices("abcdefg ", k=600)) + f" {number}"
            spans = [[start, start + 5, "PERSON"] for start in range(0, 500, 50)]
            lines.write(json.dumps({"text": text, "label": spans}) + "\n")
