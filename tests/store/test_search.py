"""Full text: words in titles and texts, in any script, whatever is typed."""

from contextlib import closing

import pytest

from annotator.edits import Edit, change_document, set_status
from annotator.model import AnnotatedDocument, Document, Status
from annotator.store import DocumentFilter
from tests.store.making import SCHEME, bring_in, new_project

TEXTS = {
    1: ("Zakir Həsənov", "The minister met Ilham Aliyev in Bakı."),
    2: ("Second", "A café in Ağdam; the minister was away. AND NOT OR NEAR"),
    3: ("Third", "北京 中文 שלום עולם e\u0301t\u00e9 😀 C++ state-of-the-art"),
}


@pytest.fixture
def project(path):
    with closing(new_project(path)) as opened:
        documents = [AnnotatedDocument(Document(id_, text, title)) for id_, (title, text) in TEXTS.items()]
        bring_in(opened, documents, keep_ids=True)
        yield opened
        assert list(opened.check()) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("minister", [1, 2]),
        ("MINISTER", [1, 2]),
        ("minister aliyev", [1]),
        ("aliyev minister", [1]),
        ("minister nobody", []),
        ("minist", []),
        ("second", [2]),
        ("hesenov", []),
        ("Həsənov", [1]),
        ("cafe", [2]),
        ("agdam", [2]),
        ("été", [3]),
        ("שלום", [3]),
        ("中文", [3]),
        ("state-of-the-art", [3]),
    ],
)
def test_words_are_found(project, words, found):
    assert project.search(words) == found


@pytest.mark.parametrize(
    "typed",
    [
        *('"', '""', '"minister', "minister*", "title:second", "^second", "{title}: x", "-minister", "+", "--"),
        *("(", ")", "AND", "NOT", "minister NOT", "NEAR(a b)", "a AND", "'; DROP TABLE span", "\\", "%"),
        *("\0", "minister\0nobody", "half \ud83d", "é\u0301" * 40),
    ],
)
def test_nothing_that_is_typed_is_more_than_words(project, typed):
    assert isinstance(project.search(typed), list)


@pytest.mark.parametrize("nothing", ["", "   ", "\n\t"])
def test_nothing_finds_nothing(project, nothing):
    assert project.search(nothing) == []


def test_operators_are_words(project):
    assert project.search("AND NOT NEAR") == [2]
    assert project.search("minister OR nobody") == []


def test_signs_alone_add_nothing(project):
    assert project.search("-- minister ++") == [1, 2]


def test_pages_follow_each_other(project):
    assert project.search("minister", limit=1) == [1]
    assert project.search("minister", after=1, limit=1) == [2]
    assert project.search("minister", after=2) == []


def test_what_is_gone_is_not_found(project):
    project.apply("Remove", [Edit(project.document(1).document, None)], "Ayla")
    assert project.search("minister") == [2]
    project.undo("Ayla")
    assert project.search("minister") == [1, 2]
    project.undo("Ayla")
    assert project.search("minister") == []


def test_a_new_title_takes_the_place_of_the_old(project):
    project.apply("Title", change_document(project.document(2).document, title="Drittes"), "Ayla")
    assert project.search("second") == []
    assert project.search("drittes") == [2]
    assert project.search("minister") == [1, 2]


def test_an_import_that_was_given_up_leaves_nothing(project):
    with project.bulk_import("Import", "Ayla") as importing:
        importing.add([AnnotatedDocument(Document(9, "Unheard of"))], SCHEME)
    assert project.search("unheard") == []


def filtered(project, words, status=None, **page):
    where = DocumentFilter(words=words, status=status)
    return [line.id for line in project.documents(where, annotator="Ayla", **page)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("minister", [1, 2]),
        ("minist", [1, 2]),
        ("MIN ALI", [1]),
        ("mi", []),
        ("in", [1, 2]),
        ("sec", [2]),
        ("минист", []),
        ("state-of-the-a", [3]),
        ("aliyev met", [1]),
        ("  ", [1, 2, 3]),
        ("*", []),
        ('"', []),
    ],
)
def test_a_filter_takes_the_beginnings_of_words(project, words, found):
    assert filtered(project, words) == found


def test_a_filter_by_words_and_status_has_pages_both_ways(project):
    project.apply("Done", set_status(project.document(2), "Ayla", Status.DONE), "Ayla")
    assert filtered(project, "minist", Status.DONE) == [2]
    assert filtered(project, "minist", Status.TODO) == [1]
    assert filtered(project, "minist", after=1) == [2]
    assert filtered(project, "minist", before=3, limit=1) == [2]
    assert filtered(project, "minist", before=2) == [1]
