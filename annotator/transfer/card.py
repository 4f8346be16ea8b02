"""What stands beside a dataset: a manifest for machines, and a card for people, as Hugging Face's hub reads it.

The card's front matter is YAML 1.2, of which JSON is a part: so strings are written as JSON writes them
(https://huggingface.co/docs/hub/datasets-cards).
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from annotator import __version__
from annotator.formats import Feature, Way
from annotator.model import Kind, Scheme, value
from annotator.store import DocumentFilter
from annotator.transfer.exporting import Target
from annotator.transfer.scope import Scope
from annotator.transfer.splitting import DATE, Split

LOADABLE = (".jsonl", ".json", ".csv", ".tsv", ".parquet")
"""What Hugging Face's hub loads by itself."""
SIZES = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
)
LARGEST = "10M<n<100M"
UNKNOWN = "unknown"


@value
class File:
    """A file of a part: its name below the dataset's folder, its size and the sha256 of its bytes, in hex."""

    name: str
    size: int
    sha256: str


@value
class Part:
    """What is in one part."""

    name: str
    files: tuple[File, ...]
    documents: int = 0
    relations: int = 0
    labels: Mapping[str, int] = field(default_factory=dict, hash=False)

    @property
    def spans(self) -> int:
        """Return how many spans there are."""
        return sum(self.labels.values())


@value
class Dataset:
    """All that is said of a dataset. `dated` is the day it was made, if that is to be told."""

    name: str
    target: Target
    scope: Scope
    layer: str | None
    scheme: Scheme
    split: Split
    parts: Sequence[Part] = field(hash=False)
    license: str = UNKNOWN
    language: str = ""
    dated: str = ""


def manifest(dataset: Dataset) -> bytes:
    """Return the manifest as JSON: the same bytes for the same project, program and choices."""
    told = {
        "program": "Annotator",
        "version": __version__,
        **({"made": dataset.dated} if dataset.dated else {}),
        "format": dataset.target.name,
        "options": _options(dataset.target),
        "articles": _articles(dataset.scope),
        "annotator": dataset.layer,
        "split": {
            "by": dataset.split.by,
            "shares": dict(dataset.split.shares),
            "stratified": dataset.split.stratified,
            "together": ["near-duplicates", *([dataset.split.together] if dataset.split.together else [])],
        },
        "labels": [
            {"name": label.name, "kind": str(label.kind), "color": label.color, "description": label.description}
            for label in dataset.scheme.labels
        ],
        "parts": {
            part.name: {
                "documents": part.documents,
                "spans": part.spans,
                "relations": part.relations,
                "labels": {name: part.labels[name] for name in sorted(part.labels)},
                "files": [{"name": file.name, "size": file.size, "sha256": file.sha256} for file in part.files],
            }
            for part in dataset.parts
        },
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode(errors="replace")


def card(dataset: Dataset) -> bytes:
    """Return the card as Markdown."""
    return "\n".join([*_front_matter(dataset), "", *_body(dataset), ""]).encode(errors="replace")


def _options(target: Target) -> dict[str, str]:
    """Return the options of writing; those of reading say nothing about what is here."""
    writing = {option.name for option in target.format().options if option.way != Way.READING}
    return {name: choice for name, choice in target.chosen().items() if name in writing}


def _articles(scope: Scope) -> dict[str, object]:
    where: DocumentFilter = scope.where
    told: dict[str, object] = {
        "status": None if where.status is None else str(where.status),
        "flagged": where.flagged,
        "title": where.text,
        "words": where.words,
        "fields": dict(where.fields),
        "chosen": [str(id_) for id_ in scope.documents],
    }
    return {name: one for name, one in told.items() if one}


def _front_matter(dataset: Dataset) -> Iterator[str]:
    documents = sum(part.documents for part in dataset.parts)
    yield "---"
    yield f"pretty_name: {_quoted(dataset.name)}"
    yield f"license: {_quoted(dataset.license)}"
    if dataset.language:
        yield f"language:\n- {_quoted(dataset.language)}"
    yield "task_categories:\n- token-classification"
    yield "task_ids:\n- named-entity-recognition"
    yield f"size_categories:\n- {next((size for most, size in SIZES if documents < most), LARGEST)}"
    loadable = [part for part in dataset.parts if len(part.files) == 1 and part.files[0].name.endswith(LOADABLE)]
    if loadable:
        yield "configs:\n- config_name: default\n  data_files:"
        for part in loadable:
            yield f"  - split: {part.name}\n    path: {_quoted(part.files[0].name)}"
    yield "---"


def _body(dataset: Dataset) -> Iterator[str]:
    yield f"# {_cell(dataset.name)}"
    yield ""
    yield (
        f"Articles with labelled spans, in the format `{dataset.target.name}`, written by Annotator {__version__}"
        f"{' on ' + dataset.dated if dataset.dated else ''}. "
        "`manifest.json` has every count and the sha256 of each file."
    )
    if Feature.EXACT_TEXT in dataset.target.format().carries:
        yield ""
        yield "Where the format has offsets, they are counted as it says; in Annotator they are Unicode code points."
    yield ""
    yield "## Parts"
    yield ""
    yield from _table(
        ("part", "articles", "spans", "files"),
        [(part.name, f"{part.documents:,}", f"{part.spans:,}", _file_names(part)) for part in dataset.parts],
    )
    yield ""
    yield _how(dataset.split)
    yield ""
    yield "## Labels"
    yield ""
    names = [part.name for part in dataset.parts]
    rows = [
        (label.name, *(f"{part.labels.get(label.name, 0):,}" for part in dataset.parts), label.description)
        for label in dataset.scheme.of_kind(Kind.SPAN)
    ]
    yield from _table(("label", *names, "what it is for"), rows)
    others = [label for label in dataset.scheme.labels if label.kind != Kind.SPAN]
    if others:
        yield ""
        yield from _table(
            ("other label", "of", "what it is for"), [(o.name, str(o.kind), o.description) for o in others]
        )


def _file_names(part: Part) -> str:
    if not part.files:
        return "none"
    return part.files[0].name if len(part.files) == 1 else f"{len(part.files):,} in {part.name}/"


def _how(split: Split) -> str:
    if len(split.shares) == 1:
        return "The dataset is not split."
    shares = ", ".join(f"{share * 100:g} % {name}" for name, share in split.shares)
    if split.by == DATE:
        how = f"Split by date, the newest articles last: {shares}."
    else:
        balanced = ", so that each label has its share in every part" if split.stratified else ""
        how = f"Split by share: {shares}{balanced}."
    together = f" So do articles with the same {_cell(split.together)}." if split.together else ""
    return (
        f"{how} Near-duplicates, such as reprints of one text, stay in one part.{together} "
        "`splits.tsv` freezes the split: an export that is given it moves no article."
    )


def _table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(map(_cell, heading))} |"
    yield f"|{'---|' * len(heading)}"
    for row in rows:
        yield f"| {' | '.join(map(_cell, row))} |"


def _cell(text: str) -> str:
    """Return a text as it stands on one line of a table: what is markup elsewhere is a letter here."""
    return re.sub(r"([\\`*_{}\[\]<>#|~])", r"\\\1", " ".join(text.split()))


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
