"""The process that learns and suggests beside the window: what it is asked comes by its input, see `messages`.

One thread reads, one learns, one suggests, one asks the engines that take long. crfsuite lets the others in once an
iteration: so an article gets its suggestions while something is learned, and the end of the input, which is that of the
window, ends all at once.
"""

import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, BinaryIO

from annotator.assist.messages import Answer, Broken, Trouble, answer_line, charge_of, from_line
from annotator.assist.studies import Studies
from annotator.errors import AnnotatorError
from annotator.own_process import step_back


class Desk:
    """The last wish of each kind, until its thread takes it: of two articles asked for, only the later is wanted."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._wishes: dict[str, Mapping[str, Any]] = {}

    def put(self, kind: str, content: Mapping[str, Any]) -> None:
        """Leave a wish, instead of one of its kind that nobody has taken yet."""
        with self._changed:
            self._wishes[kind] = content
            self._changed.notify_all()

    def take(self, *kinds: str) -> tuple[str, Mapping[str, Any]]:
        """Return a wish of one of these kinds, the first named first, as soon as there is one."""
        with self._changed:
            self._changed.wait_for(lambda: any(kind in self._wishes for kind in kinds))
            kind = next(kind for kind in kinds if kind in self._wishes)
            return kind, self._wishes.pop(kind)


class Worker:
    """Answers what is asked, until there is nobody to ask."""

    def __init__(self, questions: BinaryIO, answers: BinaryIO) -> None:
        self._questions = questions
        self._answers = answers
        self._answering = threading.Lock()
        self._desk = Desk()

    def run(self) -> None:
        """Read until the end of the input."""
        kind, content = from_line(self._questions.readline())
        if kind != "charge":
            raise ValueError("the first message is the charge")
        try:
            studies = Studies(charge_of(content))
        except AnnotatorError as error:
            self._answer(Trouble(error, is_over=True))
            return
        for work in (self._learn, self._suggest, self._suggest_slowly):
            threading.Thread(target=_to_the_end, args=(work, studies), daemon=True).start()
        for line in self._questions:
            self._desk.put(*from_line(line))

    def _learn(self, studies: Studies) -> None:
        self._attempt(studies.recall)
        while True:
            _, wish = self._desk.take("learn")
            self._attempt(partial(studies.learn, without=wish["without"], at_once=wish["at_once"], begun=self._answer))

    def _suggest(self, studies: Studies) -> None:
        while True:
            kind, wish = self._desk.take("suggest", "pick")
            if kind == "suggest":
                self._attempt(partial(studies.suggest, wish["document"]))
                if studies.has_slow:
                    self._desk.put("suggest slowly", wish)
            else:
                self._attempt(partial(studies.pick, wish["number"], without=wish["without"]))

            self._tell_troubles(studies)

    def _suggest_slowly(self, studies: Studies) -> None:
        """Answer once more, when the engines have been asked that take long."""
        while True:
            _, wish = self._desk.take("suggest slowly")
            self._attempt(partial(studies.suggest, wish["document"], slow=True))
            self._tell_troubles(studies)

    def _tell_troubles(self, studies: Studies) -> None:
        for error in studies.take_troubles():
            self._answer(Trouble(error))

    def _attempt(self, work: Callable[[], Answer | None]) -> None:
        """Answer with what comes of some work: a memory that is full ends the process, which is then begun anew."""
        try:
            answer = work()
        except AnnotatorError as error:
            answer = Trouble(error)
        except Exception as error:  # noqa: BLE001 - A thread has no other edge; the window shows it as a bug.
            if _says_memory_is_full(error):
                os._exit(1)
            answer = Broken(traceback.format_exc())
        if answer is not None:
            self._answer(answer)

    def _answer(self, answer: Answer) -> None:
        with self._answering:
            self._answers.write(answer_line(answer))
            self._answers.flush()


def _says_memory_is_full(error: Exception) -> bool:
    """Return whether memory has run out, which a library that is loaded just then calls by another name."""
    signs = ("cannot allocate memory", "failed to map segment")
    return isinstance(error, MemoryError) or any(sign in str(error).lower() for sign in signs)


def _to_the_end(work: Callable[[Studies], None], studies: Studies) -> None:
    """Do a thread's work; when it fails all the same, over a full memory for instance, end the process.

    A thread that is gone would leave questions without an answer; the process is begun anew.
    """
    try:
        work(studies)
    finally:
        os._exit(1)


def main() -> None:
    """Be the process. What anything else prints goes nowhere: the output is for answers."""
    step_back()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The window ends it.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    try:
        Worker(sys.stdin.buffer, answers).run()
    finally:
        os._exit(0)  # Whatever the other threads are at.
