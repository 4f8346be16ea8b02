"""Every colour of the program: a table of roles with a light and a dark column, and what a label's colour becomes."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import product
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

__all__ = ["THEMES", "LabelColors", "Theme", "default_label_color", "label_colors", "qt_palette"]

ROLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "background": ("#f6f5f2", "#191a1c"),
        "panel": ("#fbfaf8", "#1f2123"),
        "page": ("#ffffff", "#232527"),
        "line": ("#e3e0da", "#34373a"),
        "border": ("#8b877f", "#7a7f85"),
        "ink": ("#1f1e1b", "#e9e7e2"),
        "muted": ("#66635d", "#a5a29b"),
        "faint": ("#69655f", "#a39f98"),
        "accent": ("#2b5fb3", "#8ab2f4"),
        "accent_soft": ("#e4ecf8", "#2a3648"),
        "selection": ("#2b5fb3", "#2f6fd6"),
        "selection_ink": ("#ffffff", "#ffffff"),
        "ok": ("#2b7549", "#7cc79a"),
        "warn": ("#855b00", "#e0b354"),
        "error": ("#b3261e", "#f2a19b"),
        "key": ("#efede8", "#2d3033"),
    }
)
"""Name of the role: its colour in the light theme, in the dark one."""


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """The roles of one theme. `line` parts areas and carries no meaning; what must be seen takes `border`."""

    name: str
    dark: bool
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


def _theme(name: str, *, column: int) -> Theme:
    return Theme(name, column == 1, **{role: QColor(colors[column]) for role, colors in ROLES.items()})


THEMES: Mapping[str, Theme] = MappingProxyType({"light": _theme("light", column=0), "dark": _theme("dark", column=1)})

TEXT_PAIRS = (
    *product(
        ("ink", "muted", "faint", "accent", "ok", "warn", "error"),
        ("background", "panel", "page", "accent_soft", "key"),
    ),
    ("selection_ink", "selection"),
)
"""Roles of text with the grounds that it may stand on: at least 4.5:1."""

SHAPE_PAIRS = tuple(product(("border", "selection"), ("background", "panel", "page")))
"""Roles of bars, dots and borders that carry meaning with their grounds: at least 3:1."""

TINT_ALPHA = {False: 0.35, True: 0.28}
"""Opacity of a tint by whether the theme is dark; only one tint ever lies under a letter."""

LIGHT_CHIP_LIGHTNESS = (0.30, 0.90)
DARK_CHIP_LIGHTNESS = (0.42, 0.76)
DARK_CHIP_SLOPE = 0.48
"""The dark theme presses all lightnesses around .67 together: no chip glares, none sinks into the page."""
DARK_CHIP_CHROMA = 1.3
LIGHT_BAR_CHROMA = 1.5
BAR_CONTRAST = {False: 4.0, True: 3.2}
"""Of a bar on the page. The rule is 3:1; on a white page thin lines need more to show their hue."""


@dataclass(frozen=True, slots=True)
class LabelColors:
    """What one label is painted with: `chip` with `ink` on it, `bar` on the page, `tint` (with alpha) under text."""

    chip: QColor
    ink: QColor
    bar: QColor
    tint: QColor


@lru_cache(maxsize=1024)
def _label_colors(color: str, theme: str) -> LabelColors:
    dark = THEMES[theme].dark
    chip = _chip(from_hex(color), dark=dark)
    black, white = from_hex("#000000"), from_hex("#ffffff")
    ink = black if contrast(black, chip) >= contrast(white, chip) else white
    bar = with_contrast(chip if dark else _deeper(chip), from_hex(THEMES[theme].page.name()), BAR_CONTRAST[dark])
    tint = QColor(to_hex(chip))
    tint.setAlphaF(TINT_ALPHA[dark])
    return LabelColors(QColor(to_hex(chip)), QColor(to_hex(ink)), QColor(to_hex(bar)), tint)


def _chip(color: Rgb, *, dark: bool) -> Rgb:
    """Return the label's colour, as near to the one chosen as the theme allows."""
    lightness, chroma, hue = to_oklch(color)
    if dark:
        low, high = DARK_CHIP_LIGHTNESS
        lightness = min(high, max(low, 0.30 + DARK_CHIP_SLOPE * lightness))
        return from_oklch((lightness, chroma * DARK_CHIP_CHROMA, hue))
    low, high = LIGHT_CHIP_LIGHTNESS
    return color if low <= lightness <= high else from_oklch((min(high, max(low, lightness)), chroma, hue))


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
    return tuple(field.name for field in fields(Theme) if field.name not in ("name", "dark"))
