"""What somebody may have planted in a project file: code that SQLite would run when tables are read or written.

Our files have tables, indexes of columns, and one virtual table, that of the full text. Anything else refuses the file.
"""

import re
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from annotator.errors import ProjectError
from annotator.store.search import CREATE
from annotator.translation import mark

FULL_TEXT = "document_fts"

_OBJECTS = "SELECT type, name, coalesce(sql, '') FROM sqlite_master"
_COMPUTED_COLUMNS = """
SELECT 'computed column', m.name FROM sqlite_master AS m, pragma_table_xinfo(m.name) AS x
WHERE m.type = 'table' AND m.name <> 'document_fts' AND x.hidden IN (2, 3)
"""
_COMPUTED_INDEXES = """
SELECT 'index', m.name FROM sqlite_master AS m, pragma_index_xinfo(m.name) AS x WHERE m.type = 'index' AND x.cid = -2
"""
_COMPUTED_DEFAULTS = """
SELECT 'default of a column of', m.name FROM sqlite_master AS m, pragma_table_info(m.name) AS x
WHERE m.type = 'table' AND m.name NOT LIKE 'document_fts%' AND x.dflt_value LIKE '%(%'
"""
_MADE = re.compile(r"CREATE (?:UNIQUE |TEMP |TEMPORARY )?(TABLE|INDEX|VIRTUAL TABLE|TRIGGER|VIEW)\b")
"""What SQLite makes, as it writes that down itself, whatever was written where it was asked for."""
_CHECKED = re.compile(r"\bCHECK\s*\(", re.IGNORECASE)
SHOWN = 60


def check_nothing_planted(connection: sqlite3.Connection, path: Path) -> None:
    """Raise ProjectError when the file holds code of its own. Nothing of it is run to find that out.

    Raises sqlite3.DatabaseError when the file's own description says neither that nor anything else: it is damaged.
    """
    connection.execute("PRAGMA trusted_schema = OFF")
    for kind, name, sql in connection.execute(_OBJECTS).fetchall():
        made = _MADE.match(str(sql))
        what = made[1].lower() if made else str(kind).lower()
        if what in {"trigger", "view"} or (what == "virtual table" and name != FULL_TEXT):
            raise _planted(path, what, name)
        is_other_text = what == "virtual table" and not _is_full_text(sql)
        if kind not in {"table", "index"} or (sql and made is None) or is_other_text:
            raise sqlite3.DatabaseError("malformed database schema")
        if _CHECKED.search(str(sql)):
            raise _planted(path, "condition of", name)
    for query in (_COMPUTED_COLUMNS, _COMPUTED_INDEXES, _COMPUTED_DEFAULTS):
        for kind, name in connection.execute(query).fetchall():
            raise _planted(path, kind, name)


def refuse_code(path: Path) -> None:
    """Raise ProjectError when a file that may be damaged holds code of its own, as far as that can be read."""
    unreadable = suppress(sqlite3.Error, UnicodeDecodeError)
    with unreadable, closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as file:
        file.text_factory = lambda content: content.decode(errors="surrogateescape")  # Else that would hide the rest.
        check_nothing_planted(file, path)


def holds_code(path: Path) -> bool:
    """Return whether a file holds code of its own, as far as that can be read."""
    try:
        refuse_code(path)
    except ProjectError:
        return True
    return False


def _is_full_text(sql: object) -> bool:
    return str(sql).split() == CREATE.split()


def _planted(path: Path, kind: str, name: object) -> ProjectError:
    return ProjectError(
        mark(
            "errors",
            "{path} holds code of its own, which an Annotator project does not: the {kind} “{name}”. It was not run. "
            "Use a file whose source you trust.",
        ),
        path=path,
        kind=kind,
        name=str(name)[:SHOWN],
    )
