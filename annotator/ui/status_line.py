"""The line at the bottom: what is saved and selected, what a key would do now, what undo would undo."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.store import Pending
from annotator.ui.action_button import ActionButton
from annotator.ui.elided_label import ElidedLabel
from annotator.ui.palette import THEMES, Theme
from annotator.ui.plain_text import filled, plain_label
from annotator.ui.style import SMALL_SIZE, panel_font, scaled

QUOTE_LENGTH = 40
"""Code points of the selected text that are shown."""
LEAST_UNDO = 60
QWIDGETSIZE_MAX = (1 << 24) - 1
"""Pixels: to what the title of the next undo may shrink, and Qt's own for no limit."""


class StatusLine(QWidget):
    """Shows facts, each in its place. What is said once stays until the next thing is done."""

    told = Signal(bool)
    """Whether there is anything to be told besides what a key would do now."""

    def __init__(self, stop_job: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_line")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(scaled(27))
        self._hint_text = ""
        self._theme = THEMES["light"]
        self.saved = plain_label(name="saved")
        self.pen = ElidedLabel(name="pen")
        self.selection = ElidedLabel(name="selection")
        self.hint = ElidedLabel(name="hint")
        self._steps = QHBoxLayout()
        self.job = ElidedLabel(name="job")
        self.stop = ActionButton(stop_job)
        self.undo = ElidedLabel(name="undo")
        self.position = plain_label(name="position")
        self._arrange()
        self.show_job("")
        self.show_saved(saved=False)
        self.show_pen("")
        self.show_selection(0, 0, "")

    def _arrange(self) -> None:
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(12, 1, 12, 0)
        row.setSpacing(20)
        for label in (self.saved, self.pen, self.selection, self.hint, self.job, self.undo, self.position):
            label.setFont(panel_font(SMALL_SIZE))
        row.addWidget(self.saved)
        row.addWidget(self.pen)
        row.addWidget(self.selection)
        row.addWidget(self.hint)
        row.addLayout(self._steps)
        row.addStretch(1)
        row.addWidget(self.job)
        row.addWidget(self.stop)
        row.addWidget(self.undo)
        row.addWidget(self.position)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._theme = theme
        self.stop.set_theme(theme)

    def show_pen(self, label: str) -> None:
        """Show the label that is taken up as a pen; nothing for none."""
        self.pen.show_text(filled(self.tr("Pen: {label} (Esc)"), label=label) if label else "")
        self.pen.setVisible(bool(label))

    def show_selection(self, start: int, end: int, text: str) -> None:
        """Show which text is selected, positions in code points; nothing for an empty selection."""
        self.selection.setVisible(start < end)
        if start == end:
            return
        line = " ".join(text.split())
        quoted = line if len(line) <= QUOTE_LENGTH else line[: QUOTE_LENGTH - 1].rstrip() + "…"
        number = QLocale().toString
        self.selection.show_text(
            filled(self.tr("{start} to {end} “{text}”"), start=number(start), end=number(end), text=quoted)
        )

    def show_hint(self, text: str) -> None:
        """Show what a key would do now; it takes the place of what was said before."""
        self._hint_text = text
        self._show(text, tone="")

    @property
    def says_something(self) -> bool:
        """Return whether something was said since the hint was shown."""
        return self.hint.text() != self._hint_text

    def complete_hint(self, text: str) -> None:
        """Show more of what a key would do now, unless something was said since: that stays."""
        says_something = self.says_something
        self._hint_text = text
        if not says_something:
            self._show(text, tone="")

    def say(self, sentence: str) -> None:
        """Say something once: what was done."""
        self._show(sentence or self._hint_text, tone="said" if sentence else "")

    def add(self, sentence: str) -> None:
        """Say one thing more beside what is said."""
        self.hint.show_text("  ·  ".join(filter(None, (self.hint.text(), sentence))))
        self._give_way()

    def keep(self, widget: QWidget) -> None:
        """Let a widget stand beside the hint, whatever is said."""
        self._row.insertWidget(self._row.indexOf(self.job) - 1, widget)

    def offer(self, steps: Sequence[QAction]) -> None:
        """Offer the actions that lead on from what was said, until the next thing is shown."""
        self._forget_steps()
        for step in steps:
            button = ActionButton(step, self, prominent=True)
            button.set_theme(self._theme)
            self._steps.addWidget(button)
        self._give_way()

    def _forget_steps(self) -> None:
        while (item := self._steps.takeAt(0)) is not None:
            button = item.widget()
            if button is not None:
                button.hide()
                button.deleteLater()

    def _give_way(self) -> None:
        """Let what undo would do give way, as far as it must, to a sentence that is said once."""
        lacking = self._row.sizeHint().width() - self.width() if self.says_something else 0
        shorter = max(scaled(LEAST_UNDO), self.undo.sizeHint().width() - lacking)
        self.undo.setMaximumWidth(shorter if lacking > 0 else QWIDGETSIZE_MAX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def refuse(self, sentence: str) -> None:
        """Say why something was not done."""
        self._show(sentence, tone="refused")

    def _show(self, text: str, *, tone: str) -> None:
        self._forget_steps()
        self.hint.show_text(text)
        _mark(self.hint, "tone", tone)
        self._give_way()
        self.told.emit(bool(tone))

    def show_saved(self, *, saved: bool, read_only: bool = False) -> None:
        """Show that everything is safe on the disk: each edit is, before it is seen. Nothing without a project.

        Of a project that can only be read, say that.
        """
        said = self.tr("Read only") if read_only else self.tr("Saved")
        self.saved.setText(said if saved else "")
        _mark(self.saved, "tone", "refused" if read_only else "")
        self.saved.setVisible(saved)

    def show_state(self, state: str) -> None:
        """Show, in place of “Saved”, what becomes of the edits on a server; empty when they are saved again."""
        self.saved.setText(state or self.tr("Saved"))
        _mark(self.saved, "tone", "refused" if state else "")

    def show_pending(self, undo: Pending | None) -> None:
        """Show what undo would take back."""
        self.undo.show_text(filled(self.tr("Undo: {title}"), title=undo.title) if undo else "")
        self._give_way()

    def show_position(self, percent: int | None) -> None:
        """Show how far down the text is seen; None without a text."""
        self.position.setText("" if percent is None else self.tr("{percent} %").format(percent=percent))

    def show_job(self, title: str, part: float | None = None) -> None:
        """Show a running job and how much of it is done, 0 to 1; an empty title for none."""
        percent = "" if part is None else self.tr("{percent} %").format(percent=int(part * 100))
        self.stop.setVisible(bool(title))
        self._show_part(title, percent)

    def show_work(self, title: str, part: float) -> None:
        """Show work that cannot be stopped, and how much of it is done, unless a job is shown; empty for none."""
        if self.stop.isHidden():
            self._show_part(title, self.tr("{percent} %").format(percent=int(part * 100)) if title else "")

    def _show_part(self, title: str, percent: str) -> None:
        self.job.show_text(f"{title} {percent}".strip())
        self.job.setVisible(bool(title))
        self.told.emit(bool(title))


def _mark(label: QWidget, name: str, mark: str) -> None:
    """Set a property that the style sheet asks for."""
    if (label.property(name) or "") != mark:
        label.setProperty(name, mark)
        style = label.style()
        style.unpolish(label)
        style.polish(label)
