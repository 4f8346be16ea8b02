import hashlib
import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import FormatError
from annotator.formats import chosen_options, find_format
from annotator.formats.native import reading
from annotator.model import AnnotatedDocument, Document, Label, Origin, Progress, Relation, Scheme, Span
from annotator.report import Report

NATIVE = find_format("native")
OPTIONS = chosen_options(NATIVE, {})
TEXT = "Zakir 😀 Hasanov"


def header(**more: object) -> dict[str, Any]:
    return {"format": "annotator", "version": 3, "scheme": []} | more


def document(**more: object) -> dict[str, Any]:
    return {"id": "1", "text": TEXT, "sha256": hashlib.sha256(TEXT.encode()).hexdigest()} | more


def span(**more: object) -> dict[str, Any]:
    return {"id": "7", "label": "PERSON", "annotator": "Ayla", "start": 0, "end": 5} | more


def file_of(tmp_path: Path, *rows: object) -> Path:
    path = tmp_path / "data.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def read(path: Path) -> tuple[Scheme, list[AnnotatedDocument]]:
    found = NATIVE.read(path, OPTIONS, Report())
    assert found.keeps_ids
    return found.scheme, list(found.documents)


def test_the_header_is_the_first_line_and_ids_are_texts(tmp_path: Path) -> None:
    text = AnnotatedDocument(Document(2**62, TEXT), (Span(2**62 + 1, 2**62, "PERSON", "Ayla", 6, 7),))
    NATIVE.write([text], Scheme((Label(5, "PERSON"),)), path := tmp_path / "out.jsonl", OPTIONS, Report())
    lines = path.read_bytes().splitlines()
    assert lines[0].startswith(b'{"format":"annotator","version":3,')
    assert json.loads(lines[1]) == {
        "id": str(2**62),
        "text": TEXT,
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "spans": [{"id": str(2**62 + 1), "label": "PERSON", "annotator": "Ayla", "start": 6, "end": 7}],
    }


def test_a_project_without_documents_is_a_header(tmp_path: Path) -> None:
    scheme = Scheme((Label(5, "PERSON", key="1", may_overlap=False),))
    NATIVE.write([], scheme, path := tmp_path / "out.jsonl", OPTIONS, Report())
    assert read(path) == (scheme, [])


def test_spans_come_in_reading_order_whatever_the_file_says(tmp_path: Path) -> None:
    spans = [span(id="9", start=3), span(id="8"), span(id="7", end=9)]
    (found,) = read(file_of(tmp_path, header(), document(spans=spans)))[1]
    assert [one.id for one in found.spans] == [7, 8, 9]


def test_a_newer_version_is_refused_with_both_numbers(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="line 1: The file has version 4 of the format; this program reads up to 3"):
        read(file_of(tmp_path, header(version=4, novelty=True)))


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ({"format": "other"}, "first line must be the header"),
        (header(version="1"), "version must be a whole number"),
        (header(extra=1), "no field 'extra'"),
        (header(scheme=[{"id": "1", "name": ""}]), "scheme, number 1: The field name must be a text that is not empty"),
        (header(scheme=[{"id": "1", "name": "A"}, {"id": "2", "name": "A"}]), "same name and kind"),
        (header(scheme=[{"id": "1", "name": "A", "color": "red"}]), "color must be #rrggbb"),
        (header(scheme=[{"id": "1", "name": "A", "kind": "other"}]), "one of span, relation, document"),
        (header(scheme=[{"id": "1", "name": "A", "parent": "B"}]), "parent B, which is not in the scheme"),
    ],
)
def test_a_wrong_header_is_refused(tmp_path: Path, row: dict[str, Any], part: str) -> None:
    with pytest.raises(FormatError, match=part) as caught:
        read(file_of(tmp_path, row, document()))
    assert caught.value.line == 1


@pytest.mark.parametrize(
    ("row", "part"),
    [
        (document(text="Zakir 😀 Hasanoff"), "sha256 differs"),
        ({"id": "1", "text": TEXT}, "sha256 is missing"),
        (document(id=1), "id must be an id, digits in quotation marks"),
        (document(id="01"), "id must be an id"),
        (document(id="9223372036854775808"), "id must be an id"),
        (document(titel="x"), "no field 'titel'"),
        (document(metadata=[]), "metadata must be an object"),
        (document(metadata={"n": 10**30}), "64 bits"),
        (
            document(spans=[span(), span(id="8", end=16)]),
            "spans, number 2: 0 to 16 is not inside the text, which has 15",
        ),
        (document(spans=[span(start=-1)]), "-1 to 5 is not inside"),
        (document(spans=[span(start=5, end=4)]), "5 to 4 is not inside"),
        (document(spans=[span(start=True)]), "start must be a whole number"),
        (document(spans=[span(end=5.0)]), "end must be a whole number"),
        (document(spans=[span(label="")]), "label must be a text that is not empty"),
        (document(spans=[span(lable="X")]), "no field 'lable'"),
        (document(spans=[span(), span()]), "Two spans have the same id"),
        (document(spans=[span(pieces=[[0, 5]])]), "two or more"),
        (document(spans=[span(pieces=[[0, 2], [2, 5]])]), "not touch"),
        (document(spans=[span(pieces=[[0, 2], [3, 4]])]), "begin at start and end at end"),
        (document(spans=[span(pieces=[[0, 2], [3, True]])]), r"\[start, end\]"),
        (document(spans=[span(attributes={"a": None})]), "attribute 'a' must be"),
        (document(relations=[{"id": "1", "label": "X", "source": "7", "target": "7"}]), "ids of spans"),
        (document(notes=[{"id": "1", "text": "a"}, {"id": "1", "text": "b"}]), "Two of notes have the same id"),
        (document(progress=[{"id": "1"}, {"id": "2"}]), "same annotator"),
        (document(progress=[{"id": "1", "status": "new"}]), "one of todo, in_progress, done, skipped"),
        (document(origin={"removals": [{"offset": -1, "text": ""}]}), "offset must not be negative"),
        (document(origin={"changes": [1]}), "changes must be a list of texts"),
    ],
)
def test_a_wrong_document_is_refused_with_line_and_field(tmp_path: Path, row: dict[str, Any], part: str) -> None:
    with pytest.raises(FormatError, match=part) as caught:
        read(file_of(tmp_path, header(), document(id="2"), row))
    assert caught.value.line == 3


SPECIFICATION = "native-format.md"


def test_the_example_of_the_specification_is_read_and_written_as_it_stands(project_path: Path, tmp_path: Path) -> None:
    page = (project_path / "docs" / SPECIFICATION).read_text(encoding="utf-8")
    rows = [json.loads(example) for example in re.findall(r"```json\n(.*?)```", page, re.DOTALL)]
    scheme, documents = read(file_of(tmp_path, *rows))
    assert len(documents) == 1
    assert documents[0].relations
    NATIVE.write(documents, scheme, path := tmp_path / "out.jsonl", OPTIONS, Report())
    assert [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] == rows


def test_the_specification_names_every_field(project_path: Path) -> None:
    page = (project_path / "docs" / SPECIFICATION).read_text(encoding="utf-8")
    known = {name for names in vars(reading).values() if isinstance(names, frozenset) for name in names}
    assert [name for name in sorted(known) if f"`{name}`" not in page] == []


def test_the_format_has_every_field_of_the_model() -> None:
    """`rev` counts within one store, `document` is said by the line."""
    known = {name for names in vars(reading).values() if isinstance(names, frozenset) for name in names}
    kinds = (AnnotatedDocument, Document, Span, Relation, Label, Progress, Origin)
    assert {field.name for kind in kinds for field in fields(kind)} - known == {"rev", "document"}
