"""A project from where it is to where there is none yet: files and servers, in any direction."""

from contextlib import closing
from pathlib import Path

from annotator.addresses import Address, TeamAddress
from annotator.errors import ProjectError
from annotator.store.copying import Progress, Tally, copy_rows, copy_to_file
from annotator.store.database import Database
from annotator.store.leftovers import clear_away_open
from annotator.store.opening import check_driver, open_database
from annotator.translation import mark


def copy_project(source: Address, target: Address, progress: Progress = lambda _: None) -> dict[str, Tally]:
    """Copy a project to where there is none yet; return what each table holds. Raises ProjectError.

    `progress` gets the part that is done, and may raise to stop it: then there is nothing at the target.
    """
    if isinstance(target, Path) and target.exists():
        raise ProjectError(mark("errors", "{path} exists already. Choose another name for the copy."), path=target)
    opened = open_database(source, create=False, read_only=False).database
    with closing(opened):
        if isinstance(target, Path):
            tallies = copy_to_file(opened, target.absolute(), progress)
        else:
            tallies = _copy_to_server(opened, target, progress)
    with closing(open_database(target, create=False, read_only=False).database) as copy:
        clear_away_open(copy)  # What goes on being written is written there, not here.
    return tallies


def _copy_to_server(source: Database, address: TeamAddress, progress: Progress) -> dict[str, Tally]:
    """Copy a project into an empty database, in one transaction."""
    check_driver()
    from annotator.store.server import ServerDatabase
    from annotator.store.server_schema import make_in

    with closing(ServerDatabase(address)) as target:
        with target.write() as written:
            if not make_in(written, address):
                raise ProjectError(
                    mark("errors", "There is a project in {path} already. Name a database that is empty."), path=address
                )
            tallies = copy_rows(source, target, written, progress)
        target.settle()
    return tallies
