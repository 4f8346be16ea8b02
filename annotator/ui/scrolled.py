"""A part of a dialog that is as high as it needs to be, as long as the screen has room for it; then it scrolls."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from annotator.ui.style import scaled

BESIDES = 150
"""Pixels of a dialog's frame, margins and buttons, where text has its usual size."""


class Scrolled(QScrollArea):
    """Holds one widget, which it never scrolls sideways."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = content
        self.setWidget(content)
        for ground in (content, self.viewport()):
            ground.setAutoFillBackground(False)  # The dialog's own is behind them.
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        handled = super().eventFilter(watched, event)
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return handled

    def _fit(self) -> None:
        room = self.screen().availableGeometry().height() - scaled(BESIDES)
        self.setMinimumHeight(min(self._content.sizeHint().height(), max(1, room)))
        self.setMinimumWidth(self._content.minimumSizeHint().width())
