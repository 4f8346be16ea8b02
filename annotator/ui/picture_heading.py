"""What stands above a printed article: its title, and who wrote it when and where."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QPainter

from annotator.model import Document
from annotator.ui.dates import long_date
from annotator.ui.header import begins_with
from annotator.ui.picture_pages import Cut
from annotator.ui.plain_text import named
from annotator.ui.style import PANEL_SIZE, TITLE_SIZE, panel_font
from annotator.ui.text_view.lettering import draw_layout
from annotator.ui.text_view.look import Look
from annotator.ui.text_view.shaping import ShapedParagraph
from annotator.visible import one_line

MOST = 1000
"""Code points of a title: more is no title, and would be a page of its own."""
GAP = 4
"""Pixels between title and facts."""


def heading_title(document: Document) -> str:
    """Return the title in one line; empty when there is none, and when the text begins with it."""
    title = " ".join(document.title.split())
    return "" if begins_with(document.text, title) else one_line(title, MOST)


def heading_facts(document: Document) -> str:
    """Return author, date and source in one line; empty when nothing is known."""
    facts = (document.author, long_date(document.date), document.source)
    return "  ·  ".join(named(fact, MOST) for fact in facts if fact.strip())


class Heading:
    """Title and facts; each is left out when there is none."""

    def __init__(self, document: Document, look: Look) -> None:
        theme, self.height = look.theme, 0
        self._texts: list[tuple[ShapedParagraph, QColor]] = []
        self._add(heading_title(document), panel_font(TITLE_SIZE, strong=True), look, theme.ink)
        self._add(heading_facts(document), panel_font(PANEL_SIZE), look, theme.muted)

    def _add(self, text: str, font: QFont, look: Look, ink: QColor) -> None:
        if not text:
            return
        font.setHintingPreference(look.font.hintingPreference())
        shaped = ShapedParagraph(text, 0, replace(look, font=font), look.column)
        for line in shaped.lines:
            shaped.place(line, self.height, 0)
            self.height += line.box
        self.height += GAP
        self._texts.append((shaped, ink))

    def cuts(self) -> Iterator[Cut]:
        """Yield nothing: a heading stays together, and with the text's first line."""
        yield from ()

    def paint(self, painter: QPainter, top: float, bottom: float) -> None:
        """Paint all of it."""
        for shaped, ink in self._texts:
            painter.setPen(ink)
            draw_layout(painter, shaped.layout, (), QRectF(0, 0, shaped.lines[0].shape.width(), self.height))
