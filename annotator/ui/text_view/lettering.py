"""Letters on devices that are no screen: what a file cannot hold as letters becomes outlines or a picture.

An SVG names a font and hopes that whoever shows it has the same one: its letters are drawn as outlines. Neither
an SVG nor a PDF of Qt's holds letters in colour, such as emoji: those are put in as pictures.
"""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QGlyphRun, QImage, QPaintEngine, QPainter, QPainterPath, QTextLayout, QTextOption

from annotator.clusters import compiled

COLOR_SCALE = 8
"""Pixels of a letter's picture for one of ours: enough for print."""

_MAY_BE_IN_COLOR = r"[\p{Extended_Pictographic}\p{Regional_Indicator}\u20e3]"


def draw_layout(
    painter: QPainter, layout: QTextLayout, formats: Sequence[QTextLayout.FormatRange], clip: QRectF
) -> None:
    """Draw a layout at the painter's origin in the painter's ink; lines that are not in `clip` may be left out."""
    engine = painter.paintEngine().type()
    if engine is QPaintEngine.Type.SVG:
        _draw_outlines(painter, layout.glyphRuns())
        return
    layout.draw(painter, QPointF(0, 0), formats, clip)
    if engine is QPaintEngine.Type.Pdf and compiled(_MAY_BE_IN_COLOR).search(layout.text()):
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            if line.rect().bottom() >= clip.top() and line.rect().top() <= clip.bottom():
                _draw_colored(painter, line.glyphRuns())


def draw_line(painter: QPainter, area: QRectF, text: str, font: QFont) -> None:
    """Draw a short text in one line, in the middle of `area`, in the painter's ink."""
    if painter.paintEngine().type() not in (QPaintEngine.Type.SVG, QPaintEngine.Type.Pdf):
        painter.setFont(font)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
        return
    layout = QTextLayout(text, font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setPosition(QPointF(0, 0))
    layout.endLayout()
    width = line.naturalTextWidth()
    painter.save()
    painter.translate(area.left() + (area.width() - width) / 2, area.top() + (area.height() - line.height()) / 2)
    draw_layout(painter, layout, (), QRectF(0, 0, width, line.height()))
    painter.restore()


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
