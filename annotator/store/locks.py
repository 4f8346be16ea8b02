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

DESCRIPTORS = "/dev/fd"
"""Where a process finds what it has open."""


def take_locks(path: Path) -> None:
    """Take them for an open connection to a file with a log, be it again. Waits for nobody, and takes 0.1 ms."""
    if sys.platform == "win32":  # There a lock belongs to the descriptor.
        return
    import fcntl

    for behind, first, count in (SHARED, INDEX_IN_USE):
        with suppress(OSError):
            descriptor = _descriptor(f"{path}{behind}")
            fcntl.lockf(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB, count, first)


def _descriptor(path: str) -> int:
    """Return SQLite's own descriptor: to close one of ours would lose what it is there for. Raises OSError."""
    file = os.stat(path)  # noqa: PTH116 - as in `access`.
    for name in os.listdir(DESCRIPTORS):  # noqa: PTH208
        with suppress(OSError):
            if os.path.samestat(os.fstat(int(name)), file):
                return int(name)
    raise FileNotFoundError(path)
