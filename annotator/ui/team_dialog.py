"""Asks where a team's project is, and opens it, beside the window's thread; a failure is one sentence."""

from functools import partial
from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.addresses import PORT, TeamAddress, address_of
from annotator.errors import AnnotatorError, ProjectError
from annotator.store.project import Project
from annotator.ui.jobs import Job, Progress, Work, following
from annotator.ui.plain_text import plain_label
from annotator.ui.style import scaled
from annotator.ui.translation import error_text


class TeamDialog(QDialog):
    """Server, database, name and password. The password is used once, and kept nowhere."""

    opened = Signal(object)
    """The Project."""

    def __init__(
        self, address: TeamAddress | None = None, parent: QWidget | None = None, *, source: Path | None = None
    ) -> None:
        """`address` fills the fields: that of last time. `source` is a project's file that may be copied there."""
        super().__init__(parent)
        self._source = source
        self.setWindowTitle(self.tr("Open team project"))
        self.server, self.database, self.person, self.password = (QLineEdit() for _ in range(4))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.makes = QCheckBox(self.tr("Make a new project"))
        self.makes.setToolTip(self.tr("Only in a database that is empty; else the project that is there is opened."))
        self.brings = QCheckBox(self.tr("Copy the open project there"))
        self.brings.setToolTip(self.tr("With its history, into a database that is empty. The file stays as it is."))
        self.brings.setVisible(source is not None)
        for one, other in ((self.makes, self.brings), (self.brings, self.makes)):
            one.toggled.connect(partial(_leave_one, other))
        self.said = plain_label(name="details_said")
        self.said.setWordWrap(True)
        self.said.setVisible(False)
        self.buttons = QDialogButtonBox()
        self.open_ = self.buttons.addButton(self.tr("Open"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.connect_to_it)
        self.buttons.rejected.connect(self.reject)
        self._job: Job | None = None
        self._arrange()
        if address is not None:
            self._fill(address)

    def _arrange(self) -> None:
        self.setMinimumWidth(scaled(460))
        told = plain_label(
            self.tr("A database of a PostgreSQL server, in which several people label the same articles at once.")
        )
        told.setWordWrap(True)
        form = QFormLayout()
        form.setSpacing(8)
        rows = (
            (self.tr("Server"), self.server, self.tr("name or address, or postgresql://…")),
            (self.tr("Database"), self.database, ""),
            (self.tr("Your name there"), self.person, self.tr("that of this machine")),
            (self.tr("Password"), self.password, self.tr("if the server asks for one")),
        )
        for words, field, hint in rows:
            field.setAccessibleName(words)
            field.setPlaceholderText(hint)
            form.addRow(words, field)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(told)
        column.addLayout(form)
        column.addWidget(self.makes)
        column.addWidget(self.brings)
        column.addWidget(self.said)
        column.addWidget(self.buttons)
        self.open_.setDefault(True)
        self.server.setFocus()

    def _fill(self, address: TeamAddress) -> None:
        port = "" if address.port == PORT else f":{address.port}"
        self.server.setText(f"{address.host}{port}")
        self.database.setText(address.database)
        self.person.setText(address.person)

    def address(self) -> TeamAddress:
        """Return what was typed. Raises ProjectError when that is no address."""
        typed, database = self.server.text().strip(), self.database.text().strip()
        if "://" not in typed and not (typed and database):
            raise ProjectError(self.tr("Name the server and the database."))
        found = address_of(typed if "://" in typed else f"postgresql://{typed}/{quote(database, safe='')}")
        if not isinstance(found, TeamAddress):
            raise ProjectError(self.tr("Name the server and the database."))
        return TeamAddress(
            database or found.database,
            found.host,
            found.port,
            self.person.text().strip() or found.person,
            found.options,
            self.password.text() or found.password,
        )

    def connect_to_it(self) -> None:
        """Try to open what was typed; the dialog stays until that is done."""
        if self._job is not None:
            return
        try:
            address = self.address()
        except ProjectError as error:
            self._say(error_text(error))
            return
        self._say(self.tr("Connecting…"), tone="")
        self.open_.setEnabled(False)
        self._job = Job("", self._work(address), self)
        self._job.progressed.connect(self._show_part)
        self._job.done.connect(self._take)
        self._job.failed.connect(self._fail)
        self._job.broken.connect(self._break)
        self._job.start()

    def _work(self, address: TeamAddress) -> Work:
        """Return what the job does: open what is there, make it, or copy the open project there."""
        source, makes = self._source, self.makes.isChecked()
        if source is not None and self.brings.isChecked():
            return lambda progress, cancelled: _bring(source, address, following(progress, cancelled))
        return lambda _progress, _cancelled: _open(address, makes=makes)

    def _show_part(self, part: float) -> None:
        self._say(self.tr("Copying… {percent} %").format(percent=int(part * 100)), tone="")

    def _take(self, project: Project) -> None:
        self._end_job()
        self.accept()
        self.opened.emit(project)

    def _fail(self, error: AnnotatorError) -> None:
        self._end_job()
        self._say(error_text(error))

    def _break(self, error: Exception) -> None:
        self._end_job()
        raise error

    def _end_job(self) -> None:
        if self._job is not None:
            self._job.wait()
            self._job.deleteLater()
            self._job = None
        self.open_.setEnabled(True)

    def reject(self) -> None:
        """Close; what is being opened just now is closed again, and what is being copied leaves nothing."""
        if self._job is not None:
            self._job.cancel()
            self._job.done.disconnect(self._take)
            self._job.done.connect(Project.close)
            self._job.wait()
        super().reject()

    def _say(self, sentence: str, *, tone: str = "refused") -> None:
        self.said.setText(sentence)
        self.said.setProperty("tone", tone)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setVisible(bool(sentence))
        self.adjustSize()


def _leave_one(other: QCheckBox, on: bool) -> None:
    if on:
        other.setChecked(False)


def _bring(source: Path, address: TeamAddress, progress: Progress) -> Project:
    from annotator.store.moving import copy_project

    copy_project(source, address, progress)
    return Project.open(address)


def _open(address: TeamAddress, *, makes: bool) -> Project:
    from annotator.transfer.starting import default_scheme

    return Project.open(address, create=makes, scheme=default_scheme() if makes else None)
