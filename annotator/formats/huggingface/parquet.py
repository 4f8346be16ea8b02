"""Rows as Parquet, with the names of labels and tags where `datasets` looks for them.

They stand in the schema's metadata under the key `huggingface`, as JSON (datasets/features/features.py).
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from annotator.errors import FormatError
from annotator.formats.huggingface.rows import Row

BATCH = 500
"""Rows that are held in memory, and a row group."""
MISSING = (
    "Parquet is written by the package pyarrow, which is not installed. Install it (pip install "
    "'annotator-desktop[parquet]'), or write the format huggingface with a name that ends in .jsonl."
)


def write_rows(rows: Iterable[Row], names: Mapping[str, Sequence[str]], file: BinaryIO) -> None:
    """Write rows, in which labels and tags become numbers by their places in `names`. Raises FormatError."""
    arrow, parquet = _pyarrow()
    schema = _schema(arrow, names)
    numbers = {name: {label: number for number, label in enumerate(labels)} for name, labels in names.items()}
    waiting = iter(rows)
    with parquet.ParquetWriter(file, schema) as writer:
        while batch := [_numbered(row, numbers) for row in islice(waiting, BATCH)]:
            writer.write_batch(arrow.RecordBatch.from_pylist(batch, schema=schema))


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows, with names instead of numbers again: for the proof that the file holds what it should."""
    _, parquet = _pyarrow()
    # Not by its name, which may be no text.
    with path.open("rb") as opened, parquet.ParquetFile(opened) as file:
        info = json.loads(file.schema_arrow.metadata[b"huggingface"])["info"]["features"]
        names = dict(_label_names(info))
        for batch in file.iter_batches(BATCH):
            for row in batch.to_pylist():
                yield _named(row, names)


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise FormatError(MISSING) from error
    return pa, pq


def _schema(arrow: Any, names: Mapping[str, Sequence[str]]) -> Any:
    text, number = arrow.string(), arrow.int64()
    fields: dict[str, Any] = {"id": text}
    features: dict[str, Any] = {"id": _value("string")}
    if "ner_tags" in names:
        fields |= {"tokens": arrow.list_(text), "ner_tags": arrow.list_(number)}
        features |= {"tokens": _list(_value("string")), "ner_tags": _list(_class(names["ner_tags"]))}
    else:
        span = arrow.struct([("start", number), ("end", number), ("label", number)])
        fields |= {"title": text, "text": text, "spans": arrow.list_(span)}
        offsets = {"start": _value("int64"), "end": _value("int64"), "label": _class(names["spans"])}
        features |= {"title": _value("string"), "text": _value("string"), "spans": [offsets]}
    fields["labels"] = arrow.list_(number)
    features["labels"] = _list(_class(names["labels"]))
    info = json.dumps({"info": {"features": features}}, ensure_ascii=False)
    return arrow.schema(list(fields.items()), metadata={"huggingface": info})


def _value(kind: str) -> dict[str, object]:
    return {"dtype": kind, "_type": "Value"}


def _class(names: Sequence[str]) -> dict[str, object]:
    return {"names": list(names), "_type": "ClassLabel"}


def _list(feature: dict[str, object]) -> dict[str, object]:
    return {"feature": feature, "_type": "Sequence"}


def _label_names(features: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    yield "labels", features["labels"]["feature"]["names"]
    if "spans" in features:
        yield "spans", features["spans"][0]["label"]["names"]
    else:
        yield "ner_tags", features["ner_tags"]["feature"]["names"]


def _numbered(row: Row, numbers: Mapping[str, Mapping[str, int]]) -> Row:
    return _replaced(row, lambda name, label: numbers[name][label])


def _named(row: Row, names: Mapping[str, Sequence[str]]) -> Row:
    return _replaced(row, lambda name, number: names[name][number])


def _replaced(row: Row, change: Any) -> Row:
    """Return the row with something else for each label and tag."""
    changed: Row = {**row, "labels": [change("labels", label) for label in _items(row, "labels")]}
    if "spans" in row:
        changed["spans"] = [{**span, "label": change("spans", span["label"])} for span in _items(row, "spans")]
    else:
        changed["ner_tags"] = [change("ner_tags", tag) for tag in _items(row, "ner_tags")]
    return changed


def _items(row: Row, name: str) -> list[Any]:
    content = row[name]
    assert isinstance(content, list), "rows have lists in these columns"
    return content
