"""An article as an SVG: one drawing without pages. Its letters are outlines, which print the same everywhere."""

import regex
from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QLocale, QRect, QSize
from PySide6.QtSvg import QSvgGenerator

from annotator.ui.picture import Follow, Picture, too_much
from annotator.ui.picture_heading import heading_facts
from annotator.ui.picture_sheet import PADDING, Sheet
from annotator.ui.text_view.file_painters import SvgPainter

LONGEST = 30_000
"""Code points. The outlines of a letter take some 600 bytes: a longer text makes a file that few programs open."""

_PATH = regex.compile(rb' d="[MLQCZ0-9., -]+"')
_DIGITS = regex.compile(rb"(\.\d\d)\d+")
"""A hundredth of a pixel is enough, and a third less to store."""

_NOT_IN_XML = regex.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""See https://www.w3.org/TR/xml/#charsets"""


def draw(picture: Picture, follow: Follow) -> bytes:
    """Return the file. Raises AnnotatorError when the text is too long for one."""
    if len(picture.document.text) > LONGEST:
        sentence = QCoreApplication.translate(
            "picture", "The article has {count} characters: an SVG, which draws each letter, holds {limit}."
        )
        number = QLocale().toString
        raise too_much(sentence.format(count=number(len(picture.document.text)), limit=number(LONGEST)))
    sheet = Sheet(picture, follow=follow)
    width, height = sheet.width + 2 * PADDING, sheet.height + 2 * PADDING
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(96)
    generator.setSize(QSize(width, height))
    generator.setViewBox(QRect(0, 0, width, height))
    generator.setTitle(_NOT_IN_XML.sub("\ufffd", picture.title))
    generator.setDescription(_NOT_IN_XML.sub("\ufffd", heading_facts(picture.document)))
    painter = SvgPainter(generator)
    painter.setRenderHint(SvgPainter.RenderHint.SmoothPixmapTransform)
    # A pixel more than there is: the size in millimetres, which the file states, is rounded.
    painter.fillRect(-1, -1, width + 2, height + 2, sheet.look.theme.page)
    painter.translate(PADDING, PADDING)
    sheet.paint(painter, 0, sheet.height)
    painter.end()
    return _PATH.sub(lambda path: _DIGITS.sub(rb"\1", path.group()), bytes(buffer.data().data()))
