"""All actions and labels with their keys: press others for them. Each choice holds at once in the window behind."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.setting import Setting
from annotator.settings import (
    LETTERS,
    SINGLE_KEYS,
)
from annotator.ui.key_cap import HEIGHT as CAP_HEIGHT
from annotator.ui.key_choices import KeyChoices, Keyed
from annotator.ui.palette import Theme
from annotator.ui.plain_text import plain_label
from annotator.ui.preferences import Preferences
from annotator.ui.setting_editors import CONTEXT, as_widget, make_editor
from annotator.ui.shortcut_sheet import PADDING, SheetLine, SheetLines, SheetRow, filtered
from annotator.ui.style import panel_font, scaled
from annotator.ui.translation import translate
from annotator.visible import one_line

WIDTH, HEIGHT, SIDE = 560, 680, 16
MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
TAKES = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class KeyRow(SheetRow):
    """Paints one row of a single column."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        height = max(QFontMetrics(panel_font()).height(), scaled(CAP_HEIGHT)) + 2 * PADDING
        return QSize(scaled(WIDTH) - 2 * SIDE, height)


class KeyCatcher(QPushButton):
    """A button that waits for a key once it is pressed: any key but Escape, which ends the waiting."""

    caught = Signal(str)
    """The key, as Qt writes it."""

    def __init__(self) -> None:
        super().__init__()
        self.waits = False
        self.setAutoDefault(False)
        self.clicked.connect(lambda *_checked: self.wait(on=not self.waits))
        self.wait(on=False)

    def wait(self, *, on: bool) -> None:
        """Begin to wait for a key, or stop."""
        self.waits = on
        self.setText(self.tr("Press the key, or Esc") if on else self.tr("Add a key…"))

    def event(self, event: QEvent) -> bool:
        """Take every key while it waits, also those that would go to another button."""
        if self.waits and isinstance(event, QKeyEvent) and event.type() in TAKES:
            event.accept()
            if event.type() is QEvent.Type.KeyPress:
                self._catch(event)
            return True
        if self.waits and event.type() is QEvent.Type.FocusOut:
            self.wait(on=False)
        return super().event(event)

    def _catch(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in MODIFIERS or key == Qt.Key.Key_unknown:
            return
        self.wait(on=False)
        if key != Qt.Key.Key_Escape:
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if key == Qt.Key.Key_Backtab:
                key = Qt.Key.Key_Tab
            if _is_sign(event):
                held &= ~Qt.KeyboardModifier.ShiftModifier
            self.caught.emit(QKeySequence(int(held.value) | key.value).toString())


def _is_sign(event: QKeyEvent) -> bool:
    """Return whether Shift has only made another sign of the key: the sign itself is its name then."""
    text = event.text()
    return len(text) == 1 and text.isprintable() and not text.isalnum() and not text.isspace()


class KeysDialog(QDialog):
    """A list to search, and below it what can be done with the row that is chosen."""

    def __init__(self, choices: KeyChoices, preferences: Preferences, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("keys_dialog")
        self.setWindowTitle(self.tr("Change keys"))
        self._window = parent
        self._choices = choices
        self._preferences = preferences
        self._all: Sequence[Keyed] = ()
        self._row = KeyRow(theme)
        self.model = SheetLines(self)
        self.filter = QLineEdit()
        self.list = QListView()
        self.title = plain_label()
        self.explains = plain_label(name="help")
        self.said = plain_label(name="details_said")
        self.keys = QHBoxLayout()
        self.catcher = KeyCatcher()
        self.reset = QPushButton(self.tr("Reset"))
        self.reset_all = QPushButton(self.tr("Reset all"))
        self.close_button = QPushButton(self.tr("Close"))
        self.scheme = [self._editor(LETTERS), self._editor(SINGLE_KEYS)]
        self._set_up()
        self._arrange()
        self._read()
        self.filter.setFocus()
        preferences.changed.connect(self._read)
        self.finished.connect(preferences.save)

    # --- how it stands

    def _editor(self, setting: Setting[Any]) -> QWidget:
        editor = make_editor(setting)
        control = as_widget(editor)
        control.setAccessibleName(translate(CONTEXT, setting.title))
        control.setAccessibleDescription(translate(CONTEXT, setting.help))
        control.setToolTip(translate(CONTEXT, setting.help))
        editor.show_value(self._preferences.get(setting))
        editor.chosen.connect(lambda value: self._preferences.choose(setting, value))
        return control

    def _set_up(self) -> None:
        self.filter.setPlaceholderText(self.tr("Filter by action, label or key"))
        self.filter.setAccessibleName(self.tr("Filter"))
        self.filter.setClearButtonEnabled(True)
        self.list.setAccessibleName(self.tr("Actions and labels"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._row)
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.title.setFont(panel_font(strong=True))
        for label in (self.explains, self.said):
            label.setWordWrap(True)
        self.reset.setObjectName("quiet")
        for button in (self.reset, self.reset_all):
            button.setAutoDefault(False)
        self.close_button.setDefault(True)
        self.filter.textChanged.connect(lambda *_: self._show())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_chosen())
        self.list.activated.connect(lambda *_: self._begin())
        self.catcher.caught.connect(self._add)
        self.reset.clicked.connect(lambda *_: self._reset())
        self.reset_all.clicked.connect(lambda *_: self._choices.reset_all())
        self.close_button.clicked.connect(lambda *_: self.reject())

    def _arrange(self) -> None:
        above, place, below = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        letters = plain_label(translate(CONTEXT, LETTERS.title))
        letters.setBuddy(self.scheme[0])
        above.addWidget(letters)
        above.addWidget(self.scheme[0])
        above.addSpacing(16)
        above.addWidget(self.scheme[1])
        above.addStretch(1)
        self.keys.setSpacing(6)
        place.addLayout(self.keys)
        place.addWidget(self.catcher)
        place.addWidget(self.reset)
        place.addStretch(1)
        below.addWidget(self.reset_all)
        below.addStretch(1)
        below.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, 14, SIDE, 14)
        column.setSpacing(10)
        column.addLayout(above)
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        column.addWidget(self.title)
        column.addWidget(self.explains)
        column.addLayout(place)
        column.addWidget(self.said)
        column.addLayout(below)
        self.said.setMinimumHeight(2 * self.said.fontMetrics().lineSpacing())
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.resize(QSize(scaled(WIDTH), scaled(HEIGHT)).boundedTo(self._window.size() - QSize(40, 40)))

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._row.theme = theme
        self.list.viewport().update()

    # --- what is shown

    def _read(self, *_: object) -> None:
        self._all = self._choices.all()
        self._show()
        self.reset_all.setEnabled(bool(self._choices.chosen))

    def _lines(self) -> list[SheetLine]:
        lines: list[SheetLine] = []
        for one in self._all:
            if not lines or lines[-1].menu != one.menu:
                lines.append(SheetLine(one.menu, heading=True, menu=one.menu))
            shown = tuple(map(native, one.keys))
            lines.append(SheetLine(one.title, shown, one.explains, name=one.name, menu=one.menu))
        return lines

    def _show(self) -> None:
        """Show what the filter lets through; the chosen row stays chosen if it is there."""
        before = self.chosen_name()
        lines = filtered(self._lines(), self.filter.text())
        self.model.show_lines(lines)
        names = [line.name for line in lines]
        first = next((at for at, name in enumerate(names) if name), 0)
        at = names.index(before) if before and before in names else first
        self.list.setCurrentIndex(self.model.index(at))
        self._show_chosen()

    def chosen_name(self) -> str:
        """Return the name of the action or label that is chosen; empty when nothing is found."""
        at = self.list.currentIndex().row()
        return self.model.lines[at].name if 0 <= at < len(self.model.lines) else ""

    def _chosen(self) -> Keyed | None:
        name = self.chosen_name()
        return next((one for one in self._all if one.name == name), None)

    def _show_chosen(self) -> None:
        one = self._chosen()
        while (item := self.keys.takeAt(0)) is not None:
            button = item.widget()
            if button is not None:
                button.hide()
                button.deleteLater()
        self.title.setText(one_line(one.title) if one else self.tr("Nothing is called that."))
        self.explains.setText(one.explains if one else "")
        for key in one.keys if one else ():
            self.keys.addWidget(self._key_button(key))
        self.catcher.setEnabled(one is not None)
        self.reset.setVisible(one is not None and self._choices.is_changed(one))
        self._say("")

    def _key_button(self, key: str) -> QPushButton:
        button = QPushButton(f"{native(key)}  ✕")
        button.setAutoDefault(False)
        button.setAccessibleName(self.tr("Take away {key}").format(key=native(key)))
        button.setToolTip(self.tr("Take this key away."))
        button.clicked.connect(lambda *_checked: self._remove(key))
        return button

    # --- what is done

    def _begin(self) -> None:
        self.catcher.setFocus(Qt.FocusReason.OtherFocusReason)
        self.catcher.wait(on=True)

    def _add(self, key: str) -> None:
        one = self._chosen()
        if one is not None:
            self._say(self._choices.add(one, key))

    def _remove(self, key: str) -> None:
        one = self._chosen()
        if one is not None:
            self.catcher.setFocus(Qt.FocusReason.OtherFocusReason)  # The button goes away.
            self._choices.remove(one, key)

    def _reset(self) -> None:
        one = self._chosen()
        if one is not None:
            self.catcher.setFocus(Qt.FocusReason.OtherFocusReason)
            self._say(self._choices.reset(one))

    def _say(self, why_not: str) -> None:
        self.said.setProperty("tone", "refused" if why_not else "")
        self.said.style().polish(self.said)
        self.said.setText(why_not)


def native(key: str) -> str:
    """Return a key as the system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
