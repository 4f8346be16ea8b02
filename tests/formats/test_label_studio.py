import json
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import FormatError
from annotator.formats import Reading, chosen_options, find_format, sniff_format
from annotator.model import (
    AnnotatedDocument,
    Attribute,
    AttributeKind,
    Document,
    DocumentLabel,
    Kind,
    Label,
    Progress,
    Relation,
    Scheme,
    Span,
    Status,
)
from annotator.report import Outcome, Report

LABEL_STUDIO = find_format("label-studio")
TEXT = "😀 Akar met Hasanov."


def region(id_: str, start: int, end: int, *labels: str, **more: Any) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": TEXT[start:end], "labels": list(labels)}
    return {"id": id_, "from_name": "label", "to_name": "text", "type": "labels", "value": value} | more


def task(*results: object, **more: Any) -> dict[str, Any]:
    annotation = {"id": 7, "completed_by": 3, "result": list(results), "was_cancelled": False}
    return {"id": 12, "data": {"text": TEXT}, "annotations": [annotation], "predictions": []} | more


def file_of(tmp_path: Path, content: object) -> Path:
    path = tmp_path / "data.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def reading(path: Path, report: Report | None = None, **chosen: str) -> Reading:
    return LABEL_STUDIO.read(path, chosen_options(LABEL_STUDIO, chosen), report or Report())


def read(tmp_path: Path, *tasks: object, report: Report | None = None, **chosen: str) -> list[AnnotatedDocument]:
    return list(reading(file_of(tmp_path, list(tasks)), report, **chosen).documents)


def labelled(document: AnnotatedDocument) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label) for span in document.spans]


def test_regions_of_several_people_are_layers(tmp_path: Path) -> None:
    mail = {"id": 1, "email": "ayla@example.org", "first_name": "Ayla", "last_name": ""}
    named = {"id": 2, "email": "", "first_name": "Björn", "last_name": "Åsen"}
    annotations = [
        {"completed_by": who, "result": [region("a", 2, 6, "PERSON")]} for who in (mail, named, 3, None)
    ]  # fmt: skip
    (document,) = read(tmp_path, task(annotations=annotations))
    assert [span.annotator for span in document.spans] == ["ayla@example.org", "Björn Åsen", "user 3", ""]
    assert document.document.metadata == {"id": 12}


def test_a_region_with_two_labels_is_two_spans(tmp_path: Path) -> None:
    (document,) = read(tmp_path, task(region("a", 2, 6, "PERSON", "TURK")))
    assert labelled(document) == [(2, 6, "PERSON"), (2, 6, "TURK")]


def test_utf16_units_are_told_by_the_quotes_and_said(tmp_path: Path) -> None:
    shifted = [
        region("a", 2, 6, "PERSON", value={"start": 3, "end": 7, "text": "Akar", "labels": ["PERSON"]}),
        region("b", 11, 18, "PERSON", value={"start": 12, "end": 19, "text": "Hasanov", "labels": ["PERSON"]}),
    ]
    (document,) = read(tmp_path, task(*shifted), report=(report := Report()))
    assert labelled(document) == [(2, 6, "PERSON"), (11, 18, "PERSON")]
    (repair,) = report.of(Outcome.REPAIRED)
    assert "UTF-16" in repair.message


def test_a_quote_that_stands_nearby_moves_the_span_and_one_that_is_nowhere_is_told(tmp_path: Path) -> None:
    off = region("a", 4, 8, "PERSON", value={"start": 4, "end": 8, "text": "Akar", "labels": ["PERSON"]})
    gone = region("b", 11, 18, "PERSON", value={"start": 11, "end": 18, "text": "Ankara", "labels": ["CITY"]})
    (document,) = read(tmp_path, task(off, gone), report=(report := Report()))
    assert labelled(document) == [(2, 6, "PERSON"), (11, 18, "CITY")]
    assert [notice.start for notice in report.of(Outcome.REPAIRED)] == [2, 11]


def test_what_is_said_of_regions_and_of_the_text(tmp_path: Path) -> None:
    place = {"start": 2, "end": 6, "text": "Akar"}
    results = [
        region("a", 2, 6, "PERSON", meta={"text": ["Who?"]}),
        {"id": "a", "from_name": "sure", "type": "choices", "value": {**place, "choices": ["yes"]}},
        {"id": "a", "from_name": "roles", "type": "choices", "value": {**place, "choices": ["host", "guest"]}},
        {"id": "a", "from_name": "stars", "type": "rating", "value": {**place, "rating": 4}},
        {"id": "a", "from_name": "why", "type": "textarea", "value": {**place, "text": ["Read it."]}},
        {"id": "c", "from_name": "topic", "type": "choices", "value": {"choices": ["war", "peace"]}},
        {"id": "d", "from_name": "place", "type": "taxonomy", "value": {"taxonomy": [["Asia", "Turkey"]]}},
        {"id": "n", "from_name": "note", "type": "textarea", "value": {"text": ["Long.", "Dull."]}},
    ]
    (document,) = read(tmp_path, task(*results))
    (span,) = document.spans
    assert span.note == "Who?"
    assert dict(span.attributes) == {"sure": "yes", "roles": ("host", "guest"), "stars": 4, "why": "Read it."}
    assert [label.label for label in document.document_labels] == ["war", "peace", "Asia > Turkey"]
    assert [note.text for note in document.notes] == ["Long.", "Dull."]


@pytest.mark.parametrize(("direction", "expected"), [("right", ("a", "b")), ("left", ("b", "a")), ("bi", ("a", "b"))])
def test_relations_keep_their_direction(tmp_path: Path, direction: str, expected: tuple[str, str]) -> None:
    link = {"type": "relation", "from_id": "a", "to_id": "b", "direction": direction, "labels": ["met"]}
    (document,) = read(tmp_path, task(region("a", 2, 6, "a"), region("b", 11, 18, "b"), link))
    (relation,) = document.relations
    names = {span.id: span.label for span in document.spans}
    assert (relation.label, names[relation.source], names[relation.target]) == ("met", *expected)


def test_skipped_tasks_predictions_drafts_and_boxes_are_told(tmp_path: Path) -> None:
    box = {"id": "i", "type": "rectanglelabels", "value": {"x": 1, "rectanglelabels": ["Car"]}}
    skipped = task(box, region("u", 2, 6), predictions=[{"result": [region("a", 2, 6, "X")]}], drafts=[{}])
    skipped["annotations"][0]["was_cancelled"] = True
    (document,) = read(tmp_path, skipped, report=(report := Report()))
    assert document.spans == ()
    assert [progress.status for progress in document.progress] == [Status.SKIPPED]
    said = " ".join(notice.message for notice in report.notices)
    for part in ("1 predictions", "predictions=yes", "1 drafts", "skipped", "rectanglelabels", "without a label"):
        assert part in said


def test_predictions_are_read_when_asked_for(tmp_path: Path) -> None:
    guess = {"model_version": "ner 2", "result": [region("a", 2, 6, "PERSON")]}
    (document,) = read(tmp_path, task(predictions=[guess]), predictions="yes")
    assert [(span.annotator, span.label) for span in document.spans] == [("ner 2", "PERSON")]


def test_json_min_puts_the_annotations_of_a_task_together(tmp_path: Path) -> None:
    def row(who: int, *spans: object, id_: int = 5) -> dict[str, Any]:
        known = {"id": id_, "text": TEXT, "title": "T", "topic": "war", "annotator": who, "annotation_id": 9}
        return known | {"lead_time": 2.5, "created_at": "x", "updated_at": "y"} | ({"label": spans} if spans else {})

    span = {"start": 2, "end": 6, "text": "Akar", "labels": ["PERSON"]}
    config = tmp_path / "config.xml"
    config.write_text('<View><Choices name="topic" toName="text"><Choice value="war"/></Choices></View>')
    rows = [row(1, span), row(2), row(1, id_=6)]
    one, other = read(tmp_path, *rows, config=str(config))
    assert [(span.annotator, span.label) for span in one.spans] == [("user 1", "PERSON")]
    assert [(label.label, label.annotator) for label in one.document_labels] == [("war", "user 1"), ("war", "user 2")]
    assert (other.document.title, other.document.metadata) == ("T", {"id": 6})
    assert read(tmp_path, *rows)[0].document.metadata == {"id": 5, "topic": "war"}
    assert sniff_format(file_of(tmp_path, rows)) is LABEL_STUDIO


def test_several_choices_of_json_min_are_labels_without_a_config(tmp_path: Path) -> None:
    row = {"text": TEXT, "id": 5, "topic": {"choices": ["war", "talks"]}, "page": {"number": 3}, "annotator": 1,
           "annotation_id": 7, "lead_time": 1.0}  # fmt: skip
    (document,) = read(tmp_path, row)
    assert [label.label for label in document.document_labels] == ["war", "talks"]
    assert document.document.metadata == {"id": 5, "page": {"number": 3}}


def test_html_is_read_by_its_global_offsets(tmp_path: Path) -> None:
    html = "<p>Akar &amp; Co</p><script>x()</script><p>Ankara</p>"
    value = {"start": "/p[2]/text()[1]", "end": "/p[2]/text()[1]", "startOffset": 0, "endOffset": 6, "text": "Ankara",
             "globalOffsets": {"start": 9, "end": 15}, "hypertextlabels": ["CITY"]}  # fmt: skip
    result = {"id": "a", "type": "hypertextlabels", "from_name": "label", "value": value}
    (document,) = read(tmp_path, task(result, data={"html": html}), text="html")
    assert (document.text, labelled(document)) == ("Akar & CoAnkara", [(9, 15, "CITY")])
    del value["globalOffsets"]
    with pytest.raises(FormatError, match="XPath"):
        read(tmp_path, task(result, data={"html": html}), text="html")


def test_the_key_of_the_text_is_found_by_what_is_quoted_or_has_to_be_named(tmp_path: Path) -> None:
    data = {"url": "x", "body": TEXT}
    (document,) = read(tmp_path, task(region("a", 2, 6, "X"), data=data))
    assert (document.text, document.document.url) == (TEXT, "x")
    with pytest.raises(FormatError, match=r"line 1: Task 1: .*under url, body.*option text=KEY"):
        read(tmp_path, task(data=data))
    assert read(tmp_path, task(data=data), text="body")[0].text == TEXT


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ([1], "Task 1: it must be an object"),
        ([task(1)], "“annotations”, number 1, result 1: it must be an object"),
        (
            [task(region("a", 2, 6, value={"start": 2, "end": 99, "labels": ["X"]}))],
            "2 to 99 is not inside the text, which has 19",
        ),
        ([task(), task(region("a", True, 6, "X"))], "Task 2: .*whole numbers"),
        ([task(region("a", 2, 6, ""))], "without a name"),
        ([task({"type": "relation", "from_id": "a", "to_id": "b"})], "names “a”, which is no labelled region"),
        ([task(annotations=5)], "“annotations” must be a list"),
        ('[{"data": {"text": "x"}, "annotations": [', "breaks off"),
        ('[{"data": {"text": "\\ud800"}}]', "lone surrogate"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, content: object, part: str) -> None:
    path = file_of(tmp_path, content)
    with pytest.raises(FormatError, match=part) as caught:
        list(reading(path).documents)
    assert (caught.value.path, caught.value.line) == (path, 1)


def test_broken_tasks_are_skipped_and_listed_when_asked(tmp_path: Path) -> None:
    documents = read(tmp_path, task(1), task(), report=(report := Report()), broken="skip")
    assert len(documents) == 1
    (refused,) = report.of(Outcome.REFUSED)
    assert refused.message.startswith("Task 1")


def test_what_is_written_is_what_label_studio_has(tmp_path: Path) -> None:
    document = AnnotatedDocument(
        Document(1, TEXT, "T", metadata={"id": 12, "page": 3}),
        (Span(1, 1, "PERSON", "Ayla", 2, 6, (), (("sure", True),), "Who?"), Span(2, 1, "PERSON", "Ayla", 11, 18)),
        (Relation(3, 1, "met", "Ayla", 1, 2),),
        (DocumentLabel(4, 1, "news", "Ayla"),),
        progress=(Progress(5, 1, "Björn", Status.SKIPPED),),
    )
    LABEL_STUDIO.write([document], Scheme(), out := tmp_path / "o.json", chosen_options(LABEL_STUDIO, {}), Report())
    (row,) = json.loads(out.read_text(encoding="utf-8"))
    assert row["data"] == {"text": TEXT, "title": "T", "page": 3}
    assert (row["id"], row["predictions"]) == (12, [])
    mine, his = row["annotations"]
    assert (his["annotator"], his["was_cancelled"], his["result"]) == ("Björn", True, [])
    place = {"start": 2, "end": 6, "text": "Akar"}
    assert mine["result"][:2] == [
        {"id": "1", "from_name": "label", "to_name": "text", "type": "labels", "value": {**place, "labels": ["PERSON"]},
         "meta": {"text": ["Who?"]}},
        {"id": "1", "from_name": "sure", "to_name": "text", "type": "choices", "value": {**place, "choices": ["true"]},
         "meta": {"kind": "yes_no"}},
    ]  # fmt: skip
    assert mine["result"][3] == {
        "type": "relation", "from_id": "1", "to_id": "2", "direction": "right", "labels": ["met"]
    }  # fmt: skip
    assert mine["result"][4]["value"] == {"choices": ["news"]}
    (found,) = reading(out).documents
    assert found.progress == (Progress(1, 1, "Björn", Status.SKIPPED),)


def test_the_label_config_is_written_and_read(tmp_path: Path) -> None:
    scheme = Scheme(
        (
            Label(1, 'A "<&>', color="#123456", key="A", attributes=(
                Attribute("sure", AttributeKind.YES_NO), Attribute("role", choices=("host", "guest")),
                Attribute("why", AttributeKind.TEXT))),
            Label(2, "met", Kind.RELATION, position=1),
            Label(3, "news", Kind.DOCUMENT, position=2),
        )
    )  # fmt: skip
    config = tmp_path / "config.xml"
    options = chosen_options(LABEL_STUDIO, {"config": str(config)})
    LABEL_STUDIO.write([AnnotatedDocument(Document(1, "x"))], scheme, out := tmp_path / "o.json", options, Report())
    first = config.read_bytes()
    found = reading(out, config=str(config)).scheme
    assert [(label.name, label.kind, label.key) for label in found.labels] == [
        ('A "<&>', Kind.SPAN, "A"), ("met", Kind.RELATION, ""), ("news", Kind.DOCUMENT, "")
    ]  # fmt: skip
    assert found.labels[0].color == "#123456"
    assert found.labels[0].attributes == scheme.labels[0].attributes
    LABEL_STUDIO.write([], found, tmp_path / "again.json", options, Report())
    assert config.read_bytes() == first


def test_a_config_that_is_none_or_hostile_is_refused(tmp_path: Path) -> None:
    config = tmp_path / "config.xml"
    bomb = '<!DOCTYPE View [<!ENTITY a "aaaa">]><View><Labels name="l"><Label value="&a;"/></Labels></View>'
    for content, part in (("<a/>", "begins with <View>"), (bomb, "declares the entity"), ("<View>", "well-formed")):
        config.write_text(content)
        with pytest.raises(FormatError, match=part):
            reading(file_of(tmp_path, [task()]), config=str(config))


def test_real_exports_are_read_and_what_holds_no_text_says_so(shared_data: Path) -> None:
    folder = shared_data / "fixtures" / "label-studio"
    (known,) = reading(folder / "csv" / "csv_test_history.json").documents
    assert [(label.label, label.annotator) for label in known.document_labels] == [("Positive", "sergei@heartex.e2e")]
    tasks = json.loads((folder / "csv" / "csv_test.json").read_text(encoding="utf-8"))
    assert [one.text for one in reading(folder / "csv" / "csv_test.json").documents] == [
        one["data"]["text"] for one in tasks
    ]
    (chosen,) = reading(folder / "csv" / "csv_test2.json", text="title").documents
    assert chosen.text == "TAN BAI"
    for name in ("csv/csv_test2.json", "json_min/data.json", "json_min/data_repeater.json"):
        assert sniff_format(folder / name) is LABEL_STUDIO
        with pytest.raises(FormatError, match="Task 1: The task has no text"):
            list(reading(folder / name).documents)
    scheme = reading(file_of_nothing(folder), config=str(folder / "json_min" / "label_config.xml")).scheme
    assert [(label.name, label.color) for label in scheme.labels] == [("Airplane", "#ff0000"), ("Car", "#0000ff")]


def file_of_nothing(folder: Path) -> Path:
    return folder / "csv" / "csv_test.json"


@pytest.mark.parametrize("more", [{}, {"id": 3}, {"predictions": [{"model_version": "one", "result": []}]}])
def test_tasks_that_nobody_has_labelled_are_recognised(tmp_path: Path, more: dict[str, Any]) -> None:
    path = file_of(tmp_path, [{**more, "data": {"text": "Akar met."}}])
    assert sniff_format(path) is LABEL_STUDIO
    assert [document.text for document in reading(path).documents] == ["Akar met."]


def test_a_label_config_by_itself_is_a_scheme(tmp_path: Path) -> None:
    path = tmp_path / "config.xml"
    labels = '<Labels name="l" toName="t"><Label value="PER"/></Labels>'
    path.write_text(f'<View>{labels}<Text name="t" value="$text"/></View>')

    assert sniff_format(path) is LABEL_STUDIO
    found = reading(path)
    assert [label.name for label in found.scheme.labels] == ["PER"]
    assert not list(found.documents)


def test_a_conversation_is_refused_as_one(tmp_path: Path) -> None:
    turns = [{"author": "A", "text": "Hello."}, {"author": "B", "text": "Hi."}]
    with pytest.raises(FormatError, match="line 1: Task 1: The task is a conversation"):
        read(tmp_path, {"data": {"dialogue": turns}, "annotations": []})


def test_a_relation_that_goes_both_ways_is_spoken_of(tmp_path: Path) -> None:
    link = {"from_id": "a", "to_id": "b", "type": "relation", "direction": "bi", "labels": ["met"]}
    regions = region("a", 2, 6, "PERSON"), region("b", 11, 18, "PERSON")
    (document,) = read(tmp_path, task(*regions, link), report=(report := Report()))
    assert len(document.relations) == 1
    assert [notice.outcome for notice in report.notices if "both ways" in notice.message] == [Outcome.NOTED]
