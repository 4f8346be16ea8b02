"""The process that learns beside a window on a project of a team, which lies on a server."""

import os
import signal
from contextlib import closing
from queue import Queue

import pytest

from annotator.addresses import in_full
from annotator.assist.deciding import accept, reject
from annotator.assist.learning import Learner
from annotator.assist.messages import Charge, Learned, Suggested, Trouble
from annotator.edits import set_status
from annotator.model import Status
from annotator.store.project import Project
from tests.suggest.news import article, places
from tests.suggest.news_project import make_project

SECONDS = 60
"""A machine may be busy; nothing here waits so long."""


@pytest.fixture
def project(tmp_path, database):
    made = make_project(tmp_path, database)
    yield made
    assert list(made.check()) == []
    made.close()


@pytest.fixture
def answers():
    return Queue()


@pytest.fixture
def learner(project, answers):
    made = Learner(Charge(in_full(project.address), "anna"), answers.put, first_pause=0.01)
    made.start()
    yield made
    made.stop()
    made.wait()


@pytest.fixture
def last(project):
    return [document.document.id for document in project.annotated_documents()][-1]


def following(answers, kind):
    while True:
        answer = answers.get(timeout=SECONDS)
        if isinstance(answer, kind):
            return answer


def test_it_learns_and_suggests_while_somebody_labels(project, learner, answers, last):
    learner.learn()
    assert following(answers, Learned).articles == 12
    learner.suggest(last)
    found = following(answers, Suggested).suggestions
    assert {one.place for one in found} >= places(article(99))
    for number, offer in enumerate(found):
        learner.suggest(last)
        document = project.document(last)
        made = reject(document, offer, "anna") if number == 0 else accept(document, project.scheme(), offer, "anna")
        project.apply("Decide", made, "anna")
    project.apply("Done", set_status(project.document(last), "anna", Status.DONE), "anna")
    learner.learn()
    assert following(answers, Learned).articles == 13
    with closing(Project.open(project.address)) as other:
        assert len(other.verdicts(last)) == len(found)


def test_killed_it_comes_back_and_knows_what_it_had_learned(project, learner, answers, last):
    learner.learn()
    following(answers, Learned)
    learner.suggest(last)
    found = following(answers, Suggested)
    os.kill(learner.process_id, signal.SIGTERM)
    assert "has ended unexpectedly" in str(following(answers, Trouble).error)
    following(answers, Learned)
    learner.suggest(last)
    assert following(answers, Suggested) == found


def test_a_server_that_is_gone_is_a_sentence(project, learner, answers, last, cluster):
    learner.suggest(last)
    following(answers, Suggested)
    gone = Learner(Charge(in_full(project.address) + "_that_is_not_there", "anna"), answers.put)
    gone.start()
    gone.suggest(last)
    trouble = following(answers, Trouble)
    gone.stop()
    gone.wait()
    assert str(trouble.error)
    assert "Traceback" not in str(trouble.error)
