"""The menu bar, whole also where the language runs from right to left."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QMenuBar

MARGIN = 6
"""Pixels on either side."""


class MenuBar(QMenuBar):
    """Asks for the room of all its menus: from right to left, Qt's own counts only the first."""

    def sizeHint(self) -> QSize:
        whole = QRect()
        for action in self.actions():
            whole = whole.united(self.actionGeometry(action))
        hint = super().sizeHint()
        return QSize(max(hint.width(), whole.width() + 2 * MARGIN), hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())
