"""The bar at the top: the project's name, the menus, and the few buttons that are always at hand."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenuBar, QSizePolicy, QWidget

from annotator.ui.action_button import ActionButton
from annotator.ui.elided_label import ElidedLabel
from annotator.ui.palette import Theme
from annotator.ui.style import panel_font, scaled

BUTTONS = ("undo", "redo", "command_palette")
GIVING_WAY = ("redo", "undo", "command_palette")
"""In this order the buttons leave where there is too little room: the menus, which hold all of it, stay whole."""
GAP = 4
MIN_NAME = 80
"""Pixels of the project's name."""
SIDES = 60
"""Pixels of margins and of the gaps that are always there."""


class TopBar(QWidget):
    """One calm line instead of menu bar, tool bar and title."""

    def __init__(self, menu_bar: QMenuBar, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(scaled(37))
        self.project_name = ElidedLabel(name="project_name")
        self.project_name.setFont(panel_font(strong=True))
        self.project_name.setMaximumWidth(scaled(220))
        menu_bar.setAccessibleName(self.tr("Menu"))
        menu_bar.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.menu_bar = menu_bar
        self.buttons = [ActionButton(actions[name]) for name in BUTTONS]
        self.done = ActionButton(actions["done_and_next"], prominent=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 10, 1)
        row.setSpacing(GAP)
        row.addWidget(self.project_name)
        row.addSpacing(10)
        row.addWidget(menu_bar)
        row.addStretch(1)
        for button in self.buttons:
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self.done)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        """Hide the buttons for which there is no room beside the menus."""
        name = min(self.project_name.sizeHint().width(), scaled(MIN_NAME))
        always = name + self.menu_bar.sizeHint().width() + self.done.sizeHint().width()
        room = self.width() - always - SIDES
        for button in sorted(self.buttons, key=lambda one: -GIVING_WAY.index(one.action_name)):
            room -= button.sizeHint().width() + GAP
            button.setVisible(room >= 0)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        for button in (*self.buttons, self.done):
            button.set_theme(theme)
