"""The window's side of the process that learns: asks, never waits, and starts the process again when it has died.

Nothing heavy is loaded here. How the window uses it:

    learner = Learner(Charge(str(project.path), annotator), told)
    learner.start()                      # the process starts, reads what it learned last time, and waits
    learner.learn(without=document)      # an article was opened or is done: it learns if it is time
    learner.suggest(document)            # the answer is Suggested; of several that wait only the last is answered
    learner.pick(10, without=document)   # the answer is Picked: which articles would teach most
    learner.stop()                       # when the window or the project closes, or the engine is switched off

`told(answer)` is called on a thread of the learner's, so a window emits a signal in it. After each `Learned` the window
may ask for suggestions anew; those of an article are for the text whose sha256 they name, and hold every label and
score that there is: what is shown is the window's to choose. `Trouble` is a sentence for the status line, `Broken` a
bug for the dialog of bugs. When the window is gone, by whatever death, the process ends by itself.
"""

import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from time import monotonic

from annotator.assist.messages import (
    Answer,
    Charge,
    Picked,
    Suggested,
    Trouble,
    answer_of,
    as_line,
    charge_line,
    from_line,
)
from annotator.errors import AnnotatorError
from annotator.own_process import start
from annotator.translation import mark

FIRST_PAUSE = 0.5
"""Seconds before a process that has died is started again; twice as many each time that it dies soon after."""
LIVED_LONG = 120.0
"""Seconds after which a death is one by itself."""
MOST_DEATHS = 6
"""When it has died so often in a row it stays dead until somebody asks."""

AGAIN = mark("errors", "The process that suggests has ended unexpectedly. It is being started again.")
IT_IS_OVER = mark(
    "errors",
    "The process that suggests has ended unexpectedly {deaths} times in a row, so it is not started again. Labelling "
    "goes on without suggestions; to try again, switch them off and on.",
)
NO_START = mark("errors", "The process that suggests cannot be started: {reason}.")


class Learner:
    """Keeps one process at work. All calls return at once."""

    def __init__(self, charge: Charge, told: Callable[[Answer], None], *, first_pause: float = FIRST_PAUSE) -> None:
        self._charge = charge
        self._told = told
        self._first_pause = first_pause
        self._lock = threading.Lock()
        self._open_wishes: dict[str, bytes] = {}
        self._outbox: SimpleQueue[bytes | None] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    # --- asking

    def start(self) -> None:
        """Start the process, also one that has given up; nothing when it runs."""
        if self._stopped.is_set():
            self.wait()
        if self._thread is not None and self._thread.is_alive():
            return
        self._stopped.clear()
        self._thread = threading.Thread(target=self._keep_alive, name="learner", daemon=True)
        self._thread.start()

    def learn(self, *, without: int | None = None, at_once: bool = False) -> None:
        """Let it learn if it is time, or `at_once` if anything has changed; not from the open article `without`."""
        self._ask("learn", as_line("learn", {"without": without, "at_once": at_once}))

    def suggest(self, document: int) -> None:
        """Ask for the suggestions in an article."""
        self._ask("suggest", _suggest_line(document))

    def pick(self, number: int = 10, *, without: int | None = None) -> None:
        """Ask which articles would teach most, of those that are open and not `without`: a second or less."""
        self._ask("pick", as_line("pick", {"number": number, "without": without}))

    def stop(self) -> None:
        """End the process. Nothing is told any more, but for what is being told just now."""
        self._stopped.set()
        with self._lock:
            self._open_wishes.clear()
            if self._process is not None:
                self._process.kill()

    def wait(self) -> None:
        """Wait until the process is gone, after `stop`: a few milliseconds."""
        if self._thread is not None:
            self._thread.join()

    @property
    def process_id(self) -> int | None:
        """Return the id of the process, while there is one."""
        with self._lock:
            return None if self._process is None else self._process.pid

    def _ask(self, kind: str, line: bytes) -> None:
        with self._lock:
            self._open_wishes[kind] = line
            if self._outbox is not None:
                self._outbox.put(line)

    # --- keeping it alive

    def _keep_alive(self) -> None:
        """Start the process, and again when it has died; the pauses between grow."""
        deaths = 0
        while not self._stopped.is_set():
            begun = monotonic()
            try:
                if self._live():
                    return
            except OSError as error:
                self._tell(Trouble(AnnotatorError(NO_START, reason=error.strerror or error), is_over=True))
                return
            deaths = 1 if monotonic() - begun > LIVED_LONG else deaths + 1
            if deaths >= MOST_DEATHS:
                self._tell(Trouble(AnnotatorError(IT_IS_OVER, deaths=deaths), is_over=True))
                return
            self._tell(Trouble(AnnotatorError(AGAIN)))
            self._stopped.wait(self._first_pause * 2 ** (deaths - 1))

    def _live(self) -> bool:
        """Run one process from its start to its end; return whether it said that there is no use in another one."""
        process = start("annotator.assist.worker", steps_back=True)
        outbox: SimpleQueue[bytes | None] = SimpleQueue()
        with self._lock:
            for line in (charge_line(self._charge), *self._open_wishes.values()):
                outbox.put(line)
            self._outbox, self._process = outbox, process
        sending = threading.Thread(target=_send, args=(process, outbox), name="learner's questions", daemon=True)
        sending.start()
        try:
            if self._stopped.is_set():
                process.kill()
            return self._read(process)
        finally:
            with self._lock:
                self._outbox = self._process = None
            outbox.put(None)
            process.kill()
            process.wait()
            sending.join()
            assert process.stdout is not None
            process.stdout.close()

    def _read(self, process: "subprocess.Popen[bytes]") -> bool:
        """Tell what the process answers, until it says nothing any more, or what is no answer: then it is ended.

        Returns whether it has said that it is over.
        """
        is_over = False
        assert process.stdout is not None
        for line in process.stdout:
            try:
                answer = answer_of(*from_line(line))
            except (ValueError, KeyError, TypeError):
                break
            is_over = isinstance(answer, Trouble) and answer.is_over
            if isinstance(answer, Suggested):
                self._settle("suggest", _suggest_line(answer.document))
            if isinstance(answer, Picked):
                self._settle("pick")
            self._tell(answer)
        return is_over

    def _settle(self, kind: str, line: bytes | None = None) -> None:
        """Forget what has been answered. To learn stays a wish: it costs little when nothing is new."""
        with self._lock:
            if line is None or self._open_wishes.get(kind) == line:
                self._open_wishes.pop(kind, None)

    def _tell(self, answer: Answer) -> None:
        if not self._stopped.is_set():
            self._told(answer)


def _suggest_line(document: int) -> bytes:
    return as_line("suggest", {"document": document})


def _send(process: "subprocess.Popen[bytes]", outbox: "SimpleQueue[bytes | None]") -> None:
    """Pass on what is asked: a pipe that is full is not to hold the window."""
    assert process.stdin is not None
    with suppress(OSError):  # It has died; what was asked stays open.
        while (line := outbox.get()) is not None:
            process.stdin.write(line)
            process.stdin.flush()
    with suppress(OSError):
        process.stdin.close()
