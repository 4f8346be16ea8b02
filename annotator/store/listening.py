"""Hearing, on a connection of its own, that others have written to a project on a server, or that it is gone."""

import select
import socket
import threading
from collections.abc import Callable
from contextlib import closing
from enum import Enum, auto
from typing import Any

import psycopg

from annotator.addresses import TeamAddress
from annotator.store.server import CHANNEL, connect

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds between tries to reach a server that is gone: each pause is twice the one before."""

QUIET_SECONDS = 5.0
"""After so long without a word the server is asked for one: it may stand still, and keep the connection."""


class Heard(Enum):
    """What is told."""

    CHANGED = auto()
    """Somebody has written, or may have while nobody was listening."""
    LOST = auto()
    """The server cannot be reached. It is tried again until it can."""
    BACK = auto()
    """The server answers again."""


class Listening:
    """Listens on a thread of its own from `start` until `stop`; `told` is called on that thread."""

    def __init__(
        self,
        address: TeamAddress,
        told: Callable[[Heard], None],
        *,
        first_pause: float = FIRST_PAUSE,
        quiet: float = QUIET_SECONDS,
    ) -> None:
        self._address = address
        self._quiet = quiet
        self._told = told
        self._first_pause = first_pause
        self._ours, self._theirs = socket.socketpair()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="listening", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Hear nothing any more, and wait until the thread has ended: some milliseconds, or while it connects."""
        self._stopped.set()
        self._ours.send(b"x")
        self._thread.join()
        self._ours.close()
        self._theirs.close()

    def _listen(self) -> None:
        pause, is_lost = self._first_pause, False
        while not self._stopped.is_set():
            try:
                with closing(connect(self._address)) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    self._tell(Heard.BACK if is_lost else Heard.CHANGED)
                    pause, is_lost = self._first_pause, False
                    self._hear(connection)
            except (psycopg.Error, OSError):
                if not is_lost:
                    self._tell(Heard.LOST)
                is_lost = True
                self._stopped.wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    def _hear(self, connection: psycopg.Connection[Any]) -> None:
        """Tell of what is heard until the end. Raises psycopg.Error when the connection is lost."""
        while not self._stopped.is_set():
            heard, _, _ = select.select([connection.fileno(), self._theirs.fileno()], [], [], self._quiet)
            if not heard:
                connection.execute("SELECT 1")
            if not self._stopped.is_set() and list(connection.notifies(timeout=0)):
                self._tell(Heard.CHANGED)

    def _tell(self, heard: Heard) -> None:
        if not self._stopped.is_set():
            self._told(heard)
