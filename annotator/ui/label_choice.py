"""What to do with a label that is new: add it, use another instead, or leave its spans out."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from annotator.model import Label
from annotator.transfer.label_choices import same_label
from annotator.ui.plain_text import IN_A_BOX, filled
from annotator.visible import one_line

SHOWN = 22
"""Letters that there is room for, whatever the longest label is called."""


class LabelChoice(QComboBox):
    """Offers the choices for the label `name` of a file."""

    def __init__(self, name: str, labels: Sequence[Label], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(SHOWN)
        self.setAccessibleName(filled(self.tr("What to do with the label {name}"), name=name))
        self.addItem(self.tr("Add it to the project"), None)
        for label in labels:
            self.addItem(filled(self.tr("Take it as {label}"), label=one_line(label.name, IN_A_BOX)), label.name)
        self.addItem(self.tr("Leave its spans out"), "")
        self._propose(labels)

    def _propose(self, labels: Sequence[Label]) -> None:
        """Begin with the label that most likely is meant: `Person`, or `PER`, seldom is to stand beside `PERSON`."""
        likely = same_label(self.name, labels)
        if likely is not None:
            self.setCurrentIndex(self.findData(likely.name))

    def taken(self) -> str | None:
        """Return the name of the label to use instead, empty to leave the spans out, None to add it."""
        taken: str | None = self.currentData()
        return taken
