"""What is loaded before Qt, and what must not be loaded after it."""

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
    window.window.close()
    window.close()
    return 0

application.run = opened
main([sys.argv[1]])
"""


def test_of_what_is_not_for_qt_nothing_is_loaded_after_it(project_path, project_file):
    """PySide6 reads the source of all that is."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(project_file)],
        capture_output=True,
        text=True,
        check=True,
        cwd=project_path,
        env=environment,
    )
    assert done.stdout.split() == []
