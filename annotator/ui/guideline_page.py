"""The guideline of a label: written in Markdown, shown as it will be read, beside examples from the project."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from annotator.model import Label
from annotator.ui.guideline import GuidelineView
from annotator.ui.guideline_words import Examples, said_examples
from annotator.ui.plain_text import plain_label


class GuidelinePage(QWidget):
    """What was written is told when the field is left, or on Ctrl+Enter."""

    changed = Signal(object, object)
    """The Label as it was and as it is to be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("form")
        self._label: Label | None = None
        self.text = QPlainTextEdit()
        self.preview = GuidelineView()
        self.examples = plain_label(name="help")
        self._arrange()
        self.text.textChanged.connect(lambda: self.preview.show_text(self.text.toPlainText()))
        self.text.installEventFilter(self)

    def _arrange(self) -> None:
        self.text.setAccessibleName(self.tr("Guideline, in Markdown"))
        self.text.setPlaceholderText(
            self.tr("When is this label given, and when not? **Bold**, lists and headings work.")
        )
        self.text.setTabChangesFocus(True)
        self.preview.setAccessibleName(self.tr("The guideline as it is read"))
        self.examples.setWordWrap(True)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(1)
        parts.addWidget(self.text)
        parts.addWidget(self.preview)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(parts, 1)
        column.addWidget(self.examples)

    def label_id(self) -> int | None:
        """Return the id of the label that is shown."""
        return self._label.id if self._label else None

    def show_label(self, label: Label) -> None:
        """Show a label's guideline; what is being written in the same label stays."""
        is_same = self._label is not None and self._label.id == label.id
        is_written = is_same and self.text.hasFocus() and self.text.document().isModified()
        self._label = label
        if not is_written and self.text.toPlainText() != label.description:
            self.text.setPlainText(label.description)
        self.preview.show_text(self.text.toPlainText())

    def show_examples(self, examples: Examples) -> None:
        """Show forms that have the label."""
        said = self.tr("Labelled so far: {forms}").format(forms=said_examples(examples))
        self.examples.setText(said if examples else "")
        self.examples.setVisible(bool(examples))

    def commit(self) -> None:
        """Tell what was written and not told yet."""
        label, text = self._label, self.text.toPlainText().strip()
        if label is not None and self.text.document().isModified() and text != label.description:
            self.text.document().setModified(False)
            self.changed.emit(label, replace(label, description=text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.commit()
        elif (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.commit()
            return True
        return False
