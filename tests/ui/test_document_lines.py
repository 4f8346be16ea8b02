import pytest
from PySide6.QtCore import Qt

from annotator.model import Status
from annotator.store import END, DocumentLine
from annotator.ui.document_lines import PAGE, DocumentLines


def line(number, title="", **more):
    known = {"author": "", "date": "", "source": "", "status": Status.TODO, "flagged": False, "spans": 0} | more
    return DocumentLine(number, title or f"Article {number}", **known)


class Shelf:
    """A thousand documents, numbered from 1, that are read by the page; what was asked is on record."""

    def __init__(self):
        self.lines = {number: line(number) for number in range(1, 1001)}
        self.pages = []

    def page(self, after, before, limit):
        self.pages.append((after, before, limit))
        first = 0 if after is None else after.id + (not after.inclusive)
        last = END.id if before is None else before.id
        ids = [id_ for id_ in self.lines if first <= id_ < last]
        return [self.lines[id_] for id_ in (ids[-limit:] if before is not None else ids[:limit])]

    def some(self, ids):
        return [self.lines[id_] for id_ in ids if id_ in self.lines]


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def lines(qapp, shelf):
    model = DocumentLines()
    model.read_from(shelf.page, shelf.some)
    return model


def ids(model):
    return [model.line(model.index(row)).id for row in range(model.rowCount())]


def test_only_a_page_is_read_at_first(lines, shelf):
    assert ids(lines) == list(range(1, PAGE + 1))
    assert all(limit == PAGE for _, _, limit in shelf.pages)


def test_scrolling_down_reads_on_until_the_end(lines):
    for _ in range(1000):
        lines.fetch_below()
    assert ids(lines) == list(range(1, 1001))


def test_a_document_far_down_is_found_without_what_is_above(lines, shelf):
    shelf.pages.clear()
    lines.reset(around=700)
    assert ids(lines) == list(range(650, 750))
    assert lines.row_of(700) == 50
    assert len(shelf.pages) == 2


def test_above_is_read_when_wanted(lines):
    lines.reset(around=250)
    lines.fetch_above()
    assert ids(lines)[0] == 100
    lines.fetch_above()
    assert ids(lines)[0] == 1
    lines.fetch_above()
    assert ids(lines) == list(range(1, 300))


def test_a_changed_line_is_read_anew_and_no_other(qtbot, lines, shelf):
    shelf.lines[3] = line(3, "Changed", status=Status.DONE)
    with qtbot.waitSignal(lines.dataChanged) as changed:
        lines.refresh({3, 900})
    assert changed.args[0].row() == changed.args[1].row() == 2
    assert lines.index(2).data() == "Changed"
    assert lines.index(2).data(DocumentLines.LINE).status is Status.DONE


def test_a_line_that_is_gone_leaves(lines, shelf):
    del shelf.lines[3]
    lines.refresh({3})
    assert lines.row_of(3) is None
    assert lines.rowCount() == PAGE - 1


def test_a_screen_reader_gets_the_title(lines):
    assert lines.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Article 1"


def test_model_as_qt_wants_it(qtmodeltester, lines):
    qtmodeltester.check(lines)


def test_the_ends_are_read_without_what_is_between(lines, shelf):
    shelf.pages.clear()
    lines.read_end()
    assert ids(lines) == list(range(901, 1001))
    lines.read_end()
    assert lines.fetch_above(40) == 40
    assert ids(lines)[0] == 861
    lines.read_start()
    assert ids(lines) == list(range(1, PAGE + 1))
    assert len(shelf.pages) == 3


def test_it_is_known_whether_a_document_is_among_the_pages(lines, shelf):
    assert lines.lets_in(700)
    del shelf.lines[700]
    assert not lines.lets_in(700)
