"""A command of this program in a process of its own, at low priority: the window never waits for it.

A thread would take the interpreter from the window for milliseconds at every step; a process is on another core, and
ends at once when it is told to.
"""

import os
import sys
from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

START = """
from annotator.own_process import end_with_input, step_back
step_back()
{follow}
from annotator.cli import main
raise SystemExit(main())
"""

SECONDS_TO_END = 5


class CommandProcess(QObject):
    """Runs one command at a time."""

    ended = Signal(int, str, str)
    """Exit code, and what was written to standard output and standard error."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None

    def is_busy(self) -> bool:
        """Return whether the command still runs."""
        return self._process is not None

    def start(self, arguments: Sequence[str], *, follows: bool = False) -> None:
        """Start the command; none may be running. `-P` keeps it from modules that lie where it was started.

        With `follows`, it does not outlive the window: nobody waits for a copy any more, and it holds the file.
        """
        process = self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
        process.setProcessEnvironment(environment)
        process.finished.connect(self._finish)
        process.errorOccurred.connect(self._fail)
        code = START.format(follow="end_with_input()" if follows else "")
        process.start(sys.executable, ["-P", "-c", code, *arguments])

    def stop(self) -> int | None:
        """End the command and forget it; return the number of its process if one was running."""
        process, self._process = self._process, None
        if process is None:
            return None
        number = process.processId()
        process.finished.disconnect(self._finish)
        process.errorOccurred.disconnect(self._fail)
        process.kill()
        process.waitForFinished(SECONDS_TO_END * 1_000)
        process.deleteLater()
        return int(number)

    def wait(self) -> None:
        """Wait for the end of the command, whatever it takes, and tell nobody."""
        process, self._process = self._process, None
        if process is not None:
            process.finished.disconnect(self._finish)
            process.waitForFinished(-1)
            process.deleteLater()

    def _finish(self, code: int, _status: QProcess.ExitStatus) -> None:
        process, self._process = self._process, None
        if process is not None:
            out, err = (bytes(read().data()).decode(errors="replace") for read in (
                process.readAllStandardOutput, process.readAllStandardError
            ))  # fmt: skip
            process.deleteLater()
            self.ended.emit(code, out, err)

    def _fail(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            process, self._process = self._process, None
            said = process.errorString()
            process.deleteLater()
            self.ended.emit(-1, "", said)
