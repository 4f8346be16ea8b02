"""The locks by which a process tells others that it has a project file open, taken again when they are lost.

POSIX takes all locks on a file from a process as soon as it closes any descriptor of that file, also one that SQLite
knows nothing of: a file dialog that looks into the files which it lists is enough. Whoever closes the project
elsewhere then takes itself for the last one, and deletes the log that is in use here.
See 2.2 of sqlite.org/howtocorrupt.html; which bytes are locked is part of SQLite's file format.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path

SHARED = ("", 0x4000_0002, 510)
"""Held on the file by all who have it open with a log beside it: what is behind its name, first byte, bytes."""

INDEX_IN_USE = ("-shm", 128, 1)
"""Held on the index of the log by all who use that."""


class Locks:
    """Takes them for one connection, with a log beside its file, until it is closed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptors: dict[str, int] = {}

    def take(self) -> None:
        """Take them, be it again. Takes some microseconds, and waits for nobody."""
        if sys.platform == "win32":  # There a lock belongs to the descriptor.
            return
        import fcntl

        for behind, first, count in (SHARED, INDEX_IN_USE):
            with suppress(OSError):
                fcntl.lockf(self._descriptor(behind), fcntl.LOCK_SH | fcntl.LOCK_NB, count, first)

    def _descriptor(self, behind: str) -> int:
        """Return a descriptor that stays: to close it would lose what it is there for."""
        if behind not in self._descriptors:
            self._descriptors[behind] = os.open(f"{self._path}{behind}", os.O_RDONLY)
        return self._descriptors[behind]

    def forget_index(self) -> None:
        """Let go of the index of a log that was deleted: the next one has another."""
        if (index := self._descriptors.pop(INDEX_IN_USE[0], None)) is not None:
            os.close(index)

    def close(self) -> None:
        """Let go of the files; the connection is closed by now."""
        while self._descriptors:
            os.close(self._descriptors.popitem()[1])
