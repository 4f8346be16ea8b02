"""Rounds of killing: a round goes on with the project that the one before left, ten of them with one project."""

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.faults import command, importing, labelling, many_places, one_command, stepping, window
from tests.faults.killing import Moment, Reported, Victim, run_and_kill
from tests.faults.soundness import complaints, documents

IMPORTS = {"import": importing.DOCUMENTS, "command": command.DOCUMENTS}
"""How many documents each import of a victim brings; the others bring none."""


@dataclass(frozen=True, slots=True)
class Round:
    """One child that was killed, and what did not hold afterwards."""

    seed: str
    moment: Moment
    reported: Reported
    complaints: tuple[str, ...]


def _while_labelling(chance: random.Random, _: float) -> Moment:
    """Mostly within the edits, now and then while it starts and opens the project."""
    if chance.random() < 0.1:
        return Moment(0, chance.uniform(0.2, 0.6))
    return Moment(1 + chance.randrange(200), chance.uniform(0, 0.004))


def _while_importing(chance: random.Random, _: float) -> Moment:
    if chance.random() < 0.1:
        return Moment(0, chance.uniform(0.2, 0.6))
    return Moment(1 + chance.randrange(20), chance.uniform(0, 0.03))


def _before_it_ends(chance: random.Random, whole: float) -> Moment:
    """Seldom while the program is loaded: that takes a good part of the time, and touches no project."""
    return Moment(0, chance.uniform(0.3, 1) * whole)


VICTIMS = (
    Victim(
        "label",
        lambda path, seed: [sys.executable, "-m", "tests.faults.labelling", str(path), str(seed)],
        _while_labelling,
        labelling.prepare,
    ),
    Victim(
        "import",
        lambda path, seed: [sys.executable, "-m", "tests.faults.importing", str(path), str(seed)],
        _while_importing,
        importing.prepare,
    ),
    Victim(
        "command",
        lambda path, _: [sys.executable, "-m", "annotator", "import", str(path), str(command.articles(path)), "--json"],
        _before_it_ends,
        command.prepare,
        is_endless=False,
    ),
    Victim(
        "window",
        lambda path, seed: [sys.executable, "-m", "tests.faults.window", str(path), str(seed)],
        lambda chance, _: Moment(1 + chance.randrange(40), chance.uniform(0, 0.02)),
        window.prepare,
    ),
    Victim(
        "places",
        lambda path, seed: [sys.executable, "-m", "tests.faults.many_places", str(path), str(seed)],
        _while_importing,
        many_places.prepare,
        aftermath=many_places.aftermath,
    ),
    Victim(
        "undo",
        lambda path, seed: [sys.executable, "-m", "tests.faults.stepping", str(path), str(seed)],
        _while_importing,
        stepping.prepare,
        aftermath=stepping.aftermath,
    ),
    *(
        Victim(
            name,
            make,
            _before_it_ends,
            prepare,
            is_endless=False,
            aftermath=aftermath,
            rounds_of_a_project=1,
        )
        for name, make, prepare, aftermath in (
            (
                "export",
                lambda path, _: one_command.annotator("export", path, path.with_name("out.jsonl"), "--force"),
                one_command.prepare_export,
                one_command.after_export,
            ),
            (
                "migrate",
                lambda path, _: one_command.annotator("stats", path),
                one_command.prepare_old,
                one_command.after_migration,
            ),
            (
                "backup",
                lambda path, _: one_command.annotator("backup", path),
                one_command.prepare,
                one_command.after_copying,
            ),
            (
                "restore",
                lambda path, _: one_command.annotator("restore", path),
                one_command.prepare,
                one_command.after_restoring,
            ),
            ("erase", one_command.erase_command, one_command.prepare, one_command.after_erasing),
        )
    ),
)


def rounds(victim: Victim, path: Path, count: int, seed: int) -> Iterator[Round]:
    """Kill `count` children one after the other; `path` is made, in a folder that is empty but for it."""
    whole = 0.0 if victim.is_endless else _seconds_of(victim, path)
    for number in range(count):
        if number % victim.rounds_of_a_project == 0:
            path.unlink(missing_ok=True)
            victim.prepare(path)
        name = f"{seed}.{number}"
        chance = random.Random(name)
        before, moment = documents(path), victim.moment(chance, whole)
        reported = run_and_kill(victim.command(path, chance.getrandbits(32)), moment)
        found = (*complaints(path, reported, before, IMPORTS.get(victim.name, 0)), *victim.aftermath(path))
        yield Round(name, moment, reported, found)


def _seconds_of(victim: Victim, path: Path) -> float:
    """Return how long a child takes that is not killed."""
    victim.prepare(path)
    command = victim.command(path, 1)
    start = time.perf_counter()
    run_and_kill(command, Moment(0, 600))
    return time.perf_counter() - start
