import pytest

from annotator.ui import heartbeat
from annotator.ui.heartbeat import Heartbeat


@pytest.fixture
def beats(monkeypatch):
    monkeypatch.setattr(heartbeat, "BEAT", 5)
    monkeypatch.setattr(heartbeat, "QUIET", 20)
    return []


def test_it_looks_again_and_again_and_tidies_up_once(qtbot, beats):
    heart = Heartbeat(lambda: beats.append("poll"), lambda: beats.append("idle"))
    heart.start()
    heart.note_edit()
    qtbot.waitUntil(lambda: "idle" in beats)
    seen = len(beats)
    qtbot.waitUntil(lambda: len(beats) > seen + 8)
    heart.stop()
    assert beats.count("idle") == 1
    assert beats.count("poll") > 8


def test_without_an_edit_there_is_nothing_to_tidy_up(qtbot, beats):
    heart = Heartbeat(lambda: beats.append("poll"), lambda: beats.append("idle"))
    heart.start()
    qtbot.waitUntil(lambda: len(beats) > 10)
    heart.stop()
    assert "idle" not in beats


def test_the_project_is_looked_after_soon_and_then_now_and_then(qtbot, monkeypatch):
    looks = []
    heart = Heartbeat(lambda: None, lambda: None, lambda: looks.append(1))
    for _ in range(heartbeat.FIRST_LOOK - 1):
        heart.beat()
    assert not looks
    heart.beat()
    assert len(looks) == 1
    for _ in range(heartbeat.LOOKS):
        heart.beat()
    assert len(looks) == 2
    heart.note_project()
    for _ in range(heartbeat.FIRST_LOOK):
        heart.beat()
    assert len(looks) == 3
