"""That a colour stands out as asked, and by no more than is needed."""

import pytest

from annotator.color import contrast, from_hex, from_oklch, to_oklch, with_contrast

WHITE, BLACK = from_hex("#ffffff"), from_hex("#101418")
COLORS = ("#b9a9f2", "#86d8dc", "#f3c16b", "#00ff00", "#ffffff", "#000000", "#7f7f7f", "#ff0080")
STEP = 0.01
"""Of lightness."""


@pytest.mark.parametrize("ground", [WHITE, BLACK])
@pytest.mark.parametrize("ratio", [3.0, 4.5, 7.0])
@pytest.mark.parametrize("color", COLORS)
def test_a_colour_is_changed_until_it_stands_out_and_no_further(color, ground, ratio):
    made = with_contrast(from_hex(color), ground, ratio)
    assert contrast(made, ground) >= ratio
    if made != from_hex(color):
        lightness, chroma, hue = to_oklch(from_hex(color))
        steps = round(abs(to_oklch(made)[0] - lightness) / STEP)
        before = lightness + (steps - 1) * STEP * (1 if ground == BLACK else -1)
        assert contrast(from_oklch((before, chroma, hue)), ground) < ratio


def test_a_colour_that_stands_out_stays():
    assert with_contrast(from_hex("#123456"), WHITE, 4.5) == from_hex("#123456")
