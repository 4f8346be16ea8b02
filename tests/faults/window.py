"""A child that labels in the real window, by real keys, until it is killed: see `killing`."""

import os
import random
import sys
from itertools import count
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from annotator.cli.printing import tell
from annotator.errors import AnnotatorError
from annotator.settings import ANNOTATOR_NAME, Settings
from annotator.store.project import Project
from annotator.transfer.importing import import_files
from annotator.transfer.starting import default_scheme
from annotator.ui.application import Application, make_application
from tests.faults.labelling import PERSON, say

ARTICLE = "The minister of the northern province met his counterpart in the old town hall. " * 40


def prepare(path: Path) -> None:
    """Make a project of one article, with the usual labels."""
    project = Project.open(path, create=True, scheme=default_scheme())
    article = path.with_suffix(".txt")
    article.write_text(ARTICLE)
    import_files(project, [article], annotator=project.ensure_annotator(PERSON).name)
    article.unlink()
    project.close()


def main(path: str, seed: str, steps: str = "") -> int:
    """Select, press a label's key, report what has been painted; now and then press undo.

    With `steps` it ends after so many, and returns 1 when something was refused; else it goes on until it is killed.
    """
    chance = random.Random(seed)
    qt = make_application()
    settings = Settings.load()
    settings.set(ANNOTATOR_NAME, PERSON)
    application = Application(qt, settings)
    sentences = []
    application.session.edge.failed.connect(sentences.append)
    try:
        application.open(Path(path))
        say("ready")
        known = {span.id for span in _spans(application.session.workspace)}
        for _ in range(int(steps)) if steps else count():
            _label(qt, application, chance, known)
            for dialog in application.window.findChildren(QDialog):
                dialog.close()
        application.window.close()
    except AnnotatorError as error:  # As in the command line.
        sentences.append(str(error))
    for sentence in sentences:
        tell(f"annotator: {sentence}", errors=True)
    return int(bool(sentences))


def _label(qt, application, chance, known):
    workspace, view = application.session.workspace, application.window.page.view
    start = chance.randrange(len(ARTICLE) - 40)
    view.select(start, start + chance.randrange(1, 40))
    qt.processEvents()
    QTest.keyClick(view.viewport(), Qt.Key(Qt.Key.Key_1 + chance.randrange(5)))
    qt.processEvents()
    for span in {span.id for span in _spans(workspace)} - known:
        known.add(span)
        say("span", span)
        if chance.random() < 0.2:
            say("going", span)
            QTest.keyClick(view.viewport(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            qt.processEvents()


def _spans(workspace):
    return () if workspace.document is None else workspace.document.spans


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
