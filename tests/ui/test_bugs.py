"""What comes up where no gesture is: what was raised for the user is said, and all else is a fault."""

import sys

import pytest

from annotator.errors import ProjectError, ServerLostError
from annotator.ui.bugs import Bugs


@pytest.fixture
def printed(monkeypatch):
    """What Python's own handler, that of before, was given."""
    given = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: given.append(error))
    return given


@pytest.fixture
def caught(printed):
    """What was said, and what was shown as a fault; both are lists."""
    said, shown = [], []
    bugs = Bugs(lambda *report: shown.append(report), say=lambda error: said.append(str(error)))
    bugs.catch()
    yield said, shown
    bugs.let_go()


def meet(error):
    sys.excepthook(type(error), error, None)


def test_what_is_for_the_user_is_no_fault_and_is_said_once(caught):
    said, shown = caught
    for _ in range(3):
        meet(ProjectError("The file is damaged."))
    meet(ProjectError("It is full."))
    assert (said, shown) == (["The file is damaged.", "It is full."], [])


def test_that_a_server_is_gone_is_said_each_time(caught):
    said, _ = caught
    for _ in range(2):
        meet(ServerLostError("The server is gone."))
    assert said == ["The server is gone."] * 2


def test_anything_else_is_a_fault(caught, printed):
    said, shown = caught
    fault = ValueError("secret")
    meet(fault)
    assert (said, printed) == ([], [fault])
    ((_, _, text),) = shown
    assert "ValueError" in text
    assert "secret" not in text
