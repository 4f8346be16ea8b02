"""What is found in all articles: ranked, or place by place, by filters and by what is labelled."""

import pytest

from annotator.edits import set_status
from annotator.errors import FindError
from annotator.finding import Wanted
from annotator.model import AnnotatedDocument, Document, Status
from annotator.occurrences import Likeness
from annotator.store import DocumentFilter, candidates
from annotator.store.hits import Labelled, Search
from tests.store.making import bring_in, label, new_project

ME = "Ayla"
TEXTS = {
    1: ("Talks", "The minister met Ilham Aliyev in Baku. The prime minister's office said nothing."),
    2: ("Ministers", "Prime ministers, ministers and one prime\nminister; Baku is far. Bakuvians too."),
    3: ("The minister", "Nothing here of Nagorno-Baku."),
    4: ("Far", "北京和中文。 A café in Ağdam."),
}


@pytest.fixture
def project(path):
    opened = new_project(path, ME, "Bela")
    made = [
        AnnotatedDocument(Document(id_, text, title, source="Wire" if id_ % 2 else "Agency", metadata={"page": id_}))
        for id_, (title, text) in TEXTS.items()
    ]
    bring_in(opened, made, keep_ids=True)
    yield opened
    assert list(opened.check()) == []
    opened.close()


def found(project, search, annotator=ME):
    return [hit for batch in project.find_hits(search, annotator=annotator) for hit in batch.hits]


def places(project, search):
    return [(hit.line.id, TEXTS[hit.line.id][1][hit.start : hit.end]) for hit in found(project, search)]


def test_articles_are_ranked_and_show_their_best_place(project):
    hits = found(project, Search(Wanted("minister"), ranked=True))
    assert {hit.line.id for hit in hits} == {1, 2, 3}
    first = next(hit for hit in hits if hit.line.id == 1)
    assert first.number == 2
    assert (first.snippet.before, first.snippet.text) == ("The ", "minister")
    assert [first.snippet.after[start:end] for start, end in first.snippet.marks] == ["minister"]


def test_the_last_word_may_be_the_beginning_of_one(project):
    assert {hit.line.id for hit in found(project, Search(Wanted("baku"), ranked=True))} == {1, 2, 3}
    assert [hit.line.id for hit in found(project, Search(Wanted("far bakuv"), ranked=True))] == [2]
    assert found(project, Search(Wanted("bakuv far"), ranked=True)) == []


def test_a_word_of_the_title_alone_shows_the_beginning(project):
    (hit,) = found(project, Search(Wanted("talks"), ranked=True))
    assert (hit.number, hit.start, hit.end) == (0, 0, 0)
    assert hit.snippet.after.startswith("The minister met")


def test_only_the_first_of_very_many_are_ranked(project, monkeypatch):
    monkeypatch.setattr(candidates, "RANKED", 2)
    batches = list(project.find_hits(Search(Wanted("minister"), ranked=True), annotator=ME))
    assert [hit.line.id for batch in batches for hit in batch.hits] in ([1, 2], [2, 1])
    assert batches[-1].capped
    assert batches[-1].total == 2


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted("minister", words=True), [(1, "minister"), (1, "minister"), (2, "minister")]),
        (Wanted("prime minister", words=True), [(1, "prime minister"), (2, "prime\nminister")]),
        (Wanted("prime minister"), [(1, "prime minister"), (2, "Prime minister"), (2, "prime\nminister")]),
        (Wanted("prime", case=True), [(1, "prime"), (2, "prime")]),
        (Wanted("inister", case=True, words=False), [(1, "inister")] * 2 + [(2, "inister")] * 3),
        (Wanted("中文", words=True), [(4, "中文")]),
        (Wanted("ağdam", words=True), [(4, "Ağdam")]),
        (Wanted("cafe", words=True), []),
        (Wanted(r"B\w+u\b", pattern=True), [(1, "Baku"), (2, "Baku"), (3, "Baku")]),
        (Wanted("100 %", words=True), []),
        (Wanted("  "), []),
    ],
)
def test_each_place_in_the_order_of_the_articles(project, wanted, expected):
    assert places(project, Search(wanted)) == expected


def test_a_pattern_that_is_none_is_refused(project):
    with pytest.raises(FindError):
        found(project, Search(Wanted("(", pattern=True)))


def test_only_in_the_articles_that_the_filter_lets_in(project):
    project.apply("Done", set_status(project.document(2), ME, Status.DONE), ME)
    of = {
        DocumentFilter(status=Status.DONE): {2},
        DocumentFilter(fields=(("source", "wire"),)): {1, 3},
        DocumentFilter(fields=(("page", "2"),)): {2},
        DocumentFilter(text="talk"): {1},
    }
    for where, ids in of.items():
        for ranked in (False, True):
            search = Search(Wanted("baku", words=True), ranked=ranked, where=where)
            assert {hit.line.id for hit in found(project, search)} == ids, where


def test_by_what_is_labelled_there_or_elsewhere(project):
    label(project, 1, 33, 37, "ORG")
    label(project, 2, 0, 5, "PERSON", "Bela")
    baku = Wanted("Baku", words=True)
    assert places(project, Search(baku, labelled=Labelled("ORG", here=True))) == [(1, "Baku")]
    assert places(project, Search(baku, labelled=Labelled("PERSON", here=True))) == []
    assert places(project, Search(baku, labelled=Labelled("PERSON"))) == [(2, "Baku")]
    assert places(project, Search(baku, labelled=Labelled("PERSON"), of=ME)) == []
    assert places(project, Search(baku, labelled=Labelled(""))) == [(3, "Baku")]
    assert places(project, Search(baku, labelled=Labelled("", here=True))) == [(2, "Baku"), (3, "Baku")]
    assert [hit.label for hit in found(project, Search(baku))] == ["ORG", "", ""]
    ranked = Search(Wanted("baku"), ranked=True, labelled=Labelled("ORG", here=True))
    assert [hit.line.id for hit in found(project, ranked)] == [1]


def test_the_occurrences_of_a_form_leave_labelled_places_out(project):
    form = Search(Wanted("Baku"), likeness=Likeness(), of=ME)
    assert places(project, form) == [(1, "Baku"), (2, "Baku")]
    label(project, 1, 30, 37, "ORG")
    assert places(project, form) == [(2, "Baku")]
    label(project, 2, TEXTS[2][1].index("Baku"), TEXTS[2][1].index("Baku") + 4, "ORG", "Bela")
    assert places(project, form) == [(2, "Baku")]


def test_the_occurrences_by_case_words_plurals_and_possessives(project):
    def of(form, **like):
        return places(project, Search(Wanted(form), likeness=Likeness(**like), of=ME))

    assert of("minister", possessives=False) == [(1, "minister"), (2, "minister")]
    assert len(of("minister", plurals=True)) == 5
    assert of("Prime minister") == []
    assert of("Prime minister", case=False) == [(1, "prime minister"), (2, "prime\nminister")]
    assert of("Baku", words=False) == [(1, "Baku"), (2, "Baku"), (2, "Baku"), (3, "Baku")]


def test_what_is_found_in_some_documents_is_told_again(project):
    search = Search(Wanted("Baku", words=True))
    label(project, 1, 33, 37, "ORG")
    assert [(hit.line.id, hit.label) for hit in project.hits_in([1, 3], search, annotator=ME)] == [(1, "ORG"), (3, "")]


def test_nothing_more_is_read_than_is_asked_for(project, monkeypatch):
    monkeypatch.setattr("annotator.store.project_hits.FIRST_STEP", 1)
    monkeypatch.setattr("annotator.store.project_hits.STEP", 1)
    batches = project.find_hits(Search(Wanted("Baku", words=True)), annotator=ME)
    assert [hit.line.id for hit in next(batches).hits] == [1]
    assert [hit.line.id for hit in next(batches).hits] == [2]
    assert not [batch for batch in batches if batch.more and batch.hits and batch.hits[0].line.id < 3]
