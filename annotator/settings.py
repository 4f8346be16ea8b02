"""The settings of this machine: a table of what there is, and a file of what was chosen."""

import getpass
import json
import os
from pathlib import Path
from typing import Any, TypeVar

from annotator.errors import SettingsError
from annotator.program_folders import config_folder
from annotator.setting import Setting
from annotator.translation import mark

T = TypeVar("T")

READING = mark("settings", "Reading")
LABELLING = mark("settings", "Labelling")
WINDOW = mark("settings", "Window")
SAFETY = mark("settings", "Safety")
SECTIONS = (READING, LABELLING, WINDOW, SAFETY)

FONT_FAMILY = Setting(
    "font_family",
    "",
    mark("settings", "Font"),
    mark("settings", "The font in which articles are shown."),
    READING,
    is_font=True,
)
FONT_SIZE = Setting(
    "font_size",
    17,
    mark("settings", "Font size"),
    mark("settings", "The size of an article's text."),
    READING,
    minimum=8,
    maximum=72,
    unit=mark("settings", "pixels"),
)
LINE_HEIGHT = Setting(
    "line_height",
    1.7,
    mark("settings", "Line height"),
    mark("settings", "From line to line, in font sizes. Lines with labels are taller."),
    READING,
    minimum=1.3,
    maximum=3.0,
    step=0.1,
)
COLUMN_WIDTH = Setting(
    "column_width",
    75,
    mark("settings", "Column width"),
    mark("settings", "How many characters a line of text holds at most."),
    READING,
    minimum=30,
    maximum=240,
    step=5,
    unit=mark("settings", "characters"),
)
SHOW_EVERYONE = Setting(
    "show_everyone",
    False,
    mark("settings", "Show everyone's spans"),
    mark("settings", "What others have labelled is outlined; hold the mouse over it to see by whom."),
    READING,
)
SNAP_TO_WORDS = Setting(
    "snap_to_words",
    True,
    mark("settings", "Select whole words"),
    mark("settings", "Whether a selection keeps to whole words, except while Alt is held."),
    LABELLING,
)
ADVANCES = Setting(
    "advances",
    True,
    mark("settings", "Go on after a label"),
    mark(
        "settings", "Whether a label's key also selects what is likely to come next, when you came by Tab or a letter."
    ),
    LABELLING,
)
LETTERS = Setting(
    "letters",
    "move",
    mark("settings", "Letters"),
    mark("settings", "What a letter does in the text. Digits give labels in any case."),
    LABELLING,
    choices=("move", "label"),
    choice_titles=(mark("settings", "Go to a word"), mark("settings", "Give a label")),
)
SINGLE_KEYS = Setting(
    "single_keys",
    True,
    mark("settings", "Single keys"),
    mark("settings", "Whether a letter or digit works by itself. Without, labels take Alt as well."),
    LABELLING,
)
LABEL_STRIP = Setting(
    "label_strip",
    True,
    mark("settings", "Labels beside a selection"),
    mark("settings", "Whether the labels also come up above text that you select with the mouse."),
    LABELLING,
)
LIKE_CASE = Setting(
    "like_case",
    True,
    mark("settings", "Others in the same case"),
    mark("settings", "Whether only what has the same capitals counts as another place of a span's text."),
    LABELLING,
)
LIKE_WORDS = Setting(
    "like_words",
    True,
    mark("settings", "Others as whole words"),
    mark("settings", "Whether a part of a longer word never counts as another place of a span's text."),
    LABELLING,
)
LIKE_POSSESSIVES = Setting(
    "like_possessives",
    True,
    mark("settings", "Others in the possessive"),
    mark("settings", "Whether Turkey's counts as another place of Turkey; the ending is not labelled."),
    LABELLING,
)
LIKE_PLURALS = Setting(
    "like_plurals",
    False,
    mark("settings", "Others in the plural"),
    mark("settings", "Whether an English plural counts as another place of the singular, and the other way round."),
    LABELLING,
)
SUGGESTION_LINE = Setting(
    "suggestion_line",
    0.4,
    mark("settings", "Suggestions from"),
    mark("settings", "How likely it must be, 0 to 1, that you will label something so before it is suggested."),
    LABELLING,
    minimum=0.05,
    maximum=0.95,
    step=0.05,
)
ANNOTATOR_NAME = Setting(
    "annotator_name",
    "",
    mark("settings", "Your name"),
    mark(
        "settings",
        "The name under which you annotate. What you labelled under another name stays under that one. "
        "Empty: the name of your login.",
    ),
    LABELLING,
)
THEME = Setting(
    "theme",
    "system",
    mark("settings", "Theme"),
    mark("settings", "Whether the window is light or dark, and how strong its contrasts are."),
    WINDOW,
    choices=("system", "light", "dark", "contrast", "contrast_dark"),
    choice_titles=(
        mark("settings", "As the system"),
        mark("settings", "Light"),
        mark("settings", "Dark"),
        mark("settings", "High contrast, light"),
        mark("settings", "High contrast, dark"),
    ),
)
LESS_MOTION = Setting(
    "less_motion",
    False,
    mark("settings", "Less motion"),
    mark("settings", "Menus and tips stand there at once, and no caret blinks. Without this, the system decides."),
    WINDOW,
)
MAKES_COPIES = Setting(
    "makes_copies",
    True,
    mark("settings", "Copies of the project"),
    mark(
        "settings",
        "Whether a checked copy is made beside the project while you work: one for each hour of the last day, each day "
        "of the last month, each week of the last year.",
    ),
    SAFETY,
)
COPY_MINUTES = Setting(
    "copy_minutes",
    60,
    mark("settings", "From copy to copy"),
    mark("settings", "How long after a copy the next one is made, if anything was done meanwhile."),
    SAFETY,
    minimum=5,
    maximum=24 * 60,
    step=5,
    unit=mark("settings", "minutes"),
)
FIRST_STEPS = ("select", "label", "undo", "done", "export")
"""What the status line teaches whoever is new, in this order."""
TOUR = "tour"
"""What is offered beside them, once."""
KNOWN_STEPS: Setting[tuple[str, ...]] = Setting("known_steps", ())
"""Those of FIRST_STEPS that need not be taught, and TOUR once it was taken."""
KEYS: Setting[dict[str, str]] = Setting("keys", {})
"""Keys as Qt writes them, parted by blanks, by the name of the action or `label NAME`, in place of the usual ones."""
RECENT_PROJECTS: Setting[tuple[str, ...]] = Setting("recent_projects", ())
"""Paths, the latest first."""
RECENT_COMMANDS: Setting[tuple[str, ...]] = Setting("recent_commands", ())
"""Names of what was done through the command palette, the latest first."""
LAST_PROJECT = Setting("last_project", "")
LAST_DOCUMENTS: Setting[dict[str, int]] = Setting("last_documents", {}, item=int)
"""The id of the document that was open last, by the path of the project."""
SUGGESTION_CHOICES: Setting[dict[str, str]] = Setting("suggestion_choices", {})
"""What was chosen about suggestions, as lines, by the path of the project."""
WINDOW_LAYOUT: Setting[dict[str, str]] = Setting("window_layout", {})
"""What the window wants to find again, in base64, by the name of its part."""

SETTINGS: tuple[Setting[Any], ...] = (
    FONT_FAMILY,
    FONT_SIZE,
    LINE_HEIGHT,
    COLUMN_WIDTH,
    SHOW_EVERYONE,
    SNAP_TO_WORDS,
    ADVANCES,
    LETTERS,
    SINGLE_KEYS,
    LABEL_STRIP,
    LIKE_CASE,
    LIKE_WORDS,
    LIKE_POSSESSIVES,
    LIKE_PLURALS,
    SUGGESTION_LINE,
    ANNOTATOR_NAME,
    THEME,
    LESS_MOTION,
    MAKES_COPIES,
    COPY_MINUTES,
    KNOWN_STEPS,
    KEYS,
    RECENT_PROJECTS,
    RECENT_COMMANDS,
    LAST_PROJECT,
    LAST_DOCUMENTS,
    SUGGESTION_CHOICES,
    WINDOW_LAYOUT,
)


class Settings:
    """What was chosen on this machine. What this program does not know of in the file stays there untouched."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notices: tuple[str, ...] = ()
        """Sentences about what could not be used of the file, to be shown once."""
        self._chosen: dict[str, object] = {}
        self._unsaved: set[str] = set()

    @classmethod
    def load(cls, path: Path | None = None) -> "Settings":
        """Return the settings in the file, by default the machine's. For what cannot be used, defaults and a notice."""
        settings = cls(path or config_folder() / "settings.json")
        try:
            found = settings._read()
        except SettingsError as error:
            settings.notices += (str(error),)
            return settings
        for setting in SETTINGS:
            if setting.name in found:
                settings._take(setting, found[setting.name])
        return settings

    def get(self, setting: Setting[T]) -> T:
        """Return what was chosen, or the default."""
        return setting.checked(self._chosen.get(setting.name, setting.default))

    def set(self, setting: Setting[T], value: T) -> None:
        """Choose a value, for now only in memory. Raises SettingsError when the setting does not take it."""
        self._chosen[setting.name] = setting.checked(value)
        self._unsaved.add(setting.name)

    def save(self) -> None:
        """Write what was set since the last time. Raises SettingsError when the file cannot be written.

        The file is read again first: what another window chose meanwhile stays.
        """
        if not self._unsaved:
            return
        content = self._read() | {name: self._chosen[name] for name in self._unsaved}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps(content, ensure_ascii=False, indent=2)
            # A project's path may be no text: its halves are escaped, and read as they are.
            self._write(text.encode("utf-8", "backslashreplace").decode() + "\n")
        except OSError as error:
            raise SettingsError(
                mark("errors", "{path}: the settings cannot be written ({why}). They hold until you quit."),
                path=self.path,
                why=error.strerror or error,
            ) from error
        self._unsaved.clear()

    def _take(self, setting: Setting[Any], value: object) -> None:
        try:
            self._chosen[setting.name] = setting.checked(value)
        except SettingsError as error:
            self.notices += (f"{self.path}: {error} The default, {setting.default!r}, is used.",)

    def _read(self) -> dict[str, object]:
        """Return what the file holds; a broken one is moved aside. Raises SettingsError when it cannot be read."""
        try:
            content = json.loads(self.path.read_bytes())
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise SettingsError(
                mark("errors", "{path}: the settings cannot be read ({why}). The defaults are used."),
                path=self.path,
                why=error.strerror or error,
            ) from error
        except (ValueError, RecursionError):
            content = None
        if not isinstance(content, dict):
            self.notices += (self._moved_aside(),)
            return {}
        return content

    def _moved_aside(self) -> str:
        aside = self.path.with_suffix(".broken.json")
        try:
            self.path.replace(aside)
        except OSError as error:
            return f"{self.path}: the file is broken and cannot be moved ({error.strerror or error}). Remove it."
        return f"{self.path}: the file is broken. It was moved to {aside.name}; the defaults are used."

    def _write(self, content: str) -> None:
        """Write the file whole or not at all: beside its place first, then renamed."""
        import tempfile

        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=self.path.parent, prefix=".settings-", delete=False
        ) as file:
            beside = Path(file.name)
            try:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                file.close()
                beside.replace(self.path)
            except BaseException:
                beside.unlink(missing_ok=True)
                raise


def annotator_name(settings: Settings) -> str:
    """Return the name under which the user annotates: what was chosen, else that of the login."""
    name = settings.get(ANNOTATOR_NAME).strip()
    if name:
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # A system without names, or without this one.
        return "annotator"
