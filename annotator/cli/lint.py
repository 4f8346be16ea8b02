"""`annotator lint PROJECT`: what looks wrong in what was labelled."""

import argparse
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cli.answers import SHOWN, add_json, counted, progress_bar
from annotator.cli.printing import print_json, tell
from annotator.cli.project_argument import add_project
from annotator.cli.scope import add_scope, chosen_scope
from annotator.visible import one_line

if TYPE_CHECKING:
    from annotator.lint import Finding
    from annotator.transfer.linting import Linted

NAME = "lint"
HELP = "look for what may be wrong in a project's labels: inconsistent, badly cut, forgotten, in two parts of a dataset"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_project(parser)
    add_scope(parser)
    parser.add_argument(
        "--splits", metavar="FILE", type=Path, help="a splits.tsv of a dataset: look for reprints in two parts of it"
    )
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Print what was found; exit with 1 when something was."""
    from annotator.store.project import Project
    from annotator.transfer.linting import lint_project
    from annotator.transfer.splitting import read_splits

    parts = read_splits(args.splits) if args.splits else {}
    project = Project.open(args.project)
    try:
        with progress_bar("lint", quiet=args.json) as progress:
            linted = lint_project(project, chosen_scope(project, args), parts=parts, progress=progress)
    finally:
        project.close()
    if args.json:
        print_json({"project": str(args.project), **as_json(linted)})
    else:
        _print(args.project, linted)
    return 1 if linted.number else 0


def _print(path: Path, linted: "Linted") -> None:
    from annotator.lint import Problem

    looked = counted(linted.documents, "document")
    if not linted.number:
        tell(f"{path}: nothing looks wrong in {looked}.")
        return
    tell(f"{path}: {counted(linted.number, 'finding')} in {looked}.")
    for problem, group in groupby(sorted(linted.findings, key=_kind), key=_kind):
        number, findings = linted.numbers[Problem(problem)], list(group)
        tell(f"{number:,} {problem}:")
        for finding in findings[:SHOWN]:
            place = "" if finding.start is None else f", {finding.start} to {finding.end}"
            tell(f"  {finding.document} “{one_line(finding.title)}”{place}: {_in_a_line(finding)}")
        if number > SHOWN:
            tell(f"  … and {number - SHOWN:,} more")


def _in_a_line(finding: "Finding") -> "Finding":
    """Return a finding of which no part keeps the others from being read."""
    label, quote, other = map(one_line, (finding.label, finding.quote, finding.other))
    return replace(finding, label=label, quote=quote, other=other)


def _kind(finding: "Finding") -> str:
    return finding.problem


def as_json(linted: "Linted") -> dict[str, object]:
    """Return the findings for scripts."""
    return {
        "documents": linted.documents,
        "numbers": {str(problem): number for problem, number in sorted(linted.numbers.items())},
        "findings": [
            {
                "problem": str(finding.problem),
                "message": str(finding),
                "document": str(finding.document),
                "title": finding.title,
                "annotator": finding.annotator,
                "start": finding.start,
                "end": finding.end,
                "label": finding.label,
                "quote": finding.quote,
            }
            for finding in linted.findings
        ],
    }
