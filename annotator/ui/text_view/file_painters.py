"""Painters into files: what a file cannot hold as letters becomes outlines or a picture.

An SVG names a font and hopes that whoever shows it has the same one: its letters are drawn as outlines. Neither
an SVG nor a PDF of Qt's holds letters in colour, such as emoji: those are put in as pictures.
"""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QGlyphRun, QImage, QPainter, QPainterPath, QTextLayout, QTextOption

from annotator.clusters import compiled
from annotator.ui.text_view.lettering import LetterPainter

COLOR_SCALE = 8
"""Pixels of a letter's picture for one of ours: enough for print."""

_MAY_BE_IN_COLOR = r"[\p{Extended_Pictographic}\p{Regional_Indicator}\u20e3]"


class FilePainter(LetterPainter):
    """What is the same for all files."""

    def draw_line(self, area: QRectF, text: str, font: QFont) -> None:
        layout = QTextLayout(text, font)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        layout.beginLayout()
        line = layout.createLine()
        line.setPosition(QPointF(0, 0))
        layout.endLayout()
        width = line.naturalTextWidth()
        self.save()
        self.translate(area.left() + (area.width() - width) / 2, area.top() + (area.height() - line.height()) / 2)
        self.draw_layout(layout, (), QRectF(0, 0, width, line.height()))
        self.restore()


class SvgPainter(FilePainter):
    """Paints into a QSvgGenerator."""

    def draw_layout(self, layout: QTextLayout, formats: Sequence[QTextLayout.FormatRange], clip: QRectF) -> None:
        _draw_outlines(self, layout.glyphRuns())


class PdfPainter(FilePainter):
    """Paints into a QPdfWriter."""

    def draw_layout(self, layout: QTextLayout, formats: Sequence[QTextLayout.FormatRange], clip: QRectF) -> None:
        layout.draw(self, QPointF(0, 0), formats, clip)
        if not compiled(_MAY_BE_IN_COLOR).search(layout.text()):
            return
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            if line.rect().bottom() >= clip.top() and line.rect().top() <= clip.bottom():
                _draw_colored(self, line.glyphRuns())


def _draw_outlines(painter: QPainter, runs: Iterable[QGlyphRun]) -> None:
    for run in runs:
        if _is_in_color(run):
            _draw_picture(painter, run)
            continue
        path, font = QPainterPath(), run.rawFont()
        path.setFillRule(Qt.FillRule.WindingFill)
        for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True):
            path.addPath(font.pathForGlyph(glyph).translated(place))
        painter.fillPath(path, painter.pen().color())


def _draw_colored(painter: QPainter, runs: Iterable[QGlyphRun]) -> None:
    for run in runs:
        if _is_in_color(run):
            _draw_picture(painter, run)


def _is_in_color(run: QGlyphRun) -> bool:
    """Return whether the run's font holds pictures, or outlines in colour.

    Its glyphs are not asked: one of which Qt 6.11 was asked for an outline, it then paints as nothing.
    """
    font = run.rawFont()
    return "emoji" in font.familyName().lower() or any(font.fontTable(name).size() for name in ("COLR", "CBLC"))


def _draw_picture(painter: QPainter, run: QGlyphRun) -> None:
    area = QRectF(run.boundingRect().toAlignedRect().adjusted(-1, -1, 1, 1))
    if run.boundingRect().isEmpty():
        return
    picture = QImage((area.size() * COLOR_SCALE).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    onto = QPainter(picture)
    onto.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    onto.scale(COLOR_SCALE, COLOR_SCALE)
    onto.translate(-area.topLeft())
    onto.setPen(painter.pen().color())
    onto.drawGlyphRun(QPointF(0, 0), run)
    onto.end()
    painter.drawImage(area, picture)
