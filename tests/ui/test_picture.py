"""Articles as pictures: what is in the files, read back."""

import re
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter

from annotator.errors import AnnotatorError, CancelledError, FormatError
from annotator.model import Document, Kind, Label, Relation, Span
from annotator.ui.picture import SUFFIXES, Picture, save_picture, writer_for
from annotator.ui.picture_pages import pages
from annotator.ui.picture_sheet import Sheet
from annotator.ui.text_view.look import TextStyle

pytestmark = pytest.mark.usefixtures("qapp")

TEXT = "Ayla met <b>Bob</b> in Baku.\n\nالتقى الوزير نظيره في باكو.\n東京🙂です。"
LABELS = (Label(1, "PERSON", color="#b9a9f2"), Label(2, "LOC", color="#f2c063"))
HOSTILE = "<img src=x onerror=alert(1)>"
SPANS = (
    Span(1, 1, "PERSON", "anna", 0, 4),
    Span(2, 1, "LOC", "anna", 0, 27),
    Span(3, 1, HOSTILE, "anna", 9, 19),
    Span(4, 1, "PERSON", "anna", 5, 27, pieces=((5, 8), (23, 27))),
    Span(5, 1, "LOC", "anna", 8, 8),
)


def picture(text: str = TEXT, spans=SPANS, **changes) -> Picture:
    document = Document(1, text, title="Talks & </title><script>", author="A. Writer", date="2022-02-02")
    return Picture(document, spans, LABELS, TextStyle(), **changes)


def drawn(suffix: str, what: Picture) -> bytes:
    return writer_for(Path(f"out{suffix}"))(what, lambda _share: None)


class TestSaving:
    @pytest.mark.parametrize("suffix", SUFFIXES)
    def test_every_format_writes_a_file_and_nothing_beside_it(self, tmp_path, suffix):
        save_picture(picture(), tmp_path / f"out{suffix}", replace=False)
        assert [path.name for path in tmp_path.iterdir()] == [f"out{suffix}"]
        assert (tmp_path / f"out{suffix}").stat().st_size > 1000

    @pytest.mark.parametrize("suffix", SUFFIXES)
    def test_an_empty_article_without_anything_known_is_drawn_too(self, suffix):
        empty = Picture(Document(1, ""), (), (), TextStyle())
        assert drawn(suffix, empty)

    def test_what_is_there_stays_unless_it_is_to_be_replaced(self, tmp_path):
        path = tmp_path / "out.pdf"
        path.write_text("precious")
        with pytest.raises(FormatError, match="--force"):
            save_picture(picture(), path, replace=False)
        assert path.read_text() == "precious"
        save_picture(picture(), path, replace=True)
        assert path.read_bytes().startswith(b"%PDF")

    def test_a_name_that_no_format_has_is_refused(self, tmp_path):
        with pytest.raises(FormatError, match=r"\.pdf, \.svg, \.png, \.html"):
            save_picture(picture(), tmp_path / "out.gif", replace=False)

    @pytest.mark.parametrize("suffix", SUFFIXES)
    def test_stopping_leaves_nothing(self, tmp_path, suffix):
        def stop(share: float) -> None:
            raise CancelledError("Stopped.")

        with pytest.raises(CancelledError):
            save_picture(picture(), tmp_path / f"out{suffix}", replace=False, follow=stop)
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("suffix", [".png", ".svg"])
    def test_what_is_too_long_for_one_drawing_is_refused_with_the_way_out(self, suffix):
        with pytest.raises(AnnotatorError, match=r"1,000,000 characters.*PDF") as refused:
            drawn(suffix, picture("words and\n" * 100_000, ()))
        assert str(refused.value).count(".") == 2


class TestPng:
    def test_it_has_the_pixels_that_were_asked_for_and_the_labels_colours(self):
        images = {}
        for scale in (1.0, 2.0):
            image = QImage.fromData(QByteArray(drawn(".png", picture(scale=scale))), "PNG")
            images[scale] = image
        assert abs(images[2.0].width() - 2 * images[1.0].width()) <= 1
        assert abs(images[2.0].height() - 2 * images[1.0].height()) <= 1
        image = images[1.0]
        colors = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
        assert {"#b9a9f2", "#f2c063", "#ffffff"} <= colors

    def test_dark_paper_is_dark(self):
        image = QImage.fromData(QByteArray(drawn(".png", picture(theme="dark"))), "PNG")
        assert image.pixelColor(2, 2).lightness() < 60

    def test_a_legend_and_a_narrow_column_make_it_higher(self):
        def height(what: Picture) -> int:
            return QImage.fromData(QByteArray(drawn(".png", what)), "PNG").height()

        narrow = Picture(picture().document, SPANS, LABELS, TextStyle(column=20))
        assert height(picture(legend=False)) < height(picture()) < height(narrow)


class TestSvg:
    def test_it_is_xml_of_outlines_with_title_and_size(self):
        root = ET.fromstring(drawn(".svg", picture()))
        names = [element.tag.rpartition("}")[2] for element in root.iter()]
        assert "text" not in names
        assert "script" not in names
        assert names.count("path") > 10
        assert root.find("{http://www.w3.org/2000/svg}title").text == "Talks & </title><script>"
        width, height = (float(size) for size in root.get("viewBox").split()[2:])
        assert width > 300
        assert height > 200
        assert float(root.get("width").removesuffix("mm")) == pytest.approx(width * 25.4 / 96, rel=0.01)

    def test_characters_that_xml_forbids_do_not_break_it(self):
        document = Document(1, "a\x00b\x0b\ud800c", title="t\x00\x0b\ud800\ufffe")
        ET.fromstring(drawn(".svg", Picture(document, (), (), TextStyle())))

    def test_chips_are_rounded_shapes_in_the_labels_colour(self):
        content = drawn(".svg", picture()).decode()
        assert content.count('fill="#b9a9f2"') >= 3  # Two chips, the legend's swatch.
        assert content.count('fill="#b9a9f2"') > drawn(".svg", picture(legend=False)).decode().count('fill="#b9a9f2"')


class TestPdf:
    def test_a_page_is_a4_and_holds_letters_not_pictures_of_them(self):
        content = drawn(".pdf", picture(text="Plain words.", spans=()))
        assert re.search(rb"/MediaBox \[0 0 595\S* 84[12]", content)
        assert b"/ToUnicode" in content
        assert b"/Subtype /Image" not in content

    def test_a_long_article_has_as_many_pages_as_it_needs(self):
        def count(text: str) -> int:
            return len(re.findall(rb"/Type /Page\b(?!s)", drawn(".pdf", picture(text, ()))))

        assert count("A line.") == 1
        assert 3 <= count("A line of some words.\n" * 150) <= 10


class TestSheet:
    def test_it_may_be_cut_below_the_chips_of_a_line_never_through_one(self):
        sheet = Sheet(picture(text=TEXT * 8))
        cuts = sheet.cuts()
        assert cuts[-1].end == sheet.height
        assert [cut.end for cut in cuts] == sorted(cut.end for cut in cuts)
        whole = painted(sheet, [(0, sheet.height)])
        chips = {"#b9a9f2", "#f2c063"}
        for cut in cuts[:-1]:
            assert not chips & {whole.pixelColor(x, cut.end).name() for x in range(sheet.width)}

    def test_pages_hold_together_what_one_drawing_holds(self):
        sheet = Sheet(picture(text=TEXT * 8))
        stretches = pages(sheet.cuts(), 300)
        assert len(stretches) > 2
        assert painted(sheet, stretches) == painted(sheet, [(0, sheet.height)])


def painted(sheet: Sheet, stretches) -> QImage:
    image = QImage(sheet.width, sheet.height, QImage.Format.Format_RGB32)
    image.fill(sheet.look.theme.page)
    painter = QPainter(image)
    for top, bottom in stretches:
        sheet.paint(painter, top, bottom)
    painter.end()
    return image


class Read(HTMLParser):
    """What a browser would see: elements with their attributes, and the text in them."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.paragraphs: list[str] = []
        self.chips: list[str] = []
        self._open: list[str] = []
        self.feed(content.decode())

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self._open.append(tag)
        if tag == "p":
            self.paragraphs.append("")

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        if "b" in self._open:
            self.chips.append(data)
        elif "p" in self._open:
            self.paragraphs[-1] += data

    def names(self) -> list[str]:
        return [name for name, _ in self.elements]


class TestHtml:
    def test_the_text_is_there_to_be_selected_line_by_line(self):
        read = Read(drawn(".html", picture()))
        assert read.paragraphs[1:] == TEXT.split("\n")  # The first holds what is known about the article.

    def test_tags_in_text_title_and_labels_are_text(self):
        content = drawn(".html", picture())
        read = Read(content)
        assert not {"script", "img"} & set(read.names())
        assert HOSTILE in read.chips
        # One `b` for each span: the text's own is escaped.
        assert read.names().count("b") == len(SPANS)
        assert b"<script" not in content

    def test_nothing_comes_from_elsewhere_and_nothing_runs(self):
        content = drawn(".html", picture()).decode()
        assert "default-src 'none'" in content
        assert not re.search(
            r"https?://|url\(|@import|javascript:| on\w+=\"| src=", content.replace(escape(HOSTILE), "")
        )

    def test_each_span_has_a_chip_that_is_named_and_a_bar(self):
        content = drawn(".html", picture()).decode()
        read = Read(content.encode())
        assert sorted(read.chips) == sorted(span.label for span in SPANS)
        named = [attributes["aria-label"] for name, attributes in read.elements if name == "b"]
        assert "Label PERSON" in named
        assert "mark" in read.names()
        assert "repeating-linear-gradient" in content  # The thread between the pieces.

    def test_right_to_left_lines_say_so(self):
        directions = [
            attributes.get("dir") for name, attributes in Read(drawn(".html", picture())).elements if name == "p"
        ]
        assert directions[1:] == ["ltr", "ltr", "rtl", "ltr"]

    def test_it_follows_the_readers_theme_unless_one_is_named(self):
        assert "prefers-color-scheme: dark" in drawn(".html", picture()).decode()
        assert "prefers-color-scheme" not in drawn(".html", picture(theme="dark")).decode()

    def test_the_legend_counts(self):
        content = drawn(".html", picture()).decode()
        assert re.search(r"<bdi>PERSON</bdi> <small>2</small>", content)
        assert "<footer" not in drawn(".html", picture(legend=False)).decode()

    def test_what_html_cannot_hold_has_a_stand_in(self):
        document = Document(1, "a\x00b\ud800c")
        content = drawn(".html", Picture(document, (), (), TextStyle())).decode()
        assert "a\ufffdb\ufffdc" in content


class TestRelations:
    LABELS = (
        Label(11, "meets", Kind.RELATION, color="#2f9a5a"),
        Label(12, "same", Kind.RELATION, color="#888888", symmetric=True),
    )

    def related(self, *ends: tuple[int, int], label: str = "meets") -> Picture:
        relations = tuple(
            Relation(number, 1, label, "anna", source, target) for number, (source, target) in enumerate(ends)
        )
        return picture(relations=relations, relation_labels=self.LABELS)

    @pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
    def test_they_are_drawn(self, suffix):
        assert drawn(suffix, self.related((1, 3))) != drawn(suffix, picture())

    def test_each_is_named_at_its_target(self):
        plates = Sheet(self.related((1, 3), (3, 1)))._parts[1]._wiring.plates
        assert [plate.text for plate in plates] == ["meets", "meets"]

    def test_too_many_are_not_named(self):
        wiring = Sheet(self.related(*([(1, 3)] * 61)))._parts[1]._wiring
        assert (wiring.plates, len(wiring.layers)) == ((), 1)
        assert drawn(".png", self.related(*([(1, 3)] * 61)))

    def test_symmetric_ones_are_numbers_on_the_chips(self):
        sheet = Sheet(self.related((1, 3), label="same"))
        assert sheet._parts[1]._wiring.plates == ()
        assert drawn(".png", self.related((1, 3), label="same")) != drawn(".png", picture())

    def test_html_is_the_same_without_them(self):
        assert drawn(".html", self.related((1, 3))) == drawn(".html", picture())
