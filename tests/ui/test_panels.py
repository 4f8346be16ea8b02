import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotator.model import Label
from annotator.settings import Settings
from annotator.ui.application import Application, make_application
from annotator.ui.panels import NARROW, USUAL_ROWS

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def start(qtbot, settings, project_file):
    """Start the window as often as one likes; each finds what the one before left."""
    started = []

    def begin(found=settings):
        if started:
            started[-1].window.close()
            started.pop().close()
            found = Settings.load()
        application = Application(make_application(), found)
        started.append(application)
        application.open(project_file)
        assert QTest.qWaitForWindowActive(application.window)
        return application.window

    yield begin
    for application in started:
        application.window.close()
        application.close()


def drag(splitter, by):
    handle = splitter.handle(1)
    port, middle = handle, handle.rect().center()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(port, middle + by)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=middle)


def test_sizes_are_found_again(qtbot, start):
    window = start()
    window.resize(1400, 900)
    qtbot.waitUntil(lambda: window.panels.width() == 1400)
    drag(window.panels, QPoint(60, 0))
    drag(window.panels.right, QPoint(0, -80))
    columns, rows = window.panels.sizes(), window.panels.right.sizes()
    assert columns[0] > 290
    again = start()
    again.resize(1400, 900)  # The screen of these tests is smaller, and a window is kept on it.
    qtbot.waitUntil(lambda: again.panels.sizes() == columns)
    qtbot.waitUntil(lambda: again.panels.right.sizes() == rows)


def show_labels(window, number):
    labels = [Label(at, f"TYPE {at}", color="#aa0000", position=at) for at in range(1, number + 1)]
    window.label_actions.set_labels(labels)
    window.labels.show_labels(labels)


def test_all_labels_are_seen_as_long_as_most_of_the_spans_are(qtbot, start):
    window = start()
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: window.panels.width() == 1280)
    show_labels(window, 12)
    qtbot.waitUntil(lambda: window.labels.height() == window.labels.whole_height())
    qtbot.waitUntil(lambda: window.labels.area.verticalScrollBar().maximum() == 0)
    show_labels(window, 80)
    qtbot.waitUntil(lambda: window.labels.height() > window.labels.parentWidget().height() // 2)
    assert window.spans.height() > 200
    show_labels(window, 2)
    qtbot.waitUntil(lambda: window.labels.height() == USUAL_ROWS[0])


def test_labels_keep_the_height_that_one_has_given_them(qtbot, start):
    window = start()
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: window.panels.width() == 1280)
    drag(window.panels.right, QPoint(0, -80))
    rows = window.panels.right.sizes()
    show_labels(window, 12)
    assert window.panels.right.sizes() == rows


def test_what_is_hidden_stays_hidden_and_keeps_its_size(qtbot, start):
    window = start()
    window.resize(1280, 800)
    drag(window.panels, QPoint(60, 0))
    width = window.panels.sizes()[0]
    qtbot.keyClick(window, Qt.Key.Key_F8)
    qtbot.keyClick(window, Qt.Key.Key_F9)
    again = start()
    again.resize(1280, 800)
    qtbot.waitUntil(lambda: again.panels.width() == 1280)
    assert not again.articles.isVisible()
    assert not again.labels.isVisible()
    assert again.spans.isVisible()
    assert not again.actions_by_name["show_articles"].isChecked()
    qtbot.keyClick(again, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: again.panels.sizes()[0] == width)


def test_what_a_narrow_window_folded_away_is_not_taken_for_hidden(qtbot, start):
    window = start()
    window.resize(NARROW, 700)
    qtbot.waitUntil(lambda: not window.panels.right.isVisible())
    qtbot.keyClick(window, Qt.Key.Key_F9, SHIFT)
    assert window.spans.isVisible()
    again = start()
    assert not again.panels.right.isVisible()
    again.resize(1280, 800)
    qtbot.waitUntil(lambda: again.labels.isVisible() and again.spans.isVisible())


@pytest.mark.parametrize(
    "spoilt", [b"", b"\xff\x00", b"[]", b"{}", b'{"columns": [1, 2], "rows": [1, 1], "hidden": []}']
)
def test_a_spoilt_arrangement_is_the_usual_one(start, spoilt):
    window = start()
    before = window.panels.arrangement()
    window.panels.restore(spoilt)
    assert window.panels.arrangement() == before
