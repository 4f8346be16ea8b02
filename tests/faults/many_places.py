"""A child that labels very many places at once, undoes that and does it again, until it is killed: see `killing`."""

import random
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from annotator.ids import new_ids
from annotator.model import Span
from annotator.store.project import Project
from tests.faults.labelling import LENGTH, PERSON, SCHEME, prepare, say

PLACES = 300
"""In each of the five articles."""

__all__ = ["aftermath", "main", "prepare"]

SHOWN = """
SELECT count(*) FROM span JOIN label ON label.id = span.label
WHERE label.removed = 0 OR (label.spans_to IS NOT NULL AND label.spans_to != label.id)
"""


def label_everywhere(project: Project, chance: random.Random) -> None:
    """Label as one action."""
    name = chance.choice(SCHEME.labels).name
    with project.bulk_labelling(f"Label {name} everywhere", name, PERSON) as labelling:
        for document in project.annotated_documents():
            starts = sorted(chance.sample(range(LENGTH - 5), k=PLACES))
            ids = new_ids(PLACES)
            labelling.add(
                document,
                [
                    Span(id_, document.document.id, name, PERSON, at, at + 4)
                    for id_, at in zip(ids, starts, strict=True)
                ],
            )
            say("written")
        project.close_import(labelling, f"Label {name} in many places")


def aftermath(path: Path) -> Iterator[str]:
    """All of a labelling is seen, or nothing."""
    with closing(sqlite3.connect(path)) as file:
        (shown,) = file.execute(SHOWN).fetchone()
    if shown % (5 * PLACES):
        yield f"{shown} spans are seen, by labellings of {5 * PLACES} each"


def main(path: str, seed: str) -> None:
    """Work until the end of the process."""
    chance = random.Random(seed)
    project = Project.open(path)
    say("ready")
    while True:
        label_everywhere(project, chance)
        for _ in range(chance.randrange(4)):
            project.undo(PERSON) if chance.random() < 0.6 else project.redo(PERSON)
            say("written")


if __name__ == "__main__":
    main(*sys.argv[1:])
