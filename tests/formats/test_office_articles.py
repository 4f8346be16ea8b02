"""Articles in from word processors and PDF."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from annotator.errors import FormatError
from annotator.formats import chosen_options, sniff_format
from annotator.formats.articles import pdf_pages
from annotator.formats.articles.pdf import joined_pages
from annotator.model import Document
from annotator.report import Report

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PROPERTIES = (
    '<p:coreProperties xmlns:p="p" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="t"><dc:title>Talks in Baku'
    "</dc:title><dc:creator>Jane Smith</dc:creator><t:created>2022-02-02T10:00:00Z</t:created></p:coreProperties>"
)
WORD_BODY = """
<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>Talks in </w:t></w:r><w:r>
<w:t>Baku</w:t></w:r></w:p><w:p/>
<w:p><w:r><w:t>Akar &amp; Hasanov</w:t><w:tab/><w:t xml:space="preserve"> met.</w:t><w:br/><w:t>Then</w:t></w:r>
<w:del><w:r><w:delText>nothing</w:delText></w:r></w:del><w:r><w:t> they went.</w:t>
<w:footnoteReference/></w:r></w:p>
<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>one</w:t></w:r></w:p><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>two</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>d</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"""
WORDS = "Talks in Baku\n\nAkar & Hasanov\t met.\nThen they went.\n\none\ntwo\n\na\tb\nc\td"


def zipped(path: Path, **parts: str | bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def docx(tmp_path: Path, body: str = WORD_BODY, head: str = "") -> Path:
    document = f"{head}<w:document {WORD}><w:body>{body}</w:body></w:document>"
    return zipped(tmp_path / "a.docx", **{"word/document.xml": document, "docProps/core.xml": PROPERTIES})


def odt(tmp_path: Path, body: str) -> Path:
    names = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = f'xmlns:o="{names}:office:1.0" xmlns:t="{names}:text:1.0" xmlns:b="{names}:table:1.0"'
    return zipped(
        tmp_path / "a.odt",
        **{
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<o:document {spaces}>{body}</o:document>",
            "meta.xml": PROPERTIES.replace("created", "creation-date"),
        },
    )


def pdf(tmp_path: Path, pages: Sequence[Sequence[str]], about: str = "") -> Path:
    """A PDF with these lines on its pages."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>")
    objects.append("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    for number, lines in enumerate(pages):
        drawn = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
        content = f"BT /F1 12 Tf 50 750 Td {drawn} ET" if lines else ""
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {5 + 2 * number} 0 R>>"
        )
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    objects.append(f"<<{about}>>")
    written = "%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info {len(objects)} 0 R>>\nstartxref\n{len(written)}\n%%EOF"
    path = tmp_path / "a.pdf"
    path.write_bytes(f"{written}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode("latin-1"))
    return path


def read(path: Path) -> Document:
    format_ = sniff_format(path)
    assert format_.name == path.suffix[1:]
    (document,) = format_.read(path, chosen_options(format_, {}), Report()).documents
    assert document.document.origin is not None
    return document.document


def refusal(path: Path) -> str:
    with pytest.raises(FormatError) as error:
        read(path)
    assert error.value.path == path
    return error.value.reason


def told(document: Document) -> tuple[str, str, str]:
    return document.title, document.author, document.date


def test_the_words_of_a_word_document(tmp_path: Path) -> None:
    document = read(docx(tmp_path))
    assert document.text == WORDS
    assert told(document) == ("Talks in Baku", "Jane Smith", "2022-02-02")
    assert document.origin.changes[1:] == (
        "Left out: 1 deletions that are on record in the file.",
        "Left out: 1 footnotes.",
    )


def test_the_words_of_an_open_document(tmp_path: Path) -> None:
    body = """<o:body><o:text><t:tracked-changes><t:p>gone</t:p></t:tracked-changes><t:h>Talks in Baku</t:h>
    <t:p>Akar <t:span>&amp; Hasanov</t:span><t:tab/><t:s/>met.<t:line-break/>Then
    they<t:note><t:p>A note.</t:p></t:note> went.</t:p>
    <t:list><t:list-item><t:p>one</t:p></t:list-item><t:list-item><t:p>two</t:p></t:list-item></t:list>
    <b:table><b:table-row><b:table-cell><t:p>a</t:p></b:table-cell><b:table-cell><t:p>b</t:p></b:table-cell></b:table-row>
    <b:table-row><b:table-cell><t:p>c</t:p></b:table-cell><b:table-cell><t:p>d</t:p></b:table-cell></b:table-row></b:table>
    </o:text></o:body>"""
    document = read(odt(tmp_path, body))
    assert document.text == WORDS.replace("\t met", "\t\xa0met")
    assert told(document) == ("Talks in Baku", "Jane Smith", "2022-02-02")
    assert "Left out: 1 footnotes." in document.origin.changes


def test_the_words_of_rich_text(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(
        rb"{\rtf1\ansi{\info{\title Talks in Baku}{\author Jane Smith}{\creatim\yr2022\mo2\dy2}}"
        rb"{\pict\pngblip " + b"89504e47" * 1000 + rb"}{\b Talks} in Baku\par Akar\u8217\'92s men {\i met}.\par}"
    )
    document = read(path)
    assert document.text == "Talks in Baku\n\nAkar’s men met."
    assert told(document) == ("Talks in Baku", "Jane Smith", "2022-02-02")


def test_the_words_of_a_pdf_in_paragraphs(tmp_path: Path) -> None:
    lines = [
        "The Minister Zakir Hasanov met Hulusi Akar in Ankara and spoke for long about the bor-",
        "der and the roads. They had met before, in the well-known palace above the sea where",
        "the talks ended.",
        "On Tuesday the Minister went on to Baku, as it was said, and there they all met again in",
    ]
    document = read(
        pdf(tmp_path, [lines, ["the same room."]], "/Title(Talks)/Author(Jane Smith)/CreationDate(D:20220202)")
    )
    assert document.text == (
        "The Minister Zakir Hasanov met Hulusi Akar in Ankara and spoke for long about the border and the roads. They "
        "had met before, in the well-known palace above the sea where the talks ended.\n\nOn Tuesday the Minister "
        "went on to Baku, as it was said, and there they all met again in the same room."
    )
    assert told(document) == ("Talks", "Jane Smith", "2022-02-02")
    assert document.metadata == {"pages": 2}
    assert "Hyphens at the ends of lines taken out: 1." in document.origin.changes


def test_a_hyphen_stays_where_the_text_has_the_word_with_it() -> None:
    lines = "They came to the well-\nknown palace, which was well-known to everyone.\n- first item of it\n- second item"
    text, joined, hyphens = joined_pages([lines])
    assert text == (
        "They came to the well-known palace, which was well-known to everyone.\n\n- first item of it\n\n- second item"
    )
    assert (joined, hyphens) == (1, 0)


def test_a_pdf_of_pictures_and_one_that_is_broken(tmp_path: Path) -> None:
    assert "pictures of its pages" in refusal(pdf(tmp_path, [[]]))
    path = pdf(tmp_path, [["They met."]])
    path.write_bytes(path.read_bytes()[:100])
    assert refusal(path).startswith("This is no PDF that can be read")


def test_a_pdf_that_is_a_trap_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pdf(tmp_path, [["They met."]])
    monkeypatch.setattr(pdf_pages, "MOST_MEMORY", 1)
    assert refusal(path) == pdf_pages.TOO_LARGE
    monkeypatch.undo()
    monkeypatch.setattr(pdf_pages, "MOST_SECONDS", 0)
    assert refusal(path) == pdf_pages.TOO_SLOW


def test_hostile_documents_have_a_sentence(tmp_path: Path) -> None:
    entities = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    assert "entity" in refusal(docx(tmp_path, "<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", entities))
    assert "nested deeper" in refusal(docx(tmp_path, "<w:p>" * 300 + "</w:p>" * 300))
    assert "64 MB" in refusal(docx(tmp_path, " " * (65 * 2**20)))
    assert "no Word document that can be read: ExpatError" in refusal(docx(tmp_path, "<w:p>"))
    assert "holds no text" in refusal(docx(tmp_path, "<w:p/>"))
    assert "no document of a word processor" in refusal(zipped(tmp_path / "a.docx", **{"other.xml": "<a/>"}))
    broken = docx(tmp_path)
    broken.write_bytes(broken.read_bytes()[:-40])
    assert "no Word document that can be read" in refusal(broken)


def test_rich_text_of_very_many_groups_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1 met" + b"{" * 1_000_001)
    assert "million groups" in refusal(path)


def test_a_file_that_was_damaged_anywhere_is_read_or_refused(tmp_path: Path) -> None:
    files = [docx(tmp_path), odt(tmp_path, "<t:p>met</t:p>"), pdf(tmp_path, [["They met."]])]
    for path in files:
        content, format_ = path.read_bytes(), sniff_format(path)
        number = 5 if path.suffix == ".pdf" else 150  # Each PDF is read by a process of its own.
        for at in range(0, len(content), max(1, len(content) // number)):
            for damaged in (content[:at] + b"\xff\0" + content[at + 2 :], content[:at]):
                path.write_bytes(damaged)
                try:
                    for document in format_.read(path, chosen_options(format_, {}), Report()).documents:
                        document.text.encode()
                except FormatError as error:
                    assert error.path == path  # noqa: PT017 (most are read)
