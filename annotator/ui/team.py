"""A team's project in the window: what others change arrives, what one changes is saved beside the window's thread.

The server may be slow, or gone. So one thread writes, by a Project of its own, and the window goes on painting; what
was written comes back as everybody's changes do, and is painted then. While the server is gone one can read on; it is
tried again with growing pauses, and when it answers the window learns all that it has missed.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from contextlib import suppress
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, Signal

from annotator.addresses import TeamAddress
from annotator.errors import AnnotatorError, ServerLostError
from annotator.store.listening import Heard, Listening
from annotator.store.project import Project
from annotator.store.server_faults import LOST
from annotator.ui.translation import error_text, mark
from annotator.ui.workspace import Workspace

T = TypeVar("T")

NOT_SAVED = mark(
    "errors", "The server {host} cannot be reached, so this was not done. Do it again when “Saved” stands here."
)
AT_ONCE = 0.1
"""Seconds that a key may take before it is said that something is being saved."""


class Team(QObject):
    """Joins one open project with its server. Ends by itself when the project is closed."""

    state_changed = Signal(str)
    """What stands in place of “Saved”: empty when all is well."""
    said = Signal(str)
    refused = Signal(str)
    _heard = Signal(object)
    _done = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._project: Project | None = None
        self._writer: Project | None = None
        self._known = ""
        self._threads: ThreadPoolExecutor | None = None
        self._listening: Listening | None = None
        self.is_lost = False
        self._heard.connect(self._take)
        workspace.project_closing.connect(self.end)

    def begin(self, project: Project) -> None:
        """Listen, and write for the window, until the project is closed."""
        if self._project is project or not isinstance(project.address, TeamAddress):
            return
        self.end()
        self._project = project
        self._listening = Listening(project.address, self._heard.emit)
        self._listening.start()
        if not project.read_only:
            self._threads = ThreadPoolExecutor(1, thread_name_prefix="writer")
            self._threads.submit(self._open_writer)  # So that the first key need not wait for it.
            self._workspace.write = self.write

    def end(self) -> None:
        """Hear and write nothing any more. What is being written is waited for."""
        self._workspace.write = self._workspace.write_directly
        if self._listening is not None:
            self._listening.stop()
            self._listening = None
        if self._threads is not None:
            self._threads.submit(self._close_writer)
            self._threads.shutdown()
            self._threads = None
        self._project = None
        self._be_lost(lost=False)

    # --- what others write

    def _take(self, heard: Heard) -> None:
        if self._project is None:
            return
        self._project.be_away(away=heard is Heard.LOST)
        if heard is Heard.LOST:
            self._be_lost(lost=True)
            return
        try:
            self._project.poll()
        except ServerLostError:
            return  # That is heard of as well.
        except AnnotatorError as error:
            self.refused.emit(error_text(error))
        if heard is Heard.BACK:
            self._be_lost(lost=False)
            self.said.emit(self.tr("The server answers again. All that was saved is here, also what others did."))

    def _be_lost(self, *, lost: bool) -> None:
        if lost == self.is_lost:
            return
        self.is_lost = lost
        self.state_changed.emit(self.tr("No connection") if lost else "")
        if lost:
            self.refused.emit(error_text(self._lost()))

    def _lost(self) -> ServerLostError:
        return ServerLostError(LOST, host=self._host())

    def _host(self) -> object:
        address = self._project.address if self._project is not None else ""
        return getattr(address, "host", address)

    # --- what one writes oneself

    def write(self, write: Callable[[Project], T]) -> T:
        """Let the writer's thread do it, and return what comes of it when the window has learned of it as well.

        Raises what `write` raises, ServerLostError at once while nobody answers. The window is painted meanwhile, and
        takes no input: keys wait their turn.
        """
        project, threads = self._project, self._threads
        assert project is not None
        assert threads is not None
        if self.is_lost:
            raise ServerLostError(NOT_SAVED, host=self._host())
        future = threads.submit(self._written, write, self._workspace.annotator, project.seen)
        try:
            outcome = self._awaited(future)
        finally:
            with suppress(ServerLostError):
                project.poll()
        return outcome

    def _awaited(self, future: "Future[T]") -> T:
        try:
            return future.result(AT_ONCE)
        except NotYetError:
            pass
        self.state_changed.emit(self.tr("Saving…"))
        loop = QEventLoop()
        self._done.connect(loop.quit)
        future.add_done_callback(lambda _: self._done.emit())
        if not future.done():
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        self._done.disconnect(loop.quit)
        self.state_changed.emit(self.tr("No connection") if self.is_lost else "")
        return future.result()

    # --- on the writer's thread

    def _open_writer(self) -> Project:
        if self._writer is None:
            assert self._project is not None
            self._writer, self._known = Project.open(self._project.address), ""
        return self._writer

    def _written(self, write: Callable[[Project], T], annotator: str, seen: int) -> T:
        writer = self._open_writer()
        writer.poll()  # It knows the labels that have come since,
        writer.see_only(seen)  # but the window made its edits before it has heard of them.
        if annotator != self._known:
            writer.ensure_annotator(annotator)
            self._known = annotator
        return write(writer)

    def _close_writer(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()
