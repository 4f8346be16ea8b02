"""`annotator restore PROJECT`: go back to a copy of a project; what is there is put aside."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cli.answers import add_json, add_lines, counted, progress_bar
from annotator.cli.printing import print_json, tell
from annotator.cli.project_argument import add_project_file

if TYPE_CHECKING:
    from annotator.store.copies import Copy

NAME = "restore"
HELP = "go back to a copy of a project: to the newest, or to one that is named; the present file is put aside"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_project_file(parser)
    parser.add_argument("--list", action="store_true", help="only list the copies that there are")
    parser.add_argument(
        "--from", dest="copy", metavar="COPY", type=Path, help="this copy: a file, or a name that --list shows"
    )
    add_json(parser)
    add_lines(parser)


def run(args: argparse.Namespace) -> int:
    """List the copies, or go back to one."""
    from annotator.errors import ProjectError
    from annotator.store.copies import folder_of, list_copies, made_while_working
    from annotator.store.restoring import restore

    project = args.project.absolute()
    copies = list_copies(project)
    if args.list:
        return _show(args, copies)
    newest = next((copy.path for copy in made_while_working(copies)), None)
    copy = newest if args.copy is None else args.copy
    if copy is None:
        raise ProjectError(f"There is no copy of {args.project} in {folder_of(project)}.")
    if not copy.exists():
        copy = folder_of(project) / copy.name
    with progress_bar("restore", quiet=args.json, lines=args.lines) as progress:
        aside = restore(project, copy.absolute(), progress)
    if args.json:
        print_json({"project": str(args.project), "copy": str(copy), "aside": None if aside is None else str(aside)})
    else:
        tell(f"{args.project}: is again as in {copy.name}.")
        if aside is not None:
            tell(f"  What was there is kept as {aside}.")
    return 0


def _show(args: argparse.Namespace, copies: "tuple[Copy, ...]") -> int:
    from annotator.store.restoring import size_of

    sized = [(copy, size_of(copy.path)) for copy in copies]
    if args.json:
        rows = [
            {
                "copy": str(copy.path),
                "at": copy.at,
                "why": copy.why,
                "bytes": copy.size,
                "documents": None if size is None else size.documents,
                "spans": None if size is None else size.spans,
            }
            for copy, size in sized
        ]
        print_json({"project": str(args.project), "copies": rows})
        return 0
    tell(f"{args.project}: {counted(len(copies), 'copy') if len(copies) == 1 else f'{len(copies):,} copies'}.")
    for copy, size in sized:
        holds = "cannot be read"
        if size is not None:
            holds = f"{counted(size.documents, 'document')}, {counted(size.spans, 'span')}"
        why = f", put aside: {copy.why}" if copy.why else ""
        tell(f"  {copy.path.name}  {copy.at.astimezone():%Y-%m-%d %H:%M}  {holds}, {copy.size / 1e6:,.1f} MB{why}")
    return 0
