"""A child that labels, undoes and redoes through the write path until it is killed: see `killing`."""

import random
import sys
from pathlib import Path

from annotator import edits
from annotator.errors import EditError
from annotator.model import AnnotatedDocument, Document, Label, Scheme, Span
from annotator.store.project import Project

PERSON = "Ayla"
SCHEME = Scheme(
    tuple(Label(number + 1, name, position=number) for number, name in enumerate(("PERSON", "ORG", "PLACE")))
)
LENGTH = 4_000


def prepare(path: Path) -> None:
    """Make a project of five articles."""
    project = Project.open(path, create=True, scheme=SCHEME)
    project.ensure_annotator(PERSON)
    with project.bulk_import("Import", PERSON) as importing:
        texts = ("".join(random.Random(number).choices("abcdefg ", k=LENGTH)) for number in range(5))
        documents = [AnnotatedDocument(Document(number + 1, text)) for number, text in enumerate(texts)]
        importing.add(documents, SCHEME, keep_ids=True)
        project.close_import(importing, "Import 5 documents")
    project.close()


def say(what: str, number: int | None = None) -> None:
    """Report, at once."""
    print(what if number is None else f"{what} {number}", flush=True)  # noqa: T201


def label(project: Project, chance: random.Random) -> None:
    """Label, relabel or remove something somewhere."""
    document = project.document(chance.randint(1, 5))
    name = chance.choice(SCHEME.labels).name
    if document.spans and chance.random() < 0.3:
        span = chance.choice(document.spans)
        if chance.random() < 0.5:
            say("going", span.id)
            project.apply("Remove", edits.remove_span(document, span), PERSON)
            return
        made = edits.relabel_span(document, project.scheme(), span, name)
    else:
        start = chance.randrange(LENGTH - 40)
        made = edits.label_span(document, project.scheme(), start, start + chance.randint(1, 40), name, PERSON)
    _painted(project.apply(f"Label {name}", made, PERSON).edits)


def _painted(made: tuple[edits.Edit, ...]) -> None:
    for edit in made:
        if isinstance(edit.after, Span):
            say("span", edit.after.id)


def step_back_or_forth(project: Project, chance: random.Random) -> None:
    """Undo or redo one step, never the import."""
    undoing = chance.random() < 0.6
    pending = project.next_undo(PERSON) if undoing else project.next_redo(PERSON)
    if pending is None or pending.weighty:
        return
    for span in project.document(pending.document or 1).spans:
        # Any of them may be the one that goes: undo takes labels back, redo removals.
        say("going", span.id)
    change = project.undo(PERSON) if undoing else project.redo(PERSON)
    assert change is not None
    for document in change.documents:
        for span in project.document(document).spans:
            say("span", span.id)


def main(path: str, seed: str) -> None:
    """Work until the end of the process."""
    chance = random.Random(seed)
    project = Project.open(path)
    say("ready")
    while True:
        try:
            (step_back_or_forth if chance.random() < 0.15 else label)(project, chance)
        except EditError:
            continue
        if chance.random() < 0.02:
            project.idle()


if __name__ == "__main__":
    main(*sys.argv[1:])
