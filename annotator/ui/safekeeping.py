"""Looks after the project's file while the window is open: copies it, and checks the copy, in a process of its own."""

import json
from contextlib import suppress
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QLocale, QObject, Signal

from annotator.errors import AnnotatorError
from annotator.process_lines import error_of
from annotator.settings import COPY_MINUTES, MAKES_COPIES
from annotator.ui.command_process import CommandProcess
from annotator.ui.main_window import Gestures
from annotator.ui.preferences import Preferences
from annotator.ui.translation import error_text
from annotator.ui.workspace import Workspace
from annotator.visible import one_line, visible

SHARE = 20
"""Between two copies lies at least so many times what the last one took: a project may be huge."""


class Safekeeping(QObject):
    """Works on the project that is open. What goes wrong is said once, in the status line; work goes on."""

    said = Signal(str)
    told = Signal(str, object)
    """A sentence, and the names of the actions that lead on."""
    report_wanted = Signal(str, str, str)
    progressed = Signal(str, float)
    """What is being done that somebody asked for, and the part that is done, 0 to 1; empty when it has ended."""

    def __init__(self, workspace: Workspace, preferences: Preferences) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._preferences = preferences
        self._process = CommandProcess(self)
        self._process.ended.connect(self._take)
        self._process.progressed.connect(self._show)
        self._path: Path | None = None
        """The project that was looked after last."""
        self._started = self._rests_until = 0.0
        self._is_asked = False
        self._said = ""
        workspace.project_closing.connect(self.stop)

    def gestures(self) -> Gestures:
        """Return what is done, by the name of the action."""
        return {"check_project": self.check}

    def tend(self) -> None:
        """Copy and check the project, if it is time to."""
        project = self._workspace.project
        if project is None or project.file is None or project.read_only or self._process.is_busy():
            return  # Of a project on a server, whoever runs that keeps copies.
        is_first = project.path != self._path
        every = 60.0 * self._preferences.get(COPY_MINUTES)
        if not is_first and monotonic() < max(self._rests_until, self._started + every):
            return
        if not is_first and not self._preferences.get(MAKES_COPIES):
            return
        if is_first:
            self._said = ""
        self._begin(project.path, asked=False)

    def check(self) -> None:
        """Check the project now, and say what came of it."""
        path = self._workspace.need_project().path
        self.stop()
        self._begin(path, asked=True)
        self.said.emit(self.tr("The project is being checked. You can work on meanwhile."))

    def _begin(self, path: Path, *, asked: bool) -> None:
        self._path, self._started, self._is_asked = path, monotonic(), asked
        keep = self._preferences.get(MAKES_COPIES) and not self._workspace.need_project().read_only
        how = ["--every", str(self._preferences.get(COPY_MINUTES))] if keep else ["--only-check"]
        self._process.start(["backup", str(path), *how, "--json"], follows=True)

    def _show(self, part: float) -> None:
        """Show how far a check is; of the copies that are made by themselves nobody need know."""
        if self._is_asked:
            self.progressed.emit(self.tr("Checking the project"), part)

    def stop(self) -> None:
        """Stop what runs; it leaves nothing behind."""
        self.progressed.emit("", 1.0)
        process = self._process.stop()
        if process is not None and self._path is not None:
            from annotator.store.backup import forget

            forget(self._path, process)

    def _take(self, code: int, out: str, why: str) -> None:
        self.progressed.emit("", 1.0)
        self._rests_until = monotonic() + SHARE * (monotonic() - self._started)
        try:
            findings = [(finding["document"], _sentence(finding)) for finding in json.loads(out)["findings"]]
        except (ValueError, KeyError, TypeError):
            self._say_once(why or str(code))
            return
        if findings:
            self._tell_damage(findings)
        elif self._is_asked:
            self.said.emit(self.tr("The project was checked: everything is as it was written."))

    def _say_once(self, sentence: str) -> None:
        if self._is_asked or sentence != self._said:
            self.said.emit(sentence)
        self._said = sentence

    def _tell_damage(self, findings: list[tuple[int | None, str]]) -> None:
        number = QLocale().toString(len(findings))
        sentence = self.tr("The project's file is damaged in {number} places.").format(number=number)
        if len(findings) == 1:
            sentence = self.tr("The project's file is damaged.")
        if self._is_asked:
            self.report_wanted.emit(self.tr("Check of the project"), sentence, "\n".join(self._with_titles(findings)))
        else:
            self.told.emit(sentence, ("check_project", "repair_project"))

    def _with_titles(self, findings: list[tuple[int | None, str]]) -> list[str]:
        """Return the sentences, those about an article behind its title, if that can be read, or else its number."""
        ids = list({document for document, _ in findings if document is not None})
        titles: dict[int, str] = {}
        with suppress(AnnotatorError):  # The file is damaged.
            lines = self._workspace.need_project().lines(ids, annotator=self._workspace.annotator)
            titles = {line.id: one_line(line.title) for line in lines if not line.damaged}
        return [said if id_ is None else f"{titles.get(id_) or id_}: {said}" for id_, said in findings]


def _sentence(finding: dict[str, object]) -> str:
    """Return what was found on one line, in the user's language."""
    error = error_of(finding)
    return visible(str(finding["message"]) if error is None else error_text(error))
