"""Datasets for Hugging Face: what is in the rows, in JSON Lines and in Parquet."""

import json
import sys
from pathlib import Path

import pytest

from annotator.errors import FormatError
from annotator.formats import chosen_options, find_format
from annotator.formats.huggingface import parquet
from annotator.model import AnnotatedDocument, Document, DocumentLabel, Kind, Label, Scheme, Span
from annotator.report import Report
from tests.formats.corpora import re3d, wikigold

LINES, PARQUET = find_format("huggingface"), find_format("parquet")
TEXT = "Zakir Hasanov met\nHulusi Akar. He left."
SCHEME = Scheme((Label(1, "GPE"), Label(2, "PERSON"), Label(3, "sport", Kind.DOCUMENT)))
EXAMPLE = AnnotatedDocument(
    Document(7, TEXT, "Talks"),
    (Span(1, 7, "PERSON", "Ayla", 0, 13), Span(2, 7, "NAME", "Ayla", 0, 5), Span(3, 7, "PERSON", "Ayla", 18, 29)),
    document_labels=(DocumentLabel(4, 7, "news", "Ayla"),),
)
TOKENS = ["Zakir", "Hasanov", "met", "Hulusi", "Akar", ".", "He", "left", "."]


def write(path, *documents, format_=LINES, scheme=SCHEME, **options):
    format_.write(documents, scheme, path, chosen_options(format_, options), Report())
    if path.suffix == ".parquet":
        return list(parquet.read_rows(path))
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.jsonl"


@pytest.fixture
def parquet_path(tmp_path):
    pytest.importorskip("pyarrow", reason="The extra parquet is not installed.")
    return tmp_path / "a.parquet"


def test_tokens_and_tags(path):
    tags = ["B-PERSON", "I-PERSON", "O", "B-PERSON", "I-PERSON", *["O"] * 4]
    assert write(path, EXAMPLE) == [{"id": "7", "tokens": TOKENS, "ner_tags": tags, "labels": ["news"]}]


def test_a_row_for_each_sentence(path):
    rows = write(path, EXAMPLE, rows="sentences", tags="BILOU", overlaps="shortest")
    assert [(row["id"], row["tokens"]) for row in rows] == [
        ("7-1", TOKENS[:3]),
        ("7-2", TOKENS[3:6]),
        ("7-3", TOKENS[6:]),
    ]
    assert rows[0]["ner_tags"] == ["U-NAME", "O", "O"]
    assert rows[1]["ner_tags"] == ["B-PERSON", "L-PERSON", "O"]


def test_texts_and_spans(path):
    spans = [
        {"start": 0, "end": 13, "label": "PERSON"},
        {"start": 0, "end": 5, "label": "NAME"},
        {"start": 18, "end": 29, "label": "PERSON"},
    ]
    assert write(path, EXAMPLE, shape="spans") == [
        {"id": "7", "title": "Talks", "text": TEXT, "spans": spans, "labels": ["news"]}
    ]


@pytest.mark.parametrize("shape", ["tokens", "spans"])
@pytest.mark.parametrize("rows", ["documents", "sentences"])
def test_parquet_has_the_same_rows_and_the_same_bytes_twice(path, parquet_path, shape, rows):
    empty = AnnotatedDocument(Document(8, ""))
    chosen = {"shape": shape, "rows": rows}
    assert write(path, EXAMPLE, empty, **chosen) == write(parquet_path, EXAMPLE, empty, format_=PARQUET, **chosen)
    first = parquet_path.read_bytes()
    parquet_path.unlink()
    write(parquet_path, EXAMPLE, empty, **chosen)
    assert parquet_path.read_bytes() == first


@pytest.mark.parametrize(
    ("shape", "place", "names"),
    [
        ("tokens", ("ner_tags", "feature"), ["O", "B-GPE", "I-GPE", "B-PERSON", "I-PERSON"]),
        ("spans", ("spans", 0, "label"), ["GPE", "PERSON", "NAME"]),
    ],
)
def test_the_schema_names_the_labels_the_projects_first(parquet_path, shape, place, names):
    import pyarrow.parquet as pq

    write(parquet_path, EXAMPLE, shape=shape)
    feature = features = json.loads(pq.read_schema(parquet_path).metadata[b"huggingface"])["info"]["features"]
    for part in place:
        feature = feature[part]
    assert feature == {"names": names, "_type": "ClassLabel"}
    assert features["labels"]["feature"]["names"] == ["sport", "news"]


def test_spans_that_do_not_fit_are_named_by_the_shape():
    def said(**options):
        return [notice.message for notice in LINES.losses(EXAMPLE, SCHEME, chosen_options(LINES, options))]

    assert len(said()) == 1
    assert "overlaps PERSON “Zakir Hasanov”" in said()[0]
    assert said(shape="spans") == []


def test_what_is_carried_is_what_is_in_the_rows():
    options = chosen_options(LINES, {})
    kept = LINES.carried(EXAMPLE, SCHEME, options)
    assert [(span.start, span.end) for span in kept.spans] == [(0, 13), (18, 29)]
    assert LINES.carried(EXAMPLE, SCHEME, options | {"shape": "spans"}).spans == EXAMPLE.spans


def test_without_pyarrow_one_sentence_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(FormatError, match=r"pip install .*parquet.*or write the format huggingface"):
        write(tmp_path / "a.parquet", EXAMPLE)


def test_a_file_that_does_not_hold_what_it_should_is_no_export(path, monkeypatch):
    monkeypatch.setattr("annotator.formats.huggingface._lines", lambda gathered: iter([b'{"id": "8"}\n']))
    monkeypatch.setattr("annotator.formats.huggingface._gathered", lambda gathered: iter([{"id": "7"}]))
    with pytest.raises(FormatError, match="failed its proof"):
        write(path, EXAMPLE)


@pytest.mark.parametrize("format_", [LINES, PARQUET], ids=lambda format_: format_.name)
def test_nothing_to_write_is_refused(tmp_path, format_):
    with pytest.raises(FormatError, match="no document"):
        write(tmp_path / f"a{format_.suffixes[0]}", format_=format_)


@pytest.mark.parametrize("name", ["re3d", "wikigold"])
def test_real_spans_stand_where_they_should(shared_data: Path, path, name):
    documents = {"re3d": re3d, "wikigold": wikigold}[name](shared_data / name)
    rows = write(path, *documents, shape="spans")
    assert [[(row["text"][span["start"] : span["end"]], span["label"]) for span in row["spans"]] for row in rows] == [
        [(document.text[span.start : span.end], span.label) for span in document.spans] for document in documents
    ]
