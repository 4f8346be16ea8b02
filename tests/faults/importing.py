"""A child that imports until it is killed: see `killing`."""

import random
import sys

from annotator.model import AnnotatedDocument, Document, Note, Relation, Scheme, Span
from annotator.store.project import Project
from tests.faults.labelling import PERSON, SCHEME, prepare, say

DOCUMENTS = 120
"""In each import."""
STEP = 30
"""Of them in each transaction."""

__all__ = ["DOCUMENTS", "main", "prepare"]


def document(chance: random.Random) -> AnnotatedDocument:
    """Make a document like no other, with spans, relations and a note."""
    text = "".join(chance.choices("abcdefg ", k=chance.randint(50, 4_000))) + f" {chance.getrandbits(64)}"
    starts = sorted(chance.sample(range(len(text) - 5), k=chance.randint(0, 20)))
    names = ("PERSON", "ORG", f"NEW {chance.randrange(40)}")
    spans = tuple(Span(at, 1, chance.choice(names), "", start, start + 5) for at, start in enumerate(starts, 1))
    relations = (Relation(1, 1, "before", "", 1, 2),) if len(spans) > 1 else ()
    return AnnotatedDocument(Document(1, text, text[:20]), spans, relations, notes=(Note(1, 1, "", "brought in"),))


def main(path: str, seed: str) -> None:
    """Import again and again until the end of the process."""
    chance = random.Random(seed)
    project = Project.open(path)
    say("ready")
    while True:
        with project.bulk_import("Import", PERSON) as importing:
            for _ in range(DOCUMENTS // STEP):
                importing.add([document(chance) for _ in range(STEP)], SCHEME if chance.random() < 0.5 else Scheme())
                say("written")
            project.close_import(importing, f"Import {DOCUMENTS} documents")
        say("imported", DOCUMENTS)


if __name__ == "__main__":
    main(*sys.argv[1:])
