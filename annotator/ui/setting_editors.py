"""A control for each kind of setting: shows a value, and tells when the user has chosen another."""

from typing import Any, Protocol, cast

from PySide6.QtCore import QLocale, QSignalBlocker, Signal, SignalInstance
from PySide6.QtGui import QFontDatabase, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QSpinBox, QWidget

from annotator.setting import Setting
from annotator.ui.translation import translate

CONTEXT = "settings"
SHORT = 14
"""So many characters of a choice are shown at least."""
SPIN_MARGIN = 5
"""Pixels that style sheets do not give to the text of a spin box."""


class Editor(Protocol):
    """What all controls have in common. `chosen` is not emitted by `show_value`."""

    chosen: SignalInstance

    def show_value(self, value: Any) -> None:
        """Show what holds now."""


class ChoiceEditor(QComboBox):
    """One of several values. The wheel scrolls the dialog, and chooses nothing on the way."""

    chosen = Signal(object)

    def __init__(self, values: list[tuple[str, object]]) -> None:
        """Take titles and values."""
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(SHORT)
        for title, value in values:
            self.addItem(title, value)
        self.activated.connect(lambda at: self.chosen.emit(self.itemData(at)))

    def show_value(self, value: object) -> None:
        at = self.findData(value)
        if at < 0:  # A font that this machine does not have.
            self.addItem(str(value), value)
            at = self.count() - 1
        self.setCurrentIndex(at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class SwitchEditor(QCheckBox):
    """On or off."""

    chosen = Signal(object)

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.clicked.connect(lambda *_checked: self.chosen.emit(self.isChecked()))

    def show_value(self, value: bool) -> None:
        self.setChecked(value)


class WholeNumberEditor(QSpinBox):
    """A whole number between the limits."""

    chosen = Signal(object)

    def __init__(self, setting: Setting[int]) -> None:
        super().__init__()
        self.lineEdit().setTextMargins(SPIN_MARGIN, 0, SPIN_MARGIN, 0)
        self.setRange(round(setting.minimum or 0), round(setting.maximum or 0))
        self.setSingleStep(round(setting.step))
        self.setSuffix(f" {translate(CONTEXT, setting.unit)}" if setting.unit else "")
        self.valueChanged.connect(self.chosen.emit)

    def show_value(self, value: int) -> None:
        with QSignalBlocker(self):
            self.setValue(value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NumberEditor(QDoubleSpinBox):
    """A number between the limits."""

    chosen = Signal(object)

    def __init__(self, setting: Setting[float]) -> None:
        super().__init__()
        self.setLocale(QLocale())
        self.lineEdit().setTextMargins(SPIN_MARGIN, 0, SPIN_MARGIN, 0)
        self.setRange(setting.minimum or 0.0, setting.maximum or 0.0)
        self.setSingleStep(setting.step)
        self.setSuffix(f" {translate(CONTEXT, setting.unit)}" if setting.unit else "")
        self.valueChanged.connect(lambda value: self.chosen.emit(round(value, self.decimals())))

    def show_value(self, value: float) -> None:
        with QSignalBlocker(self):
            self.setValue(value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class TextEditor(QLineEdit):
    """A line of text; chosen when it is left or Enter is pressed, not with every letter."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.editingFinished.connect(lambda: self.chosen.emit(self.text().strip()))

    def show_value(self, value: str) -> None:
        if value != self.text().strip():
            self.setText(value)


def make_editor(setting: Setting[Any]) -> Editor:
    """Make the control that fits the setting. Raises KeyError when there is none for its kind."""
    if setting.choices:
        titles = [translate(CONTEXT, title) for title in setting.choice_titles]
        return cast(Editor, ChoiceEditor(list(zip(titles, setting.choices, strict=True))))
    if setting.is_font:
        return cast(Editor, ChoiceEditor(_fonts()))
    if isinstance(setting.default, bool):
        return cast(Editor, SwitchEditor(translate(CONTEXT, setting.title)))
    if isinstance(setting.default, str):
        return cast(Editor, TextEditor())
    return cast(Editor, {int: WholeNumberEditor, float: NumberEditor}[type(setting.default)](setting))


def _fonts() -> list[tuple[str, object]]:
    families = [name for name in QFontDatabase.families() if not QFontDatabase.isPrivateFamily(name)]
    return [(translate(CONTEXT, "Serifs of the system"), ""), *((name, name) for name in families)]


def as_widget(editor: Editor) -> QWidget:
    """Return the editor as the widget that it is."""
    assert isinstance(editor, QWidget)
    return editor
