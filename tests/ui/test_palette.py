"""The table of colours keeps to WCAG AA, whole, and so does whatever colour somebody gives a label."""

import re
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QPalette

from annotator import color
from annotator.distinct_colors import DEUTERANOPIA, JUST_VISIBLE, PROTANOPIA, TYPICAL, difference, seen_by
from annotator.resources import find_resource
from annotator.ui.palette import (
    PAPER,
    ROLES,
    SHAPE_PAIRS,
    TEXT_PAIRS,
    THEMES,
    Theme,
    label_colors,
    qt_palette,
    role_names,
)
from annotator.ui.style import RULES, style_sheet

hex_colors = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
themes = st.sampled_from(sorted(THEMES)).map(lambda name: THEMES[name])


def rgb(qt_color: QColor) -> color.Rgb:
    return color.from_hex(qt_color.name())


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize(
    ("front", "ground", "ratio"),
    [(*pair, 4.5) for pair in TEXT_PAIRS] + [(*pair, 3.0) for pair in SHAPE_PAIRS],
)
def test_each_pair_of_roles_reaches_its_contrast(theme: Theme, front: str, ground: str, ratio: float) -> None:
    wanted = 7.0 if theme.strong and (front, ground) in TEXT_PAIRS else ratio
    assert color.contrast(rgb(getattr(theme, front)), rgb(getattr(theme, ground))) >= wanted


def test_every_colour_is_in_a_pair_but_the_line_that_means_nothing() -> None:
    named = {role for pair in TEXT_PAIRS + SHAPE_PAIRS for role in pair}
    assert named | {"line"} == set(ROLES)
    assert role_names() == tuple(ROLES)


DECLARATION = re.compile(r"([\w-]+): ([^;]*);")


@pytest.mark.parametrize("rule", re.findall(r"([^{}]+)\{([^{}]*)\}", RULES), ids=lambda rule: rule[0].strip()[:40])
def test_the_style_sheet_puts_no_colour_where_the_table_does_not(rule: tuple[str, str]) -> None:
    roles = {name: re.findall(r"@(\w+)", value) for name, value in DECLARATION.findall(rule[1])}
    for ink, ground in (("color", "background"), ("selection-color", "selection-background-color")):
        grounds = roles.get(ground) or PAPER
        assert {(text, paper) for text in roles.get(ink, []) for paper in grounds} <= set(TEXT_PAIRS)
    borders = {color for name, colors in roles.items() if name.startswith("border") for color in colors} - {"line"}
    assert borders <= {shape for shape, _ground in SHAPE_PAIRS}


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("place", sorted(set(re.findall(r"@icons/(@?\w+)\.svg", RULES))))
def test_pictures_are_seen_in_every_theme(place: str, theme: Theme) -> None:
    drawn = {Path(path).stem for path in re.findall(r'url\("(.*?)"\)', style_sheet(theme))}
    picture = next(name for name in drawn if name.startswith("check")) if place == "@tick" else place
    (stroke,) = re.findall(
        r'stroke="(#\w{6})"', (find_resource("icons") / f"{picture}.svg").read_text(encoding="utf-8")
    )
    grounds = ("selection",) if place == "@tick" else PAPER
    assert all(color.contrast(color.from_hex(stroke), rgb(getattr(theme, ground))) >= 3.0 for ground in grounds)


def test_no_colour_stands_beside_the_table(project_path: Path) -> None:
    for path in (project_path / "annotator" / "ui").rglob("*.py"):
        if path.name not in ("palette.py", "look.py"):  # look.py names the colour of a label that nobody chose.
            assert not re.search(r"#[0-9a-fA-F]{6}\b|GlobalColor\.(?!transparent)|QColor\(\d", path.read_text()), path


@given(hex_colors, themes)
@example("#000000", THEMES["light"])
@example("#ffffff", THEMES["dark"])
@example("#ffff00", THEMES["dark"])
def test_any_label_colour_can_be_read(name: str, theme: Theme) -> None:
    colors = label_colors(name, theme)
    tinted = color.blend(rgb(colors.tint), rgb(theme.page), colors.tint.alphaF())
    assert color.contrast(rgb(colors.ink), rgb(colors.chip)) >= (7.0 if theme.strong else 4.5)
    for paper in PAPER:
        assert color.contrast(rgb(colors.bar), rgb(getattr(theme, paper))) >= 3.0
    assert color.contrast(rgb(theme.ink), tinted) >= (7.0 if theme.strong else 5.8)
    assert color.contrast(rgb(colors.chip), rgb(theme.page)) > 1.2


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("index", range(color.LABEL_COLOR_COUNT))
def test_the_caret_is_seen_on_every_default_label(index: int, theme: Theme) -> None:
    colors = label_colors(color.default_label_color(index), theme)
    tinted = color.blend(rgb(colors.tint), rgb(theme.page), colors.tint.alphaF())
    assert color.contrast(rgb(theme.accent), tinted) >= 3.0


def test_a_colour_chosen_from_the_usual_range_stays_as_it_is_on_a_light_page() -> None:
    assert label_colors("#b9a9f2", THEMES["light"]).chip.name() == "#b9a9f2"


def test_a_label_colour_of_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match="not a colour"):
        label_colors("red", THEMES["light"])


@pytest.mark.parametrize("matrix", [TYPICAL, PROTANOPIA, DEUTERANOPIA], ids=["typical", "protanopia", "deuteranopia"])
def test_default_label_colours_can_be_told_apart(matrix: tuple[tuple[float, ...], ...]) -> None:
    seen = [seen_by(matrix, color.default_label_color(index)) for index in range(color.LABEL_COLOR_COUNT)]
    nearest = min(sum((a - b) ** 2 for a, b in zip(*pair, strict=True)) ** 0.5 for pair in combinations(seen, 2))
    assert nearest > JUST_VISIBLE


@pytest.mark.parametrize("theme", [THEMES["light"], THEMES["dark"]], ids=["light", "dark"])
def test_so_can_what_the_themes_make_of_them(theme: Theme) -> None:
    defaults = (color.default_label_color(index) for index in range(color.LABEL_COLOR_COUNT))
    chips = [label_colors(one, theme).chip.name() for one in defaults]
    assert min(difference(*pair) for pair in combinations(chips, 2)) > JUST_VISIBLE


def test_default_label_colours_go_round() -> None:
    assert color.default_label_color(0) == color.FIRST_LABEL_COLORS[0] == color.default_label_color(24)
    assert len({color.default_label_color(index) for index in range(24)}) == 24


@given(hex_colors)
def test_oklch_goes_and_comes_back(name: str) -> None:
    assert color.to_hex(color.from_oklch(color.to_oklch(color.from_hex(name)))) == name


def test_oklch_of_white_and_red_is_as_published() -> None:
    assert color.to_oklch((1.0, 1.0, 1.0))[:2] == pytest.approx((1.0, 0.0), abs=1e-4)
    assert color.to_oklch((1.0, 0.0, 0.0)) == pytest.approx((0.628, 0.2577, 0.5102), abs=1e-3)


@given(st.floats(0, 1), st.floats(0, 0.4), st.floats(-4, 4))
def test_a_colour_that_no_screen_shows_comes_as_the_nearest_of_its_hue(
    lightness: float, chroma: float, hue: float
) -> None:
    assert all(0 <= part <= 1 for part in color.from_oklch((lightness, chroma, hue)))


def test_contrast_of_black_and_white_is_21() -> None:
    assert color.contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_qt_gets_the_same_colours(theme: Theme) -> None:
    palette = qt_palette(theme)
    assert palette.color(QPalette.ColorRole.Base) == theme.page
    assert palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) == theme.faint
