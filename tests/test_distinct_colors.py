from itertools import combinations

import pytest

from annotator.color import LABEL_COLOR_COUNT, default_label_color
from annotator.distinct_colors import JUST_VISIBLE, difference, unused_label_color

DEFAULTS = [default_label_color(index) for index in range(LABEL_COLOR_COUNT)]


def test_the_first_default_that_is_free():
    assert unused_label_color([]) == DEFAULTS[0]
    assert unused_label_color([DEFAULTS[0], DEFAULTS[2]]) == DEFAULTS[1]


def test_one_that_looks_like_a_colour_in_use_is_passed_over():
    assert unused_label_color(["#baaaf2"]) == DEFAULTS[1]


def test_red_and_green_look_more_alike_to_some():
    assert difference("#aa5500", "#667700") < 0.1
    assert difference("#0000ff", "#ffff00") > 0.5


def test_beyond_the_defaults_colours_can_still_be_told_apart():
    used = list(DEFAULTS)
    for _ in range(12):
        used.append(unused_label_color(used))
    assert min(difference(one, other) for one, other in combinations(used, 2)) > JUST_VISIBLE


def test_another_form_is_refused():
    with pytest.raises(ValueError, match="not a colour"):
        difference("red", "#000000")


def test_of_very_many_the_defaults_come_round_again():
    used = [f"#{number * 7919 % 0xFFFFFF:06x}" for number in range(101)]
    assert unused_label_color(used) == default_label_color(101)
