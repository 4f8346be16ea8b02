import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from annotator.model import AnnotatedDocument, Document, Span
from annotator.ui.dates import long_date, short_date
from annotator.ui.header import TITLE_LENGTH, Header, begins_with


@pytest.fixture
def header(qtbot, qapp):
    header = Header(QAction("Edit details", qapp))
    qtbot.addWidget(header)
    return header


def test_it_shows_what_is_known(header):
    document = Document(1, "x" * 2018, title="Ministers <i>discuss</i>", author="Vugar Khalilov", date="2022-02-02")
    header.show_document(AnnotatedDocument(document), annotator="anna")
    assert header.title.text() == "Ministers <i>discuss</i>"
    assert header.title.textFormat() == Qt.TextFormat.PlainText
    assert header.meta.text() == "Vugar Khalilov  ·  2 February 2022  ·  2,018 characters"


def test_it_says_what_is_not_shown(header):
    spans = (Span(1, 1, "LOC", "berta", 0, 3), Span(2, 1, "LOC", "anna", 4, 5))
    header.show_document(AnnotatedDocument(Document(1, "abc d"), spans), annotator="anna")
    assert header.meta.text() == "5 characters  ·  1 span of others, not shown"


def test_a_title_without_end_has_one(header):
    header.show_document(AnnotatedDocument(Document(1, "", title="word " * 1000)), annotator="anna")
    assert len(header.title.text()) <= TITLE_LENGTH


def test_a_right_to_left_title_stands_at_the_right(header):
    header.show_document(AnnotatedDocument(Document(1, "", title="وزير الخارجية")), annotator="anna")
    assert header.title.alignment() & Qt.AlignmentFlag.AlignRight


@pytest.mark.parametrize(
    ("iso", "long", "short"),
    [
        ("2022-02-02", "2 February 2022", "2 Feb 2022"),
        ("2022", "2022", "2022"),
        ("spring", "spring", "spring"),
        ("", "", ""),
    ],
)
def test_dates_are_shown_as_one_reads_them(iso, long, short):
    assert (long_date(iso), short_date(iso)) == (long, short)


@pytest.mark.parametrize(
    ("text", "title", "begins"),
    [
        ("Talks  resume\n\nThe minister", "Talks resume", True),
        ("TALKS RESUME\nThe minister", "Talks resume", True),
        ("The minister Zakir Hasanov met", "The minister Zakir…", True),
        ("The minister", "Talks resume", False),
        ("", "Talks resume", False),
        ("The minister", "", True),
    ],
)
def test_a_title_that_the_text_begins_with_is_not_read_twice(header, text, title, begins):
    header.show_document(AnnotatedDocument(Document(1, text, title=title)), annotator="anna")
    assert begins_with(text, title) is begins
    assert header.title.isHidden() is begins
    assert not header.meta.isHidden()
