import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction

from annotator.model import Status
from annotator.store import END, DocumentLine, Totals
from annotator.ui.document_lines import DocumentLines
from annotator.ui.document_list import DocumentList
from annotator.ui.palette import THEMES


@pytest.fixture
def lines(qapp, project):
    model = DocumentLines()
    model.read_from(
        lambda after, before, limit: project.documents(annotator="anna", after=after, before=before, limit=limit),
        lambda ids: project.lines(list(ids), annotator="anna"),
    )
    return model


@pytest.fixture
def panel(qtbot, qapp, lines):
    names = ("filter_articles", "show_all_articles")
    panel = DocumentList(lines, {name: QAction(name, qapp) for name in names})
    qtbot.addWidget(panel)
    panel.resize(248, 400)
    panel.show()
    return panel


@pytest.fixture
def ids(project):
    return [line.id for line in project.documents(annotator="anna")]


def click(qtbot, panel, row):
    place = panel.articles.visualRect(panel.articles.model().index(row, 0)).center()
    qtbot.mouseClick(panel.articles.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))


def test_a_click_asks_for_a_document(qtbot, panel, ids):
    with qtbot.waitSignal(panel.document_picked) as picked:
        click(qtbot, panel, 1)
    assert picked.args == [ids[1]]


def test_after_a_click_the_keyboard_is_for_the_text(qtbot, panel, ids):
    for row in (1, 1):
        with qtbot.waitSignal(panel.text_wanted):
            click(qtbot, panel, row)


def test_the_open_document_is_marked_without_being_asked_for(qtbot, panel, ids):
    with qtbot.assertNotEmitted(panel.document_picked):
        panel.show_open(ids[2])
    assert panel.articles.currentIndex().row() == 2
    with qtbot.assertNotEmitted(panel.document_picked):
        panel.show_open(None)
    assert not panel.articles.currentIndex().isValid()


def test_arrows_ask_for_the_next_and_enter_goes_to_the_text(qtbot, panel, ids):
    panel.show_open(ids[0])
    panel.take_focus()
    with qtbot.waitSignal(panel.document_picked) as picked:
        qtbot.keyClick(panel.articles, Qt.Key.Key_Down)
    assert picked.args == [ids[1]]
    with qtbot.waitSignal(panel.text_wanted):
        qtbot.keyClick(panel.articles, Qt.Key.Key_Return)


def test_letters_do_not_wander_through_the_list(qtbot, panel, ids):
    panel.show_open(ids[0])
    panel.take_focus()
    with qtbot.assertNotEmitted(panel.document_picked):
        qtbot.keyClicks(panel.articles, "oa2")


@pytest.mark.parametrize(
    ("totals", "summary", "percent"),
    [
        (Totals(142, 44, 3), "44 of 142 done, 3 flagged", "30 %"),
        (Totals(2, 2, 0), "2 of 2 done", "100 %"),
        (Totals(0, 0, 0), "0 of 0 done", "0 %"),
    ],
)
def test_it_says_how_much_is_done(panel, totals, summary, percent):
    panel.show_totals(totals)
    assert (panel.summary.text(), panel.percent.text()) == (summary, percent)


def test_rows_are_painted_in_both_themes(panel, ids):
    panel.show_open(ids[1])
    shots = []
    for theme in THEMES.values():
        panel.set_theme(theme)
        shot = panel.articles.grab().toImage()
        row = panel.articles.visualRect(panel.articles.model().index(1, 0))
        assert shot.pixelColor(row.right() - 2, row.top() + 2) == theme.accent_soft
        shots.append(shot)
    assert shots[0] != shots[1]


@pytest.fixture
def long_panel(qtbot, qapp):
    shelf = [
        DocumentLine(number, f"Article {number}", "", "", "", Status.TODO, flagged=False, spans=0)
        for number in range(1, 1001)
    ]

    def page(after, before, limit):
        first = 0 if after is None else after.id + (not after.inclusive)
        found = [line for line in shelf if first <= line.id < (before or END).id]
        return found[-limit:] if before is not None else found[:limit]

    model = DocumentLines()
    model.read_from(page, lambda ids: [shelf[id_ - 1] for id_ in ids])
    panel = DocumentList(model, {name: QAction(name, qapp) for name in ("filter_articles", "show_all_articles")})
    qtbot.addWidget(panel)
    panel.resize(248, 400)
    panel.show()
    return panel


def top_title(panel):
    return panel.articles.indexAt(QPoint(40, 2)).data()


def test_one_scrolls_on_without_ever_meeting_an_end(qtbot, long_panel):
    bar = long_panel.articles.verticalScrollBar()
    seen = set()
    while "Article 993" not in seen:
        before = bar.value()
        bar.triggerAction(bar.SliderAction.SliderPageStepAdd)
        assert bar.value() > before
        seen.add(top_title(long_panel))
        height = long_panel.articles.viewport().height()
        seen |= {long_panel.articles.indexAt(QPoint(40, y)).data() for y in range(0, height, 10)}
    assert len(seen) >= 990


def test_what_is_seen_stays_when_more_is_read_above(qtbot, long_panel):
    long_panel.show_open(500)
    bar = long_panel.articles.verticalScrollBar()
    height = long_panel.articles.verticalHeader().defaultSectionSize()
    expected = int(top_title(long_panel).split()[1])
    for _ in range(300):
        bar.setValue(bar.value() - height)
        expected -= 1
        assert top_title(long_panel) == f"Article {expected}"


def test_home_and_end_are_those_of_the_whole_list(qtbot, long_panel):
    long_panel.show_open(500)
    long_panel.take_focus()
    for key, id_ in ((Qt.Key.Key_End, 1000), (Qt.Key.Key_Home, 1)):
        with qtbot.waitSignal(long_panel.document_picked) as picked:
            qtbot.keyClick(long_panel.articles, key)
        assert picked.args == [id_]
        long_panel.show_open(id_)


def test_rows_are_painted_on_the_ground_of_the_theme(long_panel):
    for theme in THEMES.values():
        long_panel.set_theme(theme)
        shot = long_panel.articles.grab().toImage()
        assert shot.pixelColor(2, 2) == theme.panel
