"""A command of this program in a process of its own, at low priority: the window never waits for it.

A thread would take the interpreter from the window for milliseconds at every step; a process is on another core, and
ends at once when it is told to.
"""

import json
import os
import sys
from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QObject, QProcess, QProcessEnvironment, Signal

from annotator.errors import AnnotatorError
from annotator.process_lines import LINES, read_line
from annotator.ui.translation import error_text

START = """
from annotator.own_process import end_with_input, step_back
step_back()
{follow}
import json, sys
from annotator.cli import main
raise SystemExit(main(json.loads(sys.argv[1])))
"""

SECONDS_TO_END = 5


class CommandProcess(QObject):
    """Runs one command at a time."""

    progressed = Signal(float)
    """The part that is done, 0 to 1."""
    ended = Signal(int, str, str)
    """Exit code, what was written to standard output, and why it was refused, in the user's language."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._said: list[str] = []

    def is_busy(self) -> bool:
        """Return whether the command still runs."""
        return self._process is not None

    def start(self, arguments: Sequence[str], *, follows: bool = False, password: str = "") -> None:
        """Start the command; none may be running. `-P` keeps it from modules that lie where it was started.

        With `follows`, it does not outlive the window: nobody waits for a copy any more, and it holds the file. The
        `password` of a server is not for its arguments, which everybody on the machine can see.
        """
        process = self._process = QProcess(self)
        self._said = []
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
        if password:
            environment.insert("PGPASSWORD", password)
        process.setProcessEnvironment(environment)
        process.readyReadStandardError.connect(self._hear)
        process.finished.connect(self._finish)
        process.errorOccurred.connect(self._fail)
        code = START.format(follow="end_with_input()" if follows else "")
        # As JSON in ASCII: a path may be no text, which Qt would not hand on.
        process.start(sys.executable, ["-P", "-c", code, json.dumps([*arguments, LINES])])

    def stop(self) -> int | None:
        """End the command and forget it; return the number of its process if one was running."""
        process, self._process = self._process, None
        if process is None:
            return None
        number = process.processId()
        process.finished.disconnect(self._finish)
        process.errorOccurred.disconnect(self._fail)
        process.readyReadStandardError.disconnect(self._hear)
        process.kill()
        process.waitForFinished(SECONDS_TO_END * 1_000)
        process.deleteLater()
        return int(number)

    def wait(self) -> None:
        """Wait for the end of the command, whatever it takes, and tell nobody."""
        process, self._process = self._process, None
        if process is not None:
            process.finished.disconnect(self._finish)
            process.readyReadStandardError.disconnect(self._hear)
            process.waitForFinished(-1)
            process.deleteLater()

    def _finish(self, code: int, _status: QProcess.ExitStatus) -> None:
        self._hear()
        process, self._process = self._process, None
        if process is not None:
            out = _decoded(process.readAllStandardOutput())
            process.deleteLater()
            self.ended.emit(code, out, self._why())

    def _hear(self) -> None:
        """Take the lines that are whole by now; the process is the only one who can end the last."""
        process = self._process
        if process is None:
            return
        process.setReadChannel(QProcess.ProcessChannel.StandardError)
        while process.canReadLine():
            line = _decoded(process.readLine()).strip()
            told = read_line(line)
            if isinstance(told, float):
                self.progressed.emit(told)
            elif line:
                self._said.append(line)

    def _why(self) -> str:
        """Return what was said last: a refusal, or the last line of a fault."""
        if not self._said:
            return ""
        told = read_line(self._said[-1])
        return error_text(told) if isinstance(told, AnnotatorError) else self._said[-1]

    def _fail(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            process, self._process = self._process, None
            said = process.errorString()
            process.deleteLater()
            self.ended.emit(-1, "", said)


def _decoded(read: QByteArray) -> str:
    return bytes(read.data()).decode(errors="replace")
