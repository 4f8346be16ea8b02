"""What must hold of a project whatever happened to those who wrote it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from annotator.errors import AnnotatorError
from annotator.store.copies import folder_of, left_successors
from annotator.store.project import Project
from tests.faults.killing import Reported

SPANS = """
SELECT span.id FROM span JOIN document ON document.id = span.document JOIN batch ON batch.id = document.batch
WHERE document.removed = 0 AND batch.state = 'in'
"""


DOCUMENTS = """
SELECT count(*) FROM document JOIN batch ON batch.id = document.batch WHERE removed = 0 AND state = 'in'
"""


def documents(path: Path) -> int:
    """Return how many documents are seen."""
    with closing(sqlite3.connect(path)) as file:
        count: int = file.execute(DOCUMENTS).fetchone()[0]
    return count


def complaints(path: Path, reported: Reported, before: int, imports: int) -> Iterator[str]:
    """Yield what does not hold after a child was killed.

    `before` is how many documents there were, `imports` how many each import of the child brings.
    """
    try:
        with closing(Project.open(path)) as project:
            yield from (f"check: {finding.message}" for finding in project.check())
    except AnnotatorError as error:
        yield f"opening: {error}"
        return
    with closing(sqlite3.connect(path)) as file:
        there = {row[0] for row in file.execute(SPANS)}
        opened = file.execute("SELECT count(*) FROM action WHERE seq IS NULL").fetchone()[0]
        hidden = file.execute("SELECT count(*) FROM batch WHERE state = 'open'").fetchone()[0]
    for span in sorted(reported.spans - there):
        yield f"the span {span} had been painted and is not in the file"
    if opened or hidden:
        yield f"{opened} open actions and {hidden} open imports are left"
    added = documents(path) - before
    if imports and (added % imports or added < reported.imported):
        yield f"{added} documents came in, by imports of {imports} each"
    unfinished = (folder_of(path), *left_successors(path))  # They go with the next restoring, copying or erasing.
    left = sorted(beside.name for beside in path.parent.glob(f"{path.name}*") if beside not in unfinished)
    if left != [path.name]:
        yield f"more than one file is left: {left}"
