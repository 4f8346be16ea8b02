"""Which project the window begins with."""

from PySide6.QtCore import QCoreApplication

from annotator.addresses import Address
from annotator.errors import ProjectError
from annotator.program_folders import data_folder
from annotator.store.project import Project
from annotator.ui.memory import Memory
from annotator.ui.new_project import SUFFIX, make_sample
from annotator.ui.plain_text import filled
from annotator.ui.translation import error_text

SAMPLE = f"sample{SUFFIX}"


def first_project(
    named: Address | None, memory: Memory, annotator: str, *, read_only: bool = False
) -> tuple[Project, str]:
    """Open the project that was named, else that of last time, else the sample; with `read_only`, to look at it.

    Returns it with a sentence, empty or why it is not that of last time. Raises ProjectError when the one
    that was named, or the sample, cannot be opened.
    """
    if named is not None:
        return Project.open(named, read_only=read_only), ""
    last = memory.last_project()
    if last is None:
        return open_sample(annotator), ""
    try:
        return Project.open(last, read_only=read_only), ""
    except ProjectError as error:
        sentence = QCoreApplication.translate("first_project", "{why} This is the sample project.")
        return open_sample(annotator), sentence.format(why=error_text(error))


def open_sample(annotator: str) -> Project:
    """Open the sample project, made anew when it is missing, never overwritten."""
    path = data_folder() / SAMPLE
    if not path.exists():
        try:
            make_sample(path, annotator)
        except OSError as error:
            sentence = QCoreApplication.translate(
                "first_project", "{path} could not be written: {why}. Open or make a project elsewhere."
            )
            raise ProjectError(filled(sentence, path=path, why=error.strerror)) from error
    return Project.open(path)
