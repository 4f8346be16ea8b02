"""What is loaded before Qt, what must not be loaded after it, and which parts of Qt nobody has asked for yet."""

import os
import subprocess
import sys

SCRIPT = """
import sys
from annotator.cli import main
import annotator.ui.before_qt
from annotator.ui import application

def opened(project, **_options):
    qt = application.make_application()
    window = application.Application(qt, application.Settings.load())
    window.open(project)
    qt.processEvents()
    names = list(sys.modules)
    after = names[names.index("PySide6"):]
    print(*(name for name in after if name.split(".")[0] in ("annotator", "sqlalchemy", "alembic", "regex")
            and not name.startswith(("annotator.ui", "annotator.cli"))))
    from PySide6 import QtGui, QtWidgets
    print(*(name for name in sys.argv[2:] if name in vars(QtGui) or name in vars(QtWidgets)))
    print(*(name for name in sys.argv[2:] if name in sys.modules))
    window.window.close()
    window.close()
    return 0

application.run = opened
main([sys.argv[1]])
"""


WIDGETS_OF_ALL_KINDS = ("QWizard", "QMdiArea", "QCalendarWidget")
WITH_LARGE_ENUMERATIONS = ("QStyle", "QFileDialog", "QTextCharFormat", "QImage", "QPaintEngine", "QTextCursor")
FOR_SOME = tuple(
    f"annotator.ui.{name}"
    for name in ("text_view.accessible", "text_view.mirror", "text_view.file_painters", "relation_list", "jobs")
)


def opened(project_path, project_file, *names):
    """Return what is printed when a project has been opened: three lines."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(project_file), *names],
        capture_output=True,
        text=True,
        check=True,
        cwd=project_path,
        env=environment,
    )
    return done.stdout.splitlines()


def test_of_what_is_not_for_qt_nothing_is_loaded_after_it(project_path, project_file):
    """PySide6 reads the source of all that is."""
    assert opened(project_path, project_file)[0] == ""


def test_kinds_of_widgets_that_are_not_there_are_not_loaded(project_path, project_file):
    """PySide6 loads all to tell what a widget is that it has not seen yet: Qt's viewports were such."""
    assert opened(project_path, project_file, *WIDGETS_OF_ALL_KINDS, "QTableView")[1] == "QTableView"


def test_classes_with_large_enumerations_wait_until_they_are_used(project_path, project_file):
    assert opened(project_path, project_file, *WITH_LARGE_ENUMERATIONS)[1] == ""


def test_what_only_some_ask_for_waits_until_they_do(project_path, project_file):
    """Who reads with a screen reader, who writes a PDF, who has relations."""
    assert opened(project_path, project_file, *FOR_SOME, "annotator.ui.session")[2] == "annotator.ui.session"
