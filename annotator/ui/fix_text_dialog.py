"""The text of an article to be corrected, and the spans that have to be looked at afterwards."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.edits import title_of
from annotator.errors import AnnotatorError, ConflictError
from annotator.model import AnnotatedDocument, Span
from annotator.reanchoring import Anchored, reanchor
from annotator.ui.plain_text import filled, plain_label
from annotator.ui.style import scaled
from annotator.ui.translation import error_text

SEPARATOR = "\u2029"
"""What Qt has between two paragraphs."""


Keep = Callable[[AnnotatedDocument, str, Sequence[Anchored]], None]
"""Takes the article as it was last seen, its new text, and where everybody's spans stand. Raises AnnotatorError."""


class FixTextDialog(QDialog):
    """First the text; then, if some spans are unsure, those: what is ticked stays, all else goes.

    Others may label in the article meanwhile: it is looked at again before anything is kept. What was typed stays
    until it is kept.
    """

    def __init__(self, latest: Callable[[], AnnotatedDocument], keep: Keep, parent: QWidget | None = None) -> None:
        """`latest` returns the article as it is now. Raises AnnotatorError, as what it returns at first may."""
        document = latest()
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Fix the text"))
        self._latest = latest
        self._take = keep
        self._document = document
        self._anchored: list[Anchored] = []
        self.said = plain_label()
        self.said.setWordWrap(True)
        self.text = QPlainTextEdit()
        self.unsure = QListWidget()
        self._pages = QStackedWidget()
        self.buttons = QDialogButtonBox()
        self.keep = self.buttons.addButton(self.tr("Fix the text"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.back = self.buttons.addButton(self.tr("Back to the text"), QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._leaves = False
        """Whether it was asked for to leave what was written."""
        self._set_up()
        self._arrange()
        self._show_text()
        self.text.textChanged.connect(self._stay)

    def _set_up(self) -> None:
        self.text.setPlainText(self._document.text)
        self.text.setAccessibleName(self.tr("The text of the article"))
        self.text.setTabChangesFocus(True)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.unsure.setObjectName("rows")
        self.unsure.setAccessibleName(self.tr("Spans to be looked at"))
        self.unsure.setWordWrap(True)
        self.keep.setDefault(True)
        self.back.setAutoDefault(False)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self._go_on)
        self.keep.clicked.connect(self._go_on)
        self.back.clicked.connect(self._show_text)
        self.buttons.rejected.connect(self.reject)

    def _arrange(self) -> None:
        self.resize(scaled(680), scaled(520))
        self._pages.addWidget(self.text)
        self._pages.addWidget(self.unsure)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.said)
        column.addWidget(self._pages, 1)
        column.addWidget(self.buttons)

    def _show_text(self, *_: object) -> None:
        self._pages.setCurrentWidget(self.text)
        self.back.hide()
        self.said.setText(
            self.tr("Correct the text. Spans move with it; those that cannot be sure of their place are shown before.")
        )
        self.text.setFocus()

    def _stay(self) -> None:
        self._leaves = False

    def new_text(self) -> str:
        """Return the text as it is now; where nothing was written, just as it was."""
        if not self.text.document().isModified():
            return self._document.text
        return self.text.document().toRawText().replace(SEPARATOR, "\n")

    def reject(self) -> None:
        """Leave; where something was written, only when that is asked for once more."""
        if self._leaves or self.new_text() == self._document.text:
            super().reject()
            return
        self._leaves = True
        self.said.setText(self.tr("What you wrote is not kept yet. Escape again leaves it, Ctrl+Enter keeps it."))

    def _go_on(self, *_: object) -> None:
        """Show the unsure spans once; then, or when there are none, keep the text. Say why where that is refused."""
        try:
            if self._is_ready():
                self._take(self._document, self.new_text(), self._decided())
                self.accept()
        except AnnotatorError as error:
            self._show_text()
            self.said.setText(error_text(error))

    def _is_ready(self) -> bool:
        """Return whether all spans are sure, or were looked at; else show those that are to be looked at."""
        text, seen = self.new_text(), self._document
        self._document = self._latest()
        if self._document.document.sha256 != seen.document.sha256:
            self._document = seen
            raise ConflictError(
                self.tr("Somebody has changed the text meanwhile. Copy what you wrote, close this and begin again.")
            )
        if self._pages.currentWidget() is self.unsure and _with_revs(self._document) == _with_revs(seen):
            return True
        self._anchored = reanchor(self._document.text, text, self._document.spans)
        if all(one.is_sure for one in self._anchored):
            return True
        self._show_unsure()
        return False

    def _show_unsure(self) -> None:
        self.unsure.clear()
        unsure = [one for one in self._anchored if not one.is_sure]
        for one in unsure:
            item = QListWidgetItem(self._line(one))
            if one.after is not None:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked)
            self.unsure.addItem(item)
        number = QLocale().toString
        sure = self.tr("{number} spans are where they were in the text.").format(
            number=number(len(self._anchored) - len(unsure))
        )
        look = self.tr("Look at these {number}: what is ticked stays, the others go.").format(
            number=number(len(unsure))
        )
        self.said.setText(f"{sure} {look.format(number=number(len(unsure)))}")
        self._pages.setCurrentWidget(self.unsure)
        self.back.show()
        self.unsure.setCurrentRow(0)
        self.unsure.setFocus()

    def _line(self, one: Anchored) -> str:
        old = title_of(self._document, one.before)
        if one.after is None:
            return filled(
                self.tr("{label} “{old}”: too little is left of it, it goes"), label=one.before.label, old=old
            )
        text = self.new_text()
        new = " … ".join(
            " ".join(text[start:end].split()) for start, end in one.after.pieces or ((one.after.start, one.after.end),)
        )
        around = f"{text[max(0, one.after.start - 24) : one.after.start]}[{new}]{text[one.after.end :][:24]}"
        return filled(
            self.tr("{label} “{old}” → {around}"), label=one.before.label, old=old, around=" ".join(around.split())
        )

    def _decided(self) -> Sequence[Anchored]:
        """Return where the spans stand: of the unsure ones those that are ticked."""
        unsure = (self.unsure.item(row) for row in range(self.unsure.count()))
        return [
            one
            if one.is_sure or next(unsure).checkState() == Qt.CheckState.Checked
            else Anchored(one.before, None, is_sure=False)
            for one in self._anchored
        ]


def _with_revs(document: AnnotatedDocument) -> list[tuple[Span, int]]:
    return [(span, span.rev) for span in document.spans]
