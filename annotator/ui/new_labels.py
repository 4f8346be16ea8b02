"""The labels of an import that the project does not have: the colour each would get, and what becomes of it."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from annotator.distinct_colors import unused_label_color
from annotator.model import Label
from annotator.transfer.label_choices import LabelChoices
from annotator.ui.label_choice import LabelChoice
from annotator.ui.plain_text import IN_A_BOX, plain_label
from annotator.ui.style import heading_font
from annotator.visible import one_line

MOST_HEIGHT = 160
"""Pixels at most; more labels scroll."""
SIDE = 14


class Swatch(QWidget):
    """A colour."""

    def __init__(self, color: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.color = QColor(color)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.color)
        painter.drawRoundedRect(QRectF(QPointF(0, 0), self.size()), 4, 4)
        painter.end()


class NewLabels(QScrollArea):
    """A row for each: its colour, its name, and whether it is added, taken as another, or left out."""

    changed = Signal()

    def __init__(self, labels: Sequence[Label], parent: QWidget | None = None) -> None:
        """`labels` are those of the project for spans, in their order."""
        super().__init__(parent)
        self._labels = labels
        self.choices: list[LabelChoice] = []
        self._colors: dict[str, str] = {}
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_labels(self, new: Mapping[str, Label | None]) -> None:
        """Show these; what was chosen for one that was there already stays."""
        chosen = {choice.name: choice.currentIndex() for choice in self.choices}
        self._colors = {}
        for name, label in new.items():
            used = [*(known.color for known in self._labels), *self._colors.values()]
            self._colors[name] = label.color if label else unused_label_color(used)
        self.choices = [LabelChoice(name, self._labels) for name in new]
        for choice in self.choices:
            if choice.name in chosen:
                choice.setCurrentIndex(chosen[choice.name])
            choice.currentIndexChanged.connect(lambda *_: self.changed.emit())
        self.setWidget(self._rows())
        self.setVisible(bool(new))

    def _rows(self) -> QWidget:
        inside = QWidget()
        inside.setObjectName("form")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(2, 1)
        heading = plain_label(self.tr("Labels that the project does not have"), name="heading")
        heading.setFont(heading_font())
        grid.addWidget(heading, 0, 0, 1, 3)
        for row, choice in enumerate(self.choices, 1):
            swatch = Swatch(self._colors[choice.name])
            self._show_color(swatch, choice)
            choice.currentIndexChanged.connect(partial(self._show_color, swatch, choice))
            grid.addWidget(swatch, row, 0)
            grid.addWidget(plain_label(one_line(choice.name, IN_A_BOX)), row, 1)
            grid.addWidget(choice, row, 2)
        self.setMaximumHeight(min(MOST_HEIGHT, inside.sizeHint().height() + 4))
        return inside

    def _show_color(self, swatch: Swatch, choice: LabelChoice, *_: object) -> None:
        """Show the colour that the spans will have; none for those that are left out."""
        taken = choice.taken()
        known = {label.name: label.color for label in self._labels}
        swatch.color = QColor(self._colors[choice.name] if taken is None else known.get(taken, "transparent"))
        swatch.update()

    def taken(self) -> LabelChoices:
        """Return what is chosen: labels that are added are not in it."""
        return {choice.name: taken for choice in self.choices if (taken := choice.taken()) is not None}

    def colored(self) -> list[Label]:
        """Return the labels that are added, as they would look."""
        return [Label(0, name, color=color) for name, color in self._colors.items()]
