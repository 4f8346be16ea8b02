"""How Qt's own widgets look: fonts and one style sheet, both from the table of colours."""

import sys

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication

from annotator.resources import find_resource
from annotator.ui.palette import Theme, qt_palette, role_names

PANEL_SIZE = 13
"""Pixels of the text in panels and dialogs; every other size is near it."""
USUAL_SIZE = {"win32": 12, "darwin": 13}.get(sys.platform, 15)
"""Pixels of a system's text as it comes; on Linux up to GNOME's."""
SMALL_SIZE = 12
HEADING_SIZE = 11
TITLE_SIZE = 21


def system_text_scale() -> float:
    """Return how much larger than usual this system has its text, 1.0 to 2.0."""
    pixels = QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)).pixelSize()
    return min(2.0, max(1.0, pixels / USUAL_SIZE))


def text_scale() -> float:
    """Return how much larger than usual the program has its text since it was dressed."""
    return max(1.0, QApplication.font().pixelSize() / PANEL_SIZE)


def scaled(pixels: float) -> int:
    """Return a measure in proportion to the size of the text."""
    return round(pixels * text_scale())


def panel_font(size: int = PANEL_SIZE, *, strong: bool = False) -> QFont:
    """Return the system's font in `size` pixels, more where the system has its text larger."""
    font = QFont(QApplication.font())
    font.setPixelSize(scaled(size))
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return font


def heading_font() -> QFont:
    """Return the font of a panel's heading: small, strong, spaced."""
    font = panel_font(HEADING_SIZE, strong=True)
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 107)
    font.setCapitalization(QFont.Capitalization.AllUppercase)
    return font


def dress(application: QApplication, theme: Theme) -> None:
    """Give the whole program the theme."""
    measure(application, theme)
    application.setStyleSheet(style_sheet(theme))


def measure(application: QApplication, theme: Theme) -> None:
    """Give the program what widgets measure themselves by when they are made: font and palette."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(round(PANEL_SIZE * system_text_scale()))
    application.setFont(font)
    application.setPalette(qt_palette(theme))


def style_sheet(theme: Theme) -> str:
    """Return the rules for what Qt paints; our own widgets paint themselves."""
    colors = {role: getattr(theme, role).name() for role in role_names()}
    rules = RULES.replace("@icons", find_resource("icons").as_posix()).replace("@tick", _tick(theme))
    for role in sorted(colors, key=len, reverse=True):
        rules = rules.replace(f"@{role}", colors[role])
    return rules


def _tick(theme: Theme) -> str:
    """Return the name of the picture of a tick on the colour of what is chosen."""
    return "check" if theme.selection_ink.lightnessF() > 0.5 else "check-black"


RULES = """
QMainWindow, QDialog { background: @panel; }
QToolTip { background: @panel; color: @ink; border: 1px solid @border; padding: 4px 6px; }

#top_bar { background: @panel; border-bottom: 1px solid @line; }
#status_line { background: @panel; border-top: 1px solid @line; }
#left_panel, #right_panel { background: @panel; border: 0; }
#page { background: @page; }
#find_bar, #flag_bar, #history_bar, #lint_bar, #suggesting_bar { background: @panel; border-top: 1px solid @line; }
#project_find_bar, #review_bar { background: @panel; border-top: 1px solid @line; }
#project_name { color: @ink; }
#heading, #summary, #help, #meta, #selection, #undo, #position, #job, #suggestions { color: @muted; }
#details_name, #details_said { color: @muted; }
#saved { color: @ok; }
#pen { color: @accent; }
#saved[tone="refused"] { color: @warn; }
#hint { color: @muted; }
#hint[tone="said"] { color: @ink; }
#hint[tone="refused"], #details_said[tone="refused"] { color: @warn; }
#empty_step { color: @muted; }

QSplitter::handle { background: @line; }

QMenuBar { background: transparent; border: 0; }
QMenuBar::item { padding: 4px 8px; color: @muted; background: transparent; border-radius: 5px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: @key; color: @ink; }
QMenu { background: @panel; color: @ink; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 5px 20px 5px 28px; border-radius: 4px; }
QMenu::item:selected { background: @accent_soft; color: @ink; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QMenu::indicator { left: 6px; width: 12px; height: 12px; border: 0; background: transparent; }
QMenu::indicator:checked { image: url("@icons/tick.svg"); }

QListView, QTableView, QTreeView { background: @panel; border: 0; outline: 0; }
#label_strip { background: @panel; border: 1px solid @border; border-radius: 6px; }
#more_labels { padding: 0; }
#command_palette, #label_search { border: 1px solid @border; }
#rows { background: @page; border: 1px solid @line; border-radius: 5px; padding: 4px; outline: 0; }
#rows:focus { border-color: @accent; }
#rows::item { padding: 4px 2px; color: @ink; }
#rows::item:selected { background: @accent_soft; color: @ink; }
#annotation_bar, #document_label_bar { background: @panel; border-top: 1px solid @line; }
QTableView#rows { selection-background-color: @accent_soft; selection-color: @ink; padding: 0; }
QTableView#rows::item { padding: 4px 8px; }
QHeaderView::section { background: @panel; color: @muted; border: 0; border-bottom: 1px solid @line; padding: 4px 8px; }
#relation_rows::item { padding: 0 4px; color: @ink; }
#relation_rows::item:hover { background: @key; }
#relation_rows::item:selected { background: @accent_soft; color: @ink; }
#relation_rows::item:selected:focus { border-left: 3px solid @accent; padding-left: 1px; }
QTextBrowser { background: @page; color: @ink; border: 0; }
QScrollArea { background: @panel; border: 0; }
QTabWidget::pane { border: 0; border-top: 1px solid @line; }
QTabBar::tab { background: transparent; color: @muted; border: 0; padding: 6px 12px 5px 12px; }
QTabBar::tab:selected { color: @ink; border-bottom: 2px solid @accent; }
QTabBar::tab:hover { background: @key; color: @ink; }
QTabBar::tab:selected:focus { background: @accent_soft; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar::handle:vertical { background: @border; border-radius: 2px; min-height: 28px; margin: 2px 4px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle:horizontal { background: @border; border-radius: 2px; min-width: 28px; margin: 4px 2px; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QPushButton { background: @key; color: @ink; border: 1px solid @line; border-radius: 5px; padding: 4px 14px; }
QPushButton:hover { border-color: @border; }
QPushButton:focus { border-color: @accent; }
QPushButton:default { background: @selection; color: @selection_ink; border-color: @selection; }
QPushButton:default:focus { border: 2px solid @ink; padding: 3px 13px; }
QPushButton:disabled { color: @faint; background: @panel; }
QPushButton#quiet { background: transparent; color: @accent; border-color: transparent; padding: 2px 8px; }
QPushButton#quiet:hover { background: @key; }
QPushButton#quiet:focus { border-color: @accent; }
QPushButton#quiet:disabled { color: @faint; }
#form { background: @panel; }
QLineEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, QComboBox {
    background: @page; color: @ink; border: 1px solid @border; border-radius: 5px; padding: 4px 8px;
    selection-background-color: @selection; selection-color: @selection_ink;
}
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus { border-color: @accent; }

QSpinBox, QDoubleSpinBox { padding: 4px 2px; }
QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::down-button {
    subcontrol-origin: border; width: 20px; border: 0; background: transparent;
}
QSpinBox::up-button, QDoubleSpinBox::up-button { subcontrol-position: top right; margin: 2px 2px 0 0; }
QSpinBox::down-button, QDoubleSpinBox::down-button { subcontrol-position: bottom right; margin: 0 2px 2px 0; }
#filter_status { background: transparent; color: @muted; border-color: transparent; padding: 2px 1px; }
#filter_status:hover { background: @key; color: @ink; }
#filter_status:focus { border-color: @accent; }
QComboBox::drop-down { subcontrol-position: center right; width: 22px; border: 0; background: transparent; }
QComboBox::down-arrow, QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {
    image: url("@icons/down.svg"); width: 10px; height: 10px;
}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url("@icons/up.svg"); width: 10px; height: 10px; }
QComboBox QAbstractItemView {
    background: @panel; color: @ink; border: 1px solid @border; outline: 0;
    selection-background-color: @accent_soft; selection-color: @ink;
}

QCheckBox { spacing: 8px; padding: 3px 0; }
QCheckBox::indicator, #rows::indicator {
    width: 14px; height: 14px; border: 1px solid @border; border-radius: 3px; background: @page;
}
QCheckBox::indicator:checked, #rows::indicator:checked {
    background: @selection; border-color: @selection; image: url("@icons/@tick.svg");
}
QCheckBox:disabled { color: @faint; }
QCheckBox::indicator:disabled { background: @panel; border-color: @line; image: none; }
QCheckBox::indicator:focus { border-color: @accent; }
QCheckBox:focus { color: @accent; }
"""
