"""A project's file is damaged as disks do it, many times: nothing wrong may be read, and all that is left comes back.

    python -m tests.faults damage --rounds 1000 --seed 1

Each variant is read as the window and the command line read a project. What is read must be what was written, or an
error for the user. What `check` calls sound must be so in every respect; and `check --repair` must bring back whatever
could still be read in the file or in its copy.
"""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from annotator import edits, label_edits, scheme_editing
from annotator.errors import AnnotatorError
from annotator.model import (
    AnnotatedDocument,
    Document,
    DocumentLabel,
    Kind,
    Label,
    Note,
    Relation,
    Scheme,
    Span,
    Status,
)
from annotator.placing import remove_document
from annotator.store.backup import back_up
from annotator.store.copies import folder_of
from annotator.store.project import Project
from annotator.store.project_lists import DocumentFilter
from annotator.store.rows import document_row

PEOPLE = ("Ayla", "Björn")
DOCUMENTS = 60
PAGE = 4096
WORDS = (
    "minister",
    "province",
    "met",
    "Baku",
    "Oslo",
    "on",
    "Tuesday",
    "budget",
    "of",
    "the",
    "Ankara",
    "spoke",
    "vote",
)
SCHEME = Scheme(
    (
        *(Label(number, name, position=number) for number, name in enumerate(("PERSON", "ORG", "PLACE", "OLD"), 1)),
        Label(7, "SITE", position=7),
        Label(5, "knows", Kind.RELATION, position=5),
        Label(6, "News", Kind.DOCUMENT, position=6),
    )
)


def make(path: Path) -> dict[int, tuple[object, ...]]:
    """Make a project with something of every kind in it, and a copy from before the last part of the work.

    Of articles, imports and labels some were removed, and one label was merged into another. Returns its documents as
    they were before that was done to labels: where that can be read nowhere any more, what had it
    is back.
    """
    chance = random.Random(7)
    project = Project.open(path, create=True, scheme=SCHEME)
    for name in PEOPLE:
        project.ensure_annotator(name)
    with project.bulk_import("Import", PEOPLE[0]) as importing:
        importing.add([_article(chance, number) for number in range(1, DOCUMENTS + 1)], SCHEME)
        project.close_import(importing, f"Import {DOCUMENTS} documents")
    _work(project, chance, 150)
    back_up(path, interval=timedelta(0))
    _work(project, chance, 50)
    with project.bulk_import("Import", PEOPLE[1]) as importing:
        importing.add([_article(chance, 1_000 + number) for number in range(5)], SCHEME)
        project.close_import(importing, "Import 5 documents")
    project.ensure_annotator("Cem")
    with project.bulk_import("Import", "Cem") as importing:
        importing.add([_article(chance, 2_000 + number) for number in range(2)], SCHEME)
        project.close_import(importing, "Import 2 documents")
    project.undo("Cem")
    for line in project.documents(annotator=PEOPLE[0], limit=3):
        project.apply("Delete", remove_document(project.document(line.id).document), PEOPLE[0])
    before = {document.document.id: plain(document) for document in project.annotated_documents()}
    project.remove_label("Delete OLD", label_edits.remove_label(project.scheme(), _label(project, "OLD")), PEOPLE[0])
    site, place = _label(project, "SITE"), _label(project, "PLACE")
    merging = scheme_editing.merge_label(project.scheme(), site, place)
    project.remove_label("Merge SITE into PLACE", merging, PEOPLE[0], into=place.id)
    assert list(project.check()) == []
    project.close()
    return before


def _label(project: Project, name: str) -> Label:
    return next(label for label in project.scheme().labels if label.name == name)


def _article(chance: random.Random, number: int) -> AnnotatedDocument:
    text = " ".join(chance.choices(WORDS, k=chance.randint(20, 1_500))) + f" {number}"
    starts = sorted(chance.sample(range(len(text) - 5), k=chance.randint(0, 25)))
    spans = tuple(
        Span(at, 1, chance.choice(("PERSON", "ORG", "PLACE", "OLD", "SITE")), "", start, start + 5)
        for at, start in enumerate(starts, 1)
    )
    made = Document(1, text, f"Article {number}", author="A. Writer", source="Paper", metadata={"n": number})
    relations = (Relation(1, 1, "knows", "", 1, 2),) if len(spans) > 1 else ()
    return AnnotatedDocument(made, spans, relations, (DocumentLabel(1, 1, "News", ""),), (Note(1, 1, "", "a note"),))


def _work(project: Project, chance: random.Random, steps: int) -> None:
    ids = [line.id for line in project.documents(annotator=PEOPLE[0], limit=1_000)]
    for _ in range(steps):
        person, document = chance.choice(PEOPLE), project.document(chance.choice(ids))
        own = [span for span in document.spans if span.annotator == person]
        action = chance.random()
        try:
            if action < 0.5 or not own:
                start = chance.randrange(len(document.text) - 10)
                made = edits.label_span(document, project.scheme(), start, start + 9, "PERSON", person)
                project.apply("Label PERSON", made, person)
            elif action < 0.6:
                project.apply("Remove", edits.remove_span(document, chance.choice(own)), person)
            elif action < 0.7:
                project.apply("Done", edits.set_status(document, person, Status.DONE), person)
            elif action < 0.8:
                new = replace(document.document, title=document.document.title + "!")
                project.apply("Rename", [edits.Edit(document.document, new)], person)
            elif action < 0.92:
                pending = project.next_undo(person)
                if pending is not None and not pending.title.startswith("Import"):
                    project.undo(person)
            else:
                project.redo(person)
        except AnnotatorError:
            continue


# --- what a project holds, in parts that are read one by one


Part = tuple[str, object]


def parts(ids: list[int]) -> dict[Part, Callable[[Project], object]]:
    """Return what is read for work and for a dataset, each by a name."""
    read: dict[Part, Callable[[Project], object]] = {
        ("document", id_): lambda project, id_=id_: plain(project.document(id_)) for id_ in ids
    }
    read["scheme", ""] = lambda project: [replace(label, rev=0) for label in project.scheme().labels]
    read["bin", ""] = lambda project: [replace(document, rev=0) for document in project.removed_documents(1_000)]
    read["people", ""] = lambda project: [replace(person, rev=0) for person in project.annotators()]
    read["export", ""] = lambda project: [plain(document) for document in project.annotated_documents()]
    for word in ("budget", "Ankara spoke"):
        read["search", word] = lambda project, word=word: [
            line.id for line in project.documents(DocumentFilter(words=word), annotator=PEOPLE[0], limit=1_000)
        ]
    for person in PEOPLE:
        read["list", person] = lambda project, person=person: [
            (line.id, line.title, line.author, line.date, line.source)
            for line in project.documents(annotator=person, limit=1_000)
            if not line.damaged
        ]
    read["history", ""] = lambda project: project.past(limit=1_000)
    read["changes", ""] = lambda project: [
        (past.id, project.past_changes(past.id, limit=1_000)) for past in project.past(limit=1_000)
    ]
    return read


def figures() -> dict[Part, Callable[[Project], object]]:
    """Return what is counted and told besides: `check` vouches for it."""
    read: dict[Part, Callable[[Project], object]] = {("statistics", ""): lambda project: project.statistics()}
    for person in PEOPLE:
        read["counts", person] = lambda project, person=person: sorted(project.label_counts(person).items())
        read["rows", person] = lambda project, person=person: list(project.documents(annotator=person, limit=1_000))
        read["undo", person] = lambda project, person=person: project.next_undo(person)
    return read


def plain(document: AnnotatedDocument) -> tuple[object, ...]:
    """Return a document so that it can be compared: without the counters of changes."""
    layers = (document.spans, document.relations, document.document_labels, document.notes, document.progress)
    return (
        {**document_row(document.document), "text": document.text},
        *(tuple(sorted((replace(one, rev=0) for one in layer), key=lambda one: one.id)) for layer in layers),
    )


def read_all(project: Project, ids: list[int]) -> dict[Part, object]:
    """Read everything."""
    return {name: read(project) for name, read in (parts(ids) | figures()).items()}


# --- damage


def lacks_only(what: str, got: object, truth: object) -> bool:
    """Return whether all that was read is as it was written, though not all of it was found.

    Of what is in an article, and of all articles in an export, counts are kept. Rows of a list to which an index no
    longer leads are missed by the check, which follows each opening.
    """
    return what in ("list", "bin", "search", "history", "changes") and all(row in truth for row in got)


def _lacks_in_layers(got, truth) -> bool:
    same = got[0] == truth[0] and got[1] == truth[1]
    return same and all(set(layer) <= set(whole) for layer, whole in zip(got[2:], truth[2:], strict=True))


@dataclass
class Damaged:
    """What became of one variant."""

    seed: str
    kind: str
    complaints: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    """What was read and lacked something that no count tells: found by the check alone."""
    found: bool = False
    opened: bool = False
    unread: int = 0
    """Documents that could not be read in the damaged file."""
    back: int = 0
    """Of those, how many the repair brought back."""


def flip_bits(chance: random.Random, content: bytearray) -> None:
    """Flip one to eight bits, one each in a byte."""
    for _ in range(chance.choice((1, 1, 1, 2, 8))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def change_bytes(chance: random.Random, content: bytearray) -> None:
    """Write random bytes over 1 to 64 in a row."""
    at, length = chance.randrange(len(content)), chance.choice((1, 4, 16, 64))
    content[at : at + length] = chance.randbytes(min(length, len(content) - at))


def zero_pages(chance: random.Random, content: bytearray) -> None:
    """Zero pages, as a file system does whose blocks never reached the disk."""
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(content) // PAGE) * PAGE
        content[at : at + PAGE] = bytes(PAGE)


def flip_in_small_tables(chance: random.Random, content: bytearray) -> None:
    """Flip a bit of a label, of a person, or of what became of an import: there are few of them, on a page each."""
    with closing(sqlite3.connect(":memory:")) as file:
        file.deserialize(bytes(content[:18] + b"\1\1" + content[20:]))  # As if it had no log: in memory there is none.
        roots = "SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name IN ('label', 'annotator', 'batch')"
        first = (chance.choice(file.execute(roots).fetchall())[0] - 1) * PAGE
    used = int.from_bytes(content[first + 5 : first + 7])
    content[first + chance.randrange(used, PAGE)] ^= 1 << chance.randrange(8)


def spoil_sector(chance: random.Random, content: bytearray) -> None:
    """Fill a sector with what belongs elsewhere."""
    at = chance.randrange(len(content) // 512) * 512
    other = chance.randrange(len(content) // 512) * 512
    content[at : at + 512] = content[other : other + 512]


def cut_off(chance: random.Random, content: bytearray) -> None:
    """Cut the end off."""
    del content[chance.randrange(len(content)) :]


KINDS: dict[str, Callable[[random.Random, bytearray], None]] = {
    "bits": flip_bits,
    "bytes": change_bytes,
    "small": flip_in_small_tables,
    "pages": zero_pages,
    "sector": spoil_sector,
    "cut": cut_off,
}


class Variants:
    """A project, and what it holds; each variant is damaged, read, checked and repaired."""

    def __init__(self, folder: Path, keep: Path | None = None) -> None:
        """Make the project in `folder`; variants that complain of something are kept in another one, as damaged."""
        self._keep = keep
        self._sound = folder / "sound.annotator"
        self._folder = folder
        self._before = make(self._sound)
        with closing(Project.open(self._sound)) as project:
            self._ids = [line.id for line in project.documents(annotator=PEOPLE[0], limit=1_000)]
            self._truth = read_all(project, self._ids)
        (self._copy,) = folder_of(self._sound).iterdir()
        with closing(Project.open(self._copy)) as project:
            self._earlier = {
                id_: plain(project.document(id_))
                for id_ in (line.id for line in project.documents(annotator=PEOPLE[0], limit=1_000))
            }

    def run(self, count: int, seed: int, *, repairs: bool = True) -> Iterator[Damaged]:
        """Damage the project `count` times."""
        for number in range(count):
            yield self.one(f"{seed}.{number}", repairs=repairs)

    def one(self, seed: str, *, repairs: bool = True) -> Damaged:
        """Make one variant, and say what does not hold."""
        chance = random.Random(seed)
        kind = chance.choice(list(KINDS))
        content = bytearray(self._sound.read_bytes())
        KINDS[kind](chance, content)
        path = self._folder / "variant.annotator"
        for beside in self._folder.glob("variant.annotator*"):
            shutil.rmtree(beside) if beside.is_dir() else beside.unlink()
        path.write_bytes(content)
        folder_of(path).mkdir()
        os.link(self._copy, folder_of(path) / self._copy.name)
        made = Damaged(seed, kind)
        read = self._read(path, made)
        if repairs and made.found:
            self._repair(path, made, read)
        if made.complaints and self._keep is not None:
            self._keep.mkdir(parents=True, exist_ok=True)
            (self._keep / f"{seed}.annotator").write_bytes(content)
            shutil.copyfile(self._sound, self._keep / f"{seed}-sound.annotator")
            shutil.copyfile(self._copy, self._keep / f"{seed}-copy.annotator")
        return made

    def _read(self, path: Path, made: Damaged) -> set[int]:
        """Read and check a variant; return the documents that could be read."""
        read: set[int] = set()
        try:
            project = Project.open(path)
        except AnnotatorError:
            made.found = True
            made.unread = len(self._ids)
            return read
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a complaint.
            made.complaints.append(f"open: {error!r}")
            return read
        made.opened = True
        with closing(project):
            for (what, name), one in parts(self._ids).items():
                try:
                    got, truth = one(project), self._truth[what, name]
                    if got == truth:
                        read |= {name} if what == "document" else set()
                    elif lacks_only(what, got, truth):
                        made.late.append(f"{what} {name}")
                    else:
                        made.complaints.append(f"{what} {name}: read silently, and wrong")
                except AnnotatorError:
                    continue
                except Exception as error:  # noqa: BLE001
                    made.complaints.append(f"{what} {name}: {error!r}")
            made.unread = len(self._ids) - len(read)
            try:
                made.found = bool(list(project.check()))
            except AnnotatorError:
                made.found = True
            except Exception as error:  # noqa: BLE001
                made.complaints.append(f"check: {error!r}")
                return read
            if not made.found:
                self._compare(project, made)
        return read

    def _compare(self, project: Project, made: Damaged) -> None:
        """What is called sound must be so in every respect."""
        for name, one in (parts(self._ids) | figures()).items():
            try:
                if one(project) != self._truth[name]:
                    made.complaints.append(f"{name}: called sound, and wrong")
            except Exception as error:  # noqa: BLE001
                made.complaints.append(f"{name}: called sound, and {error!r}")

    def _repair(self, path: Path, made: Damaged, read: set[int]) -> None:
        from annotator.store.repair import repair

        try:
            repair(path)
            with closing(Project.open(path)) as project:
                made.complaints += [f"repaired: {finding.message}" for finding in project.check()]
                self._look_for(project, made, read)
        except Exception as error:  # noqa: BLE001
            made.complaints.append(f"repair: {error!r}")

    def _look_for(self, project: Project, made: Damaged, read: set[int]) -> None:
        """What could be read is there as it was; what was in the copy is there; nothing else is."""
        for id_ in self._ids:
            truth = self._truth["document", id_]
            try:
                there = plain(project.document(id_))
            except AnnotatorError as error:
                if id_ in read or id_ in self._earlier:
                    made.complaints.append(f"repaired: document {id_} is missing: {error}")
                continue
            made.back += id_ not in read
            if not _is_part(there, truth, self._earlier.get(id_), self._before[id_]):
                made.complaints.append(f"repaired: document {id_} has what was never there")
            elif id_ in read and not _lacks_in_layers(truth, (*there[:1], truth[1], *there[2:])):
                made.complaints.append(f"repaired: document {id_} was readable, and lacks something")
            elif id_ in read and not set(truth[1]) <= set(there[1]):
                made.complaints.append(f"repaired: document {id_} was readable, and lacks spans")


def _is_part(there, truth, earlier, before) -> bool:
    """Return whether everything in a document was in it: now, when it was copied, or before a label was deleted."""
    states = (truth, before, earlier or truth)
    return any(there[0] == state[0] for state in states) and all(
        set(layer) <= set().union(*layers)
        for layer, *layers in zip(there[1:], *(one[1:] for one in states), strict=True)
    )
