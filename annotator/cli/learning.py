"""What the commands that learn take: the project, whose labels, and by which engines."""

import argparse
from pathlib import Path

from annotator.cli.project_argument import add_project


def add_learning(parser: argparse.ArgumentParser) -> None:
    """Say what is learned from, and how."""
    add_project(parser)
    parser.add_argument("--annotator", metavar="NAME", help="learn from this annotator's labels, not from yours")
    parser.add_argument(
        "--engine", metavar="NAME", action="append", default=[], help="only this engine; may be given several times"
    )


def add_setups(parser: argparse.ArgumentParser) -> None:
    """Say what engines can be told to suggest by besides the project's labels."""
    parser.add_argument(
        "--lists",
        metavar="FILE",
        action="append",
        default=[],
        type=Path,
        help="suggest what stands in a file too: a form a line, a form and a label with a tab between, or patterns as "
        "JSON Lines in the shape of spaCy's EntityRuler; may be given several times",
    )


def setups(args: argparse.Namespace) -> dict[str, str]:
    """Return what the engines are told that have to be set up."""
    return {"lists": "\n".join(str(path.absolute()) for path in args.lists)} if args.lists else {}


def whose(args: argparse.Namespace) -> str:
    """Return the annotator whose labels are meant."""
    from annotator.settings import Settings, annotator_name

    return args.annotator or annotator_name(Settings.load())


def share(text: str) -> float:
    """Return a number from 0 to 1, as argparse wants it."""
    number = float(text)
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return number
