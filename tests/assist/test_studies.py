"""What the process that learns does, without the process."""

from dataclasses import replace

import pytest

from annotator.assist.deciding import reject
from annotator.assist.lessons import part_of
from annotator.assist.messages import Charge
from annotator.assist.model_files import KEPT, clear_away_old, model_file
from annotator.assist.picking import SETTLED
from annotator.assist.schedule import interval, is_due
from annotator.assist.studies import Studies
from annotator.edits import Edit, label_span, set_status
from annotator.model import AnnotatedDocument, Document, Span, Status
from annotator.suggest import Reason, Suggestion
from tests.suggest.news import article, places


@pytest.fixture
def charge(project):
    return Charge(str(project.path), "anna")


@pytest.fixture
def studies(charge):
    return Studies(charge)


def test_it_learns_from_what_is_done(studies, ids):
    begun = []
    learned = studies.learn(begun=begun.append)
    assert learned.articles == begun[0].articles == 12
    found = studies.suggest(ids[-1])
    assert {one.place for one in found.suggestions} >= places(article(99))


def test_the_text_is_named(studies, project, ids):
    assert studies.suggest(ids[-1]).sha256 == project.document(ids[-1]).document.sha256


def test_with_nothing_done_it_learns_from_labels_but_not_from_the_open_article(project, charge):
    for document in list(project.annotated_documents()):
        project.apply("To do", set_status(document, "anna", Status.TODO), "anna")
    first = next(iter(project.annotated_documents())).document.id
    assert Studies(charge).learn().articles == 12
    assert Studies(charge).learn(without=first).articles == 11


def test_nothing_is_learned_when_nothing_is_new(studies, project, ids):
    assert studies.learn() is not None
    assert studies.learn() is None
    assert studies.learn(at_once=True) is None
    document = project.document(ids[0])
    project.apply("Label", label_span(document, project.scheme(), 0, 3, "LOC", "anna"), "anna")
    assert studies.learn() is None
    assert studies.learn(at_once=True) is not None


def test_one_article_more_is_learned_from(studies, project, ids):
    studies.learn()
    project.apply("Done", set_status(project.document(ids[-1]), "anna", Status.DONE), "anna")
    assert studies.learn().articles == 13


def test_what_was_learned_is_kept_until_something_changes(studies, charge, project, ids):
    studies.learn()
    again = Studies(charge)
    assert again.recall().articles == 12
    assert again.suggest(ids[-1]).suggestions == studies.suggest(ids[-1]).suggestions
    assert again.learn() is None
    document = project.document(ids[0])
    project.apply("Label", label_span(document, project.scheme(), 0, 3, "LOC", "anna"), "anna")
    assert Studies(charge).learn() is not None


@pytest.mark.parametrize("content", [None, b"", b"nonsense"])
def test_a_kept_model_that_is_missing_or_broken_is_made_again(studies, charge, content):
    studies.learn()
    path = model_file(charge.project, charge.annotator)
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    again = Studies(charge)
    assert again.recall() is None
    assert again.learn().articles == 12
    assert path.stat().st_size > 1000


def test_a_cache_that_cannot_be_written_does_no_harm(studies, charge, ids):
    folder = model_file(charge.project, charge.annotator).parent
    folder.parent.mkdir(parents=True)
    folder.write_text("A file is in the way.")
    assert studies.learn().articles == 12
    assert studies.suggest(ids[-1]).suggestions


def test_a_kept_model_of_other_engines_is_not_taken(studies, charge):
    studies.learn()
    assert Studies(Charge(charge.project, charge.annotator, ("forms",))).recall() is None


def test_a_label_that_is_no_longer_there_is_not_suggested(studies, project, ids):
    studies.learn()
    label = project.scheme().find("LOC")
    project.apply("Rename", [Edit(label, replace(label, name="PLACE"))], "anna")
    assert {one.label for one in studies.suggest(ids[-1]).suggestions} == {"PERSON"}


def test_only_the_youngest_models_are_kept(tmp_path):
    for number in range(KEPT + 3):
        (tmp_path / f"{number}.model").touch()
    clear_away_old(tmp_path)
    assert len(list(tmp_path.iterdir())) == KEPT


def test_it_is_time_after_each_article_at_first_and_then_less_often():
    assert [articles for articles in range(1, 200) if is_due(articles, learned_before(articles))][:21] == [
        *range(1, 21),
        25,
    ]
    assert [interval(articles) for articles in (0, 19, 20, 100, 200, 1000)] == [1, 1, 5, 5, 10, 50]
    assert is_due(3, 4)


def learned_before(articles):
    learned = 0
    for number in range(articles):
        if is_due(number, learned):
            learned = number
    return learned


def test_what_was_rejected_in_one_article_is_less_likely_in_others(studies, project, ids):
    studies.learn()
    before = {one.place: one.score for one in studies.suggest(ids[-1]).suggestions}
    (start, end, label), text = max(before, key=before.get), project.document(ids[-1]).text
    form = text[start:end]
    other = next(one for one in project.annotated_documents() if form in one.text and one.document.id != ids[-1])
    at = other.text.index(form)
    offer = Suggestion(at, at + len(form), label, 0.9, "crf", Reason("because"))
    project.apply("Reject", reject(other, offer, "anna"), "anna")
    after = {one.place: one.score for one in studies.suggest(ids[-1]).suggestions}
    assert after[start, end, label] < before[start, end, label]
    assert project.decided_forms("anna") == {(form, label): (0, 1)}


def test_the_articles_that_are_left_are_picked_from(studies, project, ids):
    studies.learn()
    assert studies.pick(5).documents == (ids[-1],)
    assert studies.pick(5, without=ids[-1]).documents == ()
    for id_ in ids[:3]:
        project.apply("To do", set_status(project.document(id_), "anna", Status.TODO), "anna")
    assert set(studies.pick(5).documents) == {*ids[:3], ids[-1]}
    assert len(studies.pick(2).documents) == 2


def test_it_says_how_far_the_new_suggestions_are_the_old_ones(studies, project, ids):
    assert studies.learn().agreement is None
    settled = []
    for id_ in ids[:4]:
        document = project.document(id_)
        project.apply("Label", label_span(document, project.scheme(), 0, 3, "LOC", "anna"), "anna")
        learned = studies.learn(at_once=True)
        assert 0 <= learned.agreement <= 1
        settled.append((learned.agreement, learned.is_settled))
    assert settled[-1][1] == (min(agreement for agreement, _ in settled[-3:]) >= SETTLED)


def test_what_was_rejected_teaches_though_its_article_is_not_done(studies, project, ids):
    offer = Suggestion(*min(places(article(99))), 0.9, "crf", Reason("so"))
    text = article(99).text[offer.start : offer.end]
    studies.learn()
    before = studies._assistant
    project.apply("Reject", reject(project.document(ids[-1]), offer, "anna"), "anna")
    assert studies.learn(at_once=True, without=ids[-1]) is None
    assert studies.learn(at_once=True).articles == 13
    scores = [next(iter(one.engines[1].suggest(text))).score for one in (before, studies._assistant)]
    assert scores[1] < scores[0]


def test_of_an_article_only_the_sentences_are_learned_from_in_which_something_was_rejected():
    text = "Baku is old. Oslo met Anna Berg. Oslo won. Anna Berg left."
    spans = [Span(n, 1, "LOC", "anna", start, end) for n, (start, end) in enumerate([(0, 4), (22, 31), (33, 37)])]
    part = part_of(AnnotatedDocument(Document(1, text), tuple(spans)), [(13, 17), (43, 52)])
    assert part.text == "Oslo met Anna Berg.\nAnna Berg left."
    assert [part.text[span.start : span.end] for span in part.spans] == ["Anna Berg"]
