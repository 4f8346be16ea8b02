"""Label Studio imports our JSON with our label_config, and exports the same spans, relations, labels and notes."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from annotator.formats import chosen_options, find_format
from annotator.model import AnnotatedDocument, Progress, Scheme, Status
from annotator.report import Report
from tests.clients.environments import Environment, run, said
from tests.clients.given import links_of, scheme_of, spans_of, tricky

LABEL_STUDIO = find_format("label-studio")
ENVIRONMENT = Environment("label-studio", ("label-studio==1.23.2",), "1 GB")


def check(datasets: Mapping[str, Sequence[AnnotatedDocument]], folder: Path, python: Path) -> Iterator[str]:
    """Yield what was found."""
    yield f"Label Studio {ENVIRONMENT.version(python)}"
    given = {**datasets, "tricky": [_with_more(tricky()), _skipped(tricky())]}
    for name, documents in given.items():
        options = chosen_options(LABEL_STUDIO, {"config": str(folder / f"{name}.xml")})
        LABEL_STUDIO.write(documents, scheme_of(documents), folder / f"{name}.json", options, Report())
    program = str(Path(__file__).with_name("inside_label_studio.py"))
    yield from (line for line in said(run(python, [program, str(folder)])) if " tasks, " in line)
    for name, documents in given.items():
        yield f"{name}, JSON: {_compared(documents, folder / f'{name}.exported')}"
        yield f"{name}, JSON_MIN: {_compared_minimal(documents, folder / f'{name}.minimal')}"


def _with_more(document: AnnotatedDocument) -> AnnotatedDocument:
    first, *others = document.spans
    first = replace(first, attributes=(("kind", ("a", "b")), ("sure", True)), note="Who?")
    return replace(document, spans=(first, *others))


def _skipped(document: AnnotatedDocument) -> AnnotatedDocument:
    known = replace(document.document, id=2, title="Another")
    return AnnotatedDocument(known, progress=(Progress(1, 2, "", Status.SKIPPED),))


def _compared(documents: Sequence[AnnotatedDocument], path: Path) -> str:
    found = list(LABEL_STUDIO.read(path, chosen_options(LABEL_STUDIO, {}), Report()).documents)
    tasks = json.loads(path.read_text(encoding="utf-8"))
    assert len(found) == len(tasks) == len(documents)
    counts = [0, 0, 0, 0]
    for before, after, task in zip(documents, found, tasks, strict=True):
        kept = LABEL_STUDIO.carried(before, Scheme(), chosen_options(LABEL_STUDIO, {}))
        assert task["data"]["text"] == kept.text == after.text
        assert _places(task) == spans_of(kept) == spans_of(after)
        assert links_of(after) == links_of(kept)
        assert _said(after) == _said(kept)
        counts = [
            a + len(b)
            for a, b in zip(counts, (after.spans, after.relations, after.document_labels, after.notes), strict=True)
        ]
    counted = "{} spans, {} relations, {} labels of documents, {} notes".format(*counts)
    return f"{len(found)} documents, {counted} come back"


def _places(task) -> list[tuple[int, int, str]]:
    """The spans as Label Studio wrote them, read without Annotator."""
    values = [one["value"] for each in task["annotations"] for one in each["result"] if one["type"] == "labels"]
    return sorted((value["start"], value["end"], label) for value in values for label in value["labels"])


def _said(document: AnnotatedDocument) -> list[object]:
    known = document.document
    return [
        (known.title, known.author, known.date, known.source, known.url),
        sorted(repr((span.start, span.end, span.label, span.attributes, span.note)) for span in document.spans),
        sorted(label.label for label in document.document_labels),
        sorted(note.text for note in document.notes),
        [progress.status for progress in document.progress],
    ]


def _compared_minimal(documents: Sequence[AnnotatedDocument], path: Path) -> str:
    """JSON_MIN has no relations, and leaves out what was skipped."""
    found = list(LABEL_STUDIO.read(path, chosen_options(LABEL_STUDIO, {}), Report()).documents)
    wanted = [document for document in documents if not document.progress]
    assert [one.text for one in found] == [one.text for one in wanted]
    assert [spans_of(one) for one in found] == [spans_of(one) for one in wanted]
    return f"{len(found)} documents, {sum(len(one.spans) for one in found)} spans are read"
