"""UIMA's CAS: ours in XMI and JSON, and what INCEpTION and DKPro write."""

import json
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import FormatError
from annotator.formats import chosen_options, find_format, sniff_format
from annotator.model import AnnotatedDocument, Document, DocumentLabel, Note, Relation, Scheme, Span
from annotator.report import Outcome, Report
from tests.formats.test_conformance import EXAMPLES, HOSTILE, changed, paths_in, read_or_refused

XMI, JSON = find_format("xmi"), find_format("cas-json")
both = pytest.mark.parametrize("format_", [XMI, JSON], ids=lambda format_: format_.name)
TEXT = '😀 Akar "met"\r\n\tHulusi <Akar> & left.'
EXAMPLE = AnnotatedDocument(
    Document(1, TEXT, "Talks", metadata={"page": 3, "odd": "\x07\ufffe"}),
    (
        Span(2, 1, "PER", "Ayla", 2, 6, note="sure?"),
        Span(3, 1, "SPLIT", "Björn", 2, 26, ((2, 6), (17, 26)), (("sure", True), ("tags", ("a", "b")))),
    ),
    (Relation(4, 1, "is", "Ayla", 3, 2, (("why", "said"),), "see"),),
    (DocumentLabel(5, 1, "news", "Ayla"),),
    (Note(6, 1, "Ayla", ""),),
)


def write(format_, folder, *documents, **options):
    format_.write(documents, Scheme(), folder, chosen_options(format_, options), Report())
    return sorted(file for file in folder.iterdir() if file.suffix == format_.suffixes[0])


def read(path, report=None, format_=XMI, **options):
    return list(format_.read(path, chosen_options(format_, options), report or Report()).documents)


def xmi(*elements, text="Akar met him", spaces=""):
    body = "".join(elements)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI" '
        'xmlns:cas="http:///uima/cas.ecore" xmlns:custom="http:///webanno/custom.ecore" '
        'xmlns:type="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore" '
        'xmlns:seg="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore" '
        f'xmlns:meta="http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore" {spaces} xmi:version="2.0">'
        f'<cas:NULL xmi:id="0"/>{body}<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="{text}"/>'
        '<cas:View sofa="1" members="2 3"/></xmi:XMI>'
    )


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.xmi"


def quotes(document):
    return [(document.text[span.start : span.end], span.label) for span in document.spans]


def joined(document):
    words = {span.id: document.text[span.start : span.end] for span in document.spans}
    return [(words[one.source], one.label, words[one.target]) for one in document.relations]


@both
def test_offsets_count_utf_16_units_in_the_file(tmp_path, format_):
    (file,) = write(format_, tmp_path / "out", EXAMPLE)
    content = file.read_text(encoding="utf-8")
    assert re.search(r'begin"?[=:] ?"?3"?,?\s+"?end"?[=:] ?"?7\b', content)
    assert "3-7;18-27" in content
    assert file.name.startswith("000001 Talks")


def test_xml_is_what_parsers_of_others_read(tmp_path):
    (file,) = write(XMI, tmp_path / "out", EXAMPLE)
    root = ET.parse(file).getroot()
    sofa = root.find("{http:///uima/cas.ecore}Sofa")
    assert sofa.get("sofaString") == TEXT
    view = root.find("{http:///uima/cas.ecore}View")
    ids = {one.get("{http://www.omg.org/XMI}id") for one in root if one.get("begin")}
    assert set(view.get("members").split()) == ids
    types = ET.parse(tmp_path / "out" / "TypeSystem.xml").getroot()
    names = [name.text for name in types.iter("{http://uima.apache.org/resourceSpecifier}name")]
    assert {"webanno.custom.Relation", "Governor", "Dependent", "value"} <= set(names)


def test_json_has_its_types_and_its_members(tmp_path):
    (file,) = write(JSON, tmp_path / "out", EXAMPLE)
    content = json.loads(file.read_text(encoding="utf-8"))
    rows = {row["%ID"]: row for row in content["%FEATURE_STRUCTURES"]}
    assert {row["%TYPE"] for row in rows.values()} - {"uima.cas.Sofa"} == set(content["%TYPES"])
    assert content["%VIEWS"] == {"_InitialView": {"%SOFA": 1, "%MEMBERS": sorted(set(rows) - {1})}}
    (relation,) = [row for row in rows.values() if row["%TYPE"] == "webanno.custom.Relation"]
    assert (rows[relation["@Governor"]]["value"], rows[relation["@Dependent"]]["value"]) == ("SPLIT", "PER")


def test_control_characters_are_named_and_written_as_signs_of_it_in_xml_only(tmp_path):
    document = AnnotatedDocument(Document(1, "a\x07b"), (Span(2, 1, "X\x01", "", 2, 3),))
    assert next(notice.message for notice in XMI.losses(document, Scheme(), {})).startswith("It holds control")
    assert not list(JSON.losses(document, Scheme(), {}))
    write(XMI, tmp_path / "out", document)
    (found,) = read(tmp_path / "out")
    assert (found.text, found.spans[0].label) == ("a�b", "X�")


@pytest.mark.parametrize("options", [{"layer": "Span"}, {"relation": "a b.c"}, {"layer": "a.B", "relation": "a.B"}])
def test_a_type_that_is_none_is_not_written(tmp_path, options):
    with pytest.raises(FormatError, match="is no type of its own"):
        write(XMI, tmp_path / "out", EXAMPLE, **options)


@both
def test_types_in_the_same_package_and_without_one_of_ours_come_back(tmp_path, format_):
    options = {"layer": "my.types.Person", "relation": "other.types.Knows"}
    write(format_, tmp_path / "out", EXAMPLE, **options)
    (found,) = read(tmp_path / "out", format_=format_)
    assert quotes(found) == quotes(EXAMPLE)[::-1]
    assert joined(found) == joined(EXAMPLE)


def test_what_inception_writes_is_read(path):
    path.write_text(
        xmi(
            '<meta:DocumentMetaData xmi:id="20" sofa="1" begin="0" end="12" documentTitle="talks.txt"/>',
            '<seg:Token xmi:id="21" sofa="1" begin="0" end="4"/>',
            '<type:NamedEntity xmi:id="2" sofa="1" begin="0" end="4" value="PER" identifier="Q1"/>',
            '<type:NamedEntity xmi:id="3" sofa="1" begin="5" end="8"/>',
            '<custom:Relation xmi:id="4" sofa="1" begin="5" end="8" Dependent="3" Governor="2" label="does"/>',
            '<custom:Host xmi:id="5" sofa="1" begin="9" end="12" links="12" order="4" note="see"/>',
            '<custom:HostLink xmi:id="6" role="who" target="2"/><custom:HostLink xmi:id="7" target="3"/>',
            '<custom:CorefLink xmi:id="8" sofa="1" begin="0" end="4" next="9" referenceType="man"/>',
            '<custom:CorefLink xmi:id="9" sofa="1" begin="9" end="12"><tags>a</tags><tags>b</tags></custom:CorefLink>',
            '<custom:CorefChain xmi:id="10" first="8"/><cas:FSArray xmi:id="12" elements="6 7"/>',
            '<custom:Relation xmi:id="11" sofa="1" begin="0" end="4" Dependent="21" Governor="2"/>',
        ),
        encoding="utf-8",
    )
    report = Report()
    (found,) = read(path, report)
    assert found.document.title == "talks.txt"
    assert sorted(quotes(found)) == [
        ("Akar", "PER"), ("Akar", "man"), ("him", "CorefLink"), ("him", "Host"), ("met", "NamedEntity"),
    ]  # fmt: skip
    assert sorted(joined(found)) == [
        ("Akar", "CorefLink", "him"), ("Akar", "does", "met"), ("him", "links", "met"), ("him", "who", "Akar"),
    ]  # fmt: skip
    said = {span.label: span.attributes for span in found.spans if found.text[span.start : span.end] != "met"}
    assert said["PER"] == (("identifier", "Q1"),)
    assert dict(said["Host"])["order"] == "4"
    assert next(span.note for span in found.spans if span.label == "Host") == "see"
    assert [notice.outcome for notice in report.notices] == [Outcome.SKIPPED] * 2
    assert quotes(read(path, layers="de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token")[0]) == [
        ("Akar", "Token")
    ]
    assert sniff_format(path).name == "xmi"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<a/>", "The root of the XML must be"),
        (xmi().replace("<cas:Sofa", "<cas:Sofia"), "no text"),
        (xmi('<custom:A sofa="1" begin="0" end="4"/>'), "line 1: The element has no xmi:id"),
        (xmi('<custom:A xmi:id="x" sofa="1" begin="0" end="4"/>'), "xmi:id must be a whole number"),
        (xmi('<custom:A xmi:id="2" sofa="1" begin="0" end="99"/>'), "A, number 2: The position 99 is outside"),
        (xmi('<custom:A xmi:id="2" sofa="1" begin="4" end="0"/>'), "A, number 2: It ends at 0"),
        (xmi('<custom:A xmi:id="2" sofa="1" begin="1" end="2"/>', text="😀a"), "inside a character"),
        (xmi('<custom:A xmi:id="2" sofa="1" begin="0" end="4" pieces="0-1;1-4"/>'), "not in order and apart"),
        (xmi('<custom:A xmi:id="2" sofa="1" begin="0" end="4" attributes="{{"/>'), "This is not JSON"),
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + xmi().split("?>")[1], "entity"),
    ],
)
def test_what_cannot_be_read_is_refused(path, content, message):
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FormatError, match=message):
        read(path)


def test_other_views_are_said_to_be_passed_over(path):
    other = '<cas:Sofa xmi:id="30" sofaNum="2" sofaID="german" sofaString="Akar traf ihn"/>'
    path.write_text(xmi(other, '<custom:A xmi:id="2" sofa="30" begin="0" end="13"/>'), encoding="utf-8")
    (found,) = read(path, report := Report())
    assert (found.text, found.spans) == ("Akar met him", ())
    assert "2 views" in report.notices[0].message


def test_arrays_in_json_are_slots(tmp_path):
    rows = [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView", "sofaString": "a b"},
        {"%ID": 2, "%TYPE": "x.Host", "@sofa": 1, "begin": 0, "end": 1, "@links": 4, "#odd": "NaN"},
        {"%ID": 3, "%TYPE": "x.Span", "@sofa": 1, "begin": 2, "end": 3, "value": "B", "sure": True, "tags": ["p"]},
        {"%ID": 4, "%TYPE": "x.Link[]", "%ELEMENTS": [5]},
        {"%ID": 5, "%TYPE": "x.Link", "role": "to", "@target": 3},
    ]
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"%FEATURE_STRUCTURES": rows}), encoding="utf-8")
    (found,) = read(path, format_=JSON)
    assert joined(found) == [("a", "to", "b")]
    assert found.spans[1].attributes == (("sure", True), ("tags", ("p",)))
    assert sniff_format(path).name == "cas-json"


def test_a_wrong_type_in_any_field_of_json_is_read_or_refused(tmp_path):
    path = tmp_path / "a.json"
    for document in (EXAMPLE, EXAMPLES["relations"]):
        (file,) = write(JSON, tmp_path / f"out{document.document.title}", document)
        content = json.loads(file.read_text(encoding="utf-8"))
        del content["%TYPES"]
        for place in paths_in(content):
            for new in HOSTILE:
                path.write_text(json.dumps(changed(content, place, new)), encoding="utf-8")
                read_or_refused(JSON, path)


@both
@settings(max_examples=200)
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(tmp_path_factory, format_, data):
    folder = tmp_path_factory.mktemp("damaged")
    (file,) = write(format_, folder / "out", EXAMPLE)
    content = file.read_bytes()
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(content)), st.integers(0, len(content)))))
    end = min(end, start + data.draw(st.sampled_from([0, 1, 3, 10**6])))
    damage = data.draw(
        st.binary(max_size=4) | st.sampled_from([b"\0", b'"', b"9", b"-1", b"&x;", b"<a>", b"\xed\xa0\x80"])
    )
    (path := folder / f"b{format_.suffixes[0]}").write_bytes(content[:start] + damage + content[end:])
    read_or_refused(format_, path)
