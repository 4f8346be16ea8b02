"""`annotator backup PROJECT`: a checked copy beside the project, as the window makes it by itself."""

import argparse

from annotator.cli.answers import add_json, add_lines, counted, findings_as_json, progress_bar
from annotator.cli.printing import print_json, tell
from annotator.cli.project_argument import add_project_file

NAME = "backup"
HELP = "copy a project into the folder of copies beside it, check the copy, and let go of those that are too old"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_project_file(parser)
    parser.add_argument(
        "--every", metavar="MINUTES", type=float, default=0, help="only when the newest copy is older than this"
    )
    parser.add_argument("--only-check", action="store_true", help="make no copy that stays: look for damage only")
    add_json(parser)
    add_lines(parser)


def run(args: argparse.Namespace) -> int:
    """Copy and check; exit with 1 when something is wrong with the project, of which no copy is kept then."""
    from datetime import timedelta

    from annotator.store import schema
    from annotator.store.backup import back_up

    project = args.project.absolute()
    schema.check_file(project)
    with progress_bar("backup", quiet=args.json, lines=args.lines) as progress:
        made = back_up(project, interval=timedelta(minutes=args.every), keep=not args.only_check, progress=progress)
    if args.json:
        copy = None if made.copy is None else str(made.copy.path)
        findings = findings_as_json(made.findings)
        print_json({"project": str(args.project), "copy": copy, "findings": findings})
    elif made.findings:
        tell(f"{args.project}: {counted(len(made.findings), 'finding')}; no copy is kept. See “annotator check”.")
    elif made.copy is None:
        tell(f"{args.project}: everything is as it was written; no new copy is needed.")
    else:
        tell(f"{args.project}: copied to {made.copy.path}.")
    return 1 if made.findings else 0
