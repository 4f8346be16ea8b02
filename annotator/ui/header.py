"""What stands above an article: its title, and a line of what is known about it."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.model import AnnotatedDocument, Document
from annotator.ui.dates import long_date
from annotator.ui.elided_label import ElidedLabel
from annotator.ui.plain_text import is_right_to_left, plain_label
from annotator.ui.style import PANEL_SIZE, TITLE_SIZE, panel_font

TOP, BOTTOM = 22, 10
TITLE_LENGTH = 160
"""Code points of a title that are shown: two lines or three."""


class Header(QWidget):
    """Title and meta line, in line with the column of the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = plain_label(name="title")
        self.title.setWordWrap(True)
        self.title.setFont(panel_font(TITLE_SIZE, strong=True))
        self.meta = ElidedLabel(name="meta")
        self.meta.setFont(panel_font(PANEL_SIZE))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, TOP, 0, BOTTOM)
        self._column.setSpacing(4)
        self._column.addWidget(self.title)
        self._column.addWidget(self.meta)

    def align(self, left: int, right: int) -> None:
        """Leave so many pixels free on either side, as the text does."""
        self._column.setContentsMargins(left, TOP, right, BOTTOM)

    def show_document(self, document: AnnotatedDocument, *, annotator: str) -> None:
        """Show what is known about the document, and what of it is not shown."""
        others = sum(span.annotator != annotator for span in document.spans)
        hidden = self.tr("{spans} spans of others, not shown").format(spans=QLocale().toString(others))
        parts = [*self._facts(document.document), *([hidden] if others else [])]
        title = " ".join(document.document.title.split())
        side = Qt.AlignmentFlag.AlignRight if is_right_to_left(title) else Qt.AlignmentFlag.AlignLeft
        self.title.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        self.title.setText(title if len(title) <= TITLE_LENGTH else title[: TITLE_LENGTH - 1].rstrip() + "…")
        self.meta.show_text("  ·  ".join(parts))

    def _facts(self, document: Document) -> list[str]:
        count = QLocale().toString(len(document.text))
        facts = [document.author, long_date(document.date), document.source]
        return [*filter(None, facts), self.tr("{count} characters").format(count=count)]
