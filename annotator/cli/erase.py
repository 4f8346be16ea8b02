"""`annotator erase PROJECT DOCUMENT`: an article goes for good, from the project and from its copies."""

import argparse
import sys
from pathlib import Path

from annotator.cli.answers import add_json, add_lines, counted, progress_bar
from annotator.cli.printing import print_json, tell
from annotator.cli.project_argument import add_project

NAME = "erase"
HELP = "erase an article for good: from text, index, history, copies and what was learned; this cannot be undone"
LINE = "Erase an article for good"
BEYOND = (
    "The server's log, other servers that follow it and copies by pg_dump are for whoever runs it; what was learned on "
    "other machines is learned anew there with the next article."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_project(parser)
    parser.add_argument("document", metavar="DOCUMENT", help="its id, its title, or how that begins")
    parser.add_argument("--annotator", metavar="NAME", help="who erases it, in the history; by default you")
    parser.add_argument("--title", default=LINE, help=argparse.SUPPRESS)
    parser.add_argument("--yes", action="store_true", help="do not ask")
    add_json(parser)
    add_lines(parser)


def run(args: argparse.Namespace) -> int:
    """Ask, and erase."""
    from annotator.assist.model_files import forget_project
    from annotator.cli.finding import find_document
    from annotator.errors import AnnotatorError
    from annotator.settings import Settings, annotator_name
    from annotator.store.erasing import erase
    from annotator.store.project import Project

    project = Project.open(args.project)
    try:
        person = project.ensure_annotator(args.annotator or annotator_name(Settings.load())).name
        known = args.document.isdecimal() and project.has_document(int(args.document))
        document = int(args.document) if known else find_document(project, args.document, annotator=person)
    finally:
        project.close()
    if not args.yes and not _is_sure(args):
        raise AnnotatorError("Nothing was erased. To erase without being asked, add --yes.")
    with progress_bar("erase", quiet=args.json, lines=args.lines) as progress:
        erased = erase(args.project, document, person, args.title, progress)
    forget_project(args.project)
    if args.json:
        removed = [str(path) for path in erased.removed]
        print_json(
            {"project": str(args.project), "document": str(document), "copies": erased.copies, "removed": removed}
        )
        return 0
    if not isinstance(args.project, Path):
        tell(f"{args.project}: the article is erased for good from the database. {BEYOND}")
        return 0
    copies = f"{erased.copies:,} copies" if erased.copies != 1 else counted(1, "copy")
    tell(f"{args.project}: the article is erased for good, also from {copies}.")
    for path in erased.removed:
        tell(f"  {path} could not be read and was removed.")
    return 0


def _is_sure(args: argparse.Namespace) -> bool:
    if args.json or not sys.stdin.isatty():
        return False
    where = f"{args.project} and all its copies" if isinstance(args.project, Path) else args.project
    answer = input(f"Erase “{args.document}” from {where}? This cannot be undone. [yes/no] ")
    return answer.strip().lower() in ("y", "yes")
