"""`annotator stats PROJECT`: how far a project is."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.cli.answers import add_json, counted
from annotator.cli.printing import print_json, tell
from annotator.cli.project_argument import add_project
from annotator.cli.table import table

if TYPE_CHECKING:
    from annotator.store import Statistics

NAME = "stats"
HELP = "count documents by status, spans by label and annotator, and the time that was spent"

RULE = (
    "Time is the sum of the pauses between one annotator's consecutive actions, those above five minutes left out. "
    "So reading before the first action of a sitting does not count, nor does what was done outside the program."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = f"{HELP[0].upper()}{HELP[1:]}. {RULE}"
    add_project(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Print the tables."""
    from annotator.store.project import Project

    project = Project.open(args.project)
    try:
        found = project.statistics()
    finally:
        project.close()
    if args.json:
        print_json({"project": str(args.project), **as_json(found)})
    else:
        spans = counted(sum(sum(share.spans.values()) for share in found.shares), "span")
        tell(f"{args.project}: {counted(found.documents, 'document')}, {spans}.")
        for part in (_documents(found), _spans(found), _time(found)):
            tell("")
            tell(*part)
    return 0


def _documents(found: "Statistics") -> Iterator[str]:
    from annotator.model import Status

    titles = {
        Status.TODO: "to do",
        Status.IN_PROGRESS: "in progress",
        Status.DONE: "done",
        Status.SKIPPED: "skipped",
    }
    rows = [
        (share.annotator, *(_number(share.documents.get(status, 0)) for status in titles), _number(share.flagged))
        for share in found.shares
    ]
    return table(("Documents", *titles.values(), "flagged"), rows)


def _spans(found: "Statistics") -> Iterator[str]:
    shares = [share for share in found.shares if share.spans]
    several = len(shares) > 1
    names = [share.annotator for share in shares]
    counts = [(label, [share.spans.get(label, 0) for share in shares]) for label in found.labels]
    counts.append(("all", [sum(share.spans.values()) for share in shares]))
    rows = [
        (label, *(_number(number) for number in numbers), *([_number(sum(numbers))] if several else []))
        for label, numbers in counts
    ]
    return table(("Spans", *names, *(["all"] if several else [])), rows)


def _time(found: "Statistics") -> Iterator[str]:
    rows = [(share.annotator, duration(share.worked), _number(share.actions)) for share in found.shares]
    yield from table(("Time", "h:mm:ss", "actions"), rows)
    yield "Pauses above five minutes are not counted."


def _number(number: int) -> str:
    return f"{number:,}" if number else "-"


def duration(milliseconds: int) -> str:
    """Return hours, minutes and seconds, rounded to these."""
    seconds = round(milliseconds / 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def as_json(found: "Statistics") -> dict[str, object]:
    """Return the statistics for scripts."""
    from annotator.model import Status
    from annotator.store import LONGEST_PAUSE

    return {
        "documents": found.documents,
        "spans": sum(sum(share.spans.values()) for share in found.shares),
        "labels": found.labels,
        "longest_pause_seconds": LONGEST_PAUSE // 1000,
        "annotators": [
            {
                "name": share.annotator,
                "documents": {str(status): share.documents.get(status, 0) for status in Status},
                "flagged": share.flagged,
                "spans": dict(share.spans),
                "seconds": share.worked / 1000,
                "actions": share.actions,
            }
            for share in found.shares
        ],
    }
