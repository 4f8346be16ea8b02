"""Every colour of the program: a table of roles with a column for each theme, and what a label's colour becomes."""

from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from types import MappingProxyType

from PySide6.QtGui import QColor, QPalette

from annotator.color import (
    Rgb,
    contrast,
    default_label_color,
    from_hex,
    from_oklch,
    to_hex,
    to_oklch,
    with_contrast,
)
from annotator.value import identity_value, value

__all__ = ["THEMES", "LabelColors", "Theme", "default_label_color", "label_colors", "qt_palette"]

PAPER = ("background", "panel", "page", "accent_soft", "key")
"""Grounds on which anything may stand: the three papers, and what a chosen or a touched row is filled with."""
SHEETS = PAPER[:3]


@value
class Role:
    """A colour of the table in each theme, and what it may stand on: the tests hold every such pair to WCAG.

    As text it reaches 4.5:1 there, in high contrast 7:1, as a shape that means something (bar, dot, border, focus)
    3:1. A colour that is neither is a ground, or parts areas and means nothing.
    """

    light: str
    dark: str
    contrast: str
    contrast_dark: str
    text_on: tuple[str, ...] = ()
    shape_on: tuple[str, ...] = ()


ROLES: Mapping[str, Role] = MappingProxyType(
    {
        "background": Role("#f6f5f2", "#191a1c", "#ffffff", "#000000"),
        "panel": Role("#fbfaf8", "#1f2123", "#ffffff", "#000000"),
        "page": Role("#ffffff", "#232527", "#ffffff", "#000000"),
        "line": Role("#e3e0da", "#34373a", "#949494", "#767676"),
        "border": Role("#8b877f", "#7a7f85", "#1f1f1f", "#e0e0e0", shape_on=PAPER),
        "ink": Role("#1f1e1b", "#e9e7e2", "#000000", "#ffffff", text_on=PAPER, shape_on=PAPER),
        "muted": Role("#66635d", "#a5a29b", "#262626", "#e6e6e6", text_on=PAPER),
        "faint": Role("#69655f", "#a39f98", "#333333", "#d4d4d4", text_on=PAPER),
        "accent": Role("#2b5fb3", "#8ab2f4", "#00399e", "#8cc8ff", text_on=PAPER, shape_on=PAPER),
        "accent_soft": Role("#e4ecf8", "#2a3648", "#d5e3ff", "#0d2f52"),
        "selection": Role("#2b5fb3", "#2f6fd6", "#00399e", "#8cc8ff", shape_on=SHEETS),
        "selection_ink": Role("#ffffff", "#ffffff", "#ffffff", "#000000", text_on=("selection",)),
        "ok": Role("#2b7549", "#7cc79a", "#004d24", "#8ceab0", text_on=PAPER, shape_on=(*PAPER, "line")),
        "warn": Role("#855b00", "#e0b354", "#573800", "#ffd466", text_on=PAPER, shape_on=PAPER),
        "error": Role("#b3261e", "#f2a19b", "#8c0000", "#ffb4ad", text_on=PAPER, shape_on=PAPER),
        "key": Role("#efede8", "#2d3033", "#ededed", "#262626"),
    }
)

TEXT_PAIRS = tuple((name, ground) for name, role in ROLES.items() for ground in role.text_on)
"""Text and its grounds: at least 4.5:1, in high contrast 7:1."""
SHAPE_PAIRS = tuple((name, ground) for name, role in ROLES.items() for ground in role.shape_on)
"""Bars, dots, borders and focus and their grounds: at least 3:1."""


@identity_value
class Theme:
    """The roles of one theme. `line` parts areas and carries no meaning; what must be seen takes `border`.

    `strong` is whether its contrast is high.
    """

    name: str
    dark: bool
    strong: bool
    background: QColor
    panel: QColor
    page: QColor
    line: QColor
    border: QColor
    ink: QColor
    muted: QColor
    faint: QColor
    accent: QColor
    accent_soft: QColor
    selection: QColor
    selection_ink: QColor
    ok: QColor
    warn: QColor
    error: QColor
    key: QColor


def _theme(name: str, *, dark: bool, strong: bool = False) -> Theme:
    return Theme(name, dark, strong, **{role: QColor(getattr(colors, name)) for role, colors in ROLES.items()})


THEMES: Mapping[str, Theme] = MappingProxyType(
    {
        "light": _theme("light", dark=False),
        "dark": _theme("dark", dark=True),
        "contrast": _theme("contrast", dark=False, strong=True),
        "contrast_dark": _theme("contrast_dark", dark=True, strong=True),
    }
)

TINT_ALPHA = {False: 0.35, True: 0.28}
"""Opacity of a tint by whether the theme is dark; only one tint ever lies under a letter."""

LIGHT_CHIP_LIGHTNESS = (0.30, 0.90)
DARK_CHIP_LIGHTNESS = (0.42, 0.76)
DARK_CHIP_BASE, DARK_CHIP_SLOPE, DARK_CHIP_CHROMA = 0.162, 0.64, 1.1
"""The dark theme presses lightnesses together: no chip glares, none sinks into the page. Pressed harder, or with more
chroma, the default colours look alike to eyes without the long or the medium cones."""
LIGHT_BAR_CHROMA = 1.5
BAR_CONTRAST = {False: 4.0, True: 3.2}
"""Of a bar on the page. The rule is 3:1; on a white page thin lines need more to show their hue."""
BAR_CONTRAST_IN_ROWS = 3.05
"""Of a bar on a chosen row, the ground that is nearest to it."""
STRONG_BAR_CONTRAST = 5.0
"""Of a bar on the page in high contrast: a hue is still to be seen in it."""
STRONG_CHIP_LIGHTNESS = (0.72, 0.90)
"""In high contrast every chip is light enough for black letters at 7:1."""


@value
class LabelColors:
    """What one label is painted with: `chip` with `ink` on it, `bar` on any paper, `tint` (with alpha) under text."""

    chip: QColor
    ink: QColor
    bar: QColor
    tint: QColor


@lru_cache(maxsize=1024)
def _label_colors(color: str, theme: str) -> LabelColors:
    dark, strong = THEMES[theme].dark, THEMES[theme].strong
    chip = _strong_chip(from_hex(color)) if strong else _chip(from_hex(color), dark=dark)
    black, white = from_hex("#000000"), from_hex("#ffffff")
    ink = black if contrast(black, chip) >= contrast(white, chip) else white
    page, row = from_hex(THEMES[theme].page.name()), from_hex(THEMES[theme].accent_soft.name())
    bar = with_contrast(chip if dark else _deeper(chip), page, STRONG_BAR_CONTRAST if strong else BAR_CONTRAST[dark])
    bar = with_contrast(bar, row, BAR_CONTRAST_IN_ROWS)
    tint = QColor(to_hex(chip))
    tint.setAlphaF(TINT_ALPHA[dark])
    return LabelColors(QColor(to_hex(chip)), QColor(to_hex(ink)), QColor(to_hex(bar)), tint)


def _chip(color: Rgb, *, dark: bool) -> Rgb:
    """Return the label's colour, as near to the one chosen as the theme allows."""
    lightness, chroma, hue = to_oklch(color)
    if dark:
        low, high = DARK_CHIP_LIGHTNESS
        lightness = min(high, max(low, DARK_CHIP_BASE + DARK_CHIP_SLOPE * lightness))
        return from_oklch((lightness, chroma * DARK_CHIP_CHROMA, hue))
    low, high = LIGHT_CHIP_LIGHTNESS
    return color if low <= lightness <= high else from_oklch((min(high, max(low, lightness)), chroma, hue))


def _strong_chip(color: Rgb) -> Rgb:
    lightness, chroma, hue = to_oklch(color)
    low, high = STRONG_CHIP_LIGHTNESS
    return from_oklch((min(high, max(low, lightness)), chroma, hue))


def _deeper(color: Rgb) -> Rgb:
    """Return the colour with more chroma: a pastel that is only darkened looks grey."""
    lightness, chroma, hue = to_oklch(color)
    return from_oklch((lightness, chroma * LIGHT_BAR_CHROMA, hue))


def label_colors(color: str, theme: Theme) -> LabelColors:
    """Return the colours that a label of the colour `#rrggbb` is painted with. Raises ValueError on another form."""
    return _label_colors(color, theme.name)


def qt_palette(theme: Theme) -> QPalette:
    """Return the theme as Qt's own roles, for the widgets that are Qt's."""
    palette = QPalette()
    role = QPalette.ColorRole
    colors = {
        role.Window: theme.background,
        role.WindowText: theme.ink,
        role.Base: theme.page,
        role.AlternateBase: theme.panel,
        role.Text: theme.ink,
        role.Button: theme.panel,
        role.ButtonText: theme.ink,
        role.BrightText: theme.error,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.selection_ink,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.PlaceholderText: theme.muted,
        role.ToolTipBase: theme.panel,
        role.ToolTipText: theme.ink,
        role.Accent: theme.accent,
        role.Light: theme.panel,
        role.Midlight: theme.key,
        role.Mid: theme.line,
        role.Dark: theme.border,
        role.Shadow: theme.line,
    }
    for name, color in colors.items():
        palette.setColor(name, color)
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, theme.faint)
    return palette


def role_names() -> tuple[str, ...]:
    """Return the names of the colours of a theme."""
    return tuple(field.name for field in fields(Theme) if field.name not in ("name", "dark", "strong"))
