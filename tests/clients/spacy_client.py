"""spaCy loads our DocBin, looks for faults in it, and trains on it."""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from annotator.formats import chosen_options, find_format
from annotator.model import AnnotatedDocument, DocumentLabel, Scheme
from annotator.report import Report

SPACY = find_format("spacy")
COLORS = re.compile("\x1b\\[[0-9;]*[A-Za-z]")
PIPELINES = {"ner,textcat_multilabel": {}, "spancat": {"group": "all"}}


def check(datasets: Mapping[str, Sequence[AnnotatedDocument]], folder: Path) -> Iterator[str]:
    """Yield what was found."""
    import spacy

    yield f"spaCy {spacy.__version__}"
    for name, documents in datasets.items():
        labelled = [_with_label(document) for document in documents]
        for number, (pipeline, chosen) in enumerate(PIPELINES.items()):
            options = chosen_options(SPACY, chosen)
            path = folder / f"{name}{number}.spacy"
            SPACY.write(labelled, Scheme(), path, options, Report())
            yield f"{name}, {pipeline}: {_compared(labelled, path, options)}"
            yield from _trained(pipeline, path, folder / f"{name}{number}")


def _with_label(document: AnnotatedDocument) -> AnnotatedDocument:
    """The document with a label, since none of the datasets has any."""
    number = document.document.id
    labels = [DocumentLabel(1, number, "even" if number % 2 == 0 else "odd", "")]
    return replace(document, document_labels=tuple(labels))


def _compared(documents: Sequence[AnnotatedDocument], path: Path, options: dict[str, str]) -> str:
    import spacy
    from spacy.tokens import DocBin

    found = list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))
    assert len(found) == len(documents)
    entities = groups = 0
    for before, after in zip(documents, found, strict=True):
        kept = SPACY.carried(before, Scheme(), options)
        assert after.text == before.text
        spans = {(span.start_char, span.end_char, span.label_) for span in (*after.ents, *after.spans.get("sc", []))}
        assert spans == {(span.start, span.end, span.label) for span in kept.spans}
        assert {label for label, score in after.cats.items() if score} == {one.label for one in kept.document_labels}
        entities += len(after.ents)
        groups += len(after.spans.get("sc", []))
    return f"{len(found)} documents, {entities} entities, {groups} spans in sc, the same texts and places"


def _trained(pipeline: str, data: Path, folder: Path) -> Iterator[str]:
    folder.mkdir()
    config = folder / "config.cfg"
    _run("init", "config", str(config), "--lang", "en", "--pipeline", pipeline)
    paths = [f"--paths.{way}={data}" for way in ("train", "dev")]
    said = _run("debug", "data", str(config), *paths)
    assert "Corpus is loadable" in said
    yield "debug data: " + "; ".join(line.strip() for line in said.splitlines() if line.strip()[:1] in {"✔", "✘"})
    said = _run(
        "train", str(config), *paths, "--output", str(folder), "--training.max_epochs=1", "--training.eval_frequency=20"
    )
    rows = [line.split() for line in said.splitlines() if line.strip()[:1].isdigit()]
    assert (folder / "model-last" / "config.cfg").is_file()
    yield f"train: one epoch; last row {' '.join(rows[-1])}"


def _run(*arguments: str) -> str:
    done = subprocess.run([sys.executable, "-m", "spacy", *arguments], capture_output=True, text=True, check=False)
    if done.returncode and arguments[0] != "debug":
        raise SystemExit(done.stdout + done.stderr)
    return COLORS.sub("", done.stdout + done.stderr)
