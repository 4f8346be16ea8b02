"""What comes next: the article that teaches most, where that is wanted; and the word that nothing teaches much."""

import pytest
from PySide6.QtCore import QObject, Signal

from annotator.assist.messages import Learned, Picked
from annotator.ui.picking_next import PickingNext


class Process(QObject):
    """What the process that learns is asked."""

    picked = Signal(object)
    learned = Signal(object)

    def __init__(self):
        super().__init__()
        self.asked = []

    def pick(self, without):
        self.asked.append(("pick", without))

    def suggest(self, document):
        self.asked.append(("suggest", document))


@pytest.fixture
def process():
    return Process()


@pytest.fixture
def workspace(application):
    return application.session.workspace


@pytest.fixture
def articles(workspace):
    return [line.id for line in workspace.project.documents(annotator=workspace.annotator)]


def test_done_opens_what_teaches_most_that_is_still_to_do(application, workspace, articles, process):
    picking = PickingNext(workspace, process, lambda: True)
    picking.ask()
    assert process.asked == [("pick", articles[0])]
    process.picked.emit(Picked((articles[2], articles[1])))
    assert process.asked[-1] == ("suggest", articles[2])
    application.session.marking.done_and_next()
    assert workspace.stands_at == articles[2]
    process.picked.emit(Picked((articles[2], articles[0], articles[1])))
    application.session.marking.done_and_next()
    assert workspace.stands_at == articles[1]


def test_where_nobody_wants_that_it_is_the_one_below(application, workspace, articles, process):
    PickingNext(workspace, process, lambda: False)
    process.picked.emit(Picked((articles[2],)))
    application.session.marking.done_and_next()
    assert workspace.stands_at == articles[1]
    assert process.asked == []


def test_it_says_once_that_nothing_changes_any_more(workspace, process):
    picking = PickingNext(workspace, process, lambda: False)
    said = []
    picking.said.connect(said.append)
    process.learned.emit(Learned(10, 50, 0.1, 0.9, is_settled=False))
    assert said == []
    for _ in range(2):
        process.learned.emit(Learned(30, 150, 0.1, 0.99, is_settled=True))
    assert len(said) == 1
    assert said[0].startswith("Suggestions hardly change any more")
