import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImageReader

from annotator.ui.palette import THEMES
from annotator.ui.style import RULES, style_sheet
from annotator.ui.theming import CHOICES, Theming


@pytest.fixture
def theming(qapp):
    made = Theming(qapp, "light")
    yield made
    made.deleteLater()


def test_a_theme_dresses_the_application(qtbot, qapp, theming):
    with qtbot.waitSignal(theming.theme_changed) as changed:
        theming.choose("dark")
    assert changed.args == [THEMES["dark"]]
    assert qapp.palette().window().color() == THEMES["dark"].background


def test_the_same_theme_again_is_no_change(qtbot, theming):
    with qtbot.assertNotEmitted(theming.theme_changed):
        theming.choose("light")


def test_the_system_decides_when_asked_to(theming):
    theming.choose("system")
    assert theming.theme in THEMES.values()
    assert CHOICES == ("system", "light", "dark", "contrast", "contrast_dark")


def test_the_system_is_followed_while_the_window_is_open(qapp, theming):
    theming.choose("system")
    for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light, Qt.ColorScheme.Dark, Qt.ColorScheme.Unknown):
        qapp.styleHints().colorSchemeChanged.emit(scheme)
        assert theming.theme.dark == (scheme is Qt.ColorScheme.Dark)
    theming.choose("light")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert not theming.theme.dark


def test_strong_contrasts_of_the_system_are_followed(qapp, theming):
    theming.choose("system")
    told = qapp.styleHints().accessibility()
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    told.contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    assert theming.theme is THEMES["contrast"]
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theming.theme is THEMES["contrast_dark"]
    told.contrastPreferenceChanged.emit(Qt.ContrastPreference.NoPreference)
    assert theming.theme is THEMES["dark"]
    theming.choose("light")
    told.contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    assert theming.theme is THEMES["light"]
    told.contrastPreferenceChanged.emit(Qt.ContrastPreference.NoPreference)


def test_of_a_qt_that_tells_no_contrast_the_usual_themes_are_taken(qapp, monkeypatch):
    hints = qapp.styleHints()

    class Hints:
        def __getattr__(self, name):
            if name == "accessibility":
                raise AttributeError(name)
            return getattr(hints, name)

    monkeypatch.setattr("annotator.ui.theming.QGuiApplication.styleHints", Hints)
    made = Theming(qapp, "system")
    assert not made.theme.strong
    made.deleteLater()


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_role_of_the_style_sheet_is_in_the_table(theme):
    assert "@" not in style_sheet(theme)
    assert set(re.findall(r"@(\w+)", RULES)) <= {role for role in dir(theme) if not role.startswith("_")} | {
        "icons",
        "tick",
    }


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_picture_of_the_style_sheet_is_there(theme):
    pictures = re.findall(r'url\("(.*?)"\)', style_sheet(theme))
    assert len(pictures) == RULES.count("url(")
    assert all(QImageReader(picture).canRead() for picture in pictures)


def test_no_colour_stands_beside_the_table():
    assert not re.search(r"#[0-9a-f]{6}", RULES)
