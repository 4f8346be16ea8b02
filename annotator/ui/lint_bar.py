"""The panel below the text with what looks wrong: place by place, with the key that mends it or marks it as right."""

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QLocale, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from annotator.lint import WHY, Finding, Problem
from annotator.lint.mending import can_be_mended
from annotator.transfer.linting import Linted
from annotator.ui.elided_label import ElidedLabel
from annotator.ui.plain_text import filled, named, plain_label, tool_tip
from annotator.ui.quiet_button import quiet_button
from annotator.ui.style import SMALL_SIZE, panel_font, scaled
from annotator.ui.translation import mark, translate

HEIGHT = 230
KINDS = {
    Problem.TWO_LABELS: mark("lint", "Two labels for the same text"),
    Problem.UNLABELLED: mark("lint", "Labelled elsewhere"),
    Problem.HALF_WORD: mark("lint", "Half words"),
    Problem.HALF_CHARACTER: mark("lint", "Half characters"),
    Problem.BLANKS: mark("lint", "Blanks at an end"),
    Problem.END_MARK: mark("lint", "Marks at the end"),
    Problem.PUNCTUATION: mark("lint", "Only punctuation"),
    Problem.SENTENCES: mark("lint", "More than one sentence"),
    Problem.OVERLAP: mark("lint", "Forbidden overlaps"),
    Problem.OUTSIDE: mark("lint", "Outside the text"),
    Problem.ONCE: mark("lint", "Labels used once"),
    Problem.EMPTY: mark("lint", "Done without a label"),
    Problem.DUPLICATE: mark("lint", "Reprints in two parts"),
}
"""What each kind is called, in the order in which they are offered."""


class Findings(QListWidget):
    """The rows. Two letters do something here, whatever label they may belong to elsewhere."""

    key_pressed = Signal(int)

    def __init__(self, keys: Sequence[Qt.Key], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setObjectName("rows")
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def event(self, event: QEvent) -> bool:
        """Claim the keys before an action does."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_ours(event):
            self.key_pressed.emit(event.key())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are for what is done with a row, not for going through the rows."""

    def _is_ours(self, event: QKeyEvent) -> bool:
        return event.key() in self._keys and event.modifiers() == Qt.KeyboardModifier.NoModifier


class LintBar(QWidget):
    """A list of findings, of one kind or of all. Knows no project."""

    looked_at = Signal(object)
    """The Finding of the current row, or None."""
    place_wanted = Signal(object)
    """The Finding that the keyboard is to go to."""
    mend_wanted = Signal(object)
    right_wanted = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lint_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(scaled(HEIGHT))
        self._findings: list[Finding] = []
        self._shown: list[Finding] = []
        """Those of the chosen kind, in the order of the rows."""
        self._numbers: Counter[Problem] = Counter()
        self.kind = QComboBox()
        self.summary = ElidedLabel(name="summary")
        self.mend = quiet_button(self.tr("Mend  M"), self.tr("Mend it in the one way there is (M)."))
        self.right = quiet_button(self.tr("Right  R"), self.tr("Do not show it again (R)."))
        self.close_button = quiet_button(self.tr("Close"), self.tr("Go back to the text (Esc)."))
        self._by_key: dict[Qt.Key, Callable[[], object]] = {Qt.Key.Key_M: self._mend, Qt.Key.Key_R: self._mark_right}
        self.rows = Findings(tuple(self._by_key))
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.rows.setAccessibleName(self.tr("What looks wrong"))
        self.kind.setAccessibleName(self.tr("Kinds"))
        self.kind.setObjectName("filter_status")
        self.kind.setFont(panel_font(SMALL_SIZE))
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kind.setMinimumContentsLength(5)
        self.summary.setFont(panel_font(SMALL_SIZE))
        top = QHBoxLayout()
        top.addWidget(plain_label(self.tr("Check"), name="heading"))
        top.addSpacing(12)
        top.addWidget(self.kind, 2)
        top.addWidget(self.summary, 1)
        for button in (self.mend, self.right, self.close_button):
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 8)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.rows, 1)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(lambda *_: self._fill())
        self.rows.currentItemChanged.connect(lambda *_: self._look())
        self.rows.itemActivated.connect(lambda *_: self._tell(self.place_wanted))
        self.rows.key_pressed.connect(lambda key: self._by_key[Qt.Key(key)]())
        self.mend.clicked.connect(lambda *_: self._mend())
        self.right.clicked.connect(lambda *_: self._mark_right())
        self.close_button.clicked.connect(lambda *_: self.left.emit())

    # --- what is shown

    def show_progress(self, part: float) -> None:
        """Say how far one is."""
        self.summary.show_text(self.tr("Looking: {percent} %").format(percent=int(part * 100)))

    def show_refusal(self, why: str) -> None:
        """Say why it was not looked through."""
        self.summary.show_text(why)

    def show_findings(self, linted: Linted) -> None:
        """Show what was found in place of what there was."""
        self._findings, self._numbers = list(linted.findings), Counter(linted.numbers)
        sentence = self.tr("Nothing looks wrong.")
        if self._findings:
            sentence = self.tr("in 1 article") if linted.documents == 1 else self.tr("in {number} articles")
        self.summary.show_text(sentence.format(number=QLocale().toString(linted.documents)))
        self._offer_kinds(None)
        self._fill()

    def _offer_kinds(self, chosen: Problem | None) -> None:
        """Offer the kinds that there are, with their numbers."""
        number = QLocale().toString
        self.kind.blockSignals(True)
        self.kind.clear()
        self.kind.addItem(self.tr("All kinds ({number})").format(number=number(self._numbers.total())), None)
        for problem, words in KINDS.items():
            if self._numbers[problem] > 0:
                self.kind.addItem(f"{translate('lint', words)} ({number(self._numbers[problem])})", problem)
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))
        self.kind.blockSignals(False)
        self.kind.setVisible(bool(self._findings))

    def remove(self, finding: Finding) -> None:
        """Take a finding off, and those that one can no longer tell from it; the next one is looked at."""
        gone = {id(one) for one in self._findings if (one.document, one.mark) == (finding.document, finding.mark)}
        self.take_off(lambda one: id(one) in gone)

    def take_off(self, is_gone: Callable[[Finding], bool]) -> None:
        """Take findings off; the row below the last of them is looked at."""
        chosen, at = self.kind.currentData(), self.rows.currentRow()
        self._numbers.subtract(one.problem for one in self._findings if is_gone(one))
        self._findings = [one for one in self._findings if not is_gone(one)]
        gone = [row for row, one in enumerate(self._shown) if is_gone(one)]
        self.rows.blockSignals(True)
        for row in reversed(gone):
            self.rows.takeItem(row)
            del self._shown[row]
        self._go_to_row(at - sum(row < at for row in gone))
        self._offer_kinds(chosen)
        if not self._findings:
            self.summary.show_text(self.tr("That was all of them."))

    def _fill(self) -> None:
        chosen = self.kind.currentData()
        order = {problem: place for place, problem in enumerate(KINDS)}
        found = (one for one in self._findings if chosen in (None, one.problem))
        self._shown = sorted(found, key=lambda one: order[one.problem])
        self.rows.blockSignals(True)
        self.rows.clear()
        for finding in self._shown:
            text = row_text(finding)
            item = QListWidgetItem(text)
            item.setToolTip(tool_tip(text))
            self.rows.addItem(item)
        self._go_to_row(0)

    def _go_to_row(self, row: int) -> None:
        self.rows.setCurrentRow(min(row, len(self._shown) - 1))
        self.rows.blockSignals(False)
        self._look()

    # --- the current row

    def current(self) -> Finding | None:
        """Return the finding of the current row."""
        row = self.rows.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _look(self) -> None:
        finding = self.current()
        self.mend.setEnabled(finding is not None and can_be_mended(finding))
        self.right.setEnabled(finding is not None)
        self.looked_at.emit(finding)

    def _tell(self, signal: SignalInstance) -> None:
        finding = self.current()
        if finding is not None:
            signal.emit(finding)

    def _mend(self) -> None:
        self._tell(self.mend_wanted)

    def _mark_right(self) -> None:
        self._tell(self.right_wanted)

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self.rows.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def row_text(finding: Finding) -> str:
    """Return a finding on one line, in the user's language."""
    why = filled(translate("lint", WHY[finding.problem]), other=finding.other, number=finding.number)
    what = f"{named(finding.label)} “{named(finding.quote)}”".strip() if finding.quote else ""
    return " · ".join(filter(None, (what, why, named(finding.title))))
