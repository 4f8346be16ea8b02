"""Commands that are killed before they are done, each with a project of its own and with what must hold then."""

import random
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from annotator import edits
from annotator.cli import main
from annotator.errors import AnnotatorError
from annotator.store.backup import back_up
from annotator.store.copies import folder_of, left_successors, list_copies
from annotator.store.project import Project
from annotator.store.restoring import restore
from tests.faults import labelling
from tests.faults.importing import document
from tests.faults.labelling import PERSON, SCHEME
from tests.faults.soundness import SPANS, documents

DOCUMENTS = 150
OLD = Path(__file__).resolve().parents[1] / "data" / "projects"
ERASED_ID = 3


def annotator(*arguments: object) -> list[str]:
    """Return the command line of a command of the program."""
    return [sys.executable, "-m", "annotator", *map(str, arguments)]


def prepare(path: Path) -> None:
    """Make a project with an import of labelled articles, a copy of it, and some labels after that."""
    forget(path)
    labelling.prepare(path)
    chance = random.Random(5)
    with closing(Project.open(path)) as project:
        with project.bulk_import("Import", PERSON) as importing:
            importing.add([document(chance) for _ in range(DOCUMENTS)], SCHEME)
            project.close_import(importing, f"Import {DOCUMENTS} documents")
        back_up(path)
        for number in range(5):
            made = edits.label_span(project.document(1), project.scheme(), number, number + 9, "ORG", PERSON)
            project.apply("Label ORG", made, PERSON)


def forget(path: Path) -> None:
    """Remove what an earlier round left."""
    shutil.rmtree(folder_of(path), ignore_errors=True)
    for left in (*path.parent.glob(".annotator-*"), *left_successors(path)):
        shutil.rmtree(left) if left.is_dir() else left.unlink()


# --- export


def prepare_export(path: Path) -> None:
    """Make a project, and what its export is."""
    prepare(path)
    assert main(["export", str(path), str(path.with_name("whole.jsonl")), "--force"]) == 0
    path.with_name("out.jsonl").unlink(missing_ok=True)


def after_export(path: Path) -> Iterator[str]:
    """There is no export, or a whole one."""
    out = path.with_name("out.jsonl")
    if out.exists() and out.read_bytes() != path.with_name("whole.jsonl").read_bytes():
        yield "an export is there that is not whole"


# --- migration


def prepare_old(path: Path) -> None:
    """Take a project of an earlier version."""
    forget(path)
    shutil.copy(random.Random(path.name).choice(sorted(OLD.glob("*.annotator"))[:-1]), path)
    path.chmod(0o644)


def after_migration(path: Path) -> Iterator[str]:
    """It opens, and what was put aside before is whole as well."""
    for copy in list_copies(path):
        with closing(sqlite3.connect(copy.path)) as file:
            if file.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                yield f"the copy {copy.path.name} is not whole"


# --- copies


def after_copying(path: Path) -> Iterator[str]:
    """Each copy that has its name is a sound project."""
    for copy in list_copies(path):
        try:
            with closing(Project.open(copy.path)) as project:
                yield from (f"{copy.path.name}: {finding.message}" for finding in project.check())
        except AnnotatorError as error:
            yield f"{copy.path.name}: {error}"


def after_restoring(path: Path) -> Iterator[str]:
    """The project is as it was, or as in the copy; and both are still there."""
    with closing(sqlite3.connect(path)) as file:
        spans = {row[0] for row in file.execute(SPANS)}
    kept = [_spans(copy.path) for copy in list_copies(path)]
    if spans not in kept and len(kept) > 1:
        yield "the project is neither as it was nor as in the copy"
    yield from after_copying(path)
    restore(path, list_copies(path)[0].path)
    if left := left_successors(path):
        yield f"{[one.name for one in left]} is left"


def _spans(path: Path) -> set[int]:
    with closing(sqlite3.connect(path)) as file:
        return {row[0] for row in file.execute(SPANS)}


def after_erasing(path: Path) -> Iterator[str]:
    """The article is there with all its history, or gone."""
    if documents(path) not in (5 + DOCUMENTS, 4 + DOCUMENTS):
        yield f"{documents(path)} documents are there"
    yield from after_copying(path)


def erase_command(path: Path, _seed: int) -> Sequence[str]:
    """Return the command that erases."""
    return annotator("erase", path, ERASED_ID, "--annotator", PERSON, "--yes")
