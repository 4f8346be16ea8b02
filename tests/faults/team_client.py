"""One of a team: does all that can be done in the same articles as all others, and undoes it; tells what it did."""

# ruff: noqa: T201

import hashlib
import json
import random
import re
import select
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace

from annotator import edits
from annotator.edits import Edit
from annotator.errors import ConflictError, EditError, ProjectError, ServerLostError
from annotator.model import AnnotatedDocument, Document, Span
from annotator.store.project import Project
from annotator.ui.what_changed import reaches_all
from tests.faults.team_steps import STEPS, Moment, bin_, rename

FEWEST = 3
"""Articles that are left out of the bin."""

LONGEST_WAIT = 0.02


class Client:
    """Works until the time or the edits are over, and keeps in memory what must be in the database."""

    def __init__(self, project: Project, name: str, chance: random.Random) -> None:
        self.project = project
        self.name = name
        self.chance = chance
        self.documents = [line.id for line in project.documents(annotator=name)]
        self.seen = {id_: project.document(id_) for id_ in self.documents}
        self.told: list[int] = []
        self.meant: dict[int, list[tuple[int, str]]] = {}
        """Over which words each action put spans."""
        self.count: Counter[str] = Counter()
        self.sentences: set[str] = set()
        self.seconds: list[float] = []
        project.subscribe(self._hear)

    def _hear(self, change) -> None:
        """Learn of a change as the window does: by its edits, or anew where they do not say all."""
        self.told.append(change.action)
        for id_ in list(self.seen):
            if not reaches_all(change, id_):
                self.seen[id_] = edits.updated(self.seen[id_], change.edits)
        for id_ in {*self.seen, *change.documents}:
            if reaches_all(change, id_) or id_ not in self.seen:
                self._read(id_)

    def _read(self, id_: int) -> None:
        self.seen.pop(id_, None)
        with suppress(ProjectError):  # It is in the bin.
            self.seen[id_] = self.project.document(id_)

    def step(self) -> None:
        """Do one thing to an article as it was when last heard of. All begin with the same, which one alone may do."""
        begun = time.perf_counter()
        try:
            self._do_one()
        except ConflictError as error:
            self.count["conflicts"] += 1
            self.sentences.add(_without_numbers(str(error)))
            self.project.poll()
        except EditError as error:
            self.count["refused"] += 1
            self.sentences.add(_without_numbers(str(error)))
        except ServerLostError:
            raise
        except ProjectError as error:  # On a machine that others use up, somebody may hold the project for seconds.
            if "writing to the project for a long time" not in str(error):
                raise
            self.count["waited in vain"] += 1
            self.sentences.add(str(error).partition(": ")[2])
        else:
            self.seconds.append(time.perf_counter() - begun)
        if self.chance.random() < 0.1:  # Seldom: so that many changes come at once.
            self.project.poll()

    def _do_one(self) -> None:
        if not self.count:
            self._edit(rename, self.documents[0])
        elif self.chance.random() < 0.15:
            self._undo()
        elif self.chance.random() < 0.1:
            self.count["redone"] += self.project.redo(self.name) is not None
        else:
            steps = [step for step in STEPS if step is not bin_ or len(self.seen) > FEWEST]
            self._edit(self.chance.choice(steps), self.chance.choice(sorted(self.seen)))

    def _edit(self, step, id_) -> None:
        at = Moment(self.project, self.project.scheme(), self.seen[id_], self.name, self.chance)
        made = step(at)
        if made:
            change = self.project.apply(step.__name__, made, self.name)
            self.meant[change.action] = list(_words(at.document, made))
            self.count["edits"] += 1
            self.count[step.__name__] += 1

    def _undo(self) -> None:
        try:
            self.count["undone"] += self.project.undo(self.name) is not None
        except ConflictError as error:
            if error.action is not None:
                self.project.undo(self.name, skip=error.action)
            raise

    def report(self) -> dict:
        """Return what there must be, as far as this one has heard of it."""
        self.project.poll()
        layers = {str(id_): told(one) for id_, one in self.seen.items()}
        self.seconds.sort()
        at = [self.seconds[int(len(self.seconds) * share)] * 1000 for share in (0.5, 0.95)] if self.seconds else []
        return {
            "count": self.count, "sentences": sorted(self.sentences), "told": self.told, "seen": layers,
            "meant": self.meant,
            "milliseconds": [round(one, 1) for one in at], "longest": round(max(self.seconds, default=0) * 1000, 1),
        }  # fmt: skip


def told(document: AnnotatedDocument) -> list[str]:
    """Return all that is known of an article, a line for each thing."""
    layers = (document.spans, document.relations, document.document_labels, document.notes, document.progress)
    of_document = replace(document.document, text=hashlib.sha256(document.text.encode()).hexdigest())
    return [repr(of_document), *sorted(repr(one) for layer in layers for one in layer)]


def _words(seen: AnnotatedDocument, made: Sequence[Edit]) -> Iterator[tuple[int, str]]:
    """Yield the ids of the spans that edits leave, and what who made them read there."""
    text = next((edit.after.text for edit in made if isinstance(edit.after, Document)), seen.text)
    for edit in made:
        if isinstance(edit.after, Span):
            yield edit.after.id, text[edit.after.start : edit.after.end]


def _without_numbers(sentence: str) -> str:
    return re.sub(r"(person\d+ )?\d[\d.e-]{2,}\d", "…", sentence)


def main() -> None:
    url, name, seed, seconds, steps = sys.argv[1:]
    chance = random.Random(seed)
    with closing(Project.open(url)) as project:
        project.ensure_annotator(name)
        client = Client(project, name, chance)
        print("ready", flush=True)
        sys.stdin.readline()
        until = time.monotonic() + float(seconds)
        while client.count["edits"] < int(steps) and time.monotonic() < until:
            client.step()
            if float(seconds) < 1e6:
                select.select([sys.stdin], [], [], chance.uniform(0, LONGEST_WAIT))  # Nothing is said before the end.
        print("done", flush=True)
        sys.stdin.readline()  # Until all are done: then everybody has heard of everything.
        print(json.dumps(client.report()), flush=True)


if __name__ == "__main__":
    main()
