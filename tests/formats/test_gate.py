"""GATE's documents: XML with nodes in the text, and bdoc JSON."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import FormatError
from annotator.files.xml_elements import xml_root
from annotator.formats import chosen_options, find_format, sniff_format
from annotator.report import Outcome, Report
from tests.formats.test_conformance import HOSTILE, changed, paths_in, read_or_refused

GATE = find_format("gate")


def feature(name, content, kind="java.lang.String"):
    named = f'<Name className="java.lang.String">{name}</Name>'
    return f'<Feature>{named}<Value className="{kind}">{content}</Value></Feature>'


XML = (
    "<?xml version='1.0' encoding='utf-8'?>\n<!-- The document's features-->\n<GateDocument version=\"3\">\n"
    "<GateDocumentFeatures>"
    + feature("gate.SourceURL", "https://example.org/a")
    + feature("title", "Talks")
    + feature("page", "3", "java.lang.Integer")
    + "</GateDocumentFeatures>\n"
    '<TextWithNodes><Node id="0"/>😀 <Node id="3"/>Akar<Node id="7"/> met\r\n&lt;<Node id="13"/>him<Node id="16"/>'
    "</TextWithNodes>\n"
    '<AnnotationSet>\n<Annotation Id="1" Type="Person" StartNode="3" EndNode="7">'
    + feature("rule", "Given &amp; known")
    + feature("sure", "true", "java.lang.Boolean")
    + feature("share", "0.5", "java.lang.Double")
    + feature("empty", "")
    + "</Annotation>\n"
    '<Annotation Id="2" Type="Token" StartNode="3" EndNode="7"></Annotation>\n'
    '<Annotation Id="3" Type="Pronoun" StartNode="13" EndNode="16"></Annotation>\n'
    '<RelationSet><Relation Id="9" Type="coref" Members="1;3"/>'
    '<Relation Id="10" Type="list" Members="1;2;3"/></RelationSet>'
    "</AnnotationSet>\n"
    '<AnnotationSet Name="Ayla">\n<Annotation Id="4" Type="Person" StartNode="16" EndNode="16"/></AnnotationSet>\n'
    '<AnnotationSet Name="Original markups"><Annotation Id="5" Type="p" StartNode="0" EndNode="16"/></AnnotationSet>\n'
    "</GateDocument>\n"
)
BDOC = {
    "annotation_sets": {
        "": {
            "name": "",
            "next_annid": 3,
            "annotations": [
                {"type": "Person", "start": 3, "end": 7, "id": 0,
                 "features": {"rule": "x", "ids": ["a", "b"], "n": None, "o": {"a": 1}}},
                {"type": "Sentence", "start": 0, "end": 7, "id": 1, "features": {}},
            ],
        },
        "Ayla": {"name": "Ayla", "annotations": [{"type": "X", "start": 7, "end": 7, "id": 0}]},
    },
    "text": "😀 Akar",
    "features": {"page": 3},
    "offset_type": "j",
    "name": "talks",
}  # fmt: skip


def read(path, content, report=None, **options):
    path.write_bytes(content.encode() if isinstance(content, str) else json.dumps(content).encode())
    (found,) = GATE.read(path, chosen_options(GATE, options), report or Report()).documents
    return found


def told(document):
    return [(document.text[span.start : span.end], span.label, span.annotator) for span in document.spans]


@pytest.fixture
def xml(tmp_path):
    return tmp_path / "a.xml"


@pytest.fixture
def bdoc(tmp_path):
    return tmp_path / "a.bdocjs"


def test_annotations_stand_where_their_nodes_do(xml):
    found = read(xml, XML, report := Report())
    assert found.text == "😀 Akar met\n<him"
    assert told(found) == [("Akar", "Person", ""), ("him", "Pronoun", ""), ("", "Person", "Ayla")]
    assert found.spans[0].attributes == (("rule", "Given & known"), ("share", 0.5), ("sure", True))
    assert (found.document.title, found.document.url) == ("Talks", "https://example.org/a")
    assert found.document.metadata == {"page": 3}
    (relation,) = found.relations
    assert (relation.label, relation.source, relation.target) == ("coref", found.spans[0].id, found.spans[1].id)
    said = [(notice.outcome, notice.message) for notice in report.notices]
    assert [outcome for outcome, _ in said] == [Outcome.SKIPPED] * 3
    assert sniff_format(xml).name == "gate"


def test_sets_and_types_are_chosen(xml):
    assert told(read(xml, XML, sets="Original markups,default", types="p, Token")) == [
        ("😀 Akar met\n<him", "p", "Original markups"),
        ("Akar", "Token", ""),
    ]


def test_bdoc_says_in_which_unit_it_counts(bdoc):
    found = read(bdoc, BDOC, report := Report())
    assert told(found) == [("Akar", "Person", ""), ("", "X", "Ayla")]
    assert found.spans[0].attributes == (("ids", ("a", "b")), ("o", '{"a":1}'), ("rule", "x"))
    assert (found.document.title, found.document.metadata) == ("talks", {"page": 3})
    assert len(report.notices) == 1
    assert sniff_format(bdoc).name == "gate"
    assert told(read(bdoc, BDOC | {"offset_type": "p", "text": "xyzAkar"}))[0][0] == "Akar"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("GateDocument", "Gate", "The root of the XML must be"),
        ("TextWithNodes", "Text", "no <TextWithNodes>"),
        ('StartNode="3"', 'StartNode="99"', "line 8: There is no node “99”"),
        ('StartNode="3" EndNode="7"', 'StartNode="7" EndNode="3"', "line 8: The annotation ends before"),
        ('Type="Person"', 'Type=""', "line 8: The annotation has no type"),
        ('Id="1"', 'Id="x"', "line 8: “x” is no number"),
        ("<GateDocument ", '<!DOCTYPE a [<!ENTITY b "c">]><GateDocument ', "declares the entity"),
        ("</GateDocument>", "", "not well-formed"),
    ],
)
def test_xml_that_cannot_be_read_is_refused_with_its_line(xml, old, new, message):
    with pytest.raises(FormatError, match=message):
        read(xml, XML.replace(old, new))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text": 1}, "has no text"),
        ({"offset_type": "x"}, "must be p"),
        ({"annotation_sets": []}, "must be objects"),
        ({"annotation_sets": {"a": 1}}, "The set “a” must be an object"),
        ({"annotation_sets": {"a": {"annotations": [1]}}}, "The set “a”, annotation 1: it must be an object"),
        ({"annotation_sets": {"a": {"annotations": [{"type": "", "start": 0, "end": 1}]}}}, "“type” must be"),
        ({"annotation_sets": {"a": {"annotations": [{"type": "X", "start": 2, "end": 1}]}}}, "the end not before"),
        ({"annotation_sets": {"a": {"annotations": [{"type": "X", "start": 1, "end": 2}]}}}, "inside a character"),
        ({"annotation_sets": {"a": {"annotations": [{"type": "X", "start": 0, "end": 99}]}}}, "outside the text"),
    ],
)
def test_bdoc_that_cannot_be_read_is_refused(bdoc, change, message):
    with pytest.raises(FormatError, match=message):
        read(bdoc, BDOC | change)


def test_a_wrong_type_in_any_field_is_read_or_refused(bdoc):
    for place in paths_in(BDOC):
        for new in HOSTILE:
            bdoc.write_text(json.dumps(changed(BDOC, place, new)), encoding="utf-8")
            read_or_refused(GATE, bdoc)


@settings(max_examples=200)
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(tmp_path_factory, data):
    content = data.draw(st.sampled_from([XML.encode(), json.dumps(BDOC).encode()]))
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(content)), st.integers(0, len(content)))))
    end = min(end, start + data.draw(st.sampled_from([0, 1, 3, 10**6])))
    damage = data.draw(
        st.binary(max_size=4) | st.sampled_from([b"\0", b'"', b"9", b"-1", b"&x;", b"<a>", b"\xed\xa0\x80"])
    )
    (path := tmp_path_factory.mktemp("damaged") / "a.xml").write_bytes(content[:start] + damage + content[end:])
    read_or_refused(GATE, path)


def test_100_000_annotations_in_one_document(xml):
    nodes = "".join(f'<Node id="{12 * n}"/>Akar<Node id="{12 * n + 4}"/> 😀 left ' for n in range(100_000))
    found = "".join(
        f'<Annotation Id="{n}" Type="X" StartNode="{12 * n}" EndNode="{12 * n + 4}"/>' for n in range(100_000)
    )
    content = (
        f"<GateDocument><TextWithNodes>{nodes}</TextWithNodes><AnnotationSet>{found}</AnnotationSet></GateDocument>"
    )
    document = read(xml, content)
    assert len(document.spans) == 100_000
    assert {word for word, _, _ in told(document)} == {"Akar"}


def test_elements_know_where_in_their_parents_text_they_stand(xml):
    xml.write_text("<a>x<b>yz</b>w<c/>v</a>", encoding="utf-8")
    root = xml_root(xml)
    assert (root.text, [child.at for child in root.children], root.children[0].text) == ("xwv", [1, 2], "yz")
