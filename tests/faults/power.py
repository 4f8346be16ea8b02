"""The power goes while somebody works: what the disk then has of the log, nobody chooses.

    python -m tests.faults power --rounds 1000 --seed 1

Somebody labels, imports and undoes; after each action it is noted how long the log is, which was flushed up to there,
and what is seen. Then the log is cut at any frame or in the middle of one, or its end is filled with garbage, and at
checkpoints some pages have reached the file and others have not. What was seen when the log was that long, must be seen
again, and the project must be sound.
"""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import EditError
from annotator.store.project import Project
from tests.faults import labelling
from tests.faults.importing import document
from tests.faults.labelling import PERSON, SCHEME
from tests.faults.soundness import SPANS

PAGE = 4_096
HEADER, FRAME = 32, 24 + PAGE
"""Bytes of the log's header, and of each of its frames."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one checkpoint to the next: the file, the log at its end, the file after the checkpoint, and the states."""

    file: bytes
    log: bytes
    after: bytes
    states: tuple[tuple[int, frozenset[int]], ...]
    """Bytes of the log, and the spans that were seen when it was that long; the first with 0 bytes."""


def work(path: Path, seed: int, stretches: int = 4, actions: int = 25) -> list[Stretch]:
    """Work on a new project, and note what the disk has."""
    labelling.prepare(path)
    chance = random.Random(seed)
    made = []
    log = path.with_name(path.name + "-wal")
    with closing(Project.open(path)) as project:
        for _ in range(stretches):
            project.idle()
            states = [(0, _seen(path))]
            file = path.read_bytes()
            for _ in range(actions):
                _act(project, chance)
                states.append((end_of(log.read_bytes()), _seen(path)))
            content = log.read_bytes()
            content = content[: end_of(content)]
            project.idle()
            made.append(Stretch(file, content, path.read_bytes(), tuple(states)))
    return made


def end_of(log: bytes) -> int:
    """Return where the log ends: behind lie frames from before it was begun anew, which have other salts."""
    end = HEADER
    while log[end + 8 : end + 16] == log[16:24] and end + FRAME <= len(log):
        end += FRAME
    return end


def _act(project: Project, chance: random.Random) -> None:
    kind = chance.random()
    if kind < 0.1:
        with project.bulk_import("Import", PERSON) as importing:
            importing.add([document(chance) for _ in range(chance.randint(1, 30))], SCHEME)
            project.close_import(importing, "Import")
    elif kind < 0.25:
        project.undo(PERSON)
    elif kind < 0.3:
        project.redo(PERSON)
    else:
        with suppress(EditError):
            start = chance.randrange(labelling.LENGTH - 40)
            names = [label.name for label in SCHEME.labels]
            ids = [line.id for line in project.documents(annotator=PERSON, limit=5)]
            if ids:
                labelled = project.document(ids[0])
                end = min(start + chance.randint(1, 40), len(labelled.text))
                made = labelling.edits.label_span(
                    labelled, project.scheme(), min(start, end - 1), end, chance.choice(names), PERSON
                )
                project.apply("Label", made, PERSON)


def _seen(path: Path) -> frozenset[int]:
    with closing(sqlite3.connect(path)) as file:
        return frozenset(row[0] for row in file.execute(SPANS))


def power_cuts(folder: Path, count: int, seed: int) -> Iterator[tuple[str, list[str]]]:
    """Cut the power `count` times; yield what was done, and what does not hold."""
    stretches = work(folder / "power.annotator", seed)
    for number in range(count):
        chance = random.Random(f"{seed}.{number}")
        stretch = chance.choice([one for one in stretches if len(one.states) > 1 and one.log])
        yield _one(folder / "after.annotator", chance, stretch, f"{seed}.{number}")


def _one(path: Path, chance: random.Random, stretch: Stretch, name: str) -> tuple[str, list[str]]:
    for left in path.parent.glob(f"{path.name}*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    kind = chance.choice(("frame", "middle", "garbage", "checkpoint"))
    file, log, length = stretch.file, stretch.log, len(stretch.log)
    if kind == "checkpoint":
        file = _mixed(chance, stretch.file, stretch.after)
    else:
        length = HEADER + FRAME * chance.randrange((len(log) - HEADER) // FRAME + 1)
        log = log[:length]
        if kind == "middle":
            log = stretch.log[: length + chance.randrange(FRAME)]
        elif kind == "garbage":
            log += chance.randbytes(chance.choice((512, FRAME, 3 * FRAME)))
    path.write_bytes(file)
    path.with_name(path.name + "-wal").write_bytes(log)
    return f"{name} {kind}", list(_complaints(path, _expected(stretch, length)))


def _expected(stretch: Stretch, length: int) -> frozenset[int]:
    """Return what was seen when the log was last no longer than that."""
    return [seen for size, seen in stretch.states if size <= length][-1]


def _mixed(chance: random.Random, before: bytes, after: bytes) -> bytes:
    """Return the file while the log moves into it: any pages are there, others not yet."""
    mixed = bytearray(before + bytes(max(0, len(after) - len(before))))
    for at in range(0, len(after), PAGE):
        if chance.random() < 0.5:
            mixed[at : at + PAGE] = after[at : at + PAGE]
    return bytes(mixed)


def _complaints(path: Path, expected: frozenset[int]) -> Iterator[str]:
    with closing(Project.open(path)) as project:
        yield from (f"check: {finding.message}" for finding in project.check())
    seen = _seen(path)
    if seen != expected:
        yield f"{len(expected - seen)} spans that were safe are not there, {len(seen - expected)} are that were not"
