"""A hidden editor that holds a copy of the text, so that Qt itself tells assistive technology of it.

PySide6 (6.11) leaves `selection` and `attributes` out of QAccessibleTextInterface: a subclass in Python cannot
answer them, and a screen reader that asks gets what lay in memory. Qt's own interface of a QPlainTextEdit answers
everything. A copy costs 17 ms for a megabyte, and is made only when somebody asks.
"""

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleTextInterface, QFont, QResizeEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from annotator.ui.text_view.paragraphs import display_text
from annotator.ui.text_view.utf16 import Utf16Map


class Mirror(QPlainTextEdit):
    """Never shown and never focused. Positions are code points of the text that was given."""

    selected = Signal(int, int)
    """The end that stays and the one that moves, when assistive technology has moved caret or selection."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = ""
        self._units = Utf16Map("")
        self._is_following = False
        self.hide()
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(0)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.cursorPositionChanged.connect(self._tell)
        self.selectionChanged.connect(self._tell)

    def text_interface(self) -> QAccessibleTextInterface:
        """Return Qt's interface to the copy. It lives as long as this widget."""
        return QAccessible.queryAccessibleInterface(self).textInterface()

    def follow(self, text: str, ends: tuple[int, int], font: QFont, width: int) -> None:
        """Hold this text, selected from `ends[0]` to the caret at `ends[1]`, in lines of so many pixels."""
        self._is_following = True
        if text is not self._text:
            self._text, self._units = text, Utf16Map(text)
            self.setPlainText(display_text(text))
        if self.font() != font:
            self.setFont(font)
        if self.viewport().width() != width:
            self._set_width(width)
        if self._ends() != ends:
            self._select(*ends)
        self._is_following = False

    def to_units(self, position: int) -> int:
        """Return a position in UTF-16 units, in which assistive technology counts."""
        return self._units.to_units(position)

    def stand_at(self, place: QPoint) -> None:
        """Let the caret be told of at a point of the screen: a magnifier that follows it goes there."""
        caret, interface = self.textCursor().position(), self.text_interface()
        if caret < interface.characterCount():
            told = interface.characterRect(caret).topLeft()
        elif caret:
            told = interface.characterRect(caret - 1).topRight()
        else:
            return
        self.move(self.pos() + place - told)

    def _set_width(self, width: int) -> None:
        """Wrap at a width. Qt tells a hidden widget of its size only when it is shown."""
        before, after = self.viewport().size(), QSize(width, self.viewport().height())
        self.viewport().setGeometry(QRect(QPoint(0, 0), after))
        QCoreApplication.sendEvent(self.viewport(), QResizeEvent(after, before))

    def _ends(self) -> tuple[int, int]:
        cursor, to_code_points = self.textCursor(), self._units.to_code_points
        return to_code_points(cursor.anchor()), to_code_points(cursor.position())

    def _select(self, anchor: int, caret: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(self.to_units(anchor))
        cursor.setPosition(self.to_units(caret), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _tell(self) -> None:
        if not self._is_following:
            self.selected.emit(*self._ends())
