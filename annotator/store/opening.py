"""Opening a project where it is: a file, or a database of a server; made, recognised and brought up to date."""

from contextlib import suppress
from pathlib import Path

from annotator.addresses import Address, TeamAddress
from annotator.errors import AnnotatorError, ProjectError
from annotator.store import schema
from annotator.store.access import may_write
from annotator.store.database import Database
from annotator.store.folders import why_no_log
from annotator.translation import mark
from annotator.value import value


@value
class Opened:
    """An open database, whether it was made just now, and what is to be said once about where it lies."""

    database: Database
    made: bool
    notices: tuple[AnnotatorError, ...] = ()


def open_database(address: Address, *, create: bool, read_only: bool) -> Opened:
    """Open a project; with `create`, make it when there is none. Raises ProjectError with a sentence."""
    if isinstance(address, TeamAddress):
        check_driver()
        from annotator.store.server_schema import open_server

        return Opened(*open_server(address, create=create, read_only=read_only))
    return _open_file(address.absolute(), create=create, read_only=read_only)


def check_driver() -> None:
    """Raise ProjectError where the driver of PostgreSQL is not installed, or finds nothing to stand on."""
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise ProjectError(
            mark(
                "errors",
                "Projects on a server need the driver of PostgreSQL. Install it by: pip install "
                "annotator-desktop[postgresql]",
            )
        ) from error


def _open_file(path: Path, *, create: bool, read_only: bool) -> Opened:
    made = create and not schema.is_there(path) and schema.create(path)
    before = _identity(path)
    try:
        _prepare(path, read_only=read_only)
    except ProjectError:
        if _identity(path) == before:
            raise
        _prepare(path, read_only=read_only)  # Another program has put a file in its place, brought up to date.
    notice = why_no_log(path)
    database = Database(path, rollback_journal=bool(notice), read_only=not may_write(path), looks_on=read_only)
    return Opened(database, made, (AnnotatorError(notice),) if notice else ())


def _prepare(path: Path, *, read_only: bool) -> None:
    """Let a file be a project of this version. Raises ProjectError."""
    schema.check_file(path)
    schema.bring_up_to_date(path, read_only=read_only)


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one of its name; None for none."""
    with suppress(OSError, ValueError):
        found = path.stat()
        return found.st_dev, found.st_ino
    return None
