import json
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import FormatError
from annotator.formats import Reading, chosen_options, find_format, sniff_format
from annotator.model import AnnotatedDocument, Document, DocumentLabel, Note, Relation, Scheme, Span, Status
from annotator.report import Outcome, Report

PRODIGY = find_format("prodigy")
TEXT = "😀 Akar met Hasanov."
WORDS = [("😀", 0, 1), ("Akar", 2, 6), ("met", 7, 10), ("Hasanov", 11, 18), (".", 18, 19)]
TOKENS = [{"text": text, "start": start, "end": end, "id": at} for at, (text, start, end) in enumerate(WORDS)]


def reading(path: Path, report: Report | None = None, **chosen: str) -> Reading:
    return PRODIGY.read(path, chosen_options(PRODIGY, chosen), report or Report())


def file_of(tmp_path: Path, *rows: object) -> Path:
    path = tmp_path / "data.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def read(tmp_path: Path, row: dict[str, Any], report: Report | None = None, **chosen: str) -> AnnotatedDocument:
    (document,) = reading(file_of(tmp_path, {"text": TEXT, "tokens": TOKENS} | row), report, **chosen).documents
    return document


def labelled(document: AnnotatedDocument) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label) for span in document.spans]


def test_a_task_is_a_document(tmp_path: Path) -> None:
    span = {"start": 2, "end": 6, "token_start": 1, "token_end": 1, "label": "PERSON"}
    row = {"spans": [span], "meta": {"source": "AFP", "page": 3}, "section": "world", "answer": "accept",
           "_input_hash": 5, "_task_hash": -6, "_annotator_id": "news-ayla", "_timestamp": 1}  # fmt: skip
    document = read(tmp_path, row, report := Report())
    assert labelled(document) == [(2, 6, "PERSON")]
    assert document.spans[0].annotator == "news-ayla"
    assert (document.document.source, document.document.metadata) == ("AFP", {"page": 3, "section": "world"})
    assert not report.notices


def test_spans_may_be_named_by_tokens_alone_the_last_inclusively(tmp_path: Path) -> None:
    document = read(tmp_path, {"spans": [{"token_start": 1, "token_end": 3, "label": "ALL"}]})
    assert labelled(document) == [(2, 18, "ALL")]


def test_a_span_whose_tokens_lie_elsewhere_is_told(tmp_path: Path) -> None:
    span = {"start": 2, "end": 6, "token_start": 1, "token_end": 2, "label": "PERSON"}
    assert labelled(read(tmp_path, {"spans": [span]}, report := Report())) == [(2, 6, "PERSON")]
    assert "1 spans begin or end elsewhere" in next(report.of(Outcome.REPAIRED)).message


def test_tokens_show_that_offsets_count_utf16_units(tmp_path: Path) -> None:
    shifted = [token | {"start": max(token["start"] * 1 + 1, 0), "end": token["end"] + 1} for token in TOKENS[1:]]
    row = {"tokens": [{"text": "😀", "start": 0, "end": 2}, *shifted], "spans": [{"start": 3, "end": 7, "label": "P"}]}
    assert labelled(read(tmp_path, row, report := Report())) == [(2, 6, "P")]
    assert "UTF-16" in next(report.of(Outcome.REPAIRED)).message


@pytest.mark.parametrize("answer", ["reject", "ignore"])
def test_what_was_not_accepted_has_no_spans_unless_asked_for(tmp_path: Path, answer: str) -> None:
    row = {"spans": [{"start": 2, "end": 6, "label": "PERSON"}], "answer": answer}
    document = read(tmp_path, row, report := Report())
    assert (labelled(document), [one.status for one in document.progress]) == ([], [Status.SKIPPED])
    assert "answers=all" in next(report.of(Outcome.NOTED)).message
    assert len(read(tmp_path, row, answers="all").spans) == 1


def test_what_several_people_did_with_one_text_is_one_document(tmp_path: Path) -> None:
    def row(who: str | None, text: str, *spans: tuple[int, int]) -> dict[str, Any]:
        return {"text": text, "_annotator_id": who, "notes": [f"by {who}"], "spans": [
            {"start": start, "end": end, "label": "X"} for start, end in spans]}  # fmt: skip

    path = file_of(
        tmp_path,
        row("ayla", "one two", (0, 3)), row("ayla", "three"), {"text": "no"},
        row("björn", "one two", (4, 7), (0, 3)), row("ayla", "one two"), row(None, "three"),
    )  # fmt: skip
    documents = list(reading(path).documents)
    assert [document.text for document in documents] == ["one two", "three", "no", "one two", "three"]
    assert [(span.id, span.annotator, span.start) for span in documents[0].spans] == [
        (1, "ayla", 0), (2, "björn", 0), (3, "björn", 4)
    ]  # fmt: skip
    assert [note.text for note in documents[0].notes] == ["by ayla", "by björn"]
    assert {span.document for span in documents[0].spans} == {documents[0].document.id}


def test_labels_of_the_whole_text_in_each_of_prodigys_ways(tmp_path: Path) -> None:
    for row in (
        {"accept": ["war"], "options": [{"id": "war"}, {"id": "x"}]},
        {"label": "war"},
        {"cats": {"war": 1, "x": 0}},
    ):
        assert [label.label for label in read(tmp_path, row).document_labels] == ["war"]


def test_relations_join_spans_by_place_and_by_token_and_bare_words(tmp_path: Path) -> None:
    spans = [{"start": 2, "end": 6, "label": "A"}, {"start": 11, "end": 18, "label": "B"}]
    ends = {"head_span": spans[0], "child_span": spans[1]}
    relations = [
        {"head": 1, "child": 3, "label": "met", **ends},
        {"head": 3, "child": 1, "label": "saw"},
        {"head": 2, "child": 1, "label": "subject"},
    ]
    document = read(tmp_path, {"spans": spans, "relations": relations}, report := Report())
    names = {span.id: span.label for span in document.spans}
    assert [(names[one.source], one.label, names[one.target]) for one in document.relations] == [
        ("A", "met", "B"), ("B", "saw", "A"), ("token", "subject", "A")
    ]  # fmt: skip
    assert "words became spans" in next(report.of(Outcome.NOTED)).message


def test_what_is_written_is_what_prodigy_has(tmp_path: Path) -> None:
    document = AnnotatedDocument(
        Document(1, TEXT, "T", metadata={"page": 3}),
        (Span(1, 1, "NAME", "", 2, 18), Span(2, 1, "HALF", "", 11, 14, (), (("sure", True),), "Why?"),
         Span(3, 1, "GAP", "", 6, 7)),
        (Relation(4, 1, "of", "", 2, 1),),
        (DocumentLabel(5, 1, "war", ""),),
        (Note(6, 1, "", "Long."),),
    )  # fmt: skip
    PRODIGY.write([document], Scheme(), out := tmp_path / "o.jsonl", chosen_options(PRODIGY, {}), Report())
    row = json.loads(out.read_text(encoding="utf-8"))
    assert (row["answer"], row["meta"], row["accept"]) == ("accept", {"title": "T", "page": 3}, ["war"])
    assert [(token["text"], token["id"], token["ws"]) for token in row["tokens"]] == [
        ("😀", 0, True), ("Akar", 1, True), ("met", 2, True), ("Has", 3, False), ("anov", 4, False), (".", 5, False)
    ]  # fmt: skip
    name, half, gap = row["spans"]
    assert name == {"start": 2, "end": 18, "token_start": 1, "token_end": 4, "label": "NAME", "id": 1}
    assert (half["token_start"], half["token_end"], half["note"]) == (3, 3, "Why?")
    assert "token_start" not in gap
    (relation,) = row["relations"]
    assert (relation["head"], relation["child"], relation["head_span"]["id"]) == (3, 4, 2)


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ({"text": 5}, "no text"),
        ({"spans": [{"start": 2, "end": 99, "label": "X"}]}, "2 to 99 is not inside the text, which has 19"),
        ({"spans": [{"start": 2, "end": 6}]}, "label must be a text"),
        ({"spans": [{"start": True, "end": 6, "label": "X"}]}, "whole numbers"),
        ({"spans": [{"token_start": 1, "token_end": 9, "label": "X"}]}, "numbers of tokens"),
        ({"spans": [1]}, "“spans” must be a list of objects"),
        ({"tokens": [{}]}, "“tokens”, number 1"),
        ({"relations": [{"head": 99, "child": 0, "label": "X"}]}, "its head must be the number of a token"),
        ({"accept": [[]]}, "“accept” must be a list"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, row: dict[str, Any], part: str) -> None:
    path = file_of(tmp_path, {"text": "x"}, {"text": TEXT, "tokens": TOKENS} | row)
    with pytest.raises(FormatError, match=part) as caught:
        list(reading(path).documents)
    assert (caught.value.path, caught.value.line) == (path, 2)
    assert len(list(reading(path, report := Report(), broken="skip").documents)) == 1
    assert next(report.of(Outcome.REFUSED)).line == 2


def test_patterns_are_recognised_and_refused(tmp_path: Path) -> None:
    path = file_of(tmp_path, {"label": "GPE", "pattern": [{"lower": "ankara"}]})
    assert sniff_format(path) is PRODIGY
    for broken in ("refuse", "skip"):
        with pytest.raises(FormatError, match="patterns"):
            list(reading(path, broken=broken).documents)


def test_real_headlines_are_read_whole(shared_data: Path) -> None:
    folder = shared_data / "fixtures" / "prodigy"
    path = folder / "news_headlines_ner.jsonl"
    assert sniff_format(path) is PRODIGY
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    documents = list(reading(path, report := Report()).documents)
    assert not report.notices
    assert [document.text for document in documents] == [row["text"] for row in rows]
    assert [labelled(document) for document in documents] == [
        [(span["start"], span["end"], span["label"]) for span in row.get("spans", [])] for row in rows
    ]
    assert documents[0].document.source == "The New York Times"
    for patterns in folder.glob("patterns_*"):
        assert sniff_format(patterns) is PRODIGY
        with pytest.raises(FormatError, match="line 1: This is a file of Prodigy's patterns"):
            list(reading(patterns).documents)


@pytest.mark.parametrize("key", ["image", "audio", "video"])
def test_what_is_about_a_picture_or_a_recording_is_refused_as_such(tmp_path: Path, key: str) -> None:
    path = file_of(tmp_path, {key: "a.bin", "spans": [{"label": "X", "x": 1}], "_input_hash": 1, "answer": "accept"})
    assert sniff_format(path) is PRODIGY
    with pytest.raises(FormatError, match="line 1: The task is about a picture or a recording"):
        list(reading(path).documents)


def test_a_picture_beside_an_article_is_metadata(tmp_path: Path) -> None:
    document = read(tmp_path, {"text": "Akar", "image": "https://example.org/a.png", "answer": "accept"})
    assert document.document.metadata == {"image": "https://example.org/a.png"}
