import json
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import FormatError
from annotator.formats import chosen_options, find_format, sniff_format
from annotator.model import AnnotatedDocument, Document, DocumentLabel, Note, Relation, Scheme, Span
from annotator.report import Outcome, Report

WEB = find_format("web-annotation")
TEXT = "😀 Akar met Hasanov. Akar left."


def read(path: Path, report: Report | None = None, **chosen: str) -> list[AnnotatedDocument]:
    return list(WEB.read(path, chosen_options(WEB, chosen), report or Report()).documents)


def on_text(tmp_path: Path, content: object, report: Report | None = None) -> AnnotatedDocument:
    (tmp_path / "page.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "a.jsonld"
    path.write_text(json.dumps(content), encoding="utf-8")
    (document,) = read(path, report, text=str(tmp_path / "page.txt"))
    return document


def annotation(*selectors: dict[str, Any], **more: Any) -> dict[str, Any]:
    body = {"type": "TextualBody", "purpose": "tagging", "value": "PERSON"}
    return {"@context": "http://www.w3.org/ns/anno.jsonld", "id": "#a", "type": "Annotation", "body": [body],
            "target": {"source": "https://example.org/page", "selector": list(selectors)}} | more  # fmt: skip


def quote(exact: str, prefix: str = "", suffix: str = "") -> dict[str, str]:
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}


def places(document: AnnotatedDocument) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label) for span in document.spans]


def test_what_is_written_is_what_the_model_says(tmp_path: Path) -> None:
    document = AnnotatedDocument(
        Document(1, TEXT, "T", metadata={"page": 3}),
        (Span(1, 1, "PAIR", "Ayla", 2, 18, ((2, 6), (11, 18)), (("sure", True),), "Why?"),
         Span(2, 1, "VERB", "", 7, 10)),
        (Relation(3, 1, "of", "Ayla", 2, 1),),
        (DocumentLabel(4, 1, "news", "Ayla"),),
        (Note(5, 1, "Ayla", "Long."),),
    )  # fmt: skip
    WEB.write([document], Scheme(), path := tmp_path / "o.jsonld", chosen_options(WEB, {}), Report())
    (page,) = json.loads(path.read_text(encoding="utf-8"))
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    pair, verb, link, label, note = page["items"]
    assert verb == {
        "id": "#d1-2", "type": "Annotation", "motivation": "tagging",
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": "VERB"}],
        "target": {"source": "#d1", "selector": [
            {"type": "TextPositionSelector", "start": 7, "end": 10},
            {"type": "TextQuoteSelector", "exact": "met", "prefix": "😀 Akar ", "suffix": " Hasanov. Akar left."}]},
    }  # fmt: skip
    assert pair["creator"] == {"type": "Person", "name": "Ayla"}
    assert [body["purpose"] for body in pair["body"]] == ["tagging", "describing", "commenting"]
    assert (pair["target"]["type"], len(pair["target"]["items"])) == ("Composite", 2)
    assert (link["motivation"], link["target"]) == ("linking", [{"id": "#d1-2"}, {"id": "#d1-1"}])
    assert (label["motivation"], note["motivation"], label["target"]) == ("classifying", "commenting", {"id": "#d1"})
    assert page["document"] == {
        "id": "#d1", "type": "Text", "format": "text/plain", "title": "T", "metadata": {"page": 3}, "value": TEXT
    }  # fmt: skip
    assert sniff_format(path) is WEB


def test_annotations_of_others_are_read_on_the_text_that_is_named(tmp_path: Path) -> None:
    items = [
        annotation({"type": "TextPositionSelector", "start": 2, "end": 6}, quote("Akar")),
        annotation(quote("Akar", "Hasanov. ", " left")),
        annotation(quote("Hasanov", "gone"), id="#b", creator="Ayla"),
        annotation({"type": "FragmentSelector", "value": "char=7,10"}, motivation="highlighting", body=[]),
    ]
    link = {"id": "#r", "type": "Annotation", "motivation": "linking", "target": [{"id": "#a"}, {"id": "#b"}],
            "body": [{"type": "TextualBody", "value": "met", "purpose": "tagging"}]}  # fmt: skip
    for shape in ([*items, link], {"type": "AnnotationCollection", "first": {"items": [*items, link]}}):
        document = on_text(tmp_path, shape, report := Report())
        assert places(document) == [(2, 6, "PERSON"), (7, 10, "annotation"), (11, 18, "PERSON"), (20, 24, "PERSON")]
        assert [(one.label, one.source) for one in document.relations] == [("met", document.spans[0].id)]
        assert document.document.title == "page"
        assert [notice.outcome for notice in report.notices] == [Outcome.NOTED]


def test_positions_in_utf16_units_are_told_by_the_quotes(tmp_path: Path) -> None:
    position = {"type": "TextPositionSelector", "start": 12, "end": 19}
    assert places(on_text(tmp_path, [annotation(position, quote("Hasanov"))], report := Report())) == [
        (11, 18, "PERSON")
    ]
    assert "UTF-16" in next(report.of(Outcome.REPAIRED)).message


def test_bodies_and_targets_that_are_no_text_are_counted(tmp_path: Path) -> None:
    odd = annotation(quote("Akar"), body=[{"purpose": "tagging", "value": "A"}, 5])
    image = annotation({"type": "SvgSelector", "value": "<svg/>"}, target={"selector": {"type": "SvgSelector"}})
    page = annotation(target="https://example.org/page", body="About the page", motivation="commenting")
    document = on_text(tmp_path, [odd, {**image, "target": 5}, page], report := Report())
    assert places(document) == [(2, 6, "A")]
    assert [note.text for note in document.notes] == ["About the page"]
    assert len(list(report.of(Outcome.SKIPPED))) == 2


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ([annotation(quote("Akar"))], "Page 1: the text .* is not in the file.*option text=FILE"),
        ([5], "Page 1: it must be an object"),
        ([{"document": {"value": 5}}], "“document” must be an object with a “value”"),
        (
            [{"document": {"value": "x"}, "items": [annotation(quote("Akar"))]}],
            "annotation 1: “Akar” is not in the text",
        ),
        ([{"document": {"value": "x"}, "items": 5}], "“items” must be a list"),
        (
            [{"document": {"value": "x"}, "items": [annotation(motivation="linking", target=["#x", "#y"])]}],
            "links annotations that are not on this page",
        ),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, content: object, part: str) -> None:
    path = tmp_path / "a.jsonld"
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(FormatError, match=part) as caught:
        read(path)
    assert (caught.value.path, caught.value.line) == (path, 1)
