"""The bar below the text with what is said of a span, a relation or an article: attributes and a note."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
)
from PySide6.QtWidgets import QWidget as Widget

from annotator.model import Attribute, Attributes, AttributeValue
from annotator.ui.attribute_fields import Field, make_field
from annotator.ui.elided_label import ElidedLabel
from annotator.ui.plain_text import plain_label
from annotator.ui.quiet_button import quiet_button
from annotator.ui.style import SMALL_SIZE, panel_font, scaled
from annotator.visible import one_line

NOTE_HEIGHT = 46
MOST_HEIGHT = 220
"""Pixels of the fields that are seen at a time."""
COLUMNS = 2
COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AnnotationBar(Widget):
    """Fields, one below and beside the other. Enter keeps what they hold, Escape leaves all as it was."""

    kept = Signal()
    left = Signal()

    def __init__(self, parent: Widget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("annotation_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = ElidedLabel(name="heading")
        self.said = plain_label(name="details_said")
        self.note = QPlainTextEdit()
        self.fields: dict[str, Field] = {}
        self._before: dict[str, AttributeValue | None] = {}
        self._note_before = ""
        self.keep = quiet_button(self.tr("Keep"), self.tr("Keep what the fields hold (Enter)."))
        self.close_button = quiet_button(self.tr("Close"), self.tr("Leave all as it was (Esc)."))
        self._area = QScrollArea()
        self._arrange()
        self.keep.clicked.connect(lambda *_: self.kept.emit())
        self.close_button.clicked.connect(lambda *_: self.left.emit())

    def _arrange(self) -> None:
        self.said.setFont(panel_font(SMALL_SIZE))
        self.said.setWordWrap(True)
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setPlaceholderText(self.tr("A note. Shift+Enter begins a new line."))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(scaled(NOTE_HEIGHT))
        self.note.installEventFilter(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.keep)
        top.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 8)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.said)
        column.addWidget(self._area)
        column.addWidget(self.note)

    # --- what is shown

    def show_fields(self, title: str, rules: Sequence[Attribute], values: Attributes, note: str, *, said: str) -> None:
        """Show the fields of these attributes and the note; `said` stands above them, if it is not empty."""
        self.title.show_text(title)
        known = dict(values)
        self.fields = {rule.name: make_field(rule, known.get(rule.name)) for rule in rules}
        self._before = {name: field.value() for name, field in self.fields.items()}
        self.note.setPlainText(note)
        self._note_before = self.note.toPlainText()
        self.say(said)
        grid = self._grid()
        self._area.setWidget(grid)
        self._area.setVisible(bool(self.fields))
        self._area.setFixedHeight(min(scaled(MOST_HEIGHT), grid.sizeHint().height()))
        self._set_tab_order()

    def _grid(self) -> Widget:
        held = Widget()
        held.setObjectName("form")
        grid = QGridLayout(held)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for number, (name, field) in enumerate(self.fields.items()):
            row, column = divmod(number, COLUMNS)
            label = plain_label(one_line(name), name="details_name")
            label.setFont(panel_font(SMALL_SIZE))
            label.setBuddy(field.widget)
            field.widget.setAccessibleName(one_line(name))
            field.widget.installEventFilter(self)
            label.setContentsMargins(0, 6, 0, 0)
            grid.addWidget(label, row, 2 * column, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field.widget, row, 2 * column + 1)
            grid.setColumnStretch(2 * column + 1, 1)
        return held

    def _set_tab_order(self) -> None:
        order = [*(field.widget for field in self.fields.values()), self.note, self.keep, self.close_button]
        for one, other in pairwise(order):
            Widget.setTabOrder(one, other)

    def say(self, sentence: str, *, refused: bool = False) -> None:
        """Say something above the fields; nothing takes no room."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        self.said.setProperty("tone", "refused" if refused else "")
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)

    # --- what they hold

    def changes(self) -> Mapping[str, AttributeValue | None]:
        """Return the attributes that are other than they were shown, by name."""
        now = {name: field.value() for name, field in self.fields.items()}
        return {name: value for name, value in now.items() if value != self._before[name]}

    def changed_note(self) -> str | None:
        """Return the note if it is another than was shown."""
        note = self.note.toPlainText().strip()
        return None if note == self._note_before.strip() else note

    def is_changed(self) -> bool:
        """Return whether anything was written or chosen."""
        return bool(self.changes()) or self.changed_note() is not None

    # --- the keyboard

    def holds_focus(self) -> bool:
        """Return whether the keyboard is in the bar."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def take_focus(self) -> None:
        """Give the keyboard to the first field, or the note."""
        first = next((field.widget for field in self.fields.values()), self.note)
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep Enter, Escape and plain keys from everybody else while a field has the keyboard."""
        if not isinstance(event, QKeyEvent) or event.modifiers() & COMMANDS:
            return False
        key = event.key()
        is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        ends = key == Qt.Key.Key_Escape or (key in ENTER and not is_shifted)
        if event.type() == QEvent.Type.ShortcutOverride and (ends or event.text() or key == Qt.Key.Key_Delete):
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and ends:
            (self.left if key == Qt.Key.Key_Escape else self.kept).emit()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
