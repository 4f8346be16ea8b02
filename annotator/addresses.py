"""Where a project is: in a file, or in a database of a PostgreSQL server.

A team's address is written as a URL, `postgresql://PERSON@HOST:PORT/DATABASE`. A password in it is used and never
shown: neither the text of an address nor its `repr` has it.
"""

from dataclasses import field
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from annotator.errors import ProjectError
from annotator.translation import mark
from annotator.value import value

SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
"""How the URL of a team's project may begin: as psql, and as SQLAlchemy write it."""

OPTIONS = frozenset({"sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout"})
"""What may stand behind the question mark. The rest of what libpq knows would let a URL name files and programs."""

PORT = 5432


@value
class TeamAddress:
    """A database of a PostgreSQL server. What is empty is what libpq takes for it: the system's user, its socket."""

    database: str
    host: str = ""
    port: int = PORT
    person: str = ""
    options: tuple[tuple[str, str], ...] = ()
    password: str = field(default="", repr=False, compare=False)

    @property
    def name(self) -> str:
        """Return what the project is called."""
        return self.database

    def __str__(self) -> str:
        person = f"{quote(self.person, safe='')}@" if self.person else ""
        host = f"[{self.host}]" if ":" in self.host else quote(self.host, safe="")
        port = "" if self.port == PORT else f":{self.port}"
        options = f"?{urlencode(self.options)}" if self.options else ""
        return f"postgresql://{person}{host}{port}/{quote(self.database, safe='')}{options}"


Address = Path | TeamAddress


def name_of(address: Address) -> str:
    """Return what a project is called: its file without the suffix, or its database."""
    return address.stem if isinstance(address, Path) else address.name


def may_be_there(address: Address) -> bool:
    """Return whether a project is there, as far as that is told at once: nobody waits here for a server."""
    return not isinstance(address, Path) or address.is_file()


def in_full(address: Address) -> str:
    """Return the text that leads to a project, with the password: for a process of ours, and never to be shown."""
    if isinstance(address, Path) or not address.password:
        return str(address)
    scheme, _, rest = str(address).partition("://")
    person, _, place = rest.rpartition("@")
    return f"{scheme}://{person}:{quote(address.password, safe='')}@{place}"


def address_of(named: str | Address) -> Address:
    """Return where a project is that somebody named. Raises ProjectError for a URL that names no database."""
    if not isinstance(named, str):
        return named
    scheme, sign, _ = named.partition("://")
    if not sign:
        return Path(named)
    if scheme.lower() not in SCHEMES:
        raise ProjectError(
            mark(
                "errors",
                "{scheme} is no kind of address that is known. A project is a file, or postgresql://HOST/DATABASE.",
            ),
            scheme=f"{scheme}://",
        )
    return _team_address(named)


def _team_address(url: str) -> TeamAddress:
    try:
        parts = urlsplit(url)
        port = parts.port or PORT
        options = tuple(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    except ValueError:
        raise _no_address() from None
    database = unquote(parts.path.removeprefix("/"))
    unknown = {name for name, _ in options} - OPTIONS
    if unknown:
        raise ProjectError(
            mark("errors", "The address of a project cannot have “{option}”. It may have {known}."),
            option=min(unknown),
            known=", ".join(sorted(OPTIONS)),
        )
    address = TeamAddress(
        database,
        unquote(parts.hostname or ""),
        port,
        unquote(parts.username or ""),
        options,
        unquote(parts.password or ""),
    )
    if not database or "/" in database or any("\0" in part for part in (database, address.host, address.person)):
        raise _no_address()
    return address


def _no_address() -> ProjectError:
    """Return the refusal, which does not repeat what was typed: there may be a password in it."""
    return ProjectError(
        mark("errors", "That is not the address of a project. It is written postgresql://PERSON@HOST/DATABASE.")
    )
