import itertools
import random

import pytest

from annotator.ui.text_view.flow import END, Flow

SCREEN = 400


@pytest.fixture
def true_heights() -> list[int]:
    chance = random.Random(5)
    return [chance.randint(20, 200) for _ in range(500)]


@pytest.fixture
def measured() -> list[int]:
    return []


@pytest.fixture
def flow(true_heights: list[int], measured: list[int]) -> Flow:
    """Every estimate is wrong."""

    def measure(paragraph: int) -> int:
        measured.append(paragraph)
        return true_heights[paragraph]

    flow = Flow(measure)
    flow.estimate([60] * len(true_heights))
    return flow


def test_only_what_is_on_the_screen_is_measured(flow: Flow, measured: list[int]) -> None:
    placed = flow.settle(SCREEN)
    assert set(measured) == {paragraph for paragraph, _ in placed}
    assert len(placed) < 25


def test_a_leap_measures_nothing_in_between(flow: Flow, measured: list[int]) -> None:
    flow.settle(SCREEN)
    measured.clear()
    flow.scroll_to(20_000, SCREEN)
    flow.settle(SCREEN)
    assert len(set(measured)) < 25


def test_paragraphs_follow_one_another_without_a_gap(flow: Flow, true_heights: list[int]) -> None:
    flow.scroll_to(9_000, SCREEN)
    placed = flow.settle(SCREEN)
    assert placed[0].top <= 0 < placed[0].top + true_heights[placed[0].paragraph]
    for above, below in itertools.pairwise(placed):
        assert below == (above.paragraph + 1, above.top + true_heights[above.paragraph])


@pytest.mark.parametrize("step", [37, -37])
def test_scrolling_moves_by_just_as_much_though_estimates_are_wrong(flow: Flow, step: int) -> None:
    flow.scroll_to(15_000, SCREEN)
    tops = dict(flow.settle(SCREEN))
    for _ in range(60):
        flow.scroll_to(flow.value + step, SCREEN)
        now = dict(flow.settle(SCREEN))
        shared = tops.keys() & now.keys()
        assert shared
        assert {now[paragraph] - tops[paragraph] for paragraph in shared} == {-step}
        tops = now


def test_the_end_is_at_the_bottom_of_the_screen(flow: Flow, true_heights: list[int]) -> None:
    flow.scroll_to(flow.total, SCREEN)
    last = flow.settle(SCREEN)[-1]
    assert last.paragraph == len(true_heights) - 1
    assert last.top + true_heights[-1] == SCREEN
    assert flow.value == flow.total - SCREEN


def test_one_cannot_scroll_past_either_end(flow: Flow) -> None:
    flow.anchor(3, -100_000)
    assert flow.settle(SCREEN)[0] == (0, 0)
    flow.anchor(3, END)
    assert flow.settle(SCREEN)[-1].paragraph == 499


def test_a_short_text_begins_at_the_top() -> None:
    flow = Flow(lambda _: 50)
    flow.estimate([50] * 3)
    flow.anchor(2, 30)
    assert flow.settle(SCREEN) == [(0, 0), (1, 50), (2, 100)]


def test_a_correction_above_the_screen_moves_nothing(flow: Flow) -> None:
    flow.scroll_to(15_000, SCREEN)
    placed = flow.settle(SCREEN)
    flow.correct(2, 5_000)
    assert flow.settle(SCREEN) == placed
