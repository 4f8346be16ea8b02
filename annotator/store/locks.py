"""The locks by which a process tells others that it has a project file open, taken again when they are lost.

POSIX takes all locks on a file from a process as soon as it closes any descriptor of that file, also one that SQLite
knows nothing of: a file dialog that looks into the files which it lists is enough. Whoever closes the project
elsewhere then takes itself for the last one, and deletes the log that is in use here.
See 2.2 of sqlite.org/howtocorrupt.html; which bytes are locked is part of SQLite's file format.

Two things are done about it, once a second. Where the system has them (Linux), locks are taken besides that belong to
an open file, not to the process: no descriptor that is closed elsewhere takes them away, so nothing is open to a
dialog between two seconds either. They keep SQLite itself, here too, from the lock of its own that it wants when the
last connection ends, to clear the log away: so they are left before a connection is closed. And those of POSIX are
taken anew: on other systems that is all there is, and up to a second is without a lock.

It is not enough to take them when a file dialog of ours is shown and when it has ended. As long as it is shown, it
looks into files whenever it likes, in a thread of its own, and on some desktops it is not Qt's but the desktop's,
which has threads and habits that nobody here knows; and any library may open what it is told to. Nor is it enough to
take the locks that last only once: SQLite's descriptor may be that of another connection in this process, which ends.
"""

import os
import struct
import sys
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

SHARED = ("", 0x4000_0002, 510)
"""Held on the file by all who have it open with a log beside it: what is behind its name, first byte, bytes."""

INDEX_IN_USE = ("-shm", 128, 1)
"""Held on the index of the log by all who use that."""

DESCRIPTORS = "/dev/fd"
"""Where a process finds what it has open."""


def take_locks(path: Path) -> frozenset[int]:
    """Take them for an open connection to a file with a log, be it again. Waits for nobody, and takes 0.1 ms.

    Returns the descriptors of SQLite's on which are locks that last: see `leave_locks`.
    """
    if sys.platform == "win32":  # There a lock belongs to the descriptor.
        return frozenset()
    import fcntl

    lasting = set()
    for behind, first, count in (SHARED, INDEX_IN_USE):
        with suppress(OSError):
            descriptor = next(_descriptors(f"{path}{behind}"))
            fcntl.lockf(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB, count, first)
            if _lock(descriptor, fcntl.F_RDLCK, first, count):
                lasting.add(descriptor)
    return frozenset(lasting)


def leave_locks(path: Path, descriptors: Collection[int]) -> None:
    """Leave the locks that last, as far as these descriptors are still of that file: SQLite is about to close it."""
    if sys.platform == "win32" or not descriptors:
        return
    import fcntl

    for behind, first, count in (SHARED, INDEX_IN_USE):
        with suppress(OSError):
            for descriptor in _descriptors(f"{path}{behind}"):
                if descriptor in descriptors:
                    _lock(descriptor, fcntl.F_UNLCK, first, count)


def _lock(descriptor: int, kind: int, first: int, count: int) -> bool:
    """Take or leave a lock that belongs to the open file; return whether the system has such and gave it."""
    if sys.platform != "linux":
        return False
    import fcntl

    with suppress(OSError):
        # The C structure `flock`, with offsets of 64 bits: kind, from where, first byte, bytes, process.
        fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, struct.pack("hhqqi4x", kind, os.SEEK_SET, first, count, 0))
        return True
    return False


def _descriptors(path: str) -> Iterator[int]:
    """Yield SQLite's own descriptors: to close one of ours would lose what it is there for. Raises OSError for none."""
    file = os.stat(path)  # noqa: PTH116 - as in `access`.
    found = False
    for name in os.listdir(DESCRIPTORS):  # noqa: PTH208
        with suppress(OSError):
            if os.path.samestat(os.fstat(int(name)), file):
                found = True
                yield int(name)
    if not found:
        raise FileNotFoundError(path)
