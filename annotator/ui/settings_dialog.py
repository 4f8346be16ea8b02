"""The settings, made from their table. Each choice holds at once, in the window behind; there is nothing to confirm."""

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.setting import Setting
from annotator.settings import SECTIONS
from annotator.ui.plain_text import plain_label
from annotator.ui.preferences import Preferences, titled_settings
from annotator.ui.setting_editors import CONTEXT, SwitchEditor, as_widget, make_editor
from annotator.ui.style import SMALL_SIZE, heading_font, panel_font, scaled
from annotator.ui.translation import translate

WIDTH, HEIGHT = 520, 720
SIDE = 20
EDITOR_WIDTH = 200


class SettingRow:
    """One setting: its title, the control, a sentence, and a button that brings the default back."""

    def __init__(self, setting: Setting[Any], preferences: Preferences) -> None:
        self.setting = setting
        self._preferences = preferences
        title, sentence = translate(CONTEXT, setting.title), translate(CONTEXT, setting.help)
        self.editor = make_editor(setting)
        self.control = as_widget(self.editor)
        self.control.setObjectName(setting.name)
        self.control.setAccessibleName(title)
        self.control.setAccessibleDescription(sentence)
        self.title = plain_label(title)
        self.title.setBuddy(self.control)
        self.sentence = plain_label(sentence, name="help")
        self.sentence.setFont(panel_font(SMALL_SIZE))
        self.sentence.setWordWrap(True)
        self.reset = QPushButton(translate(CONTEXT, "Reset"))
        self.reset.setObjectName("quiet")
        self.reset.setAccessibleName(translate(CONTEXT, "Reset {setting}").format(setting=title))
        self.reset.setAutoDefault(False)
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)
        self.editor.chosen.connect(self._choose)
        self.reset.clicked.connect(self._reset)
        self.show_value()

    def place(self, grid: QGridLayout) -> None:
        """Stand below what the grid holds already."""
        row = grid.rowCount()
        if isinstance(self.control, SwitchEditor):
            self.title.hide()
            grid.addWidget(self.control, row, 0, 1, 2)
        else:
            self.control.setMinimumWidth(scaled(EDITOR_WIDTH))
            grid.addWidget(self.title, row, 0)
            grid.addWidget(self.control, row, 1)
        grid.addWidget(self.reset, row, 2)
        grid.addWidget(self.sentence, row + 1, 0, 1, 3)
        grid.setRowMinimumHeight(row + 2, 10)

    def show_value(self) -> None:
        """Show what holds now."""
        self.editor.show_value(self._preferences.get(self.setting))
        self.reset.setVisible(not self._preferences.is_default(self.setting))

    def _choose(self, value: object) -> None:
        self._preferences.choose(self.setting, value)

    def _reset(self) -> None:
        """Bring the default back; the keyboard goes to the control, for the button goes away."""
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)
        self._preferences.reset(self.setting)


class SettingsDialog(QDialog):
    """All settings that have a title."""

    def __init__(self, preferences: Preferences, change_keys: QAction, parent: QWidget | None = None) -> None:
        """`change_keys` opens the dialog of the keys."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self._preferences = preferences
        self.rows = {setting.name: SettingRow(setting, preferences) for setting in titled_settings()}
        self.reset_all = QPushButton(self.tr("Reset all"))
        self.keys_button = QPushButton(self.tr("Change keys…"))
        self.keys_button.setObjectName("keys_button")
        self.keys_button.setToolTip(change_keys.toolTip())
        self.keys_button.clicked.connect(lambda *_checked: change_keys.trigger())
        self.close_button = QPushButton(self.tr("Close"))
        self._arrange()
        self._show_reset_all()
        preferences.changed.connect(self._show)
        self.finished.connect(preferences.save)

    def _arrange(self) -> None:
        inside = QWidget()
        inside.setObjectName("form")
        grid = QGridLayout(inside)
        grid.setContentsMargins(SIDE, 8, SIDE, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        for section in SECTIONS:
            self._add_section(grid, section)
        grid.setRowStretch(grid.rowCount(), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addLayout(self._buttons())
        area.setMinimumWidth(inside.minimumSizeHint().width() + area.verticalScrollBar().sizeHint().width())
        window, height = self.parentWidget(), scaled(HEIGHT)
        most = window.height() - 6 * SIDE if window is not None else height
        self.resize(max(scaled(WIDTH), self.minimumSizeHint().width()), min(height, most))

    def _add_section(self, grid: QGridLayout, section: str) -> None:
        rows = [row for row in self.rows.values() if row.setting.section == section]
        if rows:
            heading = plain_label(translate(CONTEXT, section), name="heading")
            heading.setFont(heading_font())
            heading.setContentsMargins(0, 10, 0, 6)
            grid.addWidget(heading, grid.rowCount(), 0, 1, 3)
        for row in rows:
            row.place(grid)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(SIDE, 8, SIDE, 14)
        row.addWidget(self.reset_all)
        row.addWidget(self.keys_button)
        row.addStretch(1)
        self.keys_button.setAutoDefault(False)
        row.addWidget(self.close_button)
        self.reset_all.setAutoDefault(False)
        self.close_button.setDefault(True)
        self.reset_all.clicked.connect(self._preferences.reset_all)
        self.close_button.clicked.connect(self.reject)
        return row

    def _show(self, name: str) -> None:
        if name in self.rows:
            self.rows[name].show_value()
        self._show_reset_all()

    def _show_reset_all(self) -> None:
        self.reset_all.setEnabled(any(not self._preferences.is_default(row.setting) for row in self.rows.values()))

    def showEvent(self, event: QShowEvent) -> None:
        """Stand at the side of the window: the article in the middle shows what a choice does."""
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            corner = parent.mapToGlobal(QPoint(parent.width() - self.width() - SIDE, 3 * SIDE))
            self.move(corner)
