"""The labels of the open article, as chips below its title. A click opens what gives and takes them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QEnterEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.model import Label
from annotator.ui.mirroring import mirrored
from annotator.ui.palette import THEMES, Theme, label_colors
from annotator.ui.plain_text import listed, text_direction, tool_tip, without_mark
from annotator.ui.style import SMALL_SIZE, panel_font, scaled
from annotator.visible import one_line

HEIGHT, PADDING, GAP = 22, 8, 6
MAX_WIDTH = 220
"""Pixels of a chip: a longer name is cut, and the tooltip has it whole."""


class DocumentChips(QAbstractButton):
    """One control: chips are painted, and said, one after the other."""

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.labels: Sequence[Label] = ()
        self._action = action
        self.theme = THEMES["light"]
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setStatusTip(action.statusTip())
        self.clicked.connect(lambda *_: action.trigger())
        self.show_labels(())

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self.theme = theme
        self.update()

    def show_labels(self, labels: Sequence[Label]) -> None:
        """Show these labels as given."""
        self.labels = labels
        names = listed(label.name for label in labels)
        said = self.tr("Labels of the article: {names}").format(names=names) if names else self._nothing()
        self.setAccessibleName(said)
        self.setToolTip(tool_tip(said) if names else self._action.toolTip())
        self.update()

    def _nothing(self) -> str:
        return self.tr("No label for the whole article")

    def sizeHint(self) -> QSize:
        return QSize(scaled(80), scaled(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(panel_font(SMALL_SIZE))
        if not self.labels:
            self._paint_nothing(painter)
        left = 0.0
        for number, label in enumerate(self.labels):
            rest = len(self.labels) - number
            width = self._width(label)
            if left + width > self.width() and number:
                self._paint_text(painter, QRectF(left, 0, self.width() - left, self.height()), f"+{rest}")
                break
            self._paint_chip(painter, QRectF(left, 1, min(width, self.width()), self.height() - 2), label)
            left += width + GAP
        if self.hasFocus():
            painter.setPen(QPen(self.theme.accent, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()

    def _width(self, label: Label) -> float:
        words = QFontMetricsF(panel_font(SMALL_SIZE)).horizontalAdvance(one_line(label.name))
        return min(float(scaled(MAX_WIDTH)), words + 2 * PADDING)

    def _paint_nothing(self, painter: QPainter) -> None:
        painter.setPen(self.theme.accent if self.underMouse() or self.hasFocus() else self.theme.faint)
        painter.drawText(
            self.rect(),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading,
            f"+ {without_mark(self._action.text()).rstrip('…')}",
        )

    def _paint_chip(self, painter: QPainter, area: QRectF, label: Label) -> None:
        colors = label_colors(label.color, self.theme)
        placed = mirrored(area, QRectF(self.rect()), self.layoutDirection())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.chip)
        painter.drawRoundedRect(placed, 4, 4)
        painter.setPen(colors.ink)
        room = placed.adjusted(PADDING, 0, -PADDING, 0)
        painter.setLayoutDirection(text_direction(label.name))
        name = painter.fontMetrics().elidedText(
            one_line(label.name), Qt.TextElideMode.ElideRight, round(room.width()) + 1
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, name)

    def _paint_text(self, painter: QPainter, area: QRectF, text: str) -> None:
        painter.setPen(self.theme.muted)
        placed = mirrored(area, QRectF(self.rect()), self.layoutDirection())
        painter.drawText(placed, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, text)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()
