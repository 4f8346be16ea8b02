"""What a floor of a format is: who does the same, how it writes and how it reads."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from annotator.model import AnnotatedDocument

Documents = Iterable[AnnotatedDocument]
Found = tuple[int, int]
"""How many articles, how many spans."""
Row = dict[str, Any]


class Floor(NamedTuple):
    """Who does the same, how it writes, and how it reads; None where it does not."""

    by: str
    write: Callable[[Documents, Path], None] | None
    read: Callable[[Path], Found] | None


def counted(read: Iterable[tuple[str, list[tuple[int, int, str]]]]) -> Found:
    """Return how many texts and spans come."""
    texts = spans = 0
    for _text, found in read:
        texts += 1
        spans += len(found)
    return texts, spans
