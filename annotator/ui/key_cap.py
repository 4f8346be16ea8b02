"""A key, painted as a cap: everything says its key where the hand would look for it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QFont, QFontMetricsF, QPainter

from annotator.ui.actions import key_text
from annotator.ui.palette import Theme
from annotator.ui.style import HEADING_SIZE, panel_font, scaled

HEIGHT = 17
PADDING = 5
"""Pixels, where text has its usual size."""


def caption(action: QAction) -> str:
    """Return what stands on the cap of the action's first key; empty without a key."""
    return cap_text(key_text(action))


def cap_text(key: str) -> str:
    """Return a key, as the system writes it, the way it stands on a cap: `Ctrl Z`, but `+`, and `Ctrl +`."""
    return key[:-1].replace("+", " ") + key[-1:]


def cap_font() -> QFont:
    """Return the font of caps."""
    return panel_font(HEADING_SIZE)


def cap_width(text: str) -> float:
    """Return how wide the cap with that text is, in pixels."""
    return max(cap_height(), QFontMetricsF(cap_font()).horizontalAdvance(text) + 2 * PADDING) if text else 0.0


def cap_height() -> int:
    """Return how high a cap is, in pixels."""
    return scaled(HEIGHT)


def paint_cap(painter: QPainter, right: float, middle: float, text: str, theme: Theme) -> None:
    """Paint a cap whose right edge and vertical middle are given, in pixels."""
    if not text:
        return
    width, height = cap_width(text), cap_height()
    cap = QRectF(right - width + 0.5, middle - height / 2 + 0.5, width - 1, height - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.line)
    painter.setBrush(theme.key)
    painter.drawRoundedRect(cap, 4, 4)
    painter.setPen(theme.muted)
    painter.setFont(cap_font())
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # Or `Ctrl ,` would be read as `, Ctrl`.
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
