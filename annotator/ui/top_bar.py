"""The bar at the top: the project's name, the menus, and the few buttons that are always at hand."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenuBar, QSizePolicy, QWidget

from annotator.ui.action_button import ActionButton
from annotator.ui.elided_label import ElidedLabel
from annotator.ui.palette import Theme
from annotator.ui.style import panel_font


class TopBar(QWidget):
    """One calm line instead of menu bar, tool bar and title."""

    def __init__(self, menu_bar: QMenuBar, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(37)
        self.project_name = ElidedLabel(name="project_name")
        self.project_name.setFont(panel_font(strong=True))
        self.project_name.setMaximumWidth(220)
        menu_bar.setAccessibleName(self.tr("Menu"))
        menu_bar.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.buttons = [ActionButton(actions[name]) for name in ("undo", "redo", "command_palette")]
        self.done = ActionButton(actions["done_and_next"], prominent=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 10, 1)
        row.setSpacing(4)
        row.addWidget(self.project_name)
        row.addSpacing(10)
        row.addWidget(menu_bar)
        row.addStretch(1)
        for button in self.buttons:
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self.done)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        for button in (*self.buttons, self.done):
            button.set_theme(theme)
