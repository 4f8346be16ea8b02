import pytest

from tests.benchmarks import gold
from tests.benchmarks.replay.__main__ import ALL, EVERYWHERE, KEYS, MOUSE, replay


@pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
@pytest.mark.parametrize("way", [MOUSE, KEYS, EVERYWHERE])
def test_an_article_comes_to_equal_its_gold_by_real_events(shared_data, annotator_home, qtbot, way):
    tally = replay(gold.wikigold(1), way)
    assert len(tally.spans) == 18
    assert (tally.mean("presses") == 0) is (way == MOUSE)
    assert tally.mean("presses") < 3
    assert (tally.mean("drags") == 0) is (way != MOUSE)


@pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
def test_with_suggestions_articles_come_to_equal_their_gold_and_some_suggestions_are_accepted(
    shared_data, annotator_home, qtbot
):
    tally = replay(gold.wikigold(3), ALL)
    assert len(tally.spans) > 18
    assert tally.keys["accept"] > 0
