"""Project files that can only be read: how one tells, and how SQLite opens them and leaves nothing beside them."""

import os
from pathlib import Path

from annotator.errors import EditError
from annotator.translation import mark


def may_write(path: Path) -> bool:
    """Return whether a project file may be written: the file, and its folder, where the log lies beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def uri_to_read(path: Path, *, rollback_journal: bool = False) -> str:
    """Return the URI by which SQLite opens a file that it may not write.

    With a log beside it somebody has the project open, and the log is read as well. Without one, SQLite could not
    make it, and is told that the file stands still. With a rollback journal it needs neither.
    """
    stands_still = not rollback_journal and not path.with_name(path.name + "-wal").exists()
    return f"{path.as_uri()}?mode=ro{'&immutable=1' if stands_still else ''}"


def refusal(path: Path, *, chosen: bool = False) -> EditError:
    """Return what is said to whoever wants to change a project that can only be read, or was opened so by choice."""
    if chosen:
        sentence = mark(
            "errors", "{path} was opened to be read, so nothing in it can be changed. Open it as usual to work on it."
        )
    else:
        sentence = mark(
            "errors",
            "{path} can only be read, so nothing in it can be changed. Copy the project to a folder where you may "
            "write, or ask for the right.",
        )
    return EditError(sentence, path=path)
