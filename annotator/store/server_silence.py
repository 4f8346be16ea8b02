"""A connection to a PostgreSQL server that is not waited for without end when the server has stopped answering.

A server that is gone is noticed by the network. One that stands still, as its machine does while it waits for a disk,
keeps its connections: what is sent is taken in, and nothing comes back.
"""

from collections.abc import Callable, Generator
from time import monotonic
from typing import Any, TypeVar

import psycopg
from psycopg.errors import ConnectionTimeout

T = TypeVar("T")

CONNECT_SECONDS = 5
SILENCE_SECONDS = 8.0
"""How long nothing may come from the server before it is asked whether it still answers anybody."""

Asked = Callable[[], bool]


class WatchedConnection(psycopg.Connection[Any]):
    """A connection of the driver whose waits end by OperationalError when the server answers nobody any more."""

    answers: Asked | None = None
    """Asks the server by a connection of its own; None while that is not known."""

    def wait(self, gen: Generator[Any, Any, T], *args: Any, **options: Any) -> T:
        """Wait for what is sent and received, as long as the server answers."""
        return super().wait(self._watched(gen), *args, **options)

    def _watched(self, gen: Generator[Any, Any, T]) -> Generator[Any, Any, T]:
        """Go through the driver's own steps. It is told each tenth of a second that nothing has come."""
        heard = monotonic()
        try:
            step = next(gen)
            while True:
                ready = yield step
                if ready:
                    heard = monotonic()
                elif self.answers is not None and monotonic() - heard > SILENCE_SECONDS:
                    self._ask(self.answers)
                    heard = monotonic()
                step = gen.send(ready)
        except StopIteration as end:
            result: T = end.value
            return result

    def _ask(self, answers: Asked) -> None:
        if not answers():
            self.pgconn.finish()  # What was asked for is not waited for by those who come after this.
            raise psycopg.OperationalError("the server does not answer any more")


def connect_watched(**given: Any) -> WatchedConnection:
    """Return a new connection. Raises psycopg.Error."""
    connection = WatchedConnection.connect(autocommit=True, **given)

    def answers() -> bool:
        """Return whether the server says anything to a newcomer, if only that there is no room."""
        try:
            psycopg.connect(**given).close()
        except ConnectionTimeout:
            return False
        except psycopg.Error:
            return True
        return True

    connection.answers = answers
    return connection
