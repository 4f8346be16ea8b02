"""What stands above an article: its title, and a line of what is known about it; or the fields to change that."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QAction, QEnterEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from annotator.describing import note_of
from annotator.edits import progress_of
from annotator.model import AnnotatedDocument, Document
from annotator.ui.action_button import ActionButton
from annotator.ui.dates import long_date
from annotator.ui.elided_label import ElidedLabel
from annotator.ui.palette import Theme
from annotator.ui.plain_text import is_right_to_left, named, plain_label
from annotator.ui.status_words import MOST, flag_words
from annotator.ui.style import PANEL_SIZE, TITLE_SIZE, panel_font
from annotator.visible import one_line

if TYPE_CHECKING:
    from annotator.ui.details_form import DetailsForm

TOP, BOTTOM = 22, 10
TITLE_LENGTH = 160
"""Code points of a title that are shown: two lines or three."""


class QuietButton(ActionButton):
    """Is seen only while the pointer is on what it stands in, or the keyboard on it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        around = self.parentWidget()
        if self.hasFocus() or (around is not None and around.underMouse()):
            painter = QPainter(self)
            painter.fillRect(self.rect(), self._theme.page)
            painter.end()
            super().paintEvent(event)


class Line(Protocol):
    """A widget that is painted in the colours of a theme."""

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""


class Header(QWidget):
    """Title and meta line, in line with the column of the text. A title that the text begins with is not repeated."""

    details_kept = Signal(object, object)
    """The Document as it was when the fields were opened, and what was typed by the name of its field."""
    text_wanted = Signal()
    """The keyboard is to go back to the text."""

    def __init__(self, edit_details: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit_details = edit_details
        self._repeats = False
        self.read_only = False
        """Whether it is said that the project can only be read; from the next document on."""
        self.title = plain_label(name="title")
        self.title.setWordWrap(True)
        self.title.setFont(panel_font(TITLE_SIZE, strong=True))
        self.meta = ElidedLabel(name="meta")
        self.meta.setFont(panel_font(PANEL_SIZE))
        self.edit = QuietButton(edit_details)
        self._form: DetailsForm | None = None
        self._lines: list[Line] = []
        self._line = QWidget()
        self._column = QVBoxLayout(self)
        self._arrange()

    def _arrange(self) -> None:
        line = QGridLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.meta, 0, 0)
        line.addWidget(self.edit, 0, 0, Qt.AlignmentFlag.AlignRight)  # Over the line's end, where there is little room.
        self._column.setContentsMargins(0, TOP, 0, BOTTOM)
        self._column.setSpacing(4)
        self._column.addWidget(self.title)
        self._column.addWidget(self._line)
        for part in (self.title, self.meta):
            part.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self.edit.set_theme(theme)
        for line in self._lines:
            line.set_theme(theme)

    def add_line(self, line: "Line") -> None:
        """Let something more of the article stand below the lines, as long as it is not hidden."""
        self._lines.append(line)
        self._column.addWidget(line)  # type: ignore[arg-type]

    def align(self, left: int, right: int) -> None:
        """Leave so many pixels free on either side, as the text does."""
        self._column.setContentsMargins(left, TOP, right, BOTTOM)

    def show_document(self, document: AnnotatedDocument, *, annotator: str, shows_others: bool = False) -> None:
        """Show what is known about the document, and what of it is not shown."""
        opened = self._opened()
        if opened is not None and opened.id != document.document.id:
            self.leave_document()
        others = len([span for span in document.spans if span.annotator != annotator])
        count = [self._of_others(others, shown=shows_others)] if others else []
        progress = progress_of(document, annotator)
        flag = [flag_words(progress.note)] if progress and progress.flagged else []
        written = note_of(document, annotator)
        note = [self.tr("note: {text}").format(text=named(written.text, MOST))] if written else []
        self.meta.show_text("  ·  ".join([*self._facts(document.document), *count, *flag, *note]))
        self._show_title(document.document)
        self._show_parts()

    def _of_others(self, number: int, *, shown: bool) -> str:
        if number == 1:
            return self.tr("1 span of others") if shown else self.tr("1 span of others, not shown")
        told = self.tr("{spans} spans of others") if shown else self.tr("{spans} spans of others, not shown")
        return told.format(spans=QLocale().toString(number))

    def _show_title(self, document: Document) -> None:
        self._repeats = begins_with(document.text, " ".join(document.title.split()))
        title = one_line(document.title, TITLE_LENGTH)
        side = Qt.AlignmentFlag.AlignRight if is_right_to_left(title) else Qt.AlignmentFlag.AlignLeft
        self.title.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        self.title.setText(title)

    def _facts(self, document: Document) -> list[str]:
        count = QLocale().toString(len(document.text))
        may_not = self.tr("read only") if self.read_only else ""
        facts = [may_not, named(document.author), named(long_date(document.date)), named(document.source)]
        return [*filter(None, facts), self.tr("{count} characters").format(count=count)]

    def _show_parts(self) -> None:
        editing = self._opened() is not None
        self.title.setVisible(not editing and not self._repeats)
        self._line.setVisible(not editing)
        if self._form is not None:
            self._form.setVisible(editing)

    # --- the fields

    @property
    def form(self) -> "DetailsForm":
        """Return the fields; they are made when somebody asks for them."""
        if self._form is None:
            from annotator.ui.details_form import DetailsForm

            self._form = DetailsForm()
            self._form.hide()
            self._column.insertWidget(self._column.indexOf(self._line) + 1, self._form)
            self._form.kept.connect(self._keep)
            self._form.left.connect(self.close_form)
        return self._form

    def _opened(self) -> Document | None:
        """Return the document whose fields are open."""
        return self._form.document if self._form is not None else None

    def open_form(self, document: Document) -> None:
        """Put fields in place of the lines, and the keyboard into the first."""
        self.form.show_document(document)
        self._show_parts()
        self.form.take_focus()

    def close_form(self) -> None:
        """Put the lines back; what was typed is gone."""
        self.form.clear_document()
        self._show_parts()
        self.text_wanted.emit()

    def leave_document(self) -> None:
        """Keep what was typed, as far as it can be, and belong to no document any more."""
        opened = self._opened()
        if opened is not None:
            held = self.form.isAncestorOf(self.window().focusWidget())
            self.form.clear_document()
            self.details_kept.emit(opened, self.form.changes_of(opened))
            if held:
                self.text_wanted.emit()

    def _keep(self) -> None:
        opened = self._opened()
        if opened is not None:
            self.details_kept.emit(opened, self.form.changes_of(opened))

    def take_focus(self) -> None:
        """Give the keyboard to the fields when they are there, else to the button that opens them."""
        if self._opened() is not None:
            self.form.take_focus()
        else:
            self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- what Qt says

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the fields by a click on the lines."""
        if event.button() == Qt.MouseButton.LeftButton and self._opened() is None:
            self._edit_details.trigger()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.edit.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.edit.update()


def begins_with(text: str, title: str) -> bool:
    """Return whether a text begins with its title, so that a headline would be read twice. `title` is on one line."""
    words = title.removesuffix("…").casefold()
    start = " ".join(text[: 4 * len(words) + 40].split()).casefold()
    return start.startswith(words)
