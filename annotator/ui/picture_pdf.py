"""An article as a PDF: on pages of A4 that end between two lines, with the text as text."""

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QLocale, QMarginsF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from annotator.ui.picture import Follow, Picture
from annotator.ui.picture_pages import pages
from annotator.ui.picture_sheet import Sheet, for_paper
from annotator.ui.style import HEADING_SIZE, panel_font
from annotator.ui.text_view.file_painters import PdfPainter
from annotator.ui.text_view.lettering import draw_line

DOTS_PER_INCH = 96
"""So that a pixel of the window is one here."""
SIDE, TOP, BOTTOM = 68, 72, 84
"""Margins of a page in pixels: 18, 19 and 22 mm. The number stands in the lower one."""


def draw(picture: Picture, follow: Follow) -> bytes:
    """Return the file."""
    sheet = Sheet(picture, follow=follow)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.setResolution(DOTS_PER_INCH)
    writer.setTitle(picture.title)
    writer.setCreator("Annotator")
    _paint_pages(writer, sheet, follow)
    return bytes(buffer.data().data())


def _paint_pages(writer: QPdfWriter, sheet: Sheet, follow: Follow) -> None:
    """Paint every page; a column that is wider than the page is made smaller."""
    room, height = writer.width() - 2 * SIDE, writer.height() - TOP - BOTTOM
    scale = min(1.0, room / sheet.width)
    stretches = pages(sheet.cuts(), int(height / scale))
    painter = PdfPainter(writer)
    for number, (top, bottom) in enumerate(stretches, start=1):
        if number > 1:
            writer.newPage()
        painter.fillRect(0, 0, writer.width(), writer.height(), sheet.look.theme.page)
        painter.save()
        painter.translate(SIDE + (room - sheet.width * scale) / 2, TOP)
        painter.scale(scale, scale)
        painter.translate(0, -top)
        sheet.paint(painter, top, bottom)
        painter.restore()
        _paint_number(painter, sheet, number, len(stretches))
        follow(0.5 + number / len(stretches) / 2)
    painter.end()


def _paint_number(painter: QPainter, sheet: Sheet, number: int, count: int) -> None:
    device = painter.device()
    if count > 1:
        sentence = QCoreApplication.translate("picture", "{page} of {pages}")
        text = sentence.format(page=QLocale().toString(number), pages=QLocale().toString(count))
        area = QRectF(0, device.height() - BOTTOM, device.width(), BOTTOM)
        painter.setPen(sheet.look.theme.muted)
        draw_line(painter, area, text, for_paper(panel_font(HEADING_SIZE)))
