"""The text view's painting on devices that are no screen."""

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize
from PySide6.QtGui import QFontDatabase, QImage, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication

from annotator.model import Label, Span
from annotator.ui.palette import THEMES
from annotator.ui.text_view.file_painters import PdfPainter, SvgPainter
from annotator.ui.text_view.look import TextStyle, make_look
from annotator.ui.text_view.page import Page
from annotator.ui.text_view.painting import paint_paragraph

pytestmark = pytest.mark.usefixtures("qapp")

LABELS = {"PERSON": Label(1, "PERSON")}
SPANS = (Span(1, 1, "PERSON", "anna", 0, 4),)


def paint(painter: QPainter, text: str) -> None:
    look = make_look(THEMES["light"], TextStyle(), LABELS)
    page = Page(look)
    page.show(text, SPANS)
    paint_paragraph(painter, page, 0, 0, QRectF(0, 0, 600, 200))
    painter.end()


def svg(text: str) -> str:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(600, 200))
    paint(SvgPainter(generator), text)
    return bytes(buffer.data().data()).decode()


def test_letters_in_an_svg_are_outlines_for_fonts_differ_from_machine_to_machine():
    written = svg("Ayla lives in Baku.")
    assert "<text" not in written
    # The text, the chip's name and the chip's rounded ground.
    assert written.count("<path") >= 3
    assert "<image" not in written


def test_chips_are_painted_as_shapes_where_no_screen_is():
    with_chip = svg("Ayla lives in Baku.")
    assert LABELS["PERSON"].color in with_chip
    image = QImage(600, 200, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    paint(QPainter(image), "Ayla lives in Baku.")
    colors = {image.pixelColor(x, y).name() for x in range(60) for y in range(100)}
    assert LABELS["PERSON"].color in colors


@pytest.fixture
def color_font(qapp: QApplication) -> None:
    if not any("emoji" in family.lower() for family in QFontDatabase.families()):
        pytest.skip("This machine has no font with letters in colour.")


@pytest.mark.usefixtures("color_font")
def test_letters_in_colour_are_pictures_where_a_file_has_no_room_for_them(tmp_path: Path):
    assert "<image" in svg("Ayla 🙂 lives.")
    sizes = {}
    for name, text in (("plain", "Ayla :) lives."), ("emoji", "Ayla 🙂 lives.")):
        path = tmp_path / f"{name}.pdf"
        writer = QPdfWriter(str(path))
        paint(PdfPainter(writer), text)
        del writer
        sizes[name] = path.read_bytes().count(b"/Subtype /Image")
    assert sizes["plain"] == 0
    assert sizes["emoji"] >= 1
