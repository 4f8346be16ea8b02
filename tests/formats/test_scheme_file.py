from dataclasses import replace

import orjson
import pytest
from hypothesis import given

from annotator.errors import FormatError
from annotator.formats.native import scheme_file
from annotator.formats.native.scheme_file import read_scheme_file, write_scheme_file
from annotator.model import Kind, Label, Scheme
from tests.strategies import schemes


def bare(scheme):
    return [replace(label, id=0, position=0) for label in scheme.labels]


@given(schemes())
def test_what_is_written_is_read(tmp_path_factory, scheme):
    path = tmp_path_factory.mktemp("scheme") / "a.json"
    write_scheme_file(scheme, path)
    assert bare(read_scheme_file(path)) == bare(scheme)


def test_one_written_by_hand_needs_names_only(tmp_path):
    path = tmp_path / "a.json"
    path.write_text('{"format": "annotator-scheme", "version": 1,\n "scheme": [{"name": "ORG"}, {"name": "BANK"}]}')
    assert [(label.name, label.kind, label.position) for label in read_scheme_file(path).labels] == [
        ("ORG", Kind.SPAN, 1),
        ("BANK", Kind.SPAN, 2),
    ]


def test_a_file_that_is_there_is_replaced_whole(tmp_path):
    path = tmp_path / "a.json"
    path.write_text("old")
    write_scheme_file(Scheme((Label(7, "ORG"),)), path)
    content = orjson.loads(path.read_bytes())
    assert content["scheme"] == [{"name": "ORG", "kind": "span", "color": "#b9a9f2"}]
    assert [file.name for file in tmp_path.iterdir()] == ["a.json"]


def test_the_scheme_of_a_dataset_is_read(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"format":"annotator","version":2,"scheme":[{"id":"5","name":"ORG"}]}\n{"id":"1"}\n')
    assert [label.name for label in read_scheme_file(path).labels] == ["ORG"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "empty"),
        ("{", "JSON"),
        ("[]", "object"),
        ('{"format": "other", "scheme": []}', "It is no scheme"),
        ('{"text": "Ayla"}\n{"text": "Baku"}', "JSON"),
        ('{"format": "annotator-scheme", "version": 9, "scheme": []}', "has version 9"),
        ('{"format": "annotator-scheme", "version": 3, "scheme": [{}]}', "scheme, number 1: The field name is missing"),
        ('{"format": "annotator-scheme", "version": 3, "scheme": [5]}', "it must be an object"),
        ('{"format": "annotator-scheme", "version": 3, "scheme": [{"name": "A", "colour": ""}]}', "no field 'colour'"),
        ('{"format": "annotator-scheme", "version": 3, "scheme": [{"name": "A"}, {"name": "A"}]}', "the same name"),
    ],
)
def test_what_is_no_scheme_is_refused_with_a_sentence(tmp_path, content, sentence):
    path = tmp_path / "a.json"
    path.write_text(content)
    with pytest.raises(FormatError, match=sentence) as caught:
        read_scheme_file(path)
    assert "a.json" in str(caught.value)


def test_too_many_labels_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(scheme_file, "MOST_LABELS", 1)
    path = tmp_path / "a.json"
    write_scheme_file(Scheme((Label(7, "ORG"), Label(8, "LOC"))), path)
    with pytest.raises(FormatError, match="has 2 labels; the limit is 1"):
        read_scheme_file(path)
