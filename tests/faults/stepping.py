"""A child that takes whole imports and labels back and does them again, until it is killed: see `killing`."""

import random
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from annotator import edits
from annotator.errors import EditError
from annotator.store.project import Project
from tests.faults import labelling
from tests.faults.importing import DOCUMENTS, document
from tests.faults.labelling import PERSON, SCHEME, say
from tests.faults.soundness import documents

IMPORTS = 3


def prepare(path: Path) -> None:
    """Make a project with some imports."""
    labelling.prepare(path)
    chance = random.Random(3)
    with closing(Project.open(path)) as project:
        for _ in range(IMPORTS):
            with project.bulk_import("Import", PERSON) as importing:
                importing.add([document(chance) for _ in range(DOCUMENTS)], SCHEME)
                project.close_import(importing, f"Import {DOCUMENTS} documents")


def aftermath(path: Path) -> Iterator[str]:
    """An import is there, or not."""
    if (documents(path) - 5) % DOCUMENTS:
        yield f"{documents(path)} documents are seen, of imports of {DOCUMENTS}"


def main(path: str, seed: str) -> None:
    """Work until the end of the process; the five articles of the beginning stay."""
    chance = random.Random(seed)
    project = Project.open(path)
    say("ready")
    while True:
        target = project.next_undo(PERSON)
        can_undo = target is not None and target.documents != 5
        if can_undo and chance.random() < 0.5:
            project.undo(PERSON)
        elif chance.random() < 0.5:
            project.redo(PERSON)
        else:
            start = chance.randrange(labelling.LENGTH - 40)
            with suppress(EditError):  # It is there already.
                made = edits.label_span(
                    project.document(chance.randint(1, 5)), SCHEME, start, start + 20, "ORG", PERSON
                )
                project.apply("Label ORG", made, PERSON)
        say("written")


if __name__ == "__main__":
    main(*sys.argv[1:])
