"""Articles in from JSON whose keys nobody has heard of."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import FormatError
from annotator.formats import chosen_options, find_format, sniff_format
from annotator.model import Document
from annotator.report import Outcome, Report

ROW = {
    "id": 7,
    "headline": "Talks  in Baku",
    "full_text": "They met.\r\nThen they went.",
    "published_at": "2022-02-02T10:00:00Z",
    "byline": ["Jane Smith", "Li Wu"],
    "publisher": {"name": "The Desk", "country": "AZ"},
    "link": "https://desk.example/a/1",
    "tags": ["war"],
}


def write(path: Path, *rows: Any, lines: bool = True) -> Path:
    path.write_text("\n".join(map(json.dumps, rows)) if lines else json.dumps(rows), encoding="utf-8")
    return path


def read(path: Path, report: Report | None = None, **options: str) -> list[Document]:
    format_ = find_format("json")
    reading = format_.read(path, chosen_options(format_, options), report or Report())
    return [document.document for document in reading.documents]


@pytest.mark.parametrize("lines", [True, False])
def test_keys_are_guessed_and_the_rest_is_metadata(tmp_path: Path, lines: bool) -> None:
    path = write(tmp_path / "a.json", ROW, {"full_text": "Second."}, lines=lines)
    assert sniff_format(path).name == "json"
    first, second = read(path, report := Report())
    assert first.text == "They met.\nThen they went."
    assert first.origin.changes == ("Line ends became line feeds.",)
    assert (first.title, first.author, first.source) == ("Talks in Baku", "Jane Smith, Li Wu", "The Desk")
    assert (first.date, first.url) == ("2022-02-02T10:00:00Z", "https://desk.example/a/1")
    assert first.metadata == {"id": 7, "tags": ["war"], "publisher": {"name": "The Desk", "country": "AZ"}}
    assert (second.text, second.title) == ("Second.", "")
    (noted,) = report.of(Outcome.NOTED)
    assert "text from “full_text”, title from “headline”" in noted.message


def test_keys_are_said_also_by_their_way(tmp_path: Path) -> None:
    row = {"t": "Talks", "when": "2 Feb 2022", "article": {"inner": {"words": "They met."}}}
    path = write(tmp_path / "a.jsonl", row)
    with pytest.raises(FormatError, match=r"line 1: Which key holds the text\? .* There are: t, when, article\."):
        read(path)
    (document,) = read(path, text="article.inner.words", title="t", date="when")
    assert (document.text, document.title, document.date) == ("They met.", "Talks", "2022-02-02")
    assert document.metadata == {"article": row["article"]}
    with pytest.raises(FormatError, match="no key missing, as the option text says"):
        read(path, text="missing")


def test_an_array_in_an_object_is_found(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", {"status": "ok", "articles": [ROW, ROW]})
    assert [document.title for document in read(path)] == ["Talks in Baku", "Talks in Baku"]


def test_what_has_no_text_or_no_date_is_named(tmp_path: Path) -> None:
    rows = ({"content": "They met.", "date": "soon"}, {"content": " "}, 7, {"other": 1})
    (document,) = read(write(tmp_path / "a.jsonl", *rows), report := Report())
    assert document.metadata == {"date": "soon"}
    assert [notice.line for notice in report.of(Outcome.SKIPPED)] == [2, 3, 4]
    assert [notice.line for notice in report.of(Outcome.NOTED)] == [None, 1]


def test_who_knows_the_layout_comes_first(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", {"text": "They met.", "label": [[0, 4, "PERSON"]]})
    assert sniff_format(path).name == "doccano"
    path = write(tmp_path / "a.jsonl", {"text": "They met.", "headline": "Talks"})
    assert sniff_format(path).name == "json"


def test_hostile_json_has_a_sentence(tmp_path: Path) -> None:
    deep: Any = "x"
    for _ in range(110):
        deep = [deep]
    for rows in (({"text": "a", "deep": deep},), (7,), ([],), ({"text": ["a"]},)):
        path = write(tmp_path / "a.jsonl", *rows)
        with pytest.raises(FormatError) as error:
            read(path)
        assert error.value.path == path
