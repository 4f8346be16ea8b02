import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from annotator.errors import FormatError
from annotator.formats import Format, chosen_options, find_format, sniff_format
from annotator.model import AnnotatedDocument, Document, DocumentLabel, Note, Relation, Scheme, Span
from annotator.report import Outcome, Report

XML, JSON = find_format("bioc-xml"), find_format("bioc-json")
each_format = pytest.mark.parametrize("format_", [XML, JSON], ids=lambda format_: format_.name)
HEAD = (
    '<?xml version="1.0"?>\n<!DOCTYPE collection SYSTEM "BioC.dtd">\n<collection><source>PubMed</source><date/><key/>\n'
)


def read(format_: Format, path: Path, report: Report | None = None) -> list[AnnotatedDocument]:
    return list(format_.read(path, chosen_options(format_, {}), report or Report()).documents)


def write(format_: Format, documents: list[AnnotatedDocument], path: Path) -> bytes:
    format_.write(documents, Scheme(), path, chosen_options(format_, {}), Report())
    return path.read_bytes()


def article(tmp_path: Path, body: str, report: Report | None = None) -> AnnotatedDocument:
    path = tmp_path / "a.xml"
    path.write_text(f"{HEAD}<document><id>12</id>{body}</document></collection>", encoding="utf-8")
    (document,) = read(XML, path, report)
    return document


def annotation(offset: int, length: int, text: str, *infons: tuple[str, str], id_: str = "1") -> str:
    said = "".join(f'<infon key="{key}">{content}</infon>' for key, content in infons or [("type", "Gene")])
    return (
        f'<annotation id="{id_}">{said}<location offset="{offset}" length="{length}"/><text>{text}</text></annotation>'
    )


def passage(offset: int, text: str, *annotations: str) -> str:
    return f"<passage><offset>{offset}</offset><text>{text}</text>{''.join(annotations)}</passage>"


def quoted(document: AnnotatedDocument) -> list[tuple[str, str]]:
    return [(span.label, document.text[span.start : span.end]) for span in document.spans]


def test_passages_are_lines_and_offsets_count_through_the_document(tmp_path: Path) -> None:
    body = passage(0, "A title.") + passage(9, "IL-4 binds.", annotation(9, 4, "IL-4"), annotation(0, 1, "A", id_="2"))
    document = article(tmp_path, body)
    assert document.text == "A title.\nIL-4 binds."
    assert quoted(document) == [("Gene", "A"), ("Gene", "IL-4")]
    assert document.document.metadata == {"id": "12", "collection": {"source": "PubMed"}}


def test_the_infons_of_passages_are_kept(tmp_path: Path) -> None:
    body = '<passage><infon key="type">title</infon><offset>5</offset><text>x</text></passage>' + passage(7, "y")
    document = article(tmp_path, body)
    assert document.document.metadata["passages"] == [{"start": 0, "infons": {"type": "title"}}]


@pytest.mark.parametrize(
    ("text", "offset", "length", "quote", "said"),
    [
        ("IL-4 ve İL-5.", 17, 4, "İL-5", None),
        ("IL-4 ve İL-5.", 8, 4, "İL-5", None),
        ("😀😀IL-4", 13, 4, "IL-4", "UTF-16"),
        ("ğğğğ İL-5", 18, 5, "İL-5", "bytes"),
    ],
)
def test_however_offsets_count_the_quotes_tell(
    tmp_path: Path, text: str, offset: int, length: int, quote: str, said: str | None
) -> None:
    body = passage(0, "A title.") + passage(9, text, annotation(offset, length, quote))
    report = Report()
    assert quoted(article(tmp_path, body, report)) == [("Gene", quote)]
    repairs = [notice.message for notice in report.of(Outcome.REPAIRED)]
    assert [said in message for message in repairs if said] == ([True] if said else [])


def test_sentences_hold_the_text_where_the_passage_has_none(tmp_path: Path) -> None:
    sentence = "<sentence><offset>{}</offset><text>{}</text>{}</sentence>"
    body = "<passage><offset>0</offset>" + sentence.format(0, "One.", "") + sentence.format(
        5, "Two IL-4.", annotation(9, 4, "IL-4")) + "</passage>"  # fmt: skip
    document = article(tmp_path, body)
    assert (document.text, quoted(document)) == ("One. Two IL-4.", [("Gene", "IL-4")])


def test_what_is_said_of_annotations_and_relations(tmp_path: Path) -> None:
    infons = (("type", "Gene"), ("annotator", "Ayla"), ("note", "Why?"), ("identifier", "3565"), ("sure", "true"))
    relation = ('<relation id="R1"><infon key="type">binds</infon><node refid="2" role="target"/>'
                '<node refid="1" role="source"/></relation>'
                '<relation id="R2"><infon key="type">in</infon><node refid="1" role="Gene"/>'
                '<node refid="2" role="Cell"/>'
                '</relation><relation id="R3"><node refid="1" role="x"/></relation>')  # fmt: skip
    body = passage(
        0, "IL-4 IL-5", annotation(0, 4, "IL-4", *infons), annotation(5, 4, "IL-5", ("x", "y"), id_="2"), relation
    )
    document = article(tmp_path, body, report := Report())
    one, other = document.spans
    assert (one.annotator, one.note, one.attributes) == ("Ayla", "Why?", (("identifier", "3565"), ("sure", True)))
    assert (other.label, other.attributes) == ("annotation", (("x", "y"),))
    assert [(link.label, link.source, link.target) for link in document.relations] == [
        ("binds", one.id, other.id), ("in", one.id, other.id)
    ]  # fmt: skip
    assert document.relations[1].attributes == (("source_role", "Gene"), ("target_role", "Cell"))
    said = " ".join(notice.message for notice in report.notices)
    assert "1 annotations have no type" in said
    assert "1 relations do not join" in said


@each_format
def test_everything_is_carried(format_: Format, tmp_path: Path) -> None:
    text = "IL-4\r\n binds\x07 \ufffe <IL-5> & 😀"
    metadata = {"id": "PMC-1", "year": 2022, "x\x07y": [None, "\ufffe"]}
    attributes = (("type", "t"), ("annotator", "x"), ("a\nb", " "))
    document = AnnotatedDocument(
        Document(1, text, "2022", "A. B.", "2022-02-02", metadata=metadata),
        (Span(1, 1, "A & <B>", "Ayla", 0, 22, ((0, 4), (17, 22)), attributes, "N"),
         Span(2, 1, "true", "Björn", 12, 17, (), (("kind", ("a", "b")), ("sure", False)), "x\x07")),
        (Relation(3, 1, "of", "Björn", 2, 2, (("source_role", "Gene"), ("target_role", "target"))),),
        (DocumentLabel(4, 1, "news", "Ayla"),),
        (Note(5, 1, "Ayla", "A\r\nB"), Note(6, 1, "", "")),
    )  # fmt: skip
    path = tmp_path / f"a{format_.suffixes[0]}"
    write(format_, [document, AnnotatedDocument(Document(2, ""))], path)
    found, empty = read(format_, path, report := Report())
    assert not report.notices
    assert found.document.metadata == document.document.metadata
    assert (found.text, found.document.title, found.document.date) == (text, "2022", "2022-02-02")
    assert [(span.label, span.annotator, span.start, span.end, span.pieces, dict(span.attributes), span.note)
            for span in found.spans] == [
        (span.label, span.annotator, span.start, span.end, span.pieces, dict(span.attributes), span.note)
        for span in document.spans
    ]  # fmt: skip
    assert found.relations[0].attributes == document.relations[0].attributes
    assert [(label.label, label.annotator) for label in found.document_labels] == [("news", "Ayla")]
    assert [(note.text, note.annotator) for note in found.notes] == [("A\r\nB", "Ayla"), ("", "")]
    assert (empty.text, empty.document.metadata) == ("", {})


def test_the_xml_is_what_bioc_has(tmp_path: Path) -> None:
    document = AnnotatedDocument(Document(1, "IL-4 binds", metadata={"id": "12"}), (Span(1, 1, "Gene", "", 0, 4),))
    root = ET.fromstring(write(XML, [document], tmp_path / "a.xml"))
    assert [child.tag for child in root] == ["source", "date", "key", "document"]
    (found,) = root.iter("passage")
    assert [child.tag for child in found] == ["offset", "text", "annotation"]
    assert root.findtext("document/id") == "12"
    one = found.find("annotation")
    assert one is not None
    assert [(child.tag, dict(child.attrib), child.text) for child in one] == [
        ("infon", {"key": "type"}, "Gene"), ("location", {"offset": "0", "length": "4"}, None), ("text", {}, "IL-4")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "part"),
    [
        (passage(0, "x", annotation(5, 4, "zzz")), "line 4: The annotation 1: 5 to 9 is not inside"),
        ("<passage><offset>x</offset></passage>", "has “x” where a whole number must stand"),
        (passage(0, "x", '<annotation id="1"><location offset="-1" length="1"/></annotation>'), "“-1” where a whole"),
        (passage(0, "&unknown;"), "does not say what &unknown; stands for"),
        ("<passage>", "well-formed"),
        ('<passage><infon key="replaced">[[9, 7]]</infon><offset>0</offset><text>x</text></passage>', "does not fit"),
    ],
)
def test_what_is_wrong_in_xml_is_named_with_its_line(tmp_path: Path, body: str, part: str) -> None:
    with pytest.raises(FormatError, match=part) as caught:
        article(tmp_path, body)
    assert caught.value.line == 4


def test_entities_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    for declared in (
        '<!ENTITY a "aaaa">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a SYSTEM "x.dtd"> %a;',
    ):
        path.write_text(f"<!DOCTYPE collection [{declared}]><collection><document><id>&a;</id></document></collection>")
        with pytest.raises(FormatError, match="declares the entity"):
            read(XML, path)


@pytest.mark.parametrize(
    ("document", "part"),
    [
        ({"passages": [{"offset": "x"}]}, "“passages”, number 1: its offset"),
        (
            {"passages": [{"offset": 0, "text": "x", "annotations": [{"locations": [{"offset": 0}]}]}]},
            "number 1: “annot",
        ),
        ({"passages": 5}, "“passages” must be a list"),
        (5, "must be an object"),
        ({"id": []}, "its id must be a text"),
    ],
)
def test_what_is_wrong_in_json_is_named_with_its_line(tmp_path: Path, document: object, part: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(f'{{"source": "x",\n"documents": [\n{json.dumps(document)}]}}')
    with pytest.raises(FormatError, match=part) as caught:
        read(JSON, path)
    assert (caught.value.path, caught.value.line) == (path, 3)


def test_json_comes_in_an_array_of_collections_and_as_documents_one_a_line(tmp_path: Path) -> None:
    document = {
        "id": "7",
        "passages": [
            {
                "offset": 0,
                "text": "IL-4",
                "infons": {},
                "annotations": [
                    {
                        "id": "1",
                        "infons": {"type": "Gene", "score": 0.5},
                        "text": "IL-4",
                        "locations": [{"offset": 0, "length": 4}],
                    }
                ],
            }
        ],
    }
    shapes: list[Any] = [
        [{"bioctype": "BioCCollection", "documents": [document]}], {"PubTator3": [document]}, document
    ]  # fmt: skip
    for shape in shapes:
        path = tmp_path / "a.json"
        path.write_text(json.dumps(shape))
        assert sniff_format(path) is JSON
        (found,) = read(JSON, path)
        assert (found.text, quoted(found), found.document.metadata["id"]) == ("IL-4", [("Gene", "IL-4")], "7")
        assert found.spans[0].attributes == (("score", 0.5),)


def test_the_same_collection_as_xml_and_as_json_is_the_same(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "fixtures" / "bioc"
    in_xml, in_json = read(XML, folder / "everything.xml"), read(JSON, folder / "everything.json")
    assert in_xml == in_json
    assert [quoted(document) for document in in_xml] == [
        [("annotation", "bc"), ("annotation", "fg"), ("annotation", "fg")],
        [("annotation", "bc"), ("annotation", "测试")],
    ]  # fmt: skip
    for format_ in (XML, JSON):
        first = write(format_, in_xml, tmp_path / f"1{format_.suffixes[0]}")
        found = read(format_, tmp_path / f"1{format_.suffixes[0]}")
        assert [quoted(document) for document in found] == [quoted(document) for document in in_xml]
        assert write(format_, found, tmp_path / f"2{format_.suffixes[0]}") == first


def test_every_example_is_read_whole(shared_data: Path) -> None:
    for path in sorted((shared_data / "fixtures" / "bioc").glob("*.xml")):
        assert sniff_format(path) is XML
        root = ET.parse(path).getroot()
        documents = read(XML, path)
        assert len(documents) == len(list(root.iter("document")))
        assert sum(len(document.spans) for document in documents) == len(list(root.iter("location")))
        two = [one for one in root.iter("relation") if len(list(one.iter("node"))) == 2]
        assert sum(len(document.relations) for document in documents) == len(two)
        texts = [element.text or "" for kind in ("passage", "sentence") for one in root.iter(kind)
                 for element in one.findall("text")]  # fmt: skip
        assert all(any(text in document.text for document in documents) for text in texts)


def test_the_infons_of_sentences_are_kept_with_where_they_begin(tmp_path: Path) -> None:
    said = '<infon key="n">{}</infon>'
    sentences = "".join(
        f"<sentence>{said.format(n)}<offset>{at}</offset><text>{text}</text></sentence>"
        for n, at, text in (("one", 0, "A."), ("two", 3, "B."))
    )
    document = article(tmp_path, f"<passage><offset>0</offset>{sentences}</passage>")
    assert document.text == "A. B."
    assert document.document.metadata["sentences"] == [
        {"start": 0, "infons": {"n": "one"}},
        {"start": 3, "infons": {"n": "two"}},
    ]
