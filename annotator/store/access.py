"""Project files that can only be read: how one tells, and how SQLite opens them and leaves nothing beside them."""

import os
from pathlib import Path

from annotator.errors import EditError, ProjectError
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


MOVED = mark(
    "errors",
    "{path} was moved, deleted or replaced while it was open, so nothing more can be saved there. Put it back under "
    "its name, or open it where it is now; if it is gone, go back to a copy by “annotator restore”.",
)


class Whereabouts:
    """Whether a file and the log beside it are still those that were opened.

    Whoever writes to a file that was deleted is told by nobody, and all of it is lost; a log without its file as well.
    """

    def __init__(self, path: Path) -> None:
        """Take note of the file, which is open by now; of the log when it is first there."""
        self._path = path
        self._file = _identity(path)
        self._log_path = f"{path}-wal"
        self._log: tuple[int, int] | None = None

    def check(self) -> bool:
        """Return whether they are; False when just the log is gone. Takes some microseconds.

        Raises ProjectError when the file was moved or deleted, or has another log.
        """
        log = _identity(self._log_path)
        is_lost = log is None and self._log is not None
        if _identity(self._path) != self._file or (self._log not in (None, log) and not is_lost):
            raise ProjectError(MOVED, path=self._path)
        self._log = log
        return not is_lost


def _identity(path: str | Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - before each label's key: a path takes three times as long.
    except OSError:
        return None
    return found.st_dev, found.st_ino


def refusal(path: Path, *, chosen: bool = False) -> EditError:
    """Return what is said to whoever wants to change a project that can only be read, or was opened so by choice."""
    if chosen:
        sentence = mark(
            "errors", "Nothing can be changed: it was opened to be read. Open it as usual to work on it: {path}"
        )
    else:
        sentence = mark(
            "errors",
            "{path} can only be read, so nothing in it can be changed. Copy the project to a folder where you may "
            "write, or ask for the right.",
        )
    return EditError(sentence, path=path)
