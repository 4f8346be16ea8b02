"""Hostile files of every reader in the registry: a sentence each, little memory, nothing imported, nothing fetched."""

import io
import json
import os
import re
import zipfile
import zlib

import pytest

from annotator.files import MEGABYTE
from annotator.formats import all_formats, find_format
from tests.hostile.conftest import SECRET
from tests.samples import docx, main_file, odt, put_sample, zipped

MOST_MEGABYTES, MOST_SECONDS = 500, 60
READERS = [format_ for format_ in all_formats() if format_.reads]
PACKED = ("docx", "odt", "xlsx", "spacy", "pdf")
each_reader = pytest.mark.parametrize("format_", READERS, ids=lambda format_: format_.name)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="Memory is measured in children that are forked.")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "hostile").mkdir()
    return tmp_path / "hostile"


def bounded(outcome):
    """The outcome, which cost no more than it may and has no span out of place and no secret in it."""
    assert not outcome.bug
    assert outcome.megabytes < MOST_MEGABYTES
    assert outcome.seconds < MOST_SECONDS
    assert SECRET not in outcome.text
    return outcome


def refused(outcome, part=""):
    """Nothing was imported, and a sentence says why, of which file."""
    bounded(outcome)
    assert outcome.refusal.endswith((".", "?"))
    assert re.search(part, outcome.refusal), outcome.refusal
    assert outcome.path
    assert (outcome.documents, outcome.labels) == (0, 0)
    return outcome


def parts_of(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_word(path, format_, word, times=-1):
    """Put bytes in place of a word of a sample's text: wherever it stands, or so many times in each part of a zip."""
    file = main_file(path, format_)
    if zipfile.is_zipfile(file):
        file.write_bytes(zipped({name: held.replace(b"Hasanov", word, times) for name, held in parts_of(file).items()}))
    else:
        for each in (file, file.with_suffix(".txt")):
            if each.is_file():
                each.write_bytes(each.read_bytes().replace(b"Hasanov", word))
    return file


# --- every reader


@each_reader
def test_the_sample_itself_is_imported(confined, format_, folder):
    outcome = bounded(confined.take_in(put_sample(format_, folder), format_.name))
    assert not outcome.refusal
    assert outcome.documents
    assert "met" in outcome.text


@each_reader
def test_a_word_of_40_megabytes_in_a_file_of_a_gigabyte_is_refused(confined, format_, folder):
    path = put_sample(format_, folder)
    if format_.name in PACKED:
        word = b"a " * (34 * MEGABYTE if format_.name in {"docx", "odt"} else 66 * MEGABYTE)
        if format_.name in {"spacy", "pdf"}:
            path.write_bytes(path.read_bytes() + b"a" * 70 * MEGABYTE)
            bounded(confined.take_in(path, format_.name))
            return
        with_word(path, format_, word, times=1)
    else:
        file = with_word(path, format_, b"a" * 40 * MEGABYTE)
        os.truncate(file, 1024 * MEGABYTE)
    refused(confined.take_in(path, format_.name))


@each_reader
@pytest.mark.parametrize("word", [b"\xed\xa0\x80", b"\\ud800", b"&#xd800;", b"\0", b"\\u0000"])
def test_half_characters_and_zeros_never_come_in(confined, format_, folder, word):
    with_word(path := put_sample(format_, folder), format_, word)
    outcome = bounded(confined.take_in(path, format_.name))
    assert outcome.documents == 0 or not outcome.refusal
    assert "\0" not in outcome.text
    outcome.text.encode()


@each_reader
def test_signs_that_turn_the_direction_are_kept_as_they_are(confined, format_, folder):
    with_word(path := put_sample(format_, folder), format_, "Ha\u202esan".encode())
    outcome = bounded(confined.take_in(path, format_.name))
    assert outcome.refusal or format_.name in {"spacy", "pdf", "rtf"} or "Ha\u202esan" in outcome.text


DEEP = {
    "[": b"[" * 5_000_000, "{": b'{"a":' * 1_000_000, "<": b"<a>" * 1_000_000, "{rtf": b"{\\rtf1 " + b"{" * 900_000,
    "<div>": b"<html><body>" + b"<div>" * 50_000, ">": b"> " * 90_000, "msgpack": zlib.compress(b"\x91" * 5_000_000),
    "zip": zipped({"word/document.xml": zipped({"a": b"\0" * MEGABYTE}), "xl/workbook.xml": b"<a>" * MEGABYTE}),
}  # fmt: skip


@each_reader
@pytest.mark.parametrize("deep", DEEP)
def test_what_is_nested_deeper_than_anything_is_read_or_refused(confined, format_, folder, deep):
    path = put_sample(format_, folder)
    main_file(path, format_).write_bytes(DEEP[deep])
    outcome = bounded(confined.take_in(path, format_.name))
    assert outcome.refusal or outcome.documents


# --- JSON


def sample_in_json(format_, folder):
    path = put_sample(format_, folder)
    return path, main_file(path, format_)


JSON = [format_ for format_ in READERS if format_.suffixes[0] in {".json", ".jsonl", ".jsonld"}]
KEYS = b"label|entities|spans|tokens|annotations|result|denotations|items|%FEATURE_STRUCTURES|n"
LISTS = re.compile(rb'"(?:' + KEYS + rb')" ?: ?\[')


@pytest.mark.parametrize("format_", JSON, ids=lambda format_: format_.name)
@pytest.mark.parametrize("value", [b"[],", b'{"a":0},', b"[[0,1]],"])
def test_json_of_millions_of_values_is_refused_before_it_is_read(confined, format_, folder, value):
    path, file = sample_in_json(format_, folder)
    content = file.read_bytes()
    at = LISTS.search(content).end()
    file.write_bytes(content[:at] + value * (30 * MEGABYTE // len(value)) + content[at:])
    refused(confined.take_in(path, format_.name), "far more values|limit")


NUMBERS = ["NaN", "Infinity", "-Infinity", "-1", "1e400", "9" * 400, "0.5", "true", "null", '"1"', "[]", "123456789012"]
SPANS = {
    "doccano": '{"text": "Akar met him.", "label": [[%s, 4, "X"]]}',
    "prodigy": '{"text": "Akar met him.", "spans": [{"start": %s, "end": 4, "label": "X"}]}',
    "native": None,
    "label-studio": '[{"id": 1, "data": {"text": "Akar met him."}, "annotations": [{"id": 1, "result": [{"id": "a", '
    '"from_name": "l", "to_name": "t", "type": "labels", "value": {"start": %s, "end": 4, "labels": ["X"]}}]}]}]',
    "pubannotation": '{"text": "Akar met him.", "denotations": [{"span": {"begin": %s, "end": 4}, "obj": "X"}]}',
    "bioc-json": '{"documents": [{"id": "1", "passages": [{"offset": 0, "text": "Akar met him.", "annotations": ['
    '{"id": "1", "infons": {"type": "X"}, "text": "Akar", "locations": [{"offset": %s, "length": 4}]}]}]}]}',
    "cas-json": '{"%%TYPES": {}, "%%FEATURE_STRUCTURES": [{"%%ID": 1, "%%TYPE": "uima.cas.Sofa", "sofaID": '
    '"_InitialView", "sofaString": "Akar met him."}, {"%%ID": 2, "%%TYPE": "a.X", "@sofa": 1, "begin": %s, "end": 4}]}',
    "gate": '{"annotation_sets": {"": {"name": "", "annotations": [{"type": "X", "start": %s, "end": 4, "id": 0, '
    '"features": {}}]}}, "text": "Akar met him.", "features": {}}',
    "labelbuddy": '[{"text": "Akar met him.", "annotations": [{"label_name": "X", "start_char": %s, "end_char": 4}]}]',
    "brat": "T1\tX %s 4\tAkar\n",
    "webanno": "#FORMAT=WebAnno TSV 3.3\n#T_SP=a.b.X|value\n\n\n#Text=Akar met\n1-1\t%s-4\tAkar\tX\t\n",
    "table": "text,start,end,label\nAkar met him.,,,\n,%s,4,X\n",
    "bioc-xml": "<collection><document><id>1</id><passage><offset>0</offset><text>Akar met him.</text>"
    "<annotation id='1'><infon key='type'>X</infon>"
    "<location offset='%s' length='4'/><text>Akar</text></annotation></passage></document>"
    "</collection>",
    "xmi": '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:a="http:///a.ecore" xmlns:cas="http:///uima/cas.ecore">'
    '<a:X xmi:id="2" sofa="1" begin="%s" end="4"/><cas:Sofa xmi:id="1" sofaID="_InitialView" sofaString="Akar met"/>'
    "</xmi:XMI>",
}  # fmt: skip
"""A document with a span whose start is open."""
MENDED = {"pubannotation": ['"1"'], "table": ['"1"'], "bioc-json": ["123456789012"], "bioc-xml": ["123456789012"]}
"""Numbers in quotation marks, and where a quote says better than an offset where the span stands."""


@pytest.mark.parametrize("name", [name for name, written in SPANS.items() if written])
def test_a_span_that_starts_nowhere_is_refused_and_a_right_one_is_read(confined, folder, name):
    format_ = find_format(name)
    path = folder / f"data{format_.suffixes[0]}"
    (folder / "data.txt").write_text("Akar met him.") if name == "brat" else None
    path.write_text(SPANS[name] % "0")
    assert bounded(confined.take_in(path, name)).spans == 1
    for number in [*NUMBERS, "٣", "1_0", "+1"]:
        path.write_text(SPANS[name] % number.replace('"', "&quot;" if name in {"xmi", "bioc-xml"} else '"'), "utf-8")
        outcome = bounded(confined.take_in(path, name))
        assert outcome.refusal or outcome.spans == 0 or number in MENDED.get(name, ()), number


def test_the_offsets_of_our_own_format_are_checked(confined, folder):
    path = put_sample(find_format("native"), folder)
    content = path.read_text(encoding="utf-8")
    for number in NUMBERS:
        path.write_text(re.sub(r'"start": ?0', f'"start":{number}', content), encoding="utf-8")
        refused(confined.take_in(path, "native"))


# --- XML, in a file and in a zip file

LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
ENTITIES = {
    "laughs": f'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">{LAUGHS}]>',
    "file": '<!DOCTYPE a [<!ENTITY j SYSTEM "{secret}">]>',
    "address": '<!DOCTYPE a [<!ENTITY j SYSTEM "{server}">]>',
    "parameter": '<!DOCTYPE a [<!ENTITY % p SYSTEM "{server}"> %p; <!ENTITY j "x">]>',
    "public": '<!DOCTYPE a PUBLIC "-//a" "{server}">',
}
IN_XML = ("bioc-xml", "gate", "xmi", "docx", "odt", "xlsx", "web-page")


@pytest.mark.parametrize("name", IN_XML)
@pytest.mark.parametrize("kind", ENTITIES)
def test_no_entity_is_expanded_and_none_is_fetched(confined, folder, secret, server, name, kind):
    head = ENTITIES[kind].replace("{secret}", secret.as_uri()).replace("{server}", server).encode()
    path = put_sample(format_ := find_format(name), folder)
    file = with_word(path, format_, b"&j;")

    def trapped(content):
        begins = re.match(rb"(<\?xml[^>]*>\s*)?(?:<!DOCTYPE [^>\[]*>\s*)?", content)
        return (begins[1] or b"") + head + content[begins.end() :]

    if zipfile.is_zipfile(file):
        parts = parts_of(file)
        file.write_bytes(zipped({part: trapped(held) if b"&j;" in held else held for part, held in parts.items()}))
    else:
        file.write_bytes(trapped(file.read_bytes()))
    outcome = bounded(confined.take_in(path, name))
    assert "aaaaaaaaaa" not in outcome.text
    assert outcome.refusal or name == "web-page"


@pytest.mark.parametrize("name", ["bioc-xml", "gate", "xmi"])
@pytest.mark.parametrize("kind", ["elements", "attributes", "comment"])
def test_xml_of_millions_of_elements_is_refused(confined, folder, name, kind):
    path = put_sample(format_ := find_format(name), folder)
    file = main_file(path, format_)
    root = {"bioc-xml": b"<document>", "gate": b"<AnnotationSet>", "xmi": b"<cas:NULL"}[name]
    more = {
        "elements": b"<a>" + b"<b/>" * (8 * MEGABYTE) + b"</a>",
        "attributes": b"<a " + b"".join(b'a%d="" ' % number for number in range(2 * MEGABYTE)) + b"/>",
        "comment": b"<!--" + b"a" * 40 * MEGABYTE + b"-->",
    }[kind]
    content = file.read_bytes()
    at = content.index(root) + (len(root) if root.endswith(b">") else 0)
    file.write_bytes(content[:at] + more + content[at:])
    refused(confined.take_in(path, name), "far more elements|far too long")


# --- zip files and other packed ones


def bomb(megabytes):
    """A zip file of zeros, which are packed a thousand times."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(megabytes):
            part.write(b" " * MEGABYTE)
    return packed.getvalue()


@pytest.mark.parametrize("suffix", [".zip", ".docx", ".odt", ".xlsx"])
def test_bombs_do_not_go_off(confined, folder, suffix):
    whole = bomb(300)
    for name, content in (
        (f"a{suffix}", whole),
        (f"b{suffix}", zipped({f"a{suffix}": whole, "word/document.xml": whole})),
    ):
        (folder / name).write_bytes(content)
        refused(confined.take_in(folder / name, None if suffix == ".zip" else suffix[1:]))


def test_what_unpacks_to_an_archive_is_not_opened(confined, folder):
    (folder / "a.zip").write_bytes(zipped({"b.zip": zipped({"c.txt": "They met."})}))
    refused(confined.take_in(folder / "a.zip"), "no file that can be read")


def test_names_in_an_archive_lead_nowhere(confined, folder):
    names = ["../../out.txt", "/tmp/out-of-annotator.txt", "..\\..\\out.txt", "C:\\out.txt", "a/../../../out.txt"]
    (folder / "a.zip").write_bytes(zipped({name: f"They met {at} times." for at, name in enumerate(names)}))
    before = set(folder.parent.rglob("*"))
    outcome = bounded(confined.take_in(folder / "a.zip"))
    assert outcome.documents == len(names)
    assert set(folder.parent.rglob("*")) == before
    assert not os.path.exists("/tmp/out-of-annotator.txt")  # noqa: PTH110


@pytest.mark.parametrize(
    "packed",
    [
        b"\0" * (300 * MEGABYTE),
        b"\x81\xa7strings\xdd\x01\xe8\x00\x00" + b"\x90" * (32 * MEGABYTE),
        b"\x81\xa7strings" + b"\xdd\x00\x1e\x84\x80" * 300 + b"\x90" * 2 * MEGABYTE,
        b"\x81\xa7strings\xdd\x00\x1e\x84\x80" + b"\xa2ab" * (32 * MEGABYTE),
        b"\x81\xa4cats\xdd\x00\x1e\x84\x80" + b"\x81\xa1a\x00" * (4 * MEGABYTE),
        b"\x81\xa6tokens\xc6\xff\xff\xff\xff",
    ],
    ids=["zeros", "lists", "lists in lists", "texts", "objects", "a length that is none"],
)
def test_a_docbin_that_swells_is_refused(confined, folder, packed):
    (folder / "a.spacy").write_bytes(zlib.compress(packed, 1))
    refused(confined.take_in(folder / "a.spacy", "spacy"))


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
)
HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row>'
SHEETS = {
    "a row far down": '<row r="999999999999"><c t="inlineStr"><is><t>met</t></is></c></row>',
    "a column far out": '<row><c r="ZZZZZZ2" t="inlineStr"><is><t>met</t></is></c></row>',
    "a row of millions": "<row>" + "<c/>" * (4 * MEGABYTE) + "</row>",
    "millions beside rows": "</sheetData>" + "<c/>" * (4 * MEGABYTE) + "<sheetData>",
    "deep": "<row>" * MEGABYTE,
}


def workbook(folder, **parts):
    path = put_sample(find_format("xlsx"), folder)
    path.write_bytes(zipped({**parts_of(path), **parts}))
    return path


@pytest.mark.parametrize("rows", SHEETS)
def test_a_sheet_that_goes_on_for_ever_is_refused(confined, folder, rows):
    path = workbook(folder, **{"xl/worksheets/sheet1.xml": SHEET % (HEAD + SHEETS[rows])})
    refused(confined.take_in(path, "xlsx"))


def test_formulas_are_not_reckoned_and_links_not_followed(confined, folder, server):
    cells = f'<row><c t="str"><f>WEBSERVICE("{server}")</f><v>met</v></c></row><row><c><f>1+1</f></c></row>'
    outcome = bounded(
        confined.take_in(workbook(folder, **{"xl/worksheets/sheet1.xml": SHEET % (HEAD + cells)}), "xlsx")
    )
    assert (outcome.documents, outcome.text) == (1, "met")
    (folder / "a.csv").write_text(f'text\n"=WEBSERVICE(""{server}"")"\n@SUM(1+1)\n')
    outcome = bounded(confined.take_in(folder / "a.csv", "table"))
    assert (outcome.documents, outcome.text) == (2, f'=WEBSERVICE("{server}")@SUM(1+1)')


# --- articles


def test_nothing_is_fetched_and_no_script_run(confined, folder, server, secret):
    page = (
        f'<html><head><base href="{server}"><link rel="stylesheet" href="{server}a.css"><script src="{server}a.js">'
        f"</script><meta http-equiv='refresh' content='0; url={server}'></head><body onload='fetch(\"{server}\")'>"
        f'<img src="{server}a.png"><iframe src="{secret.as_uri()}"></iframe><object data="{server}"></object>'
        f'<svg><image href="{server}"/></svg><p>They met there on Monday.</p><script>document.write("written")</script>'
        f'<xi:include href="{secret.as_uri()}" xmlns:xi="http://www.w3.org/2001/XInclude"/></body></html>'
    )
    (folder / "a.html").write_text(page)
    outcome = bounded(confined.take_in(folder / "a.html"))
    assert "They met there on Monday." in outcome.text
    assert "written" not in outcome.text
    (folder / "a.md").write_text(f"![a]({server}a.png) They met. <img src='{server}'>\n\n[b]: {secret.as_uri()}\n")
    assert "They met." in bounded(confined.take_in(folder / "a.md")).text
    link = f'<Relationship Id="rId9" TargetMode="External" Target="{server}" Type="http://a/attachedTemplate"/>'
    parts = parts_of(io.BytesIO(docx("They met."))) | {
        "word/_rels/document.xml.rels": f"<Relationships>{link}</Relationships>"
    }
    (folder / "a.docx").write_bytes(zipped(parts))
    assert "They met." in bounded(confined.take_in(folder / "a.docx")).text
    (folder / "a.rtf").write_text(f'{{\\rtf1 {{\\field{{\\*\\fldinst INCLUDETEXT "{secret}"}}}} They met.}}')
    assert "They met." in bounded(confined.take_in(folder / "a.rtf")).text


DENSE = {
    "a.md": [b"*a* ", b"a\n\n", b"[", b"[a](b) ", b"|a|b|\n", b"<a "],
    "a.html": [b"<p>a", b"<div>", b"<a ", b"<tr><td>a", b"&amp;"],
    "a.rtf": [b"{\\rtf1 {a}", b"\\par a", b"\\u1234?", b"\\'41"],
    "a.txt": [b"a\n", b"\r", "😀".encode()],
    "a.docx": [b"<w:br/>", b"</w:t></w:r></w:p><w:p><w:r><w:t>a", b"<w:tab/>"],
    "a.odt": [b"<t:s/>", b"</t:p><t:p>a"],
}


@pytest.mark.parametrize("name", DENSE)
def test_an_article_of_nothing_but_markup_is_read_or_refused(confined, folder, name):
    packers = {".docx": docx, ".odt": odt}
    before = {".rtf": b"{\\rtf1 ", ".html": b"<html><body>", ".md": b"", ".txt": b""}
    path = folder / name
    for piece in DENSE[name]:
        many = piece * (3 * MEGABYTE // len(piece))
        packed = packers[path.suffix](many.decode()) if path.suffix in packers else before[path.suffix] + many
        path.write_bytes(packed)
        outcome = bounded(confined.take_in(path))
        assert outcome.refusal or outcome.documents, piece


# --- files that name other files


def test_files_are_not_read_because_a_dataset_names_them(confined, folder, secret):
    named = [str(secret), secret.as_uri(), "../secret.txt"]
    for at, name in enumerate(named):
        tasks = [{"id": 1, "data": {"text": name}, "annotations": []}]
        (folder / f"{at}.json").write_text(json.dumps(tasks))
        bounded(confined.take_in(folder / f"{at}.json", "label-studio"))
        page = {"type": "Annotation", "body": "X", "target": {"source": name, "selector": {"start": 0, "end": 3}}}
        (folder / f"{at}.jsonld").write_text(json.dumps(page))
        refused(confined.take_in(folder / f"{at}.jsonld", "web-annotation"), "text")
        corpus = folder / f"brat{at}"
        corpus.mkdir()
        (corpus / "a.ann").write_text("T1\tX 0 3\tThe\n")
        (corpus / "a.txt").write_text("The end.")
        (corpus / "documents.jsonl").write_text(json.dumps({"file": name.removesuffix(".txt"), "title": "x"}) + "\n")
        (corpus / "annotation.conf").write_text(f"[entities]\n<<include>> {name}\nX\n")
        assert bounded(confined.take_in(corpus, "brat")).documents in {0, 1}
