"""Articles in from web pages and word processors: their words, and what they say about themselves."""

import hashlib
import sys
from pathlib import Path

import pytest

from annotator.errors import EncodingUnknownError, FormatError
from annotator.formats import chosen_options, find_format, sniff_format
from annotator.formats.articles.extracted import Blocks
from annotator.model import Document
from annotator.report import Report

PAGE = """<!DOCTYPE html>
<html><head><title>Talks in Baku - The Desk</title>
<meta property="og:site_name" content="The Desk"><meta name="author" content="Jane Smith; Li Wu">
<meta property="article:published_time" content="2022-02-02T10:00:00Z">
<link rel="canonical" href="https://desk.example/a/1"><link rel="stylesheet" href="http://127.0.0.1:9/x.css">
</head><body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<script>document.write("Written by a script")</script>
<article><h1>Talks in Baku</h1>
<p>The Minister Zakir Hasanov met <b>Hulusi</b> Akar in
Ankara.<br>On Tuesday they spoke for long about the border and the state of the roads.</p>
<p>Second paragraph &amp; more text follows here, so that there is enough of it, with <a href="http://x">a link</a>.</p>
<ul><li>first point</li><li>second <i>point</i> here</li></ul>
<table><tr><td>roads</td><td>12</td></tr><tr><td>bridges</td><td>3</td></tr></table>
<img src="http://127.0.0.1:9/x.png"></article><footer>Copyright of the desk</footer></body></html>"""

MAIN_TEXT = """\
Talks in Baku

The Minister Zakir Hasanov met Hulusi Akar in Ankara.
On Tuesday they spoke for long about the border and the state of the roads.

Second paragraph & more text follows here, so that there is enough of it, with a link.

first point
second point here

roads\t12
bridges\t3"""


def read(path: Path, **options: str) -> Document:
    format_ = sniff_format(path)
    (document,) = format_.read(path, chosen_options(format_, options), Report()).documents
    assert document.spans == ()
    assert document.document.origin is not None
    assert document.document.origin.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert document.document.origin.file == path.name
    return document.document


def page(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "a.html"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_the_main_text_of_a_page_with_what_it_says_of_itself(tmp_path: Path) -> None:
    document = read(page(tmp_path, PAGE))
    assert document.text == MAIN_TEXT
    assert (document.title, document.author) == ("Talks in Baku", "Jane Smith, Li Wu")
    assert (document.date, document.source) == ("2022-02-02", "The Desk")
    assert document.url == "https://desk.example/a/1"
    assert "Only the main text" in document.origin.changes[0]


def test_all_of_a_page_when_that_is_wanted(tmp_path: Path) -> None:
    document = read(page(tmp_path, PAGE), part="all")
    assert document.text == f"Home World\n\n{MAIN_TEXT}\n\nCopyright of the desk"
    assert "All words of the page" in document.origin.changes[0]


def test_a_page_of_a_few_words_and_one_without_any(tmp_path: Path) -> None:
    assert read(page(tmp_path, "<p>They met.")).text == "They met."
    with pytest.raises(FormatError, match="holds no text"):
        read(page(tmp_path, "<html><body><script>render()</script></body></html>"))


def test_lines_at_the_top_become_metadata_or_are_kept(tmp_path: Path) -> None:
    path = page(tmp_path, "<h1>Talks held</h1><p>By Jane Smith</p><p>2 Feb 2022</p><p>They met in Ankara.</p>")
    document = read(path, part="all")
    assert (document.title, document.author, document.date) == ("Talks held", "Jane Smith", "2022-02-02")
    assert "Jane" not in document.text
    assert [removal.text.strip() for removal in document.origin.removals if removal.text.strip()] == [
        "By Jane Smith",
        "2 Feb 2022",
    ]
    assert "Jane Smith" in read(path, part="all", keep="all").text


def test_a_page_names_its_encoding_or_somebody_does(tmp_path: Path) -> None:
    text = '<html><meta charset="{}"><body><p>Ağrı Dağı’na çıktılar.</p></body></html>'
    path = page(tmp_path, text.format("iso-8859-9").encode("windows-1254"))
    assert read(path).text == "Ağrı Dağı’na çıktılar."
    assert read(path).origin.encoding == "windows-1254"
    path = page(tmp_path, text.format("nonsense").encode("windows-1254"))
    with pytest.raises(EncodingUnknownError):
        read(path)
    assert read(path, encoding="windows-1254").text == "Ağrı Dağı’na çıktılar."


def test_the_library_is_imported_when_a_page_is_read(tmp_path: Path) -> None:
    assert find_format("web-page").sniff(tmp_path / "a.html", PAGE.encode()) == 0.5
    import subprocess

    code = "from annotator.formats import all_formats; all_formats(); import sys; print('lxml' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "False"


@pytest.mark.parametrize(
    "content",
    [
        "<div>x" * 10_000,
        "<b>x</b>" * 500_001,
        '<html><body a="' + "a" * 11_000_000 + '">x',
        "\0<html>",
    ],
    ids=["deep", "tags", "long", "zero"],
)
def test_a_hostile_page_has_a_sentence(tmp_path: Path, content: str) -> None:
    path = page(tmp_path, content)
    format_ = find_format("web-page")
    with pytest.raises(FormatError) as error:
        list(format_.read(path, chosen_options(format_, {}), Report()).documents)
    assert error.value.path == path


def test_no_entity_is_expanded_and_pictures_do_not_count(tmp_path: Path) -> None:
    head = '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY b "bomb">]>'
    assert "bomb" not in read(page(tmp_path, f"{head}<html><body><p>See &b; and &x; here.</p></body></html>")).text
    picture = "A" * 11_000_000
    assert read(page(tmp_path, f'<p>Seen.</p><img src="data:image/png;base64,{picture}">')).text == "Seen."


def test_a_page_of_very_many_tags_is_taken_whole(tmp_path: Path) -> None:
    document = read(page(tmp_path, "<p>They met.</p>" * 40_000))
    assert document.text.count("They met.") == 40_000
    assert "The page is very long" in document.origin.changes[0]


def test_paragraphs_in_a_cell_are_lines_of_it() -> None:
    blocks = Blocks()
    blocks.add("Before")
    for cells in (("a\nb", "c"), ("", "d")):
        blocks.open_row()
        for cell in cells:
            for line in cell.split("\n"):
                blocks.add(f" {line} ")
                blocks.close()
            blocks.close_cell()
        blocks.close_row()
    blocks.add("after")
    assert blocks.text() == "Before\n\na\nb\tc\nd\n\nafter"
