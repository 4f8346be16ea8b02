"""The guide: how to work with the program, to be read beside it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from annotator.ui.style import TITLE_SIZE, panel_font, scaled

TEXT_SIZE, HEADING_SIZE = 14, 16
WIDTH, HEIGHT = 640, 640


class Guide(QDialog):
    """Shows a text in Markdown that comes with the program."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Guide"))
        self.text = QTextBrowser()
        self.text.setObjectName("guide")
        self.text.setAccessibleName(self.tr("Guide"))
        self.text.setFont(QFont(panel_font(TEXT_SIZE)))
        self.text.document().setDocumentMargin(20)
        self.text.setMarkdown(text)
        _set_apart(self.text.document())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text)
        self.resize(scaled(WIDTH), scaled(HEIGHT))


def _set_apart(document: QTextDocument) -> None:
    """Give headings and paragraphs the room and the size that Markdown leaves open."""
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        cursor.mergeBlockFormat(_spacing(block))
        level = block.blockFormat().headingLevel()
        if level:
            font = QTextCharFormat()
            font.setFont(panel_font(TITLE_SIZE if level == 1 else HEADING_SIZE, strong=True))
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(font)
        block = block.next()


def _spacing(block: QTextBlock) -> QTextBlockFormat:
    spacing = QTextBlockFormat()
    is_heading, is_item = bool(block.blockFormat().headingLevel()), block.textList() is not None
    spacing.setTopMargin(scaled(18) if is_heading and block.position() else 0)
    spacing.setBottomMargin(scaled(6 if is_heading else 4 if is_item else 10))
    spacing.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return spacing
