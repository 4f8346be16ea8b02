"""A new project of all that is whole in a damaged one and in its copies. The history begins anew."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson

from annotator.edits import Edit
from annotator.errors import AnnotatorError
from annotator.model import AnnotatedDocument, Label, Scheme, Span, value
from annotator.store.names import Names
from annotator.store.project import Project
from annotator.store.rows import KINDS
from annotator.store.salvage import COPY, FILE, Salvage
from annotator.store.undo import REPAIR
from annotator.translation import mark

PAGE = 100
PERSON = "annotator"
"""Whoever repairs, where no name of anybody is left."""

FROM_COPY = {
    "span": mark("errors", "A span of “{title}” is from a copy."),
    "relation": mark("errors", "A relation of “{title}” is from a copy."),
    "document_label": mark("errors", "A label of the article “{title}” is from a copy."),
    "note": mark("errors", "A note of “{title}” is from a copy."),
    "progress": mark("errors", "How far somebody is with “{title}” is from a copy."),
}
BEHIND = mark("errors", "{label} at {start} in “{title}” is behind its text.")
LED_NOWHERE = mark("errors", "A relation of “{title}” led to a span that is not there any more.")
SPANS_LOST = mark("errors", "{lost} of {all} spans of the article {document} by {annotator} are missing.")

MOST_TOLD = 1_000
"""Sentences in a report."""


@value
class Rescued:
    """What is in the new project, what of it came from a copy, and what is nowhere any more."""

    documents: int
    spans: int
    from_copy: tuple[AnnotatorError, ...]
    missing: tuple[AnnotatorError, ...]


def rescue(project: Path, new: Path, copies: Sequence[Path]) -> Rescued:
    """Write a new project of what is left. Raises AnnotatorError when that cannot be written."""
    with closing(Salvage(new.with_name("salvage"))) as salvage:
        salvage.take_file(project)
        for copy in copies:
            salvage.take_copy(copy)
        return _Rescue(salvage).write(new)


class _Rescue:
    def __init__(self, salvage: Salvage) -> None:
        self._salvage = salvage
        self._names = Names()
        self._spans_to: dict[int, int] = {}
        self._from_copy: list[AnnotatorError] = []
        self._missing: list[AnnotatorError] = []
        self._spans = 0
        self._written: set[int] = set()
        self._found: Counter[tuple[int, int]] = Counter()
        self._scheme = Scheme(tuple(self._labels()))
        self._people = list(self._read_people())

    # --- labels and people

    def _rows(self, kind: str, document: int | None = None) -> Iterator[tuple[dict[str, Any], str]]:
        where, given = ("kind = ?", (kind,)) if document is None else ("document = ? AND kind = ?", (document, kind))
        found = self._salvage.rows.execute(f"SELECT row, origin FROM found WHERE {where} ORDER BY id", given)
        for row, origin in found:
            yield {"rev": 1, **orjson.loads(row)}, origin

    def _labels(self) -> Iterator[Label]:
        taken: set[tuple[str, str]] = set()
        for row, origin in self._rows("label"):
            self._names.labels[row["id"]] = row["name"]
            self._note(origin, mark("errors", "The label {name} is from a copy."), name=row["name"])
            if origin != FILE and ("label", row["id"]) in self._salvage.marks:  # The row may be older.
                row["removed"], row["spans_to"] = self._salvage.marks["label", row["id"]]
            if row.get("removed"):
                if row.get("spans_to") is not None:
                    self._spans_to[row["id"]] = row["spans_to"]
            elif (row["kind"], row["name"]) not in taken:
                taken.add((row["kind"], row["name"]))
                yield KINDS["label"].from_row(row, self._names)
        self._names.learn_removed({id_: to for id_, to in self._spans_to.items() if to in self._names.labels})
        for kind in ("span", "relation", "document_label"):
            yield from self._lost_labels(kind)

    def _lost_labels(self, kind: str) -> Iterator[Label]:
        """Yield labels of which only what has them is left."""
        for row, _ in self._rows(kind):
            if row["label"] not in self._names.labels:
                of = {"document_label": "document"}.get(kind, kind)
                label = Label(row["label"], f"label {row['label']}", of)  # type: ignore[arg-type]
                self._names.labels[label.id] = label.name
                lost = mark("errors", "The name of a label is lost; what has it is now under “{name}”.")
                self._missing.append(AnnotatorError(lost, name=label.name))
                yield label

    def _read_people(self) -> Iterator[str]:
        for row, _ in self._rows("annotator"):
            self._names.annotators[row["id"]] = row["name"]
            yield row["name"]
        for kind in ("span", "relation", "document_label", "note", "progress"):
            for row, _ in self._rows(kind):
                if row["annotator"] not in self._names.annotators:
                    name = f"annotator {row['annotator']}"
                    self._names.annotators[row["annotator"]] = name
                    lost = mark("errors", "The name of an annotator is lost; the layer is now that of “{name}”.")
                    self._missing.append(AnnotatorError(lost, name=name))
                    yield name

    # --- documents

    def write(self, new: Path) -> Rescued:
        people = list(dict.fromkeys(self._people)) or [PERSON]
        documents = 0
        with closing(Project.open(new, create=True, scheme=self._scheme)) as project:
            for name in people:
                project.ensure_annotator(name)
            with project.bulk_import("Repair", people[0], REPAIR) as importing:
                page: list[AnnotatedDocument] = []
                for document in self._documents():
                    page.append(document)
                    if len(page) == PAGE:
                        importing.add(page, self._scheme, keep_ids=True)
                        page = []
                importing.add(page, self._scheme, keep_ids=True)
                documents = importing.documents
                project.close_import(importing, f"Repair {documents} documents")
            for kind in ("verdict", "place"):
                self._apply(project, kind, people[0])
        self._note_missing()
        return Rescued(documents, self._spans, tuple(self._from_copy), tuple(self._missing[:MOST_TOLD]))

    def _apply(self, project: Project, kind: str, person: str) -> None:
        """Write what no import brings: what was said of suggestions, and where articles were moved."""
        made = [
            KINDS[kind].from_row(row, self._names) for row, _ in self._rows(kind) if row["document"] in self._written
        ]
        for first in range(0, len(made), PAGE):
            edits = [Edit(None, replace(one, rev=0)) for one in made[first : first + PAGE]]
            project.apply("Repair", edits, person, REPAIR)

    def _documents(self) -> Iterator[AnnotatedDocument]:
        texts: set[str] = set()
        for row, origin in self._rows("document"):
            known = self._salvage.known.pop(row["id"], None)
            if not self._salvage.is_of_project(row, origin):
                continue
            if row["sha256"] in texts:
                twice = mark("errors", "“{title}” was there twice; one of them is left out.")
                self._missing.append(AnnotatorError(twice, title=row["title"]))
                continue
            texts.add(row["sha256"])
            self._note(origin, mark("errors", "The text of “{title}” is from a copy."), title=row["title"] or known)
            document = KINDS["document"].from_row(row, self._names)
            self._written.add(document.id)
            yield self._annotated(replace(document, rev=0))

    def _annotated(self, document: Any) -> AnnotatedDocument:
        layers: dict[str, list[Any]] = {}
        hidden: set[int] = set()
        for kind in ("span", "relation", "document_label", "note", "progress"):
            layers[kind] = []
            for row, origin in self._rows(kind, document.id):
                if kind == "span":
                    self._found[document.id, row["annotator"]] += 1
                if row.get("label") in self._names.hidden:
                    hidden.add(row["id"])
                    continue
                made = KINDS[kind].from_row(row, self._names)
                if isinstance(made, Span) and made.end > len(document.text):
                    self._missing.append(
                        AnnotatorError(BEHIND, label=made.label, start=made.start, title=document.title)
                    )
                    continue
                layers[kind].append(made)
                self._note(origin, FROM_COPY[kind], title=document.title)
        ends = {span.id for span in layers["span"]}
        relations = [one for one in layers["relation"] if {one.source, one.target} <= ends]
        if any(not {one.source, one.target} <= ends | hidden for one in layers["relation"]):
            self._missing.append(AnnotatorError(LED_NOWHERE, title=document.title))
        self._spans += len(layers["span"])
        return AnnotatedDocument(
            document,
            tuple(sorted(layers["span"], key=lambda span: (span.start, -span.end, span.id))),
            tuple(relations),
            tuple(layers["document_label"]),
            tuple(layers["note"]),
            tuple({one.annotator: one for one in layers["progress"]}.values()),  # Each in order of id: the newest.
        )

    # --- the report

    def _note(self, origin: str, sentence: str, **values: object) -> None:
        """Tell what came from a copy, if it did."""
        if origin == COPY and len(self._from_copy) < MOST_TOLD:
            self._from_copy.append(AnnotatorError(sentence, **values))

    def _note_missing(self) -> None:
        """Tell what was there, as far as anything says so."""
        whole: Mapping[int, str] = self._salvage.known
        gone = mark("errors", "The article {title} is missing.")
        self._missing += [
            AnnotatorError(gone, title=f"“{title}”" if title else str(id_)) for id_, title in whole.items()
        ]
        for (document, annotator), n in self._salvage.counts.items():
            lost = n - self._found.get((document, annotator), 0)
            if 0 < lost <= n and document not in whole and (document, annotator) in self._found:
                who = self._names.annotators.get(annotator, str(annotator))
                of = {"document": str(document), "annotator": who}
                self._missing.append(AnnotatorError(SPANS_LOST, lost=lost, all=n, **of))
