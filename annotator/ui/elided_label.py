"""A line of plain text that gives way: what does not fit ends in an ellipsis, and the tooltip has all of it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from annotator.ui.plain_text import is_right_to_left, shown, text_direction, tool_tip


class ElidedLabel(QLabel):
    """Shows as much of one line as there is room for."""

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(name)
        self._at_least = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, *, at_least: str = "") -> None:
        """Show another text; line breaks become blanks. There is room for `at_least` in any case."""
        self._at_least = at_least
        line = shown(" ".join(text.splitlines()))
        if line != self.text():
            self.setText(line)
            self.setToolTip(tool_tip(line))
            self.setAccessibleName(line)
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._at_least) + 2 if self._at_least else 0
        return QSize(width, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        width = self.fontMetrics().horizontalAdvance(self.text()) + margins.left() + margins.right() + 2
        return QSize(width, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.setLayoutDirection(text_direction(shown))
        side = Qt.AlignmentFlag.AlignRight if is_right_to_left(shown) else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()
