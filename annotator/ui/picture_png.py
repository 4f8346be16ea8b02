"""An article as a PNG: one picture without pages, in as many pixels as were asked for."""

from math import ceil

from PySide6.QtCore import QBuffer, QIODevice, QLocale
from PySide6.QtGui import QImage, QPainter

from annotator.errors import AnnotatorError
from annotator.ui.picture import Follow, Picture, too_much
from annotator.ui.picture_sheet import PADDING, Sheet, TooTallError
from annotator.ui.translation import translate

TALLEST = 30_000
"""Pixels: what usual programs still open, and what Qt paints without a fault."""
LARGEST = 60_000_000
"""Pixels of one picture: 240 MB while it is painted."""
DOTS_PER_METRE = 96 / 0.0254


def draw(picture: Picture, follow: Follow) -> bytes:
    """Return the file. Raises AnnotatorError when it would be larger than a picture can be."""
    try:
        sheet = Sheet(picture, tallest=int(TALLEST / picture.scale), follow=follow)
    except TooTallError:
        raise _too_large(picture) from None
    width = ceil((sheet.width + 2 * PADDING) * picture.scale)
    height = ceil((sheet.height + 2 * PADDING) * picture.scale)
    if height > TALLEST or width > TALLEST or width * height > LARGEST:
        raise _too_large(picture)
    image = _painted(sheet, width, height, picture.scale)
    image.setText("Title", picture.title)
    follow(0.9)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _painted(sheet: Sheet, width: int, height: int, scale: float) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    if image.isNull():
        raise AnnotatorError(
            translate("picture", "There is not enough memory for the picture. Take a smaller --scale, or PDF.")
        )
    image.setDevicePixelRatio(scale)
    image.setDotsPerMeterX(round(DOTS_PER_METRE * scale))
    image.setDotsPerMeterY(round(DOTS_PER_METRE * scale))
    image.fill(sheet.look.theme.page)
    painter = QPainter(image)
    painter.translate(PADDING, PADDING)
    sheet.paint(painter, 0, sheet.height)
    painter.end()
    return image


def _too_large(picture: Picture) -> AnnotatorError:
    sentence = translate(
        "picture", "The article has {count} characters: a PNG of it would be taller than {limit} pixels."
    )
    return too_much(
        sentence.format(count=QLocale().toString(len(picture.document.text)), limit=QLocale().toString(TALLEST))
    )
