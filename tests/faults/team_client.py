"""One of a team: labels, renames and undoes in the same articles as all others; tells what it did."""

# ruff: noqa: T201

import json
import random
import sys
import time
from collections import Counter
from contextlib import closing

from annotator import edits
from annotator.errors import ConflictError, EditError
from annotator.ids import new_id
from annotator.model import Note
from annotator.store.project import Project

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
        self.count: Counter[str] = Counter()
        self.sentences: set[str] = set()
        self.seconds: list[float] = []
        project.subscribe(self._hear)

    def _hear(self, change) -> None:
        self.told.append(change.action)
        for id_ in change.documents:
            self.seen[id_] = edits.updated(self.seen[id_], change.edits)

    def step(self) -> None:
        """Do one thing to an article as it was when last heard of. All begin with the same, which one alone may do."""
        kinds = [self._label] * 6 + [self._rename, self._remove, self._note, self._undo, self._redo]
        kind = self.chance.choice(kinds) if self.count else self._rename
        begun = time.perf_counter()
        try:
            kind(self.seen[self.chance.choice(self.documents if self.count else self.documents[:1])])
        except ConflictError as error:
            self.count["conflicts"] += 1
            self.sentences.add(str(error))
            self.project.poll()
        except EditError:
            self.count["refused"] += 1
        else:
            self.seconds.append(time.perf_counter() - begun)
        if self.chance.random() < 0.3:
            self.project.poll()

    def _label(self, document) -> None:
        start = self.chance.randrange(len(document.text) - 5)
        made = edits.label_span(document, self.project.scheme(), start, start + 3, "PERSON", self.name)
        self._apply("Label", made)

    def _rename(self, document) -> None:
        self._apply("Title", edits.change_document(document.document, title=f"{self.name} {self.chance.random()}"))

    def _remove(self, document) -> None:
        mine = [span for span in document.spans if span.annotator == self.name]
        if mine:
            self._apply("Remove", edits.remove_span(document, self.chance.choice(mine)))

    def _note(self, document) -> None:
        note = Note(new_id(), document.document.id, self.name, f"{self.chance.random()}")
        self._apply("Note", [edits.Edit(None, note)])

    def _undo(self, _) -> None:
        try:
            self.count["undone"] += self.project.undo(self.name) is not None
        except ConflictError as error:
            self.project.undo(self.name, skip=error.action)
            raise

    def _redo(self, _) -> None:
        self.count["redone"] += self.project.redo(self.name) is not None

    def _apply(self, title, made) -> None:
        self.project.apply(title, made, self.name)
        self.count["edits"] += 1

    def report(self) -> dict:
        """Return what there must be, as far as this one has heard of it."""
        self.project.poll()
        layers = {
            str(id_): {
                "title": one.document.title,
                "spans": sorted(span.id for span in one.spans),
                "notes": sorted(note.id for note in one.notes),
            }
            for id_, one in self.seen.items()
        }
        self.seconds.sort()
        at = [self.seconds[int(len(self.seconds) * share)] * 1000 for share in (0.5, 0.95)] if self.seconds else []
        return {
            "count": self.count, "sentences": sorted(self.sentences), "told": self.told, "seen": layers,
            "milliseconds": [round(one, 1) for one in at], "longest": round(max(self.seconds, default=0) * 1000, 1),
        }  # fmt: skip


def main() -> None:
    url, name, seed, seconds, steps = sys.argv[1:]
    chance = random.Random(seed)
    with closing(Project.open(url)) as project:
        project.ensure_annotator(name)
        client = Client(project, name, chance)
        print("ready", flush=True)
        sys.stdin.readline()
        until = time.monotonic() + float(seconds)
        while client.count.total() < int(steps) and time.monotonic() < until:
            client.step()
            if float(seconds) < 1e6:
                time.sleep(chance.uniform(0, LONGEST_WAIT))
        print("done", flush=True)
        sys.stdin.readline()  # Until all are done: then everybody has heard of everything.
        print(json.dumps(client.report()), flush=True)


if __name__ == "__main__":
    main()
