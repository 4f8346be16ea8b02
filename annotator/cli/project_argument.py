"""The argument PROJECT that most commands take: a file, or the address of a team's project."""

import argparse
from pathlib import Path

from annotator.addresses import Address, address_of
from annotator.errors import ProjectError

HELP = "the project file, NAME.annotator; a team's project: postgresql://PERSON@HOST/DATABASE"


def add_project(parser: argparse.ArgumentParser) -> None:
    """Let the command take a project."""
    parser.add_argument("project", metavar="PROJECT", type=project_address, help=HELP)


def add_project_file(parser: argparse.ArgumentParser) -> None:
    """Let the command take a project that is a file."""
    parser.add_argument("project", metavar="PROJECT", type=_file, help="the project file, NAME.annotator")


def project_address(typed: str) -> Address:
    """Return where a project is. Raises the parser's error, without what was typed: there may be a password in it."""
    try:
        return address_of(typed)
    except ProjectError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _file(typed: str) -> Path:
    address = project_address(typed)
    if not isinstance(address, Path):
        raise argparse.ArgumentTypeError(
            "only a project in a file has copies beside it; of one on a server, whoever runs that makes copies by "
            "pg_dump, and “annotator copy” makes a file of it"
        )
    return address
