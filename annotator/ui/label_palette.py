"""The labels: colour, name, how often given, key; and the form in which one is made or changed where it stands."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.model import Label
from annotator.scheme_editing import depths
from annotator.ui.actions import key_text
from annotator.ui.label_row import MARGIN, LabelRow
from annotator.ui.palette import THEMES, Theme
from annotator.ui.plain_text import plain_label
from annotator.ui.sign_button import PlusButton
from annotator.ui.style import heading_font
from annotator.ui.viewport import give_viewport

if TYPE_CHECKING:
    from annotator.ui.label_form import LabelForm

BELOW = 8
"""Pixels below the last label."""


class LabelPalette(QWidget):
    """The panel of the labels."""

    hiding_wanted = Signal(str)
    """The name of the label whose spans are to be hidden in the text, or shown again."""
    labels_shown = Signal()
    """There are other labels now: they may need another height."""
    hint_wanted = Signal(object)
    """The LabelRow that is about to show its tooltip."""

    def __init__(self, action_of: Callable[[str], QAction], parent: QWidget | None = None) -> None:
        """`action_of` returns the action of the label of that name."""
        super().__init__(parent)
        self.setObjectName("right_panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Labels"))
        self._action_of = action_of
        self._theme = THEMES["light"]
        self._counts: Mapping[str, int] | None = None
        self._current = ""
        self._hidden: frozenset[str] = frozenset()
        self._pen = ""
        self.rows: list[LabelRow] = []
        self._form: LabelForm | None = None
        self.area = QScrollArea()
        self._heading = QHBoxLayout()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._nothing = plain_label(name="summary")
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self._nothing.hide()
        self._buttons: list[PlusButton] = []
        self._in_place_of: LabelRow | None = None
        self._arrange()

    def _arrange(self) -> None:
        heading = plain_label(self.tr("Labels"), name="heading")
        heading.setFont(heading_font())
        self._heading.setContentsMargins(MARGIN, 9, MARGIN - 4, 3)
        self._heading.addWidget(heading, 1)
        inside = QWidget()
        inside.setObjectName("right_panel")
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, BELOW)
        whole.setSpacing(0)
        whole.addWidget(self._nothing)
        whole.addLayout(self._rows)
        whole.addStretch(1)
        area = self.area
        give_viewport(area).setBackgroundRole(QPalette.ColorRole.NoRole)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._heading)
        column.addWidget(area, 1)

    @property
    def form(self) -> "LabelForm":
        """Return the form in which a label is changed; it is made when somebody asks for it."""
        if self._form is None:
            from annotator.ui.label_form import LabelForm

            self._form = LabelForm()
            self._form.hide()
            self._form.set_theme(self._theme)
            self._rows.addWidget(self._form)
        return self._form

    def offer(self, action: QAction) -> None:
        """Put a button with a plus for this action, which makes a label, beside the heading."""
        self._nothing.setText(self.tr("No labels yet. {key} makes one.").format(key=key_text(action)))
        button = PlusButton(action)
        button.set_theme(self._theme)
        self._buttons.append(button)
        self._heading.addWidget(button)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._theme = theme
        if self._form is not None:
            self._form.set_theme(theme)
        for button in self._buttons:
            button.set_theme(theme)
        for row in self.rows:
            row.set_theme(theme)

    def show_labels(self, labels: Iterable[Label]) -> None:
        """Show these labels, in their order. An open form stays, unless its label is gone, and so does the keyboard."""
        labels = tuple(labels)
        focused = self._focused_row()
        held = None if focused is None else (self.rows.index(focused), focused.label.id)
        form_of = self._in_place_of
        replaced = None if form_of is None else (self.rows.index(form_of), form_of.label.id)
        for row in self.rows:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [
            LabelRow(label, self._action_of(label.name), depth=depth)
            for label, depth in zip(labels, depths(labels), strict=True)
        ]
        for at, row in enumerate(self.rows):
            row.set_theme(self._theme)
            row.hiding_wanted.connect(self.hiding_wanted)
            row.hint_wanted.connect(self.hint_wanted)
            row.step_wanted.connect(self._step)
            self._rows.insertWidget(at, row)
            row.show()  # Now, not when Qt comes to it: the keyboard may go there at once.
        self._put_form(replaced)
        self._put_focus(held)
        self._nothing.setVisible(not self.rows)
        self._show_states()
        self.labels_shown.emit()

    def _focused_row(self) -> LabelRow | None:
        """Return the row that has the keyboard, or will have it when a dialog over the window has gone."""
        where = self.window().focusWidget()
        return next((row for row in self.rows if row is where), None)

    def _put_focus(self, held: tuple[int, int] | None) -> None:
        """Give the keyboard to the row of the label that had it, else to that in its place, not to what Qt has next."""
        if held is None or not self.rows:
            return
        at, label = held
        row = next((row for row in self.rows if row.label.id == label), self.rows[min(at, len(self.rows) - 1)])
        row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_form(self, replaced: tuple[int, int] | None) -> None:
        """Put the open form back in place of its label, or below all for a new one. Close it when its label is gone."""
        if self._form is None or self._form.isHidden():
            return
        label = None if replaced is None else replaced[1]
        self._in_place_of = next((row for row in self.rows if row.label.id == label), None)
        if replaced is not None and self._in_place_of is None:
            is_held = self.window().focusWidget() in self._form.findChildren(QWidget)
            self.close_form()
            self._put_focus(replaced if is_held else None)
        elif self._in_place_of is not None:
            self._rows.removeWidget(self._form)
            self._rows.insertWidget(self.rows.index(self._in_place_of), self._form)
            self._in_place_of.hide()

    def whole_height(self) -> int:
        """Return the height, in pixels, in which all labels are seen at once."""
        rows = sum(row.sizeHint().height() for row in self.rows)
        return self._heading.sizeHint().height() + rows + BELOW

    def show_counts(self, counts: Mapping[str, int] | None) -> None:
        """Show how often each label has been given; None for no numbers, when that is not known yet."""
        self._counts = counts
        self._show_states()

    def show_current(self, label: str) -> None:
        """Mark the label of that name; none when there is none."""
        self._current = label
        self._show_states()

    def show_hidden(self, labels: frozenset[str]) -> None:
        """Show that the spans of these labels, by name, are hidden in the text."""
        self._hidden = labels
        self._show_states()

    def show_pen(self, label: str) -> None:
        """Mark the label of that name as the one that is taken up as a pen; none when there is none."""
        self._pen = label
        self._show_states()

    def _show_states(self) -> None:
        for row in self.rows:
            name = row.label.name
            row.show_pen(on=name == self._pen)
            count = None if self._counts is None else self._counts.get(name, 0)
            row.show_state(count=count, current=name == self._current, is_hidden=name in self._hidden)

    def take_focus(self, name: str = "") -> None:
        """Give the keyboard to the form if it is open, else to a label, else to the current one, else to the first."""
        if self._form is not None and self._form.isVisible():
            self._form.take_focus()
            return
        wanted = name or self._current
        row = next((row for row in self.rows if row.label.name == wanted), self.rows[0] if self.rows else None)
        if row is not None:
            row.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- which label is meant, and the form to change it

    def has_focus(self) -> bool:
        """Return whether the keyboard is on a label."""
        return any(row.hasFocus() for row in self.rows)

    def meant(self) -> str:
        """Return the name of the label that the keyboard is on, else that of the current one; empty for none."""
        return next((row.label.name for row in self.rows if row.hasFocus()), self._current)

    def aim_at(self, point: QPointF) -> None:
        """Give the keyboard to the label at a point of the visible part."""
        port, at = self.area.viewport(), point.toPoint()
        row = next((row for row in self.rows if row.rect().contains(row.mapFrom(port, at))), None)
        if row is not None:
            row.setFocus(Qt.FocusReason.PopupFocusReason)

    def place_of_meant(self) -> QPoint:
        """Return where a menu opens that comes by a key: a point of the visible part."""
        row = next((row for row in self.rows if row.label.name == self.meant()), None)
        return row.mapTo(self.area.viewport(), row.rect().center()) if row else QPoint(MARGIN, 0)

    def open_form(self, name: str = "") -> None:
        """Show the form in place of the label of that name, or below all."""
        self.close_form()
        at = next((at for at, row in enumerate(self.rows) if row.label.name == name), len(self.rows))
        self._rows.removeWidget(self.form)
        self._rows.insertWidget(at, self.form)
        if at < len(self.rows):
            self._in_place_of = self.rows[at]
            self._in_place_of.hide()
        self.form.show()
        QTimer.singleShot(0, self, lambda: self.area.ensureWidgetVisible(self.form, 0, 8))

    def close_form(self) -> None:
        """Take the form away; what was typed is gone."""
        if self._form is not None:
            self._form.hide()
        if self._in_place_of is not None:
            self._in_place_of.show()
            self._in_place_of = None

    def _step(self, step: int) -> None:
        """Go up or down between the labels, and round."""
        here = next((at for at, row in enumerate(self.rows) if row.hasFocus()), 0)
        self.rows[(here + step) % len(self.rows)].setFocus(Qt.FocusReason.TabFocusReason)
