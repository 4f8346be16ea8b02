"""The process that learns, as the window sees it: it answers, comes back when it dies, and dies with the window."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from io import BytesIO
from queue import Queue

import psutil
import pytest

from annotator.assist import worker
from annotator.assist.learning import MOST_DEATHS, Learner
from annotator.assist.messages import Broken, Charge, Learned, Learning, Picked, Suggested, Trouble
from annotator.suggest.language_model import ModelSetup
from tests.suggest.fake_model import listening, sends, spans
from tests.suggest.news import article, places

SECONDS = 60
"""A machine may be busy; nothing here waits so long."""


class Window:
    """Has a learner, and waits for answers."""

    def __init__(self, project, **options):
        self.answers = Queue()
        self.learner = Learner(Charge(str(project), "anna"), self.answers.put, **options)
        self.learner.start()

    def next(self, kind):
        while True:
            answer = self.answers.get(timeout=SECONDS)
            if isinstance(answer, kind):
                return answer

    def kill(self):
        while (process := self.learner.process_id) is None:
            os.sched_yield() if hasattr(os, "sched_yield") else None
        os.kill(process, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
        return process


@pytest.fixture
def window(project):
    made = Window(project.path, first_pause=0.01)
    yield made
    made.learner.stop()
    made.learner.wait()


def test_it_learns_and_suggests(window, ids):
    window.learner.learn()
    assert window.next(Learned).articles == 12
    window.learner.suggest(ids[-1])
    answer = window.next(Suggested)
    assert answer.document == ids[-1]
    assert {one.place for one in answer.suggestions} >= places(article(99))
    assert all(str(one.why) for one in answer.suggestions)


def test_of_several_articles_that_wait_the_last_is_answered(window, ids):
    for id_ in ids:
        window.learner.suggest(id_)
    while window.next(Suggested).document != ids[-1]:
        pass
    assert window.answers.empty()


def test_it_says_which_article_would_teach_most(window, ids):
    window.learner.pick(3)
    assert window.next(Picked).documents == (ids[-1],)


def test_engines_that_take_long_answer_after_the_others_and_trouble_is_told_once(project, ids):
    with listening(spans(("Ankara", "LOC"))) as server:
        setup = ModelSetup(server.address, "small", server.address).as_text()
        answers = Queue()
        charge = Charge(str(project.path), "anna", ("forms",), (("language-model", setup),))
        learner = Learner(charge, answers.put)
        learner.start()
        learner.suggest(ids[-1])
        quick, slow = (answers.get(timeout=SECONDS) for _ in range(2))
        assert (quick.document, quick.suggestions) == (ids[-1], ())
        assert {one.label for one in slow.suggestions} == {"LOC"}
        server.answer = sends(b"", 500)
        learner.suggest(ids[0])
        quick, slow, trouble = (answers.get(timeout=SECONDS) for _ in range(3))
        assert quick == slow
        assert "has failed (500)" in str(trouble.error)
        learner.suggest(ids[0])
        assert [answers.get(timeout=SECONDS) for _ in range(2)] == [quick, slow]
        learner.stop()
        learner.wait()
        assert answers.empty()


STAGES = ("starting", "idle", "learning", "suggesting")


@pytest.mark.parametrize("stage", STAGES)
def test_killed_at_any_moment_it_says_so_once_and_comes_back(window, ids, stage):
    if stage != "starting":
        window.learner.suggest(ids[0])
        window.next(Suggested)
    if stage == "learning":
        window.learner.learn()
        window.next(Learning)
    if stage == "suggesting":
        window.learner.suggest(ids[-1])
    dead = window.kill()
    window.learner.learn()
    window.learner.suggest(ids[-1])
    answers = []
    while not any(isinstance(one, Learned) for one in answers):
        answers.append(window.answers.get(timeout=SECONDS))
    told = [one for one in answers if isinstance(one, Trouble)]
    assert [str(one.error) for one in told] == [
        "The process that suggests has ended unexpectedly. It is being started again."
    ]
    window.learner.suggest(ids[-1])
    while not window.next(Suggested).suggestions:
        pass  # What was asked before anything was learned.
    assert window.learner.process_id != dead


def test_what_dies_again_and_again_is_left_alone_until_somebody_asks(window, ids):
    said = []
    while not (said and said[-1].is_over):
        if len(said) < MOST_DEATHS:
            window.kill()
        said.append(window.next(Trouble))
    assert len(said) == MOST_DEATHS
    assert "6 times in a row" in str(said[-1].error)
    window.learner.wait()
    window.learner.start()
    window.learner.suggest(ids[0])
    window.next(Suggested)


def test_what_was_learned_waits_for_the_next_start(window, project, ids):
    window.learner.learn()
    window.next(Learned)
    window.learner.stop()
    window.learner.wait()
    window.learner.start()
    assert window.next(Learned) == Learned(12, window_spans(project), 0.0)


def window_spans(project):
    return sum(len(document.spans) for document in project.annotated_documents())


def test_stopped_it_is_gone_and_says_nothing(window, ids):
    window.learner.suggest(ids[0])
    window.next(Suggested)
    process = psutil.Process(window.learner.process_id)
    window.learner.stop()
    window.learner.wait()
    assert not process.is_running()
    assert window.answers.empty()


def test_a_project_that_is_gone_is_a_sentence(tmp_path):
    window = Window(tmp_path / "none.annotator")
    window.learner.suggest(1)
    assert "none.annotator" in str(window.next(Trouble).error)
    window.learner.stop()
    window.learner.wait()


def test_an_engine_that_is_not_there_is_said_once(project):
    answers = Queue()
    learner = Learner(Charge(str(project.path), "anna", ("sing",)), answers.put)
    learner.start()
    told = answers.get(timeout=SECONDS)
    assert "no engine sing" in str(told.error)
    assert told.is_over
    learner.wait()
    assert answers.empty()


WINDOW = """
import sys
from contextlib import suppress
from io import BytesIO
from queue import Queue
from annotator.assist import worker
from annotator.assist.learning import Learner
from annotator.assist.messages import Charge, Learning, Suggested
answers = Queue()
learner = Learner(Charge(sys.argv[1], "anna"), answers.put)
learner.start()
if sys.argv[2] == "learning":
    learner.learn()
    wanted = Learning
else:
    learner.suggest(int(sys.argv[3]))
    wanted = Suggested
while not isinstance(answers.get(), wanted):
    pass
print(learner.process_id, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("stage", ["idle", "learning"])
def test_it_dies_with_the_window_by_whatever_death(project, project_path, ids, stage):
    window = subprocess.Popen(
        [sys.executable, "-c", WINDOW, str(project.path), stage, str(ids[0])],
        cwd=project_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    process = psutil.Process(int(window.stdout.readline()))
    window.kill()
    window.communicate()
    process.wait(SECONDS)


def test_the_window_loads_nothing_heavy_for_it(project_path):
    script = "import sys, annotator.assist.learning; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=project_path, capture_output=True, text=True, check=True)
    heavy = {"pycrfsuite", "sqlalchemy", "numpy", "spacy", "regex", "annotator.store.project", "annotator.bio"}
    assert heavy.isdisjoint(done.stdout.split())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes memory from another process")
@pytest.mark.parametrize("room", range(3))
def test_out_of_memory_it_says_so_once_and_learns_when_there_is_some(window, ids, room):
    import resource

    window.learner.suggest(ids[0])
    window.next(Suggested)
    process = window.learner.process_id
    before = resource.prlimit(process, resource.RLIMIT_AS)
    most = psutil.Process(process).memory_info().vms + room * 2**20
    resource.prlimit(process, resource.RLIMIT_AS, (most, before[1]))
    window.learner.learn()
    answer = window.next((Trouble, Broken, Learned))
    assert not isinstance(answer, Broken), answer.report
    with suppress(ProcessLookupError):  # It has ended, and another one has all the memory that it wants.
        resource.prlimit(process, resource.RLIMIT_AS, before)
    window.learner.learn()
    assert isinstance(window.next((Trouble, Broken, Learned)), Learned)


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        ImportError("libstdc++.so.6: failed to map segment from shared object"),
        OSError(12, "Cannot allocate memory"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_memory_that_is_full_ends_the_process_whatever_says_so(monkeypatch, error):
    def end(code):
        raise SystemExit(code)

    def fail():
        raise error

    answers = BytesIO()
    monkeypatch.setattr(worker.os, "_exit", end)
    with pytest.raises(SystemExit, match="1"):
        worker.Worker(BytesIO(), answers)._attempt(fail)
    assert answers.getvalue() == b""


def test_a_thread_that_fails_all_the_same_ends_the_process(monkeypatch):
    codes = []
    monkeypatch.setattr(worker.os, "_exit", codes.append)
    with pytest.raises(MemoryError):
        worker._to_the_end(lambda _: (_ for _ in ()).throw(MemoryError), None)
    assert codes == [1]
