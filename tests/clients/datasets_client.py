"""Hugging Face's `datasets` loads our Parquet and our JSON Lines, with the names of all labels."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from annotator.formats import chosen_options, find_format
from annotator.model import AnnotatedDocument, Scheme
from annotator.report import Report

PARQUET, LINES = find_format("parquet"), find_format("huggingface")


def check(datasets: Mapping[str, Sequence[AnnotatedDocument]], folder: Path) -> Iterator[str]:
    """Yield what was found."""
    import datasets as library

    library.disable_progress_bars()
    yield f"datasets {library.__version__}"
    for name, documents in datasets.items():
        for shape in ("tokens", "spans"):
            options = chosen_options(LINES, {"shape": shape, "rows": "sentences"})
            parquet, lines = folder / f"{name}-{shape}.parquet", folder / f"{name}-{shape}.jsonl"
            PARQUET.write(documents, Scheme(), parquet, options, Report())
            LINES.write(documents, Scheme(), lines, options, Report())
            loaded = library.Dataset.from_parquet(str(parquet), cache_dir=str(folder))
            again = library.Dataset.from_json(str(lines), features=loaded.features, cache_dir=str(folder))
            assert list(loaded) == list(again)
            rows = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
            assert [_named(row, loaded.features) for row in loaded] == rows
            yield f"{name}, {shape}: {len(loaded)} rows from Parquet and from JSON Lines, {_labels(loaded.features)}"


def _labels(features) -> str:
    label = features["ner_tags"].feature if "ner_tags" in features else features["spans"].feature["label"]
    return f"{type(label).__name__} with {', '.join(label.names)}"


def _named(row, features):
    """The row with the names that the dataset has for its numbers."""
    named = {**row, "labels": [features["labels"].feature.int2str(number) for number in row["labels"]]}
    if "ner_tags" in row:
        named["ner_tags"] = [features["ner_tags"].feature.int2str(number) for number in row["ner_tags"]]
    else:
        label = features["spans"].feature["label"]
        named["spans"] = [{**span, "label": label.int2str(span["label"])} for span in row["spans"]]
    return named
