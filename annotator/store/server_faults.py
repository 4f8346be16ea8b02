"""What a PostgreSQL server or its driver says, and what we say. No sentence has the password."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError, IntegrityError

from annotator.addresses import TeamAddress
from annotator.errors import AnnotatorError, EditError, ProjectError, ServerLostError
from annotator.translation import mark

LOST = mark("errors", "The server {host} cannot be reached. You can read on; what was saved is safe there.")
NOT_FOUND = mark(
    "errors", "The server {host} cannot be reached. Check its name, and whether it runs and can be reached from here."
)

SENTENCES = {
    "55P03": mark(
        "errors", "Another program is writing to the project for a long time. Wait for it to end, then do it again."
    ),
    "57014": mark("errors", "What was being read was stopped."),
    "42501": mark(
        "errors", "You have no right to do that in this database. Ask whoever runs the server for the right."
    ),
    "25006": mark("errors", "The server can only be read at present. Ask whoever runs it."),
    "53100": mark("errors", "The disk of the server is full. Ask whoever runs it to make room, and do it again."),
    "3D000": mark("errors", "The server has no database of that name. Check the name, or ask for it to be made."),
    "42P01": mark("errors", "The tables of the project are damaged. Restore the database from a copy."),
    "42703": mark("errors", "The tables of the project are damaged. Restore the database from a copy."),
    "XX001": mark("errors", "The server says that the database is damaged. Restore it from a copy."),
    "XX002": mark("errors", "The server says that the database is damaged. Restore it from a copy."),
}
"""By the code that the server gives."""

REFUSALS = (
    ("password", mark("errors", "The server refuses the name or the password. Check both.")),
    ("pg_hba.conf", mark("errors", "The server lets nobody in from here under that name. Ask whoever runs it.")),
    ("does not exist", mark("errors", "The server knows no such database or name. Check both.")),
    ("too many clients", mark("errors", "The server has no room for one more. Try again when others have left.")),
    ("certificate", mark("errors", "The server's certificate is not to be trusted. Ask whoever runs it.")),
    ("ssl", mark("errors", "The server and this machine do not agree on how to encrypt. Check “sslmode”.")),
)
"""What is said while somebody connects, where the driver gives no code."""

ANOTHER_CHARACTER = mark(
    "errors", "A text holds the character with the number 0, which a database on a server cannot keep. Take it out."
)

LOST_CODES = ("08", "57P")
"""How the codes begin of a connection that is gone, and of a server that goes down or comes up."""


@contextmanager
def server_faults(address: TeamAddress) -> Iterator[None]:
    """Turn what the driver raises into AnnotatorError; what is a fault of ours stays one."""
    try:
        yield
    except (DBAPIError, psycopg.Error) as error:
        said = error.orig if isinstance(error, DBAPIError) else error
        if isinstance(error, IntegrityError) or not isinstance(said, psycopg.Error):
            raise
        made = _as_said(address, said)
        if made is None:
            raise
        raise made from _without_details(said)


def _as_said(address: TeamAddress, error: psycopg.Error) -> AnnotatorError | None:
    code = error.sqlstate or ""
    if isinstance(error, psycopg.DataError) and "NUL" in str(error):
        return EditError(ANOTHER_CHARACTER)
    if code in SENTENCES:
        return ProjectError("{path}: {why}", path=address, why=AnnotatorError(SENTENCES[code]))
    if code.startswith(LOST_CODES):
        return ServerLostError(LOST, host=address.host or address)
    if not code and isinstance(error, psycopg.OperationalError):
        said = str(error).lower()
        for sign, sentence in REFUSALS:
            if sign in said and "closed the connection" not in said:
                return ProjectError("{path}: {why}", path=address, why=AnnotatorError(sentence))
        return ServerLostError(LOST, host=address.host or address)
    if isinstance(error, psycopg.InterfaceError):
        return ServerLostError(LOST, host=address.host or address)
    return None


def _without_details(error: psycopg.Error) -> psycopg.Error:
    """Return the error as it came: libpq names host, person and database in it, and never the password."""
    return error
