import pytest
from PySide6.QtGui import QAction

from annotator.store import Pending
from annotator.ui.elided_label import ElidedLabel
from annotator.ui.status_line import StatusLine


@pytest.fixture
def stop(qapp):
    return QAction("Stop")


@pytest.fixture
def line(qtbot, stop):
    line = StatusLine(stop)
    qtbot.addWidget(line)
    line.resize(1280, 27)
    line.show()
    return line


def test_the_selection_is_quoted_with_its_place(line):
    line.show_selection(1604, 1634, "President Recep\nTayyip Erdogan")
    assert line.selection.text() == "1,604 to 1,634 “President Recep Tayyip Erdogan”"
    line.show_selection(5, 5, "")
    assert not line.selection.isVisible()


def test_a_long_selection_is_shortened(line):
    line.show_selection(0, 1000, "word " * 200)
    assert line.selection.text().endswith("…”")
    assert len(line.selection.text()) < 70


def test_what_was_said_stays_until_the_next_hint(line):
    line.show_hint("Press 1")
    line.say("Done.")
    assert (line.hint.text(), line.hint.property("tone")) == ("Done.", "said")
    line.refuse("No.")
    assert (line.hint.text(), line.hint.property("tone")) == ("No.", "refused")
    line.show_hint("Press 2")
    assert (line.hint.text(), line.hint.property("tone")) == ("Press 2", "")
    line.say("")
    assert line.hint.text() == "Press 2"


def test_undo_is_named(line):
    line.show_pending(Pending(1, "Label LOC: Armenia"))
    assert line.undo.text() == "Undo: Label LOC: Armenia"
    line.show_pending(None)
    assert line.undo.text() == ""


def test_a_job_can_be_stopped_from_here(qtbot, line, stop):
    assert not line.stop.isVisible()
    line.show_job("Importing", 0.314)
    assert line.job.text() == "Importing 31 %"
    with qtbot.waitSignal(stop.triggered):
        line.stop.click()
    line.show_job("")
    assert not line.job.isVisible()
    assert not line.stop.isVisible()


def test_work_that_cannot_be_stopped_leaves_a_job_in_its_place(line):
    line.show_work("Erasing", 0.2)
    assert (line.job.text(), line.stop.isHidden()) == ("Erasing 20 %", True)
    line.show_job("Importing", 0.5)
    line.show_work("Erasing", 0.3)
    assert (line.job.text(), line.stop.isHidden()) == ("Importing 50 %", False)
    line.show_job("")
    line.show_work("", 1.0)
    assert line.job.isHidden()


def test_texts_are_shown_as_text_and_give_way(line):
    line.refuse("<b>no</b> " * 100)
    assert line.hint.text().startswith("<b>no</b>")
    line.resize(500, 27)
    assert line.minimumSizeHint().width() <= 500


def test_what_is_short_and_kept_beside_the_hint_is_never_cut(qtbot, line):
    kept = ElidedLabel(name="suggestions")
    line.keep(kept)
    kept.show_text("7 suggestions, 83 % accepted so far", at_least="7 suggestions")
    line.resize(500, 27)
    line.show_hint("Press 1 for PERSON, 2 for ORG, 3 for LOC, Tab for “We have waited long enough”")
    line.show_pending(Pending(1, "Import 7 articles: quake.html, reprint.txt, wiki.conll and others"))
    words = kept.fontMetrics().horizontalAdvance("7 suggestions")
    qtbot.waitUntil(lambda: words <= kept.width() < kept.sizeHint().width())


def test_what_is_said_is_read_in_full_before_what_undo_would_do(qtbot, line):
    line.resize(800, 27)
    line.show_pending(
        Pending(1, "Label Conflict: Azerbaijani Defence Minister Zakir Hasanov and his Turkish counterpart")
    )
    line.show_hint("Press 1")
    qtbot.waitUntil(lambda: line.undo.width() > 400)
    line.refuse("No span is selected. Click on the one from which the relation leads, then do it again.")
    qtbot.waitUntil(lambda: line.hint.width() >= line.hint.sizeHint().width())
    assert line.undo.width() >= 60
    line.show_hint("Press 1")
    qtbot.waitUntil(lambda: line.undo.width() > 400)
