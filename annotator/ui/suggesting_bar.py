"""The bar below the text about suggestions: whether there are any, from how likely on, by what, how good they were."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from annotator.assist.record import Record
from annotator.settings import SUGGESTION_LINE
from annotator.ui.elided_label import ElidedLabel
from annotator.ui.plain_text import filled, menu_text, plain_label
from annotator.ui.quiet_button import quiet_button
from annotator.ui.style import SMALL_SIZE, panel_font, scaled
from annotator.ui.wrapping import WrappingRow

STEPS = 100
"""Of the slider, from 0 to 1."""
NAMED = 5
"""So many labels are named with how often they were right."""


class SuggestingBar(QWidget):
    """Knows no project: it is told what to show, and tells what is chosen. Escape goes back."""

    switched = Signal(bool)
    engine_switched = Signal(str, bool)
    line_chosen = Signal(float)
    teaching_switched = Signal(bool)
    label_wanted = Signal(str)
    all_wanted = Signal()
    left = Signal()

    def __init__(self, set_up: QAction, parent: QWidget | None = None) -> None:
        """Make it; `set_up` is what asks for further engines."""
        super().__init__(parent)
        self.setObjectName("suggesting_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.on = QCheckBox(self.tr("Suggest in this project"))
        self.on.clicked.connect(self.switched)
        self.engines: dict[str, QCheckBox] = {}
        self._engine_row = WrappingRow()
        self.more = quiet_button(set_up.text().replace("&", ""), set_up.toolTip())
        self.more.clicked.connect(set_up.trigger)
        self.teaching = QCheckBox(self.tr("Go on with what teaches most"))
        self.teaching.setToolTip(self.tr("“Done, next” opens the article that suggestions would learn most from."))
        self.teaching.clicked.connect(self.teaching_switched)
        self.line = self._make_slider()
        self.chosen = plain_label()
        self.all = quiet_button(self.tr("Accept all"), self.tr("Label all that is suggested in this article."))
        self.all.clicked.connect(lambda *_: self.all_wanted.emit())
        self.close_button = quiet_button(self.tr("Close"), self.tr("Go back to the text (Esc)."))
        self.close_button.clicked.connect(lambda *_: self.left.emit())
        self.record = ElidedLabel(name="meta")
        self.record.setFont(panel_font(SMALL_SIZE))
        self._quiet_box = QWidget()
        self._quiet = QVBoxLayout(self._quiet_box)
        self._quiet.setContentsMargins(0, 0, 0, 0)
        self._quiet_box.hide()
        self._quiet_labels: tuple[str, ...] = ()
        self._arrange()

    def _make_slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(round(STEPS * (SUGGESTION_LINE.minimum or 0)), round(STEPS * (SUGGESTION_LINE.maximum or 1)))
        slider.setSingleStep(round(STEPS * SUGGESTION_LINE.step))
        slider.setPageStep(round(2 * STEPS * SUGGESTION_LINE.step))
        slider.setMinimumWidth(scaled(50))
        slider.setMaximumWidth(scaled(150))
        slider.setAccessibleName(self.tr("How likely a suggestion must be"))
        slider.valueChanged.connect(self._choose_line)
        return slider

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        upper, lower = WrappingRow(), WrappingRow()
        from_line = QWidget()
        line = QHBoxLayout(from_line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        for part in (plain_label(self.tr("from"), name="meta"), self.line, self.chosen):
            line.addWidget(part)
        self._engine_row.fill(plain_label(self.tr("by"), name="meta"), self.more)
        upper.fill(self.on, from_line, at_end=(self.all, self.close_button))
        lower.fill(self.teaching, self.record, at_end=(self._quiet_box,))
        for row in (upper, self._engine_row, lower):
            column.addLayout(row)

    # --- what is shown

    def show_engines(self, titles: Mapping[str, str]) -> None:
        """Show these engines, by name with what they are called."""
        if list(titles) == list(self.engines):
            return
        self._engine_row.removeWidget(self.more)
        for box in self.engines.values():
            self._engine_row.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.engines = {name: QCheckBox(menu_text(title)) for name, title in titles.items()}
        for name, box in self.engines.items():
            box.clicked.connect(lambda on, name=name: self.engine_switched.emit(name, on))
            self._engine_row.addWidget(box)
        self._engine_row.addWidget(self.more)

    def show_choices(self, *, on: bool, engines_off: Collection[str], teaching: bool) -> None:
        """Show what is switched on."""
        self.on.setChecked(on)
        self.teaching.setChecked(teaching)
        self.teaching.setEnabled(on)
        for name, box in self.engines.items():
            box.setChecked(name not in engines_off)
            box.setEnabled(on)
        self.line.setEnabled(on)

    def show_line(self, line: float) -> None:
        """Show from how likely on something is suggested, 0 to 1."""
        if self.line.value() != round(STEPS * line):
            self.line.blockSignals(True)
            self.line.setValue(round(STEPS * line))
            self.line.blockSignals(False)
        self.chosen.setText(QLocale().toString(line, "f", 2))

    def show_offers(self, number: int, record: Record, quiet: Record) -> None:
        """Show how many suggestions there are, how often those of each label were right, and which labels are quiet."""
        self.all.setEnabled(number > 0)
        self.all.setText(self.tr("Accept all {number}").format(number=number) if number else self.tr("Accept all"))
        most = sorted(record.items(), key=lambda one: (-sum(one[1]), one[0]))[:NAMED]
        template = self.tr("{label} {accepted} of {decided}")
        said = [
            filled(template, label=label, accepted=accepted, decided=accepted + rejected)
            for label, (accepted, rejected) in most
        ]
        self.record.show_text(self.tr("Accepted: {list}").format(list=", ".join(said)) if said else "")
        self._show_quiet(tuple(quiet))

    def _show_quiet(self, labels: tuple[str, ...]) -> None:
        if labels == self._quiet_labels:
            return
        self._quiet_labels = labels
        while (item := self._quiet.takeAt(0)) is not None:
            if (button := item.widget()) is not None:
                button.hide()
                button.deleteLater()
        for label in labels[:NAMED]:
            explains = self.tr("It was mostly wrong, so it is not suggested any more.")
            button = quiet_button(filled(self.tr("Suggest {label} again"), label=label).replace("&", "&&"), explains)
            button.clicked.connect(lambda *_, label=label: self.label_wanted.emit(label))
            self._quiet.addWidget(button)
        self._quiet_box.setVisible(bool(labels))

    def _choose_line(self, step: int) -> None:
        self.line_chosen.emit(step / STEPS)
        self.chosen.setText(QLocale().toString(step / STEPS, "f", 2))

    # --- the keyboard

    def take_focus(self) -> None:
        """Give the keyboard to the slider, or to what switches suggestions on."""
        (self.line if self.line.isEnabled() else self.on).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
