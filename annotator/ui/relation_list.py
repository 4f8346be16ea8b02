"""The relations of the selected span, below the list of spans: an arrow or a click selects one, Enter goes along it."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from annotator.model import Label, Relation
from annotator.ui.elided_label import ElidedLabel
from annotator.ui.palette import THEMES, Theme, label_colors
from annotator.ui.span_row import MARGIN
from annotator.ui.style import heading_font, scaled
from annotator.ui.viewport import give_viewport

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ROW_HEIGHT = 25
MOST_ROWS = 6
"""So many rows are seen at a time."""
SWATCH = 9


class _Rows(QListWidget):
    """Arrows go through the rows; Enter follows the current one, Escape goes back to the text."""

    followed = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.followed.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters and digits are for labels, not for going through the rows."""


class RelationList(QWidget):
    """Is seen only while a span with relations is selected."""

    relation_picked = Signal(object)
    """The Relation that is to be selected."""
    relation_followed = Signal(object)
    """The selected Relation, along which one goes on to the other span."""
    text_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = _Rows()
        self._relations: Sequence[Relation] = ()
        self._labels: Mapping[str, Label] = {}
        self._theme = THEMES["light"]
        self._is_changing = False
        self._heading = ElidedLabel(name="heading")
        self._heading.setFont(heading_font())
        self._heading.show_text(self.tr("Relations of this span"))
        self._heading.setContentsMargins(MARGIN, 8, MARGIN, 4)
        give_viewport(self.rows)
        self.rows.setObjectName("relation_rows")
        self.rows.setAccessibleName(self.tr("Relations of the selected span"))
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.rows.setIconSize(QSize(SWATCH, SWATCH))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addWidget(self._heading)
        column.addWidget(self.rows)
        self.rows.currentRowChanged.connect(self._pick)
        self.rows.itemClicked.connect(lambda item: self._pick(self.rows.row(item)))
        self.rows.itemDoubleClicked.connect(lambda *_: self._follow())
        self.rows.followed.connect(self._follow)
        self.rows.left.connect(self.text_wanted)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._theme = theme
        for row, relation in enumerate(self._relations):
            self.rows.item(row).setData(Qt.ItemDataRole.DecorationRole, self._swatch(relation))

    def set_labels(self, labels: Iterable[Label]) -> None:
        """Take the colours from these labels."""
        self._labels = {label.name: label for label in labels}

    def show_relations(self, rows: Sequence[tuple[Relation, str]]) -> None:
        """Show relations, each with its words; none hides the list, and the keyboard goes on to the text."""
        if not rows and not self._relations:
            return  # At each key in a text without relations.
        held = self.rows.hasFocus()
        self._relations = [relation for relation, _ in rows]
        self._is_changing = True
        self.rows.clear()
        for relation, words in rows:
            item = QListWidgetItem(f"{words} ✎" if relation.note else words)
            item.setData(Qt.ItemDataRole.DecorationRole, self._swatch(relation))
            item.setSizeHint(QSize(0, scaled(ROW_HEIGHT)))
            item.setToolTip("")
            self.rows.addItem(item)
        self._is_changing = False
        self.rows.setFixedHeight(scaled(ROW_HEIGHT) * min(MOST_ROWS, max(1, len(rows))) + 2)
        self.setVisible(bool(rows))
        if held and not rows:
            self.text_wanted.emit()

    def _swatch(self, relation: Relation) -> QPixmap:
        label = self._labels.get(relation.label)
        color: QColor = label_colors(label.color, self._theme).bar if label else self._theme.border
        picture = QPixmap(SWATCH, SWATCH)
        picture.fill(color)
        return picture

    def show_selected(self, relation: Relation | None) -> None:
        """Mark the selected relation."""
        found = [at for at, one in enumerate(self._relations) if relation is not None and one.id == relation.id]
        self._is_changing = True
        self.rows.setCurrentRow(found[0] if found else -1)
        self._is_changing = False

    def _pick(self, row: int) -> None:
        if not self._is_changing and 0 <= row < len(self._relations):
            self.relation_picked.emit(self._relations[row])

    def _follow(self) -> None:
        row = self.rows.currentRow()
        if 0 <= row < len(self._relations):
            self.relation_followed.emit(self._relations[row])

    def take_focus(self) -> None:
        """Give the keyboard to the list, if there is anything in it."""
        if self._relations:
            self.rows.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if self.rows.currentRow() < 0:
                self.rows.setCurrentRow(0)
