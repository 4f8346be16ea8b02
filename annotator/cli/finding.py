"""Which document a command means: by id, by title, or by how its title begins."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.errors import AnnotatorError
from annotator.store import DocumentLine
from annotator.visible import one_line

if TYPE_CHECKING:
    from annotator.store.project import Project

LISTED = 5
"""So many of the documents that were meant are named."""


def find_document(project: "Project", wanted: str, *, annotator: str) -> int:
    """Return the document's id. Raises AnnotatorError when none is meant, or more than one.

    `annotator` is as whom the list is read.
    """
    wanted = " ".join(wanted.split())
    lines = list(all_lines(project, annotator))
    exact = [line for line in lines if wanted in (str(line.id), _title(line))]
    found = exact or [line for line in lines if wanted and _title(line).casefold().startswith(wanted.casefold())]
    if not found:
        raise AnnotatorError(
            f"{project.address}: no document has the id or the title “{wanted}”, or a title that begins so."
        )
    if len(found) > 1:
        named = "; ".join(f"{line.id} “{one_line(line.title)}”" for line in found[:LISTED])
        raise AnnotatorError(
            f"{project.address}: {len(found):,} documents are meant by “{wanted}”: {named}"
            f"{' …' if len(found) > LISTED else ''}. Name one by its id."
        )
    return found[0].id


def all_lines(project: "Project", annotator: str) -> Iterator[DocumentLine]:
    """Yield the list of documents, whole."""
    last = 0
    while page := project.documents(annotator=annotator, after=last):
        yield from page
        last = page[-1].id


def _title(line: DocumentLine) -> str:
    return " ".join(line.title.split())
