"""Colours that can be told apart, also by eyes without the long or the medium cones."""

from collections.abc import Collection
from functools import cache, lru_cache
from math import cos, dist, radians, sin

from annotator.color import (
    LABEL_COLOR_COUNT,
    Rgb,
    default_label_color,
    from_hex,
    from_linear,
    from_oklch,
    to_hex,
    to_linear,
    to_oklch,
)

Matrix = tuple[tuple[float, float, float], ...]

TYPICAL: Matrix = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
PROTANOPIA: Matrix = (
    (0.152286, 1.052583, -0.204868),
    (0.114503, 0.786281, 0.099216),
    (-0.003882, -0.048116, 1.051998),
)
DEUTERANOPIA: Matrix = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)
"""Severity 1.0 of G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation
of Color Vision Deficiency", IEEE TVCG 15 (6), 2009; applied to linear sRGB."""

JUST_VISIBLE = 0.02
"""A difference in OKLab that side by side can just be seen."""

FURTHER_LIGHTNESSES = (0.50, 0.58, 0.66, 0.74, 0.82, 0.90)
FURTHER_CHROMAS = (0.05, 0.09, 0.13)
HUE_STEP = 15
"""Degrees. The further colours are equal steps in OKLCH."""

MOST_APART = 100


@lru_cache(maxsize=4096)
def seen_by(eye: Matrix, color: str) -> tuple[float, float, float]:
    """Return the OKLab coordinates of `#rrggbb` as an eye with these cones sees it."""
    linear = to_linear(from_hex(color))
    red, green, blue = (
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, linear, strict=True)))) for row in eye
    )
    seen: Rgb = (red, green, blue)
    lightness, chroma, hue = to_oklch(from_linear(seen))
    return lightness, chroma * cos(hue), chroma * sin(hue)


Seen = tuple[tuple[float, float, float], ...]
"""What each eye sees of a colour."""

EYES = (TYPICAL, PROTANOPIA, DEUTERANOPIA)


def _seen(color: str) -> Seen:
    return tuple(seen_by(eye, color) for eye in EYES)


def difference(one: str, other: str) -> float:
    """Return how far two colours `#rrggbb` are apart in OKLab to the eye that tells them apart least."""
    return _apart(_seen(one), _seen(other))


def _apart(one: Seen, other: Seen) -> float:
    return min(map(dist, one, other))


def unused_label_color(used: Collection[str]) -> str:
    """Return the first default colour that none of those in use looks like, else the further one that stands out most.

    Colours are `#rrggbb`. Of more than `MOST_APART` nobody tells each from all others: the defaults come round again.
    """
    known = set(used)
    if len(known) > MOST_APART:
        return default_label_color(len(used))
    seen = [_seen(color) for color in known]
    for index in range(LABEL_COLOR_COUNT):
        color = default_label_color(index)
        if color not in known and all(_apart(_seen(color), other) > JUST_VISIBLE for other in seen):
            return color
    return max(_further(), key=lambda one: min(_apart(one[1], other) for other in seen))[0]


@cache
def _further() -> tuple[tuple[str, Seen], ...]:
    colors = (
        to_hex(from_oklch((lightness, chroma, radians(hue))))
        for lightness in FURTHER_LIGHTNESSES
        for chroma in FURTHER_CHROMAS
        for hue in range(0, 360, HUE_STEP)
    )
    return tuple((color, _seen(color)) for color in colors)
