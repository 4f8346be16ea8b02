"""The arithmetic of colour, free of Qt: luminance and contrast, OKLCH, and the colours that new labels get."""

from bisect import bisect_left
from functools import cache
from math import atan2, ceil, cos, hypot, radians, sin

Rgb = tuple[float, float, float]
"""Red, green and blue of sRGB, each 0 to 1, gamma-encoded."""

Oklch = tuple[float, float, float]
"""Lightness 0 to 1, chroma from 0, hue in radians."""


def from_hex(color: str) -> Rgb:
    """Return the colour that `#rrggbb` names. Raises ValueError when it is not of that form."""
    if len(color) != 7 or not color.startswith("#"):
        raise ValueError(f"{color} is not a colour of the form #rrggbb")
    number = int(color[1:], 16)
    return (number >> 16) / 255, (number >> 8 & 255) / 255, (number & 255) / 255


def to_hex(color: Rgb) -> str:
    """Return the colour as `#rrggbb`."""
    return "#" + "".join(f"{round(min(1.0, max(0.0, part)) * 255):02x}" for part in color)


def to_linear(color: Rgb) -> Rgb:
    """Return the colour with light added up linearly (IEC 61966-2-1, the transfer function of sRGB)."""
    red, green, blue = ((part / 12.92) if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color)
    return red, green, blue


def from_linear(color: Rgb) -> Rgb:
    """Return the gamma-encoded colour; parts outside 0 to 1 stay outside."""
    red, green, blue = (part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in color)
    return red, green, blue


def luminance(color: Rgb) -> float:
    """Return the relative luminance, 0 to 1, as WCAG 2.2 defines it."""
    red, green, blue = to_linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast ratio of WCAG 2.2, 1 to 21, in whichever order."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def blend(color: Rgb, ground: Rgb, alpha: float) -> Rgb:
    """Return what is seen when `color` lies over `ground` with opacity `alpha`."""
    red, green, blue = (alpha * over + (1 - alpha) * under for over, under in zip(color, ground, strict=True))
    return red, green, blue


def to_oklch(color: Rgb) -> Oklch:
    """Return the colour in OKLCH (Björn Ottosson, "A perceptual color space for image processing", 2020)."""
    red, green, blue = to_linear(color)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, hypot(a, b), atan2(b, a)


def _unclipped(color: Oklch) -> Rgb:
    """Return the sRGB colour, parts below 0 or above 1 where sRGB has no such colour."""
    lightness, chroma, hue = color
    a, b = chroma * cos(hue), chroma * sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return from_linear(
        (
            4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
        )
    )


def from_oklch(color: Oklch) -> Rgb:
    """Return the sRGB colour of that lightness and hue; its chroma is lowered as far as sRGB needs."""
    lightness, chroma, hue = color
    lightness = min(1.0, max(0.0, lightness))
    found = _unclipped((lightness, chroma, hue))
    if not _is_displayable(found):
        low, high = 0.0, chroma
        for _ in range(12):
            middle = (low + high) / 2
            if _is_displayable(_unclipped((lightness, middle, hue))):
                low = middle
            else:
                high = middle
        found = _unclipped((lightness, low, hue))
    red, green, blue = (min(1.0, max(0.0, part)) for part in found)
    return red, green, blue


def _is_displayable(color: Rgb) -> bool:
    """Return whether sRGB has the colour, but for rounding."""
    red, green, blue = color
    return -0.001 <= red <= 1.001 and -0.001 <= green <= 1.001 and -0.001 <= blue <= 1.001


def with_contrast(color: Rgb, ground: Rgb, ratio: float) -> Rgb:
    """Return the colour, darkened on a light ground or lightened on a dark one until it stands out by `ratio`."""
    if contrast(color, ground) >= ratio:
        return color
    lightness, chroma, hue = to_oklch(color)
    step = 0.01 if luminance(ground) < 0.18 else -0.01
    colors = cache(lambda steps: from_oklch((lightness + steps * step, chroma, hue)))
    most = ceil((1 - lightness if step > 0 else lightness) / 0.01)
    # The contrast grows with each step: the first that is enough is found by halves.
    return colors(bisect_left(range(most), True, 1, key=lambda steps: contrast(colors(steps), ground) >= ratio))


FIRST_LABEL_COLORS = ("#b9a9f2", "#86d8dc", "#f3c16b", "#b5dcc4", "#f0a9b4", "#c9c27a")
"""Chosen by eye; the rest goes by rings."""

HUES_A_RING = 6
LABEL_COLOR_RINGS = ((0.56, 0.12, 15), (0.66, 0.12, 35), (0.70, 0.12, 40))
"""OKLCH lightness, chroma and first hue in degrees of each ring; the hues of a ring are equal steps apart.

Found by searching for the rings whose colours, together with the first six, stay furthest apart, also for
eyes without the long or the medium cones: at least 0.03 in OKLab, half as much again as one can just see.
"""

LABEL_COLOR_COUNT = len(FIRST_LABEL_COLORS) + HUES_A_RING * len(LABEL_COLOR_RINGS)


@cache
def default_label_color(index: int) -> str:
    """Return the `#rrggbb` that the label number `index`, from 0, gets by default; after 24 they repeat."""
    index %= LABEL_COLOR_COUNT
    if index < len(FIRST_LABEL_COLORS):
        return FIRST_LABEL_COLORS[index]
    step, ring = divmod(index - len(FIRST_LABEL_COLORS), len(LABEL_COLOR_RINGS))
    lightness, chroma, first_hue = LABEL_COLOR_RINGS[ring]
    return to_hex(from_oklch((lightness, chroma, radians(first_hue + step * 360 / HUES_A_RING))))
