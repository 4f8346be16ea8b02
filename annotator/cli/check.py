"""`annotator check PROJECT`: whether a project is whole."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cli.answers import add_json, add_lines, counted, findings_as_json, progress_bar
from annotator.cli.printing import print_json, tell
from annotator.cli.project_argument import add_project
from annotator.process_lines import told_of
from annotator.store import Finding

if TYPE_CHECKING:
    from annotator.store.repair import Repaired

NAME = "check"
HELP = "check a project: the database, every checksum and offset, and that the history leads to the present"

FOR_A_FILE = "Go back to a copy by “annotator restore”, or add --repair."
FOR_A_SERVER = "Ask whoever runs the server for a copy, or make a project of what can be read by “annotator export”."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_project(parser)
    parser.add_argument(
        "--repair",
        action="store_true",
        help="when something is wrong, make a sound project of all that is left there and in the copies, put it in "
        "place of the damaged one, which is kept, and say what is missing",
    )
    add_json(parser)
    add_lines(parser)


def run(args: argparse.Namespace) -> int:
    """Print what is wrong; exit with 1 when something is, and was not repaired without loss."""
    from annotator.errors import ProjectError

    if args.repair and not isinstance(args.project, Path):
        raise ProjectError(
            "Only a project in a file can be repaired. On a server, its copies are for whoever runs that."
        )
    try:
        findings = _findings(args)
    except ProjectError as error:
        if not args.repair or not args.project.is_file():
            raise
        findings = [Finding(error)]
    if findings and args.repair:
        return _repair(args, findings)
    if args.json:
        print_json({"project": str(args.project), "findings": findings_as_json(findings)})
    elif findings:
        number = counted(len(findings), "finding")
        what = FOR_A_FILE if isinstance(args.project, Path) else FOR_A_SERVER
        tell(f"{args.project}: {number}. {what}")
        _print_findings(findings)
    else:
        tell(f"{args.project}: everything is as it was written.")
    return 1 if findings else 0


def _findings(args: argparse.Namespace) -> list[Finding]:
    from annotator.store.project import Project

    project = Project.open(args.project)
    try:
        with progress_bar("check", quiet=args.json, lines=args.lines and not args.repair) as progress:
            return list(project.check(progress))
    finally:
        project.close()


def _print_findings(findings: Sequence[Finding]) -> None:
    for finding in findings:
        tell(f"  {finding.message}" if finding.document is None else f"  {finding.document}: {finding.message}")


def _repair(args: argparse.Namespace, findings: Sequence[Finding]) -> int:
    from annotator.store.repair import repair

    with progress_bar("repair", quiet=args.json, lines=args.lines) as progress:
        made = repair(args.project.absolute(), progress)
    if args.json:
        found = findings_as_json(findings)
        print_json({"project": str(args.project), "findings": found, "repaired": _as_json(made)})
        return 1 if made.missing else 0
    documents, spans = counted(made.documents, "document"), counted(made.spans, "span")
    tell(f"{args.project}: {counted(len(findings), 'finding')}; repaired. It has {documents} with {spans}.")
    tell(f"  The damaged file is kept as {made.aside}.")
    tell(
        "  The history is as it was."
        if made.keeps_history
        else "  The history begins anew: that of the damaged file did not lead to what is left of it."
    )
    for line in (*made.from_copy, *made.missing):
        tell(f"  {line}")
    if not made.missing:
        tell("  Nothing is known to be missing.")
    return 1 if made.missing else 0


def _as_json(made: "Repaired") -> dict[str, object]:
    """Return what a repair did for scripts; for the window each sentence and its values apart, to be translated."""
    told = {
        name: [{"message": str(one), **told_of(one)} for one in sentences]
        for name, sentences in (("from_copy", made.from_copy), ("missing", made.missing))
    }
    return {
        "aside": None if made.aside is None else str(made.aside),
        "keeps_history": made.keeps_history,
        "documents": made.documents,
        "spans": made.spans,
        **told,
    }
