"""`annotator copy SOURCE TARGET`: a project from a file to a server, back, or to another file."""

import argparse

from annotator.cli.answers import add_json, add_lines, counted, progress_bar
from annotator.cli.printing import print_json, tell
from annotator.cli.project_argument import HELP as PROJECT
from annotator.cli.project_argument import project_address

NAME = "copy"
HELP = "copy a project with its history: to a file, or to a team's server"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("source", metavar="SOURCE", type=project_address, help=PROJECT)
    parser.add_argument(
        "target", metavar="TARGET", type=project_address, help="the same, where there is nothing yet: see SOURCE"
    )
    add_json(parser)
    add_lines(parser)


def run(args: argparse.Namespace) -> int:
    """Copy all of it, compared with what was read, or nothing."""
    from annotator.store.moving import copy_project

    with progress_bar("copy", quiet=args.json, lines=args.lines) as progress:
        tallies = copy_project(args.source, args.target, progress)
    rows = {str(name): tally.rows for name, tally in tallies.items()}
    if args.json:
        print_json({"source": str(args.source), "target": str(args.target), "rows": rows})
    else:
        what = f"{counted(rows['document'], 'document')} with {counted(rows['span'], 'span')}"
        tell(f"{args.source}: {what} and {counted(rows['action'], 'action')} copied to {args.target}, and compared.")
    return 0
