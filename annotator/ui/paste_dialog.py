"""A pasted text as a new article: what is recognised in it, before it is imported."""

import hashlib
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.dateline import Header, is_header_line, parse_date, split_header
from annotator.errors import AnnotatorError, EditError
from annotator.model import AnnotatedDocument, Document, Origin
from annotator.ui.plain_text import filled, menu_text, plain_label
from annotator.ui.translation import error_text

SHOWN = 20_000
"""Code points of the text that are shown."""


class PasteDialog(QDialog):
    """Title, author and date as they were recognised, to be corrected; the lines that go; the text that stays."""

    def __init__(self, text: str, take: Callable[[AnnotatedDocument], None], parent: QWidget | None = None) -> None:
        """`text` is as it was copied. `take` imports the article; an AnnotatorError of it is said here."""
        super().__init__(parent)
        self._take = take
        self.setWindowTitle(self.tr("New article from the clipboard"))
        self._sha256 = hashlib.sha256(text.encode()).hexdigest()
        self._changed = "\r" in text
        self._text = text.replace("\r\n", "\n").replace("\r", "\n")
        self._header = split_header(self._text)
        self.title, self.author, self.date = QLineEdit(), QLineEdit(), QLineEdit()
        self.lines = [self._line(line.text) for line in self._header.removals if is_header_line(line)]
        self.body = QPlainTextEdit()
        self.body.setReadOnly(True)
        self.body.setTabChangesFocus(True)
        self.body.setAccessibleName(self.tr("The text of the article"))
        self.said = plain_label(name="details_said")
        self.said.setWordWrap(True)
        self.buttons = QDialogButtonBox()
        self.import_ = self.buttons.addButton(self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._arrange()
        self._show(self._header)
        self.buttons.accepted.connect(self._make)
        self.buttons.rejected.connect(self.reject)

    def _line(self, text: str) -> QCheckBox:
        line = " ".join(text.split())
        box = QCheckBox(menu_text(filled(self.tr("Take “{line}” out of the text"), line=line)))
        box.setChecked(True)
        box.toggled.connect(self._split_again)
        return box

    def _arrange(self) -> None:
        self.resize(620, 460)
        form = QFormLayout()
        form.setSpacing(8)
        for words, field in (
            (self.tr("Title"), self.title),
            (self.tr("Author"), self.author),
            (self.tr("Date"), self.date),
        ):
            field.setAccessibleName(words)
            form.addRow(words, field)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addLayout(form)
        for box in self.lines:
            column.addWidget(box)
        column.addWidget(self.body, 1)
        column.addWidget(self.said)
        column.addWidget(self.buttons)
        self.import_.setDefault(True)
        self.import_.setFocus()

    def _split_again(self) -> None:
        kept = [number for number, box in enumerate(self.lines) if not box.isChecked()]
        self._header = split_header(self._text, keep=kept)
        self._show(self._header)

    def _show(self, header: Header) -> None:
        for field, recognised in (
            (self.title, header.title),
            (self.author, header.author),
            (self.date, header.date),
        ):
            if not field.isModified():
                field.setText(recognised)
        more = "\n…" if len(header.text) > SHOWN else ""
        self.body.setPlainText(header.text[:SHOWN] + more)
        self._say(" ".join(header.doubts))

    def _say(self, sentence: str, *, tone: str = "") -> None:
        self.said.setText(sentence)
        self.said.setProperty("tone", tone)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setVisible(bool(sentence))

    def _make(self) -> None:
        try:
            date = parse_date(self.date.text())
        except EditError as error:
            self._say(error_text(error), tone="refused")
            self.date.setFocus()
            return
        try:
            self._take(AnnotatedDocument(self._document(date)))
        except AnnotatorError as error:  # What was corrected here stays.
            self._say(error_text(error), tone="refused")
            return
        self.accept()

    def _document(self, date: str) -> Document:
        changes = ["Pasted from the clipboard."]
        if self._changed:
            changes.append("Line ends became line feeds.")
        return replace(
            Document(1, self._header.text, " ".join(self.title.text().split()) or self._header.title),
            author=" ".join(self.author.text().split()),
            date=date,
            source=self._header.source,
            origin=Origin("", self._sha256, "", tuple(changes), self._header.removals),
        )
