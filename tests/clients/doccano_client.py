"""doccano imports our JSON Lines and our label files, and exports the same spans, relations and labels."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from annotator.formats import chosen_options, find_format
from annotator.model import AnnotatedDocument, Scheme, Span
from annotator.report import Report
from tests.clients.environments import Environment, run, said
from tests.clients.given import links_of, scheme_of, spans_of, tricky

DOCCANO = find_format("doccano")
ENVIRONMENT = Environment("doccano", ("doccano==1.8.4", "marshmallow<4", "numpy<2", "setuptools<81"), "710 MB")
SHAPES = {"spans": "sequence labelling", "relations": "relations", "intent": "intent"}


def check(datasets: Mapping[str, Sequence[AnnotatedDocument]], folder: Path, python: Path) -> Iterator[str]:
    """Yield what was found."""
    yield f"doccano {ENVIRONMENT.version(python)}"
    given = {**datasets, "tricky": [tricky()]}
    for name, documents in given.items():
        for kind in SHAPES:
            _write(kind, documents, folder / f"{kind}-{name}.jsonl")
    complaints = list(said(run(python, [str(Path(__file__).with_name("inside_doccano.py")), str(folder)])))
    assert not complaints, complaints
    for name, documents in given.items():
        for kind, shape in SHAPES.items():
            yield f"{name}, {shape}: {_compared(kind, documents, folder / f'{kind}-{name}.exported')}"


def _write(kind: str, documents: Sequence[AnnotatedDocument], path: Path) -> None:
    scheme = scheme_of(documents)
    DOCCANO.write(documents, scheme, path, chosen_options(DOCCANO, {"shape": SHAPES[kind]}), Report())
    wanted = {
        "spans": {"labels.json"},
        "relations": {"labels.json", "relation-labels.json"},
        "intent": {"labels.json", "category-labels.json"},
    }[kind]
    for name, content in DOCCANO.label_files(scheme).items():
        if name in wanted:
            path.with_name(f"{path.stem}-{name}").write_bytes(content)


def _compared(kind: str, documents: Sequence[AnnotatedDocument], path: Path) -> str:
    options = chosen_options(DOCCANO, {"shape": SHAPES[kind]})
    found = list(DOCCANO.read(path, chosen_options(DOCCANO, {}), Report()).documents)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    assert len(found) == len(rows) == len(documents)
    counts = [0, 0, 0]
    for before, after, row in zip(documents, found, rows, strict=True):
        kept = DOCCANO.carried(before, Scheme(), options)
        assert row["text"] == before.text == after.text
        if kind == "intent":
            kept = replace(kept, spans=_taken(before, options))
        assert _places(row, kind) == spans_of(kept) == spans_of(after)
        assert links_of(after) == links_of(kept)
        if kind == "intent":
            assert {one.label for one in after.document_labels} == {one.label for one in kept.document_labels}
        known = replace(after.document, id=0, metadata=before.document.metadata)
        assert known == replace(before.document, id=0, origin=None)
        assert before.document.metadata.items() <= after.document.metadata.items()
        counts = [
            a + b for a, b in zip(counts, map(len, (after.spans, after.relations, after.document_labels)), strict=True)
        ]
    return "{} documents, {} spans, {} relations, {} labels of documents come back".format(len(found), *counts)


def _taken(document: AnnotatedDocument, options: Mapping[str, str]) -> tuple[Span, ...]:
    """The spans of which we do not say that doccano leaves them out."""
    lost = {(one.start, one.end, one.message.partition(":")[0]) for one in DOCCANO.losses(document, Scheme(), options)}
    return tuple(span for span in document.spans if (span.start, span.end, span.label) not in lost)


def _places(row, kind: str) -> list[tuple[int, int, str]]:
    """The spans as doccano wrote them, read without Annotator."""
    if kind == "relations":
        return sorted((one["start_offset"], one["end_offset"], one["label"]) for one in row["entities"])
    return sorted(map(tuple, row["label" if kind == "spans" else "entities"]))
