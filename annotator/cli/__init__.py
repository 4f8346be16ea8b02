"""The command line: one module a command, found by folder. With no command, the window.

A command module has `NAME`, `HELP`, `add_arguments(parser)` and `run(args) -> int`. It imports what is
heavy in `run`: the arguments are parsed before Qt and SQLAlchemy are loaded.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, Protocol

from annotator import __version__
from annotator.errors import AnnotatorError, FormatUnknownError

WINDOW = "window"
OK, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130
"""Exit codes; that for wrong usage is argparse's."""

DESCRIPTION = "Read articles, mark spans, give them labels, export datasets. Without a command: the window."

EXAMPLES = """\
examples:
  annotator                                     open the window with the project of last time
  annotator news.annotator                      open the window with this project
  annotator import news.annotator articles/     read articles into a project, which is made when missing
  annotator export news.annotator news.jsonl    write the labelled articles to a file
  annotator convert news.jsonl news.conll       from format to format, without a project
  annotator render news.annotator "Rail" a.pdf  draw the article whose title begins with Rail
  annotator stats news.annotator                count documents, spans and the time that was spent
  annotator lint news.annotator                 look for labels that may be wrong
  annotator check news.annotator                look for damage
  annotator copy news.annotator postgresql://ayla@server/news
                                                bring the project to a team's server, with its history
  annotator COMMAND --help                      say more about one command

A project whose file is named like a command is opened by ./NAME.
"""


class Command(Protocol):
    """What a command module holds."""

    NAME: str
    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Say what the command takes."""

    def run(self, args: argparse.Namespace) -> int:
        """Do it; return the exit code."""


def commands(wanted: str | None = None) -> dict[str, Command]:
    """Return every command by its name; with `wanted`, only that one and the window, and load no other.

    A command's module has the command's name, with a `_` behind it where Python has the word for itself.
    """
    found: dict[str, Command] = {}
    names = {entry.name.partition(".")[0] for folder in __path__ for entry in os.scandir(folder)} - {"__init__"}
    for name in sorted(filter(str.isidentifier, names)):
        if name != "__pycache__" and (wanted is None or name.rstrip("_") in (wanted, WINDOW)):
            command: Command = importlib.import_module(f"{__name__}.{name}")
            if hasattr(command, "NAME"):
                found[command.NAME] = command
    return found


class Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments, among them names of files, without doing what they tell a terminal."""

    def error(self, message: str) -> NoReturn:
        """Print the message and leave."""
        from annotator.cli.printing import printable

        super().error(printable(message))


def make_parser(known: dict[str, Command]) -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = Parser(
        prog="annotator",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"annotator {__version__}")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, command in known.items():
        subparser = subparsers.add_parser(name, help=command.HELP, description=command.HELP)
        command.add_arguments(subparser)
        subparser.set_defaults(run=command.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; return its exit code. Wrong usage and `--help` leave by SystemExit."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    first = arguments[0] if arguments else WINDOW
    known = commands(None if first.startswith("-") else first)
    if first not in known and _looks_like_a_command(first):
        _refuse_command(first)
        return USAGE
    if not arguments or (first not in known and not first.startswith("-")):
        arguments.insert(0, WINDOW)
    args = make_parser(known).parse_args(arguments)
    try:
        return int(args.run(args))
    except AnnotatorError as error:
        _print_error(error, args)
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Who reads us has seen enough. Python would write to the closed pipe once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _looks_like_a_command(first: str) -> bool:
    """Return whether a word is neither an option nor names a project: opening that would say what nobody asked."""
    return first.replace("-", "_").isidentifier() and not first.startswith("-") and not Path(first).exists()


def _refuse_command(first: str) -> None:
    from difflib import get_close_matches

    from annotator.cli.printing import tell

    close = get_close_matches(first, commands(None), 1)
    meant = f"Did you mean “{close[0]}”?" if close else "“annotator --help” lists the commands."
    tell(f"annotator: There is no command “{first}”, nor a project of that name. {meant}", errors=True)


def _print_error(error: AnnotatorError, args: argparse.Namespace) -> None:
    """Print an error for people, or as a line for a program that started us. Few starts need what does so."""
    if getattr(args, "lines", False):
        from annotator.process_lines import line_of_error

        print(line_of_error(error), file=sys.stderr)
    else:
        from annotator.cli.printing import tell

        names_format = getattr(args, "names_format", "") if isinstance(error, FormatUnknownError) else ""
        remedy = f" Name one with {names_format}, see “annotator formats”." if names_format else ""
        tell(" ".join(f"annotator: {error}{remedy}".split("\n")), errors=True)
