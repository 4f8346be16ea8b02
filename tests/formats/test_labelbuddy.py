import json
from pathlib import Path

import pytest

from annotator.errors import FormatError
from annotator.formats import find_format, sniff_format
from annotator.model import AnnotatedDocument
from annotator.report import Report

LABELBUDDY = find_format("labelbuddy")
TEXT = "Ağa met Hulusi Akar."


def mention(start: int, end: int, **more: object) -> dict[str, object]:
    return {"label_name": "PER", "start_char": start, "end_char": end} | more


def read(path: Path, content: object) -> list[AnnotatedDocument]:
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    assert sniff_format(path) is LABELBUDDY
    return list(LABELBUDDY.read(path, {}, Report()).documents)


ROW = {
    "text": TEXT, "metadata": {"source": "AFP", "page": 3}, "list_title": "Talks", "utf8_text_md5_checksum": "0",
    "annotations": [mention(8, 19, start_byte=9, end_byte=20, extra_data="Who?"), mention(0, 3)],
}  # fmt: skip


@pytest.mark.parametrize("lines", [False, True])
def test_documents_are_read_from_an_array_and_from_lines(tmp_path: Path, *, lines: bool) -> None:
    rows = [ROW, {"text": "b", "annotations": []}]
    first, second = read(tmp_path / "a.json", "\n".join(map(json.dumps, rows)) if lines else rows)
    assert [(TEXT[span.start : span.end], span.label, span.note) for span in first.spans] == [
        ("Ağa", "PER", ""),
        ("Hulusi Akar", "PER", "Who?"),
    ]
    known = first.document
    assert (known.title, known.source, known.metadata) == ("Talks", "AFP", {"page": 3})
    assert (second.text, second.spans) == ("b", ())


def test_places_in_bytes_alone_are_converted(tmp_path: Path) -> None:
    old = {"label_name": "PER", "start_byte": 9, "end_byte": 20}
    (document,) = read(tmp_path / "a.json", [{"text": TEXT, "annotations": [old]}])
    assert [TEXT[span.start : span.end] for span in document.spans] == ["Hulusi Akar"]


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ({"annotations": [mention(0, 3)]}, "Document 1 has no text"),
        ({"text": TEXT, "annotations": [mention(0, 99)]}, "number 1: The position 99 is outside"),
        ({"text": TEXT, "annotations": [mention(3, 0)]}, "the end not before the start"),
        ({"text": TEXT, "annotations": [mention(0, 3, label_name="")]}, "label_name must be a text"),
        ({"text": TEXT, "annotations": [mention(0, 3, start_char=None)]}, "must be whole numbers"),
        ({"text": TEXT, "annotations": mention(0, 3)}, "must be a list"),
    ],
)
def test_what_cannot_be_read_says_where_and_why(tmp_path: Path, row: dict[str, object], part: str) -> None:
    with pytest.raises(FormatError, match=part) as caught:
        read(tmp_path / "a.json", [row])
    assert (caught.value.path, caught.value.line) == (tmp_path / "a.json", 1)
