import threading

from annotator.edits import set_status
from annotator.model import Status
from annotator.ui.changes import Changes


def first_edit(project):
    document = project.document(project.documents(annotator="anna", limit=1)[0].id)
    return set_status(document, "anna", Status.DONE)


def test_a_change_comes_at_once_in_the_thread_that_made_it(qapp, project):
    changes = Changes(project)
    heard = []
    changes.changed.connect(heard.append)
    change = project.apply("Mark done", first_edit(project), "anna")
    assert heard == [change]


def test_a_change_of_another_thread_waits_in_the_queue(qtbot, project):
    changes = Changes(project)
    heard = []
    changes.changed.connect(lambda change: heard.append((change.title, threading.current_thread())))
    thread = threading.Thread(target=lambda: project.apply("Mark done", first_edit(project), "anna"))
    thread.start()
    thread.join()
    assert heard == []
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [("Mark done", threading.main_thread())]


def test_after_the_end_nothing_is_heard(qapp, project):
    changes = Changes(project)
    heard = []
    changes.changed.connect(heard.append)
    changes.stop()
    project.apply("Mark done", first_edit(project), "anna")
    assert heard == []
