"""Builds the parts of the window in one place, and runs it."""

import signal
import sys
from contextlib import suppress

from PySide6.QtCore import QLocale, QObject, QTimer
from PySide6.QtWidgets import QApplication

from annotator.addresses import Address
from annotator.collecting import collect_seldom_from_now
from annotator.errors import AnnotatorError, SettingsError
from annotator.model import AnnotatedDocument
from annotator.resources import find_resource
from annotator.settings import THEME, Settings
from annotator.store.project import Project
from annotator.ui.applied_settings import AppliedSettings
from annotator.ui.bugs import Bugs
from annotator.ui.first_project import first_project
from annotator.ui.first_steps import FirstSteps
from annotator.ui.memory import Memory
from annotator.ui.preferences import Preferences
from annotator.ui.session import Session
from annotator.ui.suggesting_soon import SuggestingSoon
from annotator.ui.theming import Theming
from annotator.ui.translation import error_text, install_language
from annotator.ui.workspace import SETTLED

INTERRUPTED = 130

SAVED_AFTER = 1_000
"""Milliseconds after which what is to be found again at the next start is written down."""


def make_application() -> QApplication:
    """Return Qt's application, made when there is none."""
    existing = QApplication.instance()
    # Fusion is asked for here: for a style that is set later PySide6 loads all of QStyle, after the system's own.
    application = existing if isinstance(existing, QApplication) else QApplication([*sys.argv[:1], "-style", "fusion"])
    application.setApplicationName("Annotator")
    application.setDesktopFileName("annotator")
    if QLocale().language() is QLocale.Language.C:
        QLocale.setDefault(QLocale(QLocale.Language.English))
    if existing is None:
        install_language(application, QLocale())
    return application


class Application(QObject):
    """One window from start to end: settings, theme, session, and what is remembered of them."""

    def __init__(self, application: QApplication, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.memory = Memory(settings)
        self.preferences = Preferences(settings, self)
        self.theming = Theming(application, settings.get(THEME))
        self.session = Session(self.theming, self.preferences)
        self.window = self.session.window
        # Only now: a widget that is put into another one is looked at anew by the whole style sheet.
        self.theming.dress()
        AppliedSettings(self.preferences, self.session)
        FirstSteps(self.session, self.preferences)
        SuggestingSoon(self.session.workspace, self.session.later, self.preferences)
        self.session.transfers.files.last_document = self.memory.last_document
        self._bugs = Bugs(self.session.show_report, self, say=self.session.edge.report)
        self._set_up_view()
        self.window.closed.connect(self._close)
        self._saving = QTimer(self, singleShot=True, interval=SAVED_AFTER)
        self._saving.timeout.connect(self._save_settings)
        self.preferences.changed.connect(lambda _name: self._saving.start())
        self.session.workspace.document_opened.connect(self._note_document)
        self.session.workspace.project_opened.connect(self._note_project)

    def _set_up_view(self) -> None:
        geometry, panels, zoom = self.memory.layout()
        self.window.restore(geometry, panels)
        self.window.page.view.zoom(zoom)

    def open(self, project: Address | None, *, read_only: bool = False) -> None:
        """Open the named project, or the usual one, and show the window; with `read_only`, nothing can be changed.

        Raises AnnotatorError when the named one cannot be opened.
        """
        notices = list(self.settings.notices)
        try:
            opened, notice = first_project(project, self.memory, self.session.workspace.annotator, read_only=read_only)
            self._show(opened)
        except AnnotatorError as error:
            if project is not None:
                raise
            self.session.show_nothing_open(error_text(error))
        else:
            notices += [notice, *map(error_text, opened.notices)]
        self._bugs.catch()
        self.window.show()
        QTimer.singleShot(SETTLED, self, self._set_icon)
        self.session.heartbeat.start()
        self.session.workspace.said.emit(" ".join(filter(None, notices)))

    def _show(self, opened: Project) -> None:
        """Show a project that was opened. What a part of the window cannot read from it is said."""
        self._bugs.catch()
        try:
            self.session.workspace.open_project(opened, self.memory.last_document(opened.address))
        except AnnotatorError:
            self._bugs.let_go()
            raise

    def _set_icon(self) -> None:
        """Give the window its sign: the article need not wait for what draws it."""
        from PySide6.QtGui import QIcon

        self.window.setWindowIcon(QIcon(str(find_resource("icons/annotator.svg"))))

    def _note_project(self, project: Project) -> None:
        self.memory.note_project(project.address)
        self._saving.start()

    def _note_document(self, document: AnnotatedDocument) -> None:
        project = self.session.workspace.project
        if project is not None:
            self.memory.note_document(project.address, document.document.id)

    def _save_settings(self) -> None:
        """Write down what is to be found again, also after an end that nobody wanted; at the end it is said why not."""
        with suppress(SettingsError):
            self.settings.save()

    def _close(self) -> None:
        """Write down what is to be found again."""
        self._bugs.let_go()
        self._saving.stop()
        geometry, panels = self.window.arrangement()
        self.memory.note_layout(geometry=geometry, panels=panels, zoom=self.window.page.view.zoom_factor())
        try:
            self.settings.save()
        except SettingsError as error:
            if sys.stderr is not None:
                sys.stderr.write(f"annotator: {error}\n")

    def close(self) -> None:
        """Take everything down; the window must be closed."""
        self.window.deleteLater()
        self.session.deleteLater()
        self.theming.deleteLater()
        self.deleteLater()


def run(project: Address | None, *, read_only: bool = False) -> int:
    """Show the window until it is closed; return the exit code. Raises AnnotatorError when `project` cannot be opened.

    Without a terminal, the sentence is shown in a dialog first: nobody would see it otherwise.
    """
    qt = make_application()
    application = Application(qt, Settings.load())
    application.window.keep_on_screen()
    try:
        application.open(project, read_only=read_only)
    except AnnotatorError as error:
        application.close()
        if not has_terminal() and qt.platformName() != "offscreen":
            from annotator.ui.report_dialog import ReportDialog

            ReportDialog("Annotator", error_text(error), "").exec()
        raise
    collect_seldom_from_now()
    interrupted = _close_on_signals(application)
    code = qt.exec()
    application.close()
    return INTERRUPTED if interrupted else code


def has_terminal() -> bool:
    """Return whether somebody sees what is written to standard error."""
    return sys.stderr is not None and sys.stderr.isatty()


def _close_on_signals(application: Application) -> list[int]:
    """Close the window in order on Ctrl+C and when the session ends; return the list that then holds the signal.

    Python hears a signal when it runs next: at the latest with the next beat of the heart.
    """
    heard: list[int] = []

    def close(number: int, _frame: object) -> None:
        heard.append(number)
        application.window.close()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, close)
    return heard
