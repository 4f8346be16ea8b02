"""Many who label the same articles of one project on a server: nothing is lost, and who comes too late is told so.

`python -m tests.faults team --clients 10 --seconds 60` starts a server of its own.
"""

# ruff: noqa: T201

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace

from annotator.addresses import Address
from annotator.label_edits import change_label
from annotator.model import Attribute, AttributeKind
from annotator.store.project import Project
from tests.clusters import Cluster
from tests.faults.team_client import told
from tests.faults.team_history import ROWS, misplaced
from tests.store.making import ROOT, article, bring_in, new_project, raw

ARTICLES = 5
FOREVER = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Work:
    """What a team did in a project, and what does not hold afterwards."""

    reports: list[dict]
    complaints: list[str]

    def total(self, what: str) -> int:
        """Return a count over all clients."""
        return sum(report["count"].get(what, 0) for report in self.reports)


def work(address: Address, *, clients: int, seconds: float = FOREVER, steps: int = FOREVER, seed: int = 1) -> Work:
    """Let so many clients work in a new project, each in a process of its own."""
    with closing(new_project(address)) as project:
        bring_in(project, [article(number) for number in range(1, ARTICLES + 1)], keep_ids=True)
        scheme = project.scheme()
        for label in scheme.labels[:2]:
            asked = replace(label, attributes=(Attribute("sure", AttributeKind.YES_NO),))
            project.apply("Attribute", change_label(scheme, label, asked), "Ayla")
    children = [_start(address, f"person{number}", f"{seed}.{number}", seconds, steps) for number in range(clients)]
    for said in ("ready", "done"):
        for child in children:
            heard = child.stdout.readline()
            assert heard == f"{said}\n", heard
        for child in children:
            child.stdin.write("on\n")
            child.stdin.flush()
    reports = [json.loads(child.communicate()[0]) for child in children]
    return Work(reports, list(_complaints(address, reports)))


def _start(address: Address, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.faults.team_client", str(address), *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _complaints(address: Address, reports: list[dict]) -> Iterator[str]:
    """Yield what does not hold: of the project, and of what each client has seen of it."""
    with closing(Project.open(address)) as project:
        yield from (f"check: {finding.message}" for finding in project.check())
        there = {str(one.document.id): one for one in project.annotated_documents()}
    with raw(address) as file:
        rows = file.execute("SELECT seq, id, title FROM action ORDER BY seq").fetchall()
        history = file.execute(ROWS).fetchall()
        versions = dict(file.execute("SELECT sha256, text FROM text_version").fetchall())
    if [row[0] for row in rows] != list(range(1, len(rows) + 1)):
        yield "the history has gaps"
    made = sum(report["count"].get(what, 0) for report in reports for what in ("edits", "undone", "redone"))
    skipped = len(rows) - 3 - made
    if skipped < 0:
        yield f"{-skipped} actions that were told as saved are not there"
    texts = {number: article(number).text for number in range(1, ARTICLES + 1)}
    meant = {int(action): dict(spans) for report in reports for action, spans in report["meant"].items()}
    yield from misplaced(history, texts, versions, meant)
    order = [row[1] for row in rows]
    for number, report in enumerate(reports):
        if report["told"] != order[len(order) - len(report["told"]) :]:
            yield f"client {number} has heard of other actions, or in another order"
        yield from (f"client {number}: {one}" for one in _differences(report, there))
        yield from (f"no sentence: {said}" for said in report["sentences"] if not said.endswith("."))


def _differences(report: dict, there: dict) -> Iterator[str]:
    if report["seen"].keys() != there.keys():
        yield f"has the articles {sorted(report['seen'])} and not {sorted(there)}"
    for id_ in report["seen"].keys() & there.keys():
        seen, now = Counter(report["seen"][id_]), Counter(told(there[id_]))
        for line in (*(f"too much: {one}" for one in seen - now), *(f"too little: {one}" for one in now - seen)):
            yield f"article {id_}: {line}"


def main(arguments: list[str]) -> int:
    """Run the long form, and print its figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults team", description=__doc__)
    parser.add_argument("--clients", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    chosen = parser.parse_args(arguments)
    with closing(Cluster()) as cluster:
        done = work(cluster.new_database(), clients=chosen.clients, seconds=chosen.seconds, seed=chosen.seed)
    p50, p95 = (max(report["milliseconds"][at] for report in done.reports if report["milliseconds"]) for at in (0, 1))
    longest = max(report["longest"] for report in done.reports)
    print(f"seed {chosen.seed}: {chosen.clients} clients, {chosen.seconds:.0f} s, {ARTICLES} articles")
    print(
        ", ".join(
            f"{what} {done.total(what):,}"
            for what in ("edits", "undone", "redone", "conflicts", "refused", "waited in vain")
        )
    )
    print(f"of the slowest client: p50 {p50} ms, p95 {p95} ms; the longest of all {longest} ms")
    print(f"complaints: {len(done.complaints)}")
    for line in (*done.complaints, *sorted({said for report in done.reports for said in report["sentences"]})):
        print(f"  {line}")
    return 1 if done.complaints else 0
