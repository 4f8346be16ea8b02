"""How the view looks: fonts, measures and colours, worked out once for a theme, a font and a zoom."""

from collections.abc import Mapping
from dataclasses import field, replace
from math import ceil

from PySide6.QtGui import QFont, QFontMetricsF

from annotator.model import Label, value
from annotator.ui.palette import LabelColors, Theme, label_colors
from annotator.value import identity_value

SERIF_FAMILIES = ("Noto Serif", "Georgia", "Source Serif 4", "Liberation Serif", "DejaVu Serif")
SANS_FAMILIES = ("Noto Sans", "Segoe UI", "Helvetica Neue", "Liberation Sans", "DejaVu Sans")
"""Whichever of these the system has first; else what it calls serif or sans-serif."""

DEFAULT_SIZE = 17.0
MIN_ZOOM, MAX_ZOOM = 0.4, 5.0
UNKNOWN_COLOR = "#c4c1ba"
"""Of a label that the scheme does not have."""

PROSE = "the ministers of both countries have discussed the prospects of cooperation, he said on Tuesday "
"""What the width of a column is counted in: the average character of a text is narrower than that of a font."""


@value
class Measures:
    """Distances in pixels. A line is a box of text, then a row for each span that overlaps another."""

    box: int
    """Height of a line of text with its tint; a line with taller glyphs gets more."""
    blank: int
    """Height of an empty line: it parts paragraphs, and nobody reads it."""
    lead: int
    """Free space below a line without rows."""
    row: int
    """From one row to the next: a bar, a chip hanging from it, and a gap."""
    chip: int
    bar: int
    gap: int
    """Free space below a paragraph."""
    margin: int
    """Free space at the top and the bottom of the text, and at least left and right."""
    tab: float
    """Distance of tab stops."""


@value
class TextStyle:
    """What the user chose: family (empty: ours), size in pixels at zoom 1.0, zoom, characters in a column.

    `line_height` is from line to line where no labels are, in font sizes.
    """

    family: str = ""
    size: float = DEFAULT_SIZE
    zoom: float = 1.0
    column: int = 75
    line_height: float = 1.7

    def zoomed(self, zoom: float) -> "TextStyle":
        """Return the style with another zoom, 0.4 to 5."""
        return replace(self, zoom=min(MAX_ZOOM, max(MIN_ZOOM, zoom)))


@identity_value
class Look:
    """Everything that painting and layout need to know besides text and spans."""

    theme: Theme
    font: QFont
    chip_font: QFont
    measures: Measures
    column: int
    """Width of the text at most, in pixels."""
    labels: Mapping[str, LabelColors] = field(default_factory=dict)
    unknown: LabelColors = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "unknown", label_colors(UNKNOWN_COLOR, self.theme))

    def colors(self, label: str) -> LabelColors:
        """Return what a label is painted with."""
        return self.labels.get(label, self.unknown)


def make_look(theme: Theme, style: TextStyle, labels: Mapping[str, Label]) -> Look:
    """Work out fonts and measures; a change of the size changes all of them in proportion."""
    size = max(6, round(style.size * style.zoom))
    font = _font(style.family, SERIF_FAMILIES, QFont.StyleHint.Serif, size)
    chip_font = _font("", SANS_FAMILIES, QFont.StyleHint.SansSerif, max(9, round(size * 0.56)))
    chip_font.setWeight(QFont.Weight.DemiBold)
    chip_font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 104)
    metrics = QFontMetricsF(font)
    colors = {name: label_colors(label.color, theme) for name, label in labels.items()}
    column = ceil(metrics.horizontalAdvance(PROSE) / len(PROSE) * style.column)
    return Look(
        theme, font, chip_font, _measures(metrics, QFontMetricsF(chip_font), size, style.line_height), column, colors
    )


def _font(family: str, families: tuple[str, ...], hint: QFont.StyleHint, size: int) -> QFont:
    """Return a font of the first family that there is."""
    font = QFont([family, *families] if family else list(families))
    font.setStyleHint(hint)
    font.setPixelSize(size)
    return font


def _measures(text: QFontMetricsF, chip: QFontMetricsF, size: int, line_height: float) -> Measures:
    """Return the measures for a font of `size` pixels: narrower lines have less tint, wider ones more room below."""
    distance, full = round(size * line_height), ceil(max(text.height(), size * 1.35)) + max(2, round(size / 4.5))
    box = min(full, max(ceil(text.height()), distance - 1))
    bar = max(2, round(size / 9))
    chip_height = max(14, ceil(chip.ascent() + chip.descent()) + bar - 1)
    return Measures(
        box=box,
        blank=max(8, round(size * 0.7)),
        lead=max(1, distance - box),
        row=chip_height + 1,
        chip=chip_height,
        bar=bar,
        gap=max(4, round(size * 0.6)),
        margin=max(12, round(size * 1.5)),
        tab=text.horizontalAdvance(" ") * 8,
    )
