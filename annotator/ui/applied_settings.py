"""What each setting does to the window, at the start and whenever it is chosen anew."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.settings import (
    ADVANCES,
    ANNOTATOR_NAME,
    COLUMN_WIDTH,
    FONT_FAMILY,
    FONT_SIZE,
    KEYS,
    LABEL_STRIP,
    LESS_MOTION,
    LETTERS,
    LINE_HEIGHT,
    SHOW_EVERYONE,
    SINGLE_KEYS,
    SNAP_TO_WORDS,
    THEME,
)
from annotator.ui.preferences import Preferences
from annotator.ui.session import Session

if TYPE_CHECKING:
    from annotator.ui.motion import Motion


class AppliedSettings(QObject):
    """Lets the settings hold in the window of a session."""

    def __init__(self, preferences: Preferences, session: Session) -> None:
        super().__init__(session)
        self._preferences = preferences
        self._session = session
        self._view = session.window.page.view
        self._motion: Motion | None = None
        self._steps = self._what_they_do()
        if preferences.get(LESS_MOTION):
            self._reduce_motion()
        for setting in (
            FONT_FAMILY,
            LINE_HEIGHT,
            COLUMN_WIDTH,
            SNAP_TO_WORDS,
            SHOW_EVERYONE,
            ADVANCES,
            LABEL_STRIP,
            LETTERS,
        ):
            self.apply(setting.name)
        preferences.changed.connect(self.apply)

    def _what_they_do(self) -> Mapping[str, Callable[[], None]]:
        get, view = self._preferences.get, self._view
        return {
            FONT_FAMILY.name: self._set_font,
            FONT_SIZE.name: self._set_font,
            LINE_HEIGHT.name: lambda: view.set_line_height(get(LINE_HEIGHT)),
            COLUMN_WIDTH.name: lambda: view.set_column_width(get(COLUMN_WIDTH)),
            SHOW_EVERYONE.name: lambda: self._session.show_everyone(on=get(SHOW_EVERYONE)),
            SNAP_TO_WORDS.name: lambda: setattr(view, "snap_to_words", get(SNAP_TO_WORDS)),
            ADVANCES.name: lambda: setattr(self._session.walking.walk, "advances", get(ADVANCES)),
            LABEL_STRIP.name: lambda: setattr(self._session.hands.giving.strip, "offers", get(LABEL_STRIP)),
            LETTERS.name: self._session.keying.apply,
            SINGLE_KEYS.name: self._session.keying.apply,
            KEYS.name: self._session.keying.apply,
            ANNOTATOR_NAME.name: self._session.edge.guard(self._annotate),
            LESS_MOTION.name: self._reduce_motion,
            THEME.name: lambda: self._session.theming.choose(get(THEME)),
        }

    def apply(self, name: str) -> None:
        """Let the setting of that name hold; one that nobody here asks for holds where it is asked for."""
        step = self._steps.get(name)
        if step is not None:
            step()

    def _reduce_motion(self) -> None:
        if self._motion is None:
            from annotator.ui.motion import Motion

            self._motion = Motion(self)
        self._motion.reduce(on=self._preferences.get(LESS_MOTION))

    def _set_font(self) -> None:
        self._view.set_text_font(self._preferences.get(FONT_FAMILY), self._preferences.get(FONT_SIZE))
        self._session.window.page.align_header()

    def _annotate(self) -> None:
        self._session.workspace.annotate_as(self._preferences.annotator_name())
