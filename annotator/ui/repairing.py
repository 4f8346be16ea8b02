"""Repairs a damaged project: a process of its own makes a sound one of what is left, which is opened then."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.process_lines import error_of
from annotator.ui.main_window import Gestures
from annotator.ui.plain_text import filled
from annotator.ui.reopening import Reopening
from annotator.ui.repairing_dialog import RepairingDialog
from annotator.ui.translation import error_text
from annotator.visible import visible


class Repairing(QObject):
    """Has the project repaired, and shows what came of it."""

    report_wanted = Signal(str, str, str)

    def __init__(self, window: QWidget, which: Callable[[str], Path | None], reopening: Reopening) -> None:
        """`which` returns the project that is meant, by a dialog with that title where none is open."""
        super().__init__(reopening)
        self._window = window
        self._which = which
        self._reopening = reopening

    def gestures(self) -> Gestures:
        """Return what is done, by the name of the action."""
        return {"repair_project": self.ask}

    def ask(self) -> None:
        """Repair the project, or one that is asked for when none is open, after a question.

        Raises EditError for a project that can only be read, or is on a server.
        """
        project = self._which(self.tr("Repair a project"))
        if project is not None:
            dialog = RepairingDialog(project, self._window)
            dialog.decided.connect(lambda: self.repair(project))
            dialog.open()

    def repair(self, project: Path) -> None:
        """Let a project be made sound, and open it."""
        self._reopening.run(
            "check",
            project,
            ["--repair"],
            title=self.tr("Repairing the project"),
            meanwhile=self.tr("The project is being checked, and repaired where it is damaged."),
            done=self._tell,
        )

    def _tell(self, out: str) -> str:
        """Return in a sentence what came of it, and show the rest; nothing when that was not told."""
        try:
            told: dict[str, Any] = json.loads(out)
        except ValueError:
            return ""
        made = told.get("repaired")
        if made is None:
            return self.tr("The project was checked: everything is as it was written.")
        lines = [*_sentences(made["from_copy"]), *_sentences(made["missing"])]
        if not made["missing"]:
            lines.append(self.tr("Nothing is known to be missing."))
        self.report_wanted.emit(self.tr("Repair of the project"), self._summary(made), "\n".join(lines))
        return self.tr("The project was repaired. The damaged file is put aside, as a copy.")

    def _summary(self, made: dict[str, Any]) -> str:
        number = QLocale().toString
        there = self.tr("Articles in the repaired project: {documents}. Spans: {spans}.")
        history = (
            self.tr("The history is as it was.")
            if made["keeps_history"]
            else self.tr("The history begins anew: the old one did not lead to what is left.")
        )
        aside = filled(self.tr("The damaged file is kept as {path}."), path=made["aside"] or "")
        there = there.format(documents=number(made["documents"]), spans=number(made["spans"]))
        return " ".join((there, history, aside if made["aside"] else "")).strip()


def _sentences(told: Iterable[dict[str, Any]]) -> list[str]:
    """Return sentences in the user's language, each on one line."""
    errors = [(one, error_of(one)) for one in told]
    return [visible(str(one["message"]) if error is None else error_text(error)) for one, error in errors]
