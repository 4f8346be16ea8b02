"""Where a dialog for files begins."""

from pathlib import Path

from annotator.program_folders import data_folder
from annotator.store.project import Project


def folder_beside(project: Project | None) -> Path:
    """Return the folder of the project's file. Else, and for the sample: that of the user's documents, or home.

    The sample lies where nobody looks for files.
    """
    if project is not None and project.file is not None and project.file.parent != data_folder():
        return project.file.parent
    from PySide6.QtCore import QStandardPaths

    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return documents if documents.is_dir() else Path.home()
