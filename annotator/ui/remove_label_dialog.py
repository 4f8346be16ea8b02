"""What becomes of the spans, relations or articles that have a label which is to go."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from annotator.model import Kind, Label
from annotator.store import LabelUse
from annotator.ui.plain_text import IN_A_BOX, filled, plain_label
from annotator.ui.style import scaled
from annotator.visible import one_line

WIDTH = 440


class RemoveLabelDialog(QDialog):
    """Asks nothing but that. With `merges`, they get another label in any case."""

    decided = Signal(object)
    """The Label that takes its place, or None when none does."""

    def __init__(
        self,
        label: Label,
        use: LabelUse,
        others: Sequence[Label],
        parent: QWidget | None = None,
        *,
        merges: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = self.tr("Merge the label {label}") if merges else self.tr("Delete the label {label}")
        self.setWindowTitle(filled(title, label=label.name))
        self._label = label
        self._others = others
        self._merges = merges
        self.said = plain_label(self._use(label, use))
        self.choice = QComboBox()
        self.buttons = QDialogButtonBox()
        done = self.tr("Merge") if merges else self.tr("Delete")
        self.keep = self.buttons.addButton(done, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._fill()
        self._arrange()

    def _use(self, label: Label, use: LabelUse) -> str:
        number = QLocale().toString
        none, some = {
            Kind.SPAN: (
                self.tr("No span has the label {label}."),
                self.tr("{spans} spans have the label {label} (articles: {documents})."),
            ),
            Kind.RELATION: (
                self.tr("No relation has the label {label}."),
                self.tr("{spans} relations have the label {label} (articles: {documents})."),
            ),
            Kind.DOCUMENT: (
                self.tr("No article has the label {label}."),
                self.tr("The label {label} was given {spans} times (articles: {documents})."),
            ),
        }[label.kind]
        text = some if use.spans else none
        known = filled(text, spans=number(use.spans), documents=number(use.documents), label=label.name)
        if len(use.by_annotator) < 2:
            return known
        people = ", ".join(f"{name} {number(count)}" for name, count in use.by_annotator)
        return f"{known} {people}."

    def _fill(self) -> None:
        self.choice.setAccessibleName(self.tr("What becomes of what has it"))
        if not self._merges:
            is_of_articles = self._label.kind is Kind.DOCUMENT
            off = self.tr("none: take it off them") if is_of_articles else self.tr("none: remove them with it")
            self.choice.addItem(off, None)
        for other in self._others:  # Bare names: a letter goes to the next one.
            self.choice.addItem(one_line(other.name, IN_A_BOX), other)
        if self._merges:
            self.choice.setPlaceholderText(self.tr("Choose a label"))
            self.choice.setCurrentIndex(-1)
        self.choice.currentIndexChanged.connect(self._enable)
        self._enable()
        self.keep.setDefault(True)

    def _enable(self, *_: object) -> None:
        self.keep.setEnabled(self.choice.currentIndex() >= 0)

    def _arrange(self) -> None:
        self.said.setWordWrap(True)
        undo = plain_label(self.tr("Undo brings everything back."), name="help")
        undo.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.said)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(plain_label(self.tr("They get the label")))
        row.addWidget(self.choice, 1)
        column.addLayout(row)
        column.addWidget(undo)
        column.addWidget(self.buttons)
        self.resize(scaled(WIDTH), column.totalHeightForWidth(scaled(WIDTH)))
        self.choice.setFocus(Qt.FocusReason.OtherFocusReason)
        self.buttons.accepted.connect(self._decide)
        self.buttons.rejected.connect(self.reject)

    def _decide(self) -> None:
        into: Label | None = self.choice.currentData()
        self.accept()
        self.decided.emit(into)
