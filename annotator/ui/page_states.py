"""What the middle of the window says where there is no article to read: a sentence, and the next step."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from annotator.ui.page import Page
from annotator.ui.plain_text import filled


class PageStates(QObject):
    """Knows the sentence and the steps of each state."""

    def __init__(
        self, page: Page, actions: Mapping[str, QAction], recent: Callable[[], Sequence[QAction]] = tuple
    ) -> None:
        """`actions` are those of the table, by name; `recent` gives those that open the projects of before."""
        super().__init__(page)
        self._page = page
        self._actions = actions
        self._recent = recent

    def _show(self, sentence: str, *steps: str, more: Sequence[QAction] = ()) -> None:
        self._page.show_empty(sentence, [self._actions[step] for step in steps], more)

    def show_nothing_open(self, why: str = "") -> None:
        """Show that no project is open, and why."""
        mends = [self._actions[name] for name in ("go_back_to_copy", "repair_project")] if why else []
        more = [*mends, *self._recent()]
        self._show(why or self.tr("No project is open."), "open_project", "new_project", more=more)

    def show_waiting(self, sentence: str) -> None:
        """Show what is being done with the project, which is opened by itself then."""
        self._show(sentence)

    def show_no_articles(self, *, read_only: bool) -> None:
        """Show that the project is empty."""
        if read_only:
            self._show(self.tr("This project has no articles, and it can only be read."), "open_project", "new_project")
        else:
            self._show(
                self.tr(
                    "This project has no articles yet. Import some, or drop them here: texts or labelled datasets."
                ),
                "import_files",
                more=[self._actions[name] for name in ("import_folder", "paste_article")],
            )

    def show_opening(self, title: str) -> None:
        """Show at once that an article is being read, which takes a moment."""
        self._show(filled(self.tr("Opening “{title}” …"), title=title))
        self._page.repaint()

    def show_unreadable(self, why: str) -> None:
        """Show why an article cannot be read, and how one goes on."""
        self._show(why, "next_document", "previous_document")

    def show_article(self, text: str) -> None:
        """Show the article; under its header a sentence where it has no text."""
        if text.strip():
            self._page.show_article()
        else:
            steps = [self._actions[name] for name in ("done_and_next", "edit_details")]
            self._page.show_blank(self.tr("This article has no text, so there is nothing to label in it."), steps)
