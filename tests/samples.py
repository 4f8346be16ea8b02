"""A small dataset of each format, with something of everything: for what damages files and makes them hostile."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

from annotator.formats import Format, Way
from annotator.model import Scheme
from annotator.report import Report

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OPEN = "urn:oasis:names:tc:opendocument:xmlns"
PDF = """%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>> endobj
4 0 obj <</Length 67>>stream
BT /F1 12 Tf 50 750 Td (Zakir Hasanov met Hulusi Akar in Ankara.) Tj ET
endstream endobj
5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>> endobj
6 0 obj <</Title(Talks)/Author(Ayla)/CreationDate(D:20220202)>> endobj
trailer<</Size 7/Root 1 0 R/Info 6 0 R>>
%%EOF
"""


def feature(name: str, content: str) -> str:
    """A feature of GATE's."""
    return f'<Feature><Name>{name}</Name><Value className="java.lang.String">{content}</Value></Feature>'


GATE = (
    "<?xml version='1.0' encoding='utf-8'?>\n<GateDocument version=\"3\">\n<GateDocumentFeatures>"
    + feature("title", "Talks")
    + '</GateDocumentFeatures>\n<TextWithNodes><Node id="0"/>Zakir Hasanov<Node id="13"/> met <Node id="18"/>Hulusi '
    'Akar<Node id="29"/> in Ankara.</TextWithNodes>\n<AnnotationSet>\n'
    '<Annotation Id="1" Type="Person" StartNode="0" EndNode="13">' + feature("rule", "Given") + "</Annotation>\n"
    '<Annotation Id="2" Type="Person" StartNode="18" EndNode="29"></Annotation>\n'
    '<RelationSet><Relation Id="9" Type="coref" Members="1;2"/></RelationSet></AnnotationSet>\n</GateDocument>\n'
)
PAGE = (
    '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Talks in Ankara</title>'
    '<meta name="author" content="Ayla"><meta property="article:published_time" content="2022-02-02"></head><body>'
    "<nav><ul><li><a href='/'>Home</a></li></ul></nav><article><h1>Talks in Ankara</h1>"
    + "<p>Zakir Hasanov met Hulusi Akar in Ankara on Monday, and both spoke of the border at length.</p>" * 3
    + "<table><tr><td>one</td><td>two</td></tr></table><ul><li>first</li></ul></article></body></html>\n"
)
MARKDOWN = """---
title: Talks
date: 2022-02-02
tags: [border, talks]
---
# Talks in *Ankara*

Zakir Hasanov met **Hulusi Akar** in [Ankara](https://example.org/a), ![a picture](https://example.org/b.png).

1. one
   - two

> said `so`

| a | b |
|---|---|
| c | d |

<b>met</b> &amp; left
"""
TEXT = "Talks in Ankara\nAnkara, 2 February 2022\n\nZakir Hasanov met Hulusi Akar in Ankara.\n\nThey went.\n"
RICH_TEXT = (
    "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}{\\info{\\title Talks}{\\creatim\\yr2022\\mo2\\dy2}}"
    "\\f0\\pard Zakir Hasanov met\\par Hulusi Akar in \\'84Ankara\\'93 \\u8364?\\par}"
)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip file that holds these."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def docx(body: str, head: str = "") -> bytes:
    """A Word document."""
    paragraphs = f"<w:p><w:r><w:t>{body}</w:t></w:r></w:p>"
    title = '<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Talks</dc:title></p>'
    document = f'{head}<w:document xmlns:w="{WORD}"><w:body>{paragraphs}</w:body></w:document>'
    return zipped({"word/document.xml": document, "docProps/core.xml": title})


def odt(body: str, head: str = "") -> bytes:
    """An OpenDocument text."""
    spaces = f'xmlns:o="{OPEN}:office:1.0" xmlns:t="{OPEN}:text:1.0"'
    content = f"{head}<o:document {spaces}><o:body><o:text><t:p>{body}</t:p></o:text></o:body></o:document>"
    meta = '<m xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Talks</dc:title></m>'
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "meta.xml": meta})


SENTENCE = "Zakir Hasanov met Hulusi Akar in Ankara."
ARTICLES: dict[str, tuple[str, bytes]] = {
    "docx": ("a.docx", docx(SENTENCE)),
    "odt": ("a.odt", odt(SENTENCE)),
    "pdf": ("a.pdf", PDF.encode("latin-1")),
    "rtf": ("a.rtf", RICH_TEXT.encode()),
    "web-page": ("a.html", PAGE.encode()),
    "markdown": ("a.md", MARKDOWN.encode()),
    "text": ("a.txt", TEXT.encode()),
    "gate": ("a.xml", GATE.encode()),
    "labelbuddy": (
        "a.jsonl",
        json.dumps({"text": SENTENCE, "annotations": [{"label_name": "X", "start_char": 0, "end_char": 5}]}).encode(),
    ),
    "json": (
        "a.json",
        json.dumps([{"headline": "Talks", "body": SENTENCE, "when": "2022-02-02", "n": [1, {}]}]).encode(),
    ),
}
"""What is only read: the name of a file, and its content."""


def put_sample(format_: Format, folder: Path) -> Path:
    """Write the sample of a format into a folder, which is empty, and return where it is: a folder for some formats."""
    if format_.name in ARTICLES:
        name, content = ARTICLES[format_.name]
        (folder / name).write_bytes(content)
        return folder / name
    from tests.formats.test_conformance import EVERYTHING, EXAMPLES, choices

    documents = [EVERYTHING, *EXAMPLES.values()]
    numbered = [replace(one, document=replace(one.document, id=100 * n)) for n, one in enumerate(documents, 1)]
    path = folder / ("data" if format_.folder else f"data{format_.suffixes[0]}")
    format_.write(numbered, Scheme(), path, choices(format_, Way.WRITING)[-1], Report())
    return path


def main_file(path: Path, format_: Format) -> Path:
    """The file of a sample that holds most annotations."""
    if not path.is_dir():
        return path
    files = [file for file in sorted(path.rglob("*")) if file.suffix == format_.suffixes[0]]
    return max(files, key=lambda file: file.stat().st_size)
