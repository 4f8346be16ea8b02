"""`annotator [PROJECT] [--read-only]`: the window."""

import argparse

from annotator.cli.project_argument import HELP as PROJECT
from annotator.cli.project_argument import project_address
from annotator.collecting import collect_seldom_from_now

NAME = "window"
HELP = "open the window: with PROJECT, or with the project of last time"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("project", metavar="PROJECT", nargs="?", type=project_address, help=PROJECT)
    parser.add_argument("--read-only", action="store_true", help="look at the project: nothing in it can be changed")


def run(args: argparse.Namespace) -> int:
    """Open the window and stay until it is closed."""
    # Loading makes many objects and no garbage: looking for some would take an eighth of the start.
    collect_seldom_from_now()
    import annotator.ui.before_qt  # noqa: F401
    from annotator.ui.feature_reading import spare_reading
    from annotator.ui.platform_check import check_platform

    check_platform()
    spare_reading()
    from annotator.ui.application import run as run_window

    return run_window(args.project, read_only=args.read_only)
