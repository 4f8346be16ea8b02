"""Where a dialog for files begins."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from annotator.program_folders import data_folder
from annotator.store.project import Project


def folder_beside(project: Project | None) -> Path:
    """Return the project's folder. For the sample, and without a project: that of the user's documents, or home.

    The sample lies where nobody looks for files.
    """
    if project is not None and project.path.parent != data_folder():
        return project.path.parent
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return documents if documents.is_dir() else Path.home()
