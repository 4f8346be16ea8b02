"""The parts of a window that only a gesture asks for: each is made then, not when the window opens."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.ui.one_job import OneJob
from annotator.ui.preferences import Preferences
from annotator.ui.theming import Theming
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.store import Change
    from annotator.ui.arranging import Arranging
    from annotator.ui.article_gestures import ArticleGestures
    from annotator.ui.erasing import Erasing
    from annotator.ui.find_in_article import FindInArticle
    from annotator.ui.find_in_project import FindInProject
    from annotator.ui.flagging import Flagging
    from annotator.ui.going_back import GoingBack
    from annotator.ui.history import History
    from annotator.ui.label_editing import LabelEditing
    from annotator.ui.linting import Linting
    from annotator.ui.main_window import Gestures, MainWindow
    from annotator.ui.others_steps import OthersSteps
    from annotator.ui.places import Places
    from annotator.ui.reopening import Reopening
    from annotator.ui.repairing import Repairing
    from annotator.ui.safekeeping import Safekeeping
    from annotator.ui.saving_copy import SavingCopy
    from annotator.ui.scheme_editor import SchemeEditor
    from annotator.ui.suggesting import Suggesting
    from annotator.ui.team import Team
    from annotator.ui.walking import Walking

GESTURES: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "arranging": (
            "delete_document",
            "show_bin",
            "edit_metadata",
            "fix_text",
            "move_document_up",
            "move_document_down",
            "keep_order",
        ),
        "article": ("copy", "select_all", "label_others", "save_picture", "zoom_in", "zoom_out", "zoom_reset"),
        "finding": ("find", "find_next", "find_previous"),
        "flagging": ("flag_document", "unflag_document"),
        "erasing": ("erase_document",),
        "going_back": ("go_back_to_copy",),
        "history": ("show_history",),
        "in_project": ("find_in_project", "list_occurrences"),
        "label_editing": ("new_label", "rename_label", "recolor_label", "rekey_label", "merge_label", "delete_label"),
        "linting": ("check_labels",),
        "repairing": ("repair_project",),
        "others": ("next_of_others", "previous_of_others"),
        "safekeeping": ("check_project",),
        "suggesting": (
            "accept_suggestions",
            "suggest_anew",
            "show_suggesting",
            "set_up_engines",
            "switch_suggesting",
        ),
        "saving_copy": ("save_copy",),
        "scheme_editor": ("edit_scheme", "import_scheme", "export_scheme"),
    }
)
"""What each part does, by the names of the actions."""

Guard = Callable[..., Callable[..., None]]


class LaterParts(QObject):
    """Makes each part once, and joins it with the window and the workspace."""

    window: "MainWindow"
    places: "Places"
    show_closed: Callable[[str], None]
    """Shows that no project is open, and why."""
    show_waiting: Callable[[str], None]
    """Shows that it will be open in a while, and what is done meanwhile."""
    walking: "Walking"
    said = Signal(str)
    refused = Signal(str)
    told = Signal(str, object)
    """A sentence, and the names of the actions that lead on."""
    report_wanted = Signal(str, str, str)
    """Title, sentence and text of a report that is to be shown."""

    def __init__(
        self, workspace: Workspace, theming: Theming, preferences: Preferences, jobs: OneJob, guard: Guard
    ) -> None:
        """`guard` catches what is refused, as at every gesture."""
        super().__init__(workspace)
        self._workspace = workspace
        self._theming = theming
        self._preferences = preferences
        self._jobs = jobs
        self._guard = guard

    def belong_to(self, window: "MainWindow", places: "Places", walking: "Walking") -> None:
        """Make the parts for this window; called before the first gesture."""
        self.window = window
        self.places = places
        self.walking = walking

    def gestures(self) -> "Gestures":
        """Return what is done, by the name of the action."""
        return {name: partial(self._do, part, name) for part, names in GESTURES.items() for name in names}

    def _do(self, part: str, name: str) -> object:
        return getattr(self, part).gestures()[name]()

    # --- the parts

    @cached_property
    def arranging(self) -> "Arranging":
        """Return what puts articles in order."""
        from annotator.ui.arranging import Arranging

        made = Arranging(self._workspace, self._guard)
        made.window = self.window
        made.said.connect(self.said)
        made.erasing_wanted.connect(self._guard(lambda document: self.erasing.ask_about(document)))  # noqa: PLW0108
        return made

    @cached_property
    def article(self) -> "ArticleGestures":
        """Return what is done with the open article as a whole."""
        from annotator.ui.article_gestures import ArticleGestures

        made = ArticleGestures(self._workspace, self._jobs, self._preferences, self)
        made.window = self.window
        made.said.connect(self.said)
        return made

    @cached_property
    def finding(self) -> "FindInArticle":
        """Return what finds a text in the open article."""
        from annotator.ui.find_in_article import FindInArticle

        made = FindInArticle(self.window, self)
        made.set_theme(self._theming.theme)
        self._theming.theme_changed.connect(made.set_theme)
        self._workspace.document_opened.connect(made.search_again)
        return made

    @cached_property
    def in_project(self) -> "FindInProject":
        """Return what finds in all articles."""
        from annotator.ui.find_in_project import FindInProject

        made = FindInProject(self._workspace, self._jobs, self._preferences, self._guard)
        made.belong_to(self.window, self.places)
        made.set_theme(self._theming.theme)
        self._theming.theme_changed.connect(made.set_theme)
        made.said.connect(self.said)
        return made

    def labelling(self, label_text: Callable[[str, bool], object]) -> Callable[[str, bool], None]:
        """Return what a label's key does: to the rows of a list that takes it, else to the text."""

        def label(name: str, second: bool) -> None:
            if "in_project" not in self.__dict__ or not self.in_project.label(name, second=second):
                label_text(name, second)

        return label

    @cached_property
    def flagging(self) -> "Flagging":
        """Return what flags the open article."""
        from annotator.ui.flagging import Flagging

        made = Flagging(self.window.page, self._workspace, self._guard)
        made.said.connect(self.said)
        return made

    @cached_property
    def erasing(self) -> "Erasing":
        """Return what erases articles for good."""
        from annotator.ui.erasing import Erasing

        made = Erasing(self._workspace, self.reopening)
        made.window = self.window
        return made

    @cached_property
    def reopening(self) -> "Reopening":
        """Return what closes the project, has its file changed, and opens it again."""
        from annotator.ui.reopening import Reopening

        made = Reopening(self._workspace, self.show_closed, self.show_waiting, self)
        made.said.connect(self.said)
        made.progressed.connect(self.window.status.show_work)
        made.refused.connect(self.refused)
        for ended in (made.said, made.refused):
            ended.connect(lambda _sentence: self.window.page.take_focus())
        return made

    @cached_property
    def going_back(self) -> "GoingBack":
        """Return what goes back to a copy."""
        from annotator.ui.going_back import GoingBack

        return GoingBack(self.window, self._which_project, self.reopening)

    def _which_project(self, title: str) -> Path | None:
        from annotator.ui.which_project import which_project

        return which_project(self._workspace, self._preferences, self.window, title)

    @cached_property
    def repairing(self) -> "Repairing":
        """Return what repairs the project."""
        from annotator.ui.repairing import Repairing

        made = Repairing(self.window, self._which_project, self.reopening)
        made.report_wanted.connect(self.report_wanted)
        return made

    @cached_property
    def history(self) -> "History":
        """Return what shows the history."""
        from annotator.ui.history import History

        made = History(self.window.page, self._workspace, self._guard)
        made.said.connect(self.said)
        return made

    @cached_property
    def label_editing(self) -> "LabelEditing":
        """Return what changes labels in their panel."""
        from annotator.ui.label_editing import LabelEditing

        made = LabelEditing(self._workspace, self._guard)
        made.belong_to(self.window)
        made.said.connect(self.said)
        return made

    @cached_property
    def linting(self) -> "Linting":
        """Return what checks the labels."""
        from annotator.ui.linting import Linting

        made = Linting(self.window.page, self._workspace, self.places, self._guard)
        made.said.connect(self.said)
        return made

    @cached_property
    def others(self) -> "OthersSteps":
        """Return what goes through that which others have labelled."""
        from annotator.ui.others_steps import OthersSteps

        made = OthersSteps(self._workspace, self.window.page.view, self.window.actions_by_name["show_everyone"])
        made.said.connect(self.said)
        return made

    @cached_property
    def safekeeping(self) -> "Safekeeping":
        """Return what looks after the project's file."""
        from annotator.ui.safekeeping import Safekeeping

        made = Safekeeping(self._workspace, self._preferences)
        made.progressed.connect(self.window.status.show_work)
        made.said.connect(self.said)
        made.told.connect(self.told)
        made.report_wanted.connect(self.report_wanted)
        return made

    @cached_property
    def suggesting(self) -> "Suggesting":
        """Return what suggests."""
        from annotator.ui.suggesting import Suggesting

        made = Suggesting(self.window, self._workspace, self.walking, self._preferences, self._guard)
        made.said.connect(self.said)
        made.report_wanted.connect(self.report_wanted)
        return made

    @cached_property
    def saving_copy(self) -> "SavingCopy":
        """Return what saves a copy of the project."""
        from annotator.ui.saving_copy import SavingCopy

        made = SavingCopy(self._workspace)
        made.window = self.window
        made.said.connect(self.said)
        made.refused.connect(self.refused)
        made.progressed.connect(self.window.status.show_work)
        return made

    @cached_property
    def scheme_editor(self) -> "SchemeEditor":
        """Return what opens the editor of the scheme."""
        from annotator.ui.scheme_editor import SchemeEditor

        made = SchemeEditor(self._workspace, self._theming, self._guard)
        made.belong_to(self.window)
        made.said.connect(self.said)
        return made

    def tell_of_others(self, change: "Change", document: int | None) -> None:
        """Say what somebody else has done, if it matters. `document` is the id of the article that was open."""
        from annotator.ui.what_others_did import sentence

        said = sentence(change, document)
        if said:
            self.said.emit(said)

    @cached_property
    def team(self) -> "Team":
        """Return what joins a project on a server with its window."""
        from annotator.ui.team import Team

        made = Team(self._workspace)
        made.said.connect(self.said)
        made.refused.connect(self.refused)
        made.state_changed.connect(self.window.status.show_state)
        return made

    def close(self) -> None:
        """Stop what runs."""
        if "suggesting" in self.__dict__:
            self.suggesting.close()
        if "linting" in self.__dict__:
            self.linting.looking.stop()
        if "in_project" in self.__dict__:
            self.in_project.close()
        if "safekeeping" in self.__dict__:
            self.safekeeping.stop()
        if "saving_copy" in self.__dict__:
            self.saving_copy.stop()
        if "reopening" in self.__dict__:
            self.reopening.stop()
