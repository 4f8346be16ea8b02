import json
import math
import os
import stat

import pytest

from annotator import program_folders, settings
from annotator.errors import SettingsError
from annotator.settings import SETTINGS, Settings


@pytest.fixture
def path():
    return program_folders.config_folder() / "settings.json"


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


OTHERS = {
    "theme": "dark",
    "less_motion": True,
    "suggestion_line": 0.75,
    "suggestion_choices": {"/a/b.annotator": "yes"},
    "makes_copies": False,
    "copy_minutes": 15,
    "font_family": "Noto Serif",
    "font_size": 21,
    "line_height": 1.75,
    "show_everyone": True,
    "column_width": 90,
    "snap_to_words": False,
    "advances": False,
    "letters": "label",
    "single_keys": False,
    "label_strip": False,
    "like_case": False,
    "like_words": False,
    "like_possessives": False,
    "like_plurals": True,
    "annotator_name": "Günel",
    "known_steps": ("select",),
    "keys": {"undo": "Ctrl+Z F12", "label ORG": ""},
    "recent_projects": ("/a/b.annotator", "c.annotator"),
    "recent_commands": ("undo", "label ORG"),
    "last_project": "/a/b.annotator",
    "last_documents": {"/a/b.annotator": 2**62},
    "window_layout": {"window": "AAEC"},
}


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_has_a_default_and_keeps_another_value(setting, path):
    first = Settings.load()
    assert first.get(setting) == setting.default
    first.set(setting, OTHERS[setting.name])
    assert first.get(setting) == OTHERS[setting.name]
    first.save()
    again = Settings.load()
    assert again.get(setting) == OTHERS[setting.name]
    assert type(again.get(setting)) is type(setting.default)
    assert again.notices == ()
    assert list(json.loads(path.read_bytes())) == [setting.name]


def test_names_are_unique_and_every_title_has_a_sentence_of_help():
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)
    assert all(bool(setting.title) == setting.help.endswith(".") for setting in SETTINGS)


@pytest.mark.parametrize(
    ("setting", "value", "wanted"),
    [
        (settings.THEME, "blue", "one of system, light, dark, contrast, contrast_dark"),
        (settings.THEME, None, "a text"),
        (settings.FONT_SIZE, 7, "a number from 8 to 72"),
        (settings.FONT_SIZE, 17.5, "a whole number"),
        (settings.FONT_SIZE, True, "a whole number"),
        (settings.LINE_HEIGHT, math.nan, "a number from 1.3 to 3.0"),
        (settings.SNAP_TO_WORDS, 1, "true or false"),
        (settings.RECENT_PROJECTS, ["a", 1], "a list of texts"),
        (settings.RECENT_PROJECTS, "ab", "a list of texts"),
        (settings.LAST_DOCUMENTS, {"a": "1"}, "a table of names and values"),
        (settings.WINDOW_LAYOUT, [], "a table of names and values"),
    ],
)
def test_a_value_that_a_setting_does_not_take(setting, value, wanted, path):
    chosen = Settings.load()
    with pytest.raises(SettingsError, match=f"The setting {setting.name} takes {wanted}, not "):
        chosen.set(setting, value)
    assert chosen.get(setting) == setting.default

    write(path, json.dumps({setting.name: value, "annotator_name": "A"}))
    loaded = Settings.load()
    assert loaded.get(setting) == setting.default
    assert loaded.get(settings.ANNOTATOR_NAME) == "A"
    (notice,) = loaded.notices
    assert notice.startswith(f"{path}: The setting {setting.name} takes {wanted}")
    assert "The default" in notice


def test_a_whole_number_will_do_where_a_number_is_wanted():
    chosen = Settings.load()
    chosen.set(settings.LINE_HEIGHT, 2)
    assert isinstance(chosen.get(settings.LINE_HEIGHT), float)


def test_a_default_that_is_a_table_cannot_be_changed_through_what_get_returns():
    chosen = Settings.load()
    chosen.get(settings.LAST_DOCUMENTS)["x"] = 1
    assert chosen.get(settings.LAST_DOCUMENTS) == {}


def test_unknown_keys_stay(path):
    write(path, '{"from_a_later_version": {"deep": [1, null]}, "font_size": 20}')
    chosen = Settings.load()
    chosen.set(settings.FONT_SIZE, 22)
    chosen.save()
    assert json.loads(path.read_bytes()) == {"from_a_later_version": {"deep": [1, None]}, "font_size": 22}


def test_what_another_window_chose_meanwhile_stays():
    here, there = Settings.load(), Settings.load()
    there.set(settings.THEME, "dark")
    there.save()
    here.set(settings.FONT_SIZE, 22)
    here.save()
    assert (Settings.load().get(settings.THEME), Settings.load().get(settings.FONT_SIZE)) == ("dark", 22)


def test_nothing_is_written_when_nothing_was_set(path):
    Settings.load().save()
    assert not path.exists()


@pytest.mark.parametrize("content", ["", "{", "[1]", "null", "[" * 100_000, '{"a": "\\ud800'])
def test_a_broken_file_is_moved_aside(content, path):
    write(path, content)
    chosen = Settings.load()
    assert chosen.notices == (
        f"{path}: the file is broken. It was moved to settings.broken.json; the defaults are used.",
    )
    assert chosen.get(settings.FONT_SIZE) == 17
    assert not path.exists()
    assert (path.parent / "settings.broken.json").read_text() == content
    chosen.set(settings.FONT_SIZE, 18)
    chosen.save()
    assert Settings.load().get(settings.FONT_SIZE) == 18


def test_a_file_that_is_not_utf_8_is_broken(path):
    write(path, "")
    path.write_bytes(b'{"annotator_name": "G\xfcnel"}')
    assert "the file is broken" in Settings.load().notices[0]


def test_a_folder_in_the_place_of_the_file_is_told(path):
    path.mkdir(parents=True)
    chosen = Settings.load()
    assert chosen.notices[0].startswith(f"{path}: the settings cannot be read (Is a directory)")
    chosen.set(settings.FONT_SIZE, 18)
    with pytest.raises(SettingsError, match="cannot be read"):
        chosen.save()


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(path, monkeypatch):
    write(path, '{"font_size": 20}')
    chosen = Settings.load()
    chosen.set(settings.FONT_SIZE, 22)
    monkeypatch.setattr(os, "fsync", lambda _file: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(SettingsError, match=r"cannot be written \(No space left on device\)"):
        chosen.save()
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]
    assert path.read_text() == '{"font_size": 20}'


def test_a_place_that_cannot_be_made_is_told(annotator_home):
    (annotator_home / "config").write_text("a file")
    chosen = Settings.load()
    chosen.set(settings.FONT_SIZE, 22)
    with pytest.raises(SettingsError, match="the settings can"):
        chosen.save()


def test_the_file_is_for_its_owner_alone(path):
    chosen = Settings.load()
    chosen.set(settings.FONT_SIZE, 22)
    chosen.save()
    assert os.name != "posix" or stat.S_IMODE(path.stat().st_mode) == 0o600
