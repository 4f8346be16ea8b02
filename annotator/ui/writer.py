"""How the window writes: here and now to a file, beside its thread to a server."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from annotator.store.project import Project

T = TypeVar("T")


class Writer(Protocol):
    """Calls `write` with a project that may be written to, and returns what it returns."""

    def __call__(self, write: Callable[[Project], T]) -> T: ...
