"""What is known about an article, as fields: title, author, date, source, address."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from annotator.model import Document
from annotator.ui.plain_text import plain_label
from annotator.ui.style import SMALL_SIZE, panel_font

FIELDS = ("title", "author", "date", "source", "url")
"""In the order of the Tab key; each is a field of a Document."""
MAX_LENGTH = 2_000
"""Code points that a field takes."""


class DetailsForm(QWidget):
    """Five fields that stand where the header stood. Enter keeps what they hold, Escape leaves it as it was."""

    kept = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Details of the article"))
        self.fields = {name: QLineEdit() for name in FIELDS}
        self.said = plain_label(name="details_said")
        self.said.setFont(panel_font(SMALL_SIZE))
        self.said.setWordWrap(True)
        self._document: Document | None = None
        self._shown: dict[str, str] = {}
        self._arrange()

    def _arrange(self) -> None:
        names = {
            "title": self.tr("Title"),
            "author": self.tr("Author"),
            "date": self.tr("Date"),
            "source": self.tr("Source"),
            "url": self.tr("Address"),
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        places = {"title": (0, 0, 3), "author": (1, 0, 1), "date": (1, 2, 1), "source": (2, 0, 1), "url": (2, 2, 1)}
        for name, (row, column, width) in places.items():
            field = self.fields[name]
            field.setObjectName(f"details_{name}")
            field.setMaxLength(MAX_LENGTH)
            field.setAccessibleName(names[name])
            field.installEventFilter(self)
            label = plain_label(names[name], name="details_name")
            label.setFont(panel_font(SMALL_SIZE))
            label.setBuddy(field)
            grid.addWidget(label, row, column)
            grid.addWidget(field, row, column + 1, 1, width)
        grid.addWidget(self.said, 3, 1, 1, 3)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.fields["date"].setPlaceholderText(self.tr("2022-02-28, or only 2022"))

    @property
    def document(self) -> Document | None:
        """Return the document as it was when the form was opened; None while it is closed."""
        return self._document

    def show_document(self, document: Document) -> None:
        """Fill in what is known of the document."""
        self._document = document
        for name, field in self.fields.items():
            field.setText(getattr(document, name))
            field.setCursorPosition(0)
        self._shown = {name: field.text() for name, field in self.fields.items()}
        self._say(self.tr("Enter keeps the changes, Escape leaves all as it was."), tone="")

    def clear_document(self) -> None:
        """Belong to no document any more."""
        self._document = None

    def changes_of(self, document: Document) -> Mapping[str, str]:
        """Return by name what the fields hold other than the document; blanks do not count."""
        written = {name: field.text() for name, field in self.fields.items() if field.text() != self._shown[name]}
        typed = {name: " ".join(text.split()) for name, text in written.items()}
        return {name: text for name, text in typed.items() if text != " ".join(getattr(document, name).split())}

    def refuse(self, sentence: str, name: str) -> None:
        """Say why a field cannot be kept, and put the caret there."""
        self._say(sentence, tone="refused")
        self.fields[name].setFocus(Qt.FocusReason.OtherFocusReason)
        self.fields[name].selectAll()

    def _say(self, sentence: str, *, tone: str) -> None:
        self.said.setText(sentence)
        self.said.setProperty("tone", tone)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)

    def take_focus(self) -> None:
        """Give the keyboard to the title."""
        self.fields["title"].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.fields["title"].selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep Enter and Escape from everybody else while a field has the keyboard."""
        if isinstance(event, QKeyEvent) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            signal = {
                Qt.Key.Key_Return: self.kept,
                Qt.Key.Key_Enter: self.kept,
                Qt.Key.Key_Escape: self.left,
            }.get(Qt.Key(event.key()))
            if signal is not None and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if signal is not None and event.type() == QEvent.Type.KeyPress:
                signal.emit()
                return True
        return False
