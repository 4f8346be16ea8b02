"""Documents out of the JSON objects of a file, one after the other: what is wrong is told with its place."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from annotator.errors import FormatError
from annotator.model import AnnotatedDocument
from annotator.report import Outcome, Report


def documents_of(
    values: Iterable[tuple[int, Any]],
    read: Callable[[dict[str, Any], int], AnnotatedDocument],
    *,
    path: Path,
    what: str,
    refused: Report | None = None,
) -> Iterator[AnnotatedDocument]:
    """Yield what `read` makes of each object, called with it and its number, from 1.

    `values` are those of the file, each with its line. `what` is the word for one of them in a sentence. What cannot be
    read is passed over and told in `refused`; without one it raises FormatError with file and line.
    """
    for number, (line, value) in enumerate(values, 1):
        try:
            if not isinstance(value, dict):
                raise FormatError("it must be an object, {…}. Is this another format?")
            document = read(value, number)
        except FormatError as error:
            reason = f"{what} {number}: {error.reason}"
            if refused is None:
                raise FormatError(reason, path=path, line=line) from error
            refused.add(Outcome.REFUSED, reason, path=path, line=line)
        else:
            yield document
