"""The rows of the history with their checksums: a byte that changed in an action or an edit is found on reading."""

from collections.abc import Sequence
from typing import Any

from annotator.errors import AnnotatorError, ProjectError
from annotator.store.checksums import values_checksum
from annotator.store.database import DAMAGED
from annotator.store.rows import EDIT_FORMAT, FLIPS, KINDS, Fields, Row, from_json
from annotator.translation import mark

ACTION_COLUMNS = ("id", "seq", "title", "annotator", "at", "undoes", "root", "depth", "source", "edits")
"""What the checksum of an action vouches for. Who has it open, and when that one was last alive, changes meanwhile."""

EDIT_COLUMNS = ("action", "n", "kind", "before", "after", "format")
"""What the checksum of an edit vouches for, in the order of its table, where they come first."""

COUNTED_EDITS = "(SELECT count(*) FROM edit WHERE edit.action = action.id AND edit.kind != 'import')"
"""SQL for how many edits an action has, the documents of an import aside."""

LACKS_EDITS = f"coalesce(action.edits, -1) != {COUNTED_EDITS}"
"""The condition of SQL for actions whose edits are not as many as were written."""

_KNOWN = {*KINDS, *FLIPS, "import"}


def stamped_action(row: Fields) -> Row:
    """Return the row of an action with the checksum of what it says now."""
    return {**row, "checksum": values_checksum([row[column] for column in ACTION_COLUMNS])}


def edit_row(action: int, n: int, kind: str, before: str | None, after: str | None) -> Row:
    """Return the row of an edit, whose `before` and `after` are JSON, with its checksum."""
    return dict(zip((*EDIT_COLUMNS, "checksum"), edit_values(action, n, kind, before, after), strict=True))


def edit_values(action: int, n: int, kind: str, before: str | None, after: str | None) -> tuple[Any, ...]:
    """Return the values of an edit's row in the order of its table."""
    values = (action, n, kind, before, after, EDIT_FORMAT)
    return (*values, values_checksum(values))


def is_whole(row: Fields, columns: Sequence[str]) -> bool:
    """Return whether a row of the history is what was written."""
    try:
        return bool(values_checksum([row[column] for column in columns]) == row["checksum"])
    except (KeyError, TypeError):  # A column by another name, and what is no UTF-8: the file is damaged.
        return False


def check_action(row: Fields) -> None:
    """Raise ProjectError when an action is not what was written."""
    if not is_whole(row, ACTION_COLUMNS):
        raise damaged_history(row["id"])


def check_edits(action: Fields, found: int) -> None:
    """Raise ProjectError when an action has not so many edits, the documents of an import aside, as were found."""
    if action["edits"] != found:
        raise damaged_history(action["id"])


def read_edit(row: Any) -> tuple[Row | None, Row | None]:
    """Return what was there before an edit and after it, each with its `rev`.

    `row` is one of the table. Raises ProjectError when it is not what was written, and ConflictError on a form from the
    future.
    """
    fields = row._mapping  # noqa: SLF001 - SQLAlchemy's name for a row by its columns.
    if not is_whole(fields, EDIT_COLUMNS) or fields["kind"] not in _KNOWN:
        raise damaged_history(fields["action"])
    return from_json(fields["before"], fields["format"]), from_json(fields["after"], fields["format"])


def damaged_history(action: object) -> ProjectError:
    """Return the error for a row of the history that is not what was written."""
    return ProjectError(
        mark("errors", "Step {action} of the history is not what was written. {damaged}"),
        action=action,
        damaged=AnnotatorError(DAMAGED),
    )
