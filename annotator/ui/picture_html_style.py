"""How an article looks in HTML: rules for the page, and one for each label and each mix of bars that occurs.

A bar is a background of its stretch, so it is wrapped with the text. The space for it below its lines is the large
line height of an element around it, which is let down by half of what it is more, and what is in it raised again.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtGui import QColor

from annotator.ui.palette import THEMES, LabelColors, Theme, label_colors
from annotator.ui.picture import Picture
from annotator.ui.picture_html_runs import Bar, Run
from annotator.ui.text_view.look import SANS_FAMILIES, SERIF_FAMILIES, UNKNOWN_COLOR

BAR, THIN, ROW = 2, 1, 16
"""Pixels: of a bar, of the line between two pieces, from one row to the next."""
LETTER_WIDTH = 0.46
"""Of the size: a letter of average width."""
THEME_ROLES = ("page", "ink", "muted", "line")

RULES = """\
:root { color-scheme: @schemes; @light }
@dark* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); }
article { max-width: @column; margin: 0 auto; padding: 40px 24px 48px; font: @size/1.6 @serif; }
header, footer { font-family: @sans; }
header { margin-bottom: 28px; }
h1 { font-size: 21px; font-weight: 600; line-height: 1.3; margin: 0 0 4px; overflow-wrap: anywhere; }
header p { color: var(--muted); font-size: 13px; margin: 0; overflow-wrap: anywhere; }
article > p {
  margin: 0 0 .6em; line-height: 1.6em; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 8;
}
article > p.cut { margin-bottom: 0; }
article > p.blank { line-height: .4em; }
mark { background: none; color: inherit; }
.a { position: relative; }
.chip {
  position: absolute; top: calc(100% + var(--row) * @rowpx); height: 14px; padding: 0 4px;
  border-top: @barpx solid; border-radius: 0 0 3px 3px; font: 600 9.5px/12px @sans; letter-spacing: .04em;
  white-space: nowrap; unicode-bidi: isolate; text-indent: 0; user-select: none; -webkit-user-select: none;
}
.left { left: 0; }
.right { right: 0; }
footer { border-top: 1px solid var(--line); margin-top: 32px; padding-top: 12px; font-size: 12px; }
footer ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 6px 20px; }
footer li { overflow-wrap: anywhere; break-inside: avoid; }
footer i { display: inline-block; width: 12px; height: 12px; border-radius: 3px; vertical-align: -2px; }
small { color: var(--muted); font-size: inherit; }
@media print {
  @page { margin: 18mm; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  article { max-width: none; padding: 0; }
  article > p { orphans: 2; widows: 2; }
  h1, header p { break-after: avoid; }
}
"""


class Style:
    """Names the classes as they are asked for; `sheet` has the rules for all of them."""

    def __init__(self, labels: Sequence[str], picture: Picture) -> None:
        self._picture = picture
        self._numbers = {label: number for number, label in enumerate(labels)}
        self._mixes: dict[tuple[str | None, tuple[Bar, ...], str | None], str] = {}
        self._rows: set[int] = set()

    def rows(self, rows: int) -> str:
        """Return the class of what makes its lines so many rows higher."""
        self._rows.add(rows)
        return f"r{rows}"

    def stretch(self, run: Run) -> str:
        """Return the class of a stretch with its tint and bars; one without length is a line between two letters."""
        point = run.begins[0][1].label if run.start == run.end else None
        return self._mixes.setdefault((run.tint, run.bars, point), f"s{len(self._mixes)}")

    def chip(self, label: str, *, from_right: bool) -> str:
        """Return the classes of a label's chip, which begins at the left or at the right of a letter."""
        return f"chip c{self._numbers[label]} {'right' if from_right else 'left'}"

    def swatch(self, label: str) -> str:
        """Return the class of a label's place in the legend."""
        return f"w{self._numbers[label]}"

    def sheet(self) -> str:
        """Return the style sheet."""
        style, theme = self._picture.style, self._picture.theme
        size = style.size * style.zoom
        dark = f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {self._variables(THEMES['dark'])} }} }}\n"
        values = {
            "@schemes": theme or "light dark",
            "@light": self._variables(THEMES[theme or "light"]),
            "@dark": "" if theme else dark,
            "@column": f"{round(style.column * size * LETTER_WIDTH) + 48}px",
            "@size": f"{size:g}px",
            "@serif": _families([*filter(None, [style.family]), *SERIF_FAMILIES], "serif"),
            "@sans": _families(SANS_FAMILIES, "sans-serif"),
            "@row": str(ROW),
            "@bar": str(BAR),
        }
        rules = RULES
        for name, value in values.items():
            rules = rules.replace(name, value)
        return rules + "".join([*self._label_rules(), *self._row_rules(), *self._mix_rules()])

    def _variables(self, theme: Theme) -> str:
        roles = [f"--{role}: {getattr(theme, role).name()};" for role in THEME_ROLES]
        labels = [
            f"--c{number}: {colors.chip.name()}; --i{number}: {colors.ink.name()}; "
            f"--b{number}: {colors.bar.name()}; --t{number}: {_with_alpha(colors.tint)};"
            for label, number in self._numbers.items()
            for colors in [self._colors(label, theme)]
        ]
        return " ".join([*roles, *labels])

    def _colors(self, label: str, theme: Theme) -> LabelColors:
        known = {label.name: label.color for label in self._picture.labels}
        return label_colors(known.get(label, UNKNOWN_COLOR), theme)

    def _label_rules(self) -> Iterator[str]:
        for n in self._numbers.values():
            yield f".c{n} {{ background: var(--c{n}); color: var(--i{n}); border-color: var(--b{n}); }}\n"
            yield f".w{n} {{ background: var(--c{n}); }}\n"

    def _row_rules(self) -> Iterator[str]:
        for rows in sorted(self._rows):
            down = rows * ROW / 2
            yield f".r{rows} {{ line-height: calc(1.6em + {rows * ROW}px); vertical-align: -{down:g}px; }}\n"
            yield f".r{rows} > * {{ line-height: 1.6em; vertical-align: {down:g}px; }}\n"

    def _mix_rules(self) -> Iterator[str]:
        for (tint, bars, point), name in self._mixes.items():
            layers = [_bar_layer(bar, self._numbers[bar.label]) for bar in bars]
            layers += [] if tint is None else [_tint_layer(self._numbers[tint])]
            room = max((bar.row + 1 for bar in bars), default=0) * ROW
            background = f"{_background(layers)} padding-bottom: {room}px;" if layers else ""
            border = "" if point is None else f"border-left: 2px solid var(--b{self._numbers[point]});"
            yield f".{name} {{ {background}{border} }}\n"


class Layer(NamedTuple):
    """One background: its height, where it stands in the text's box or how far below it ends, what it is clipped to."""

    image: str
    height: str
    place: str
    clip: str


def _bar_layer(bar: Bar, label: int) -> Layer:
    thickness, color = THIN if bar.thin else BAR, f"var(--b{label})"
    dots = f"repeating-linear-gradient(90deg, {color} 0 2px, transparent 2px 4px)"
    return Layer(
        dots if bar.thin else f"linear-gradient({color}, {color})",
        f"{thickness}px",
        f"calc(100% + {bar.row * ROW + thickness}px)",
        "border-box",
    )


def _tint_layer(label: int) -> Layer:
    return Layer(f"linear-gradient(var(--t{label}), var(--t{label}))", "100%", "0", "content-box")


def _background(layers: Sequence[Layer]) -> str:
    images = ", ".join(layer.image for layer in layers)
    sizes = ", ".join(f"100% {layer.height}" for layer in layers)
    places = ", ".join(f"0 {layer.place}" for layer in layers)
    clips = ", ".join(layer.clip for layer in layers)
    return (
        f"background-image: {images}; background-size: {sizes}; background-position: {places}; "
        f"background-clip: {clips}; background-origin: content-box; background-repeat: no-repeat;"
    )


def _families(names: Sequence[str], generic: str) -> str:
    """Return a list of fonts; of a name only what cannot be taken for anything but a name."""
    plain = ("".join(c for c in name if c.isalnum() or c in " -") for name in names)
    return ", ".join([*(f'"{name}"' for name in plain if name), generic])


def _with_alpha(color: QColor) -> str:
    return f"rgb({color.red()} {color.green()} {color.blue()} / {color.alphaF():.2f})"
