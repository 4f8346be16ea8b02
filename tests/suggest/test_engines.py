"""Every engine: what it learns it suggests again, and what it keeps it can be given back."""

import pytest

from annotator.assist.assistant import Assistant
from annotator.model import AnnotatedDocument, Document, Label, Scheme, Span
from annotator.suggest import Suggester, all_engines, register
from annotator.suggest.crf import Crf
from annotator.suggest.forms import Forms
from tests.suggest.news import article, articles, places


@pytest.fixture(params=sorted(all_engines()))
def engine(request):
    return all_engines()[request.param]()


def found(engine, text):
    return sorted((one.start, one.end, one.label, round(one.score, 6)) for one in engine.suggest(text))


def test_what_was_learned_is_suggested_in_another_article(engine):
    engine.learn(articles(20))
    other = article(99)
    suggested = {one.place for one in engine.suggest(other.text)}
    assert places(other) <= suggested
    assert all(0 < one.score <= 1 and one.engine == engine.name and str(one.why) for one in engine.suggest(other.text))


def test_what_is_kept_can_be_given_back(engine):
    engine.learn(articles(10))
    again = type(engine)()
    again.restore(engine.keep())
    text = article(99).text
    assert found(again, text) == found(engine, text) != []


def test_learning_the_same_again_gives_the_same(engine):
    engine.learn(articles(10))
    once = dict(engine.keep())
    engine.learn(articles(10))
    assert dict(engine.keep()) == once


def test_what_was_learned_before_is_forgotten(engine):
    engine.learn(articles(10))
    engine.learn([AnnotatedDocument(Document(1, "Nothing is labelled here."))])
    assert found(engine, article(99).text) == []


def test_before_anything_is_learned_nothing_is_suggested(engine):
    assert found(engine, "Zakir Hasanov arrived in Baku.") == []
    engine.learn([])
    assert found(engine, "Zakir Hasanov arrived in Baku.") == []


@pytest.mark.parametrize("text", ["", "   \n ", "\ufeff\r\n", "👩‍🚒🇦🇿", "وزير الدفاع", "東京で会談した。", "x" * 5000])
def test_any_text_will_do(engine, text):
    engine.learn([*articles(3), AnnotatedDocument(Document(7, text), (Span(1, 7, "LOC", "anna", 0, len(text)),))])
    assert all(0 <= one.start < one.end <= len(text) for one in engine.suggest(text))


@pytest.mark.parametrize("kept", [{}, {"forms": b"x"}, {"forms": b"[1]"}, {"forms": b'[[["a"],3,1]]'}])
def test_what_is_something_else_is_refused(engine, kept):
    with pytest.raises(ValueError):  # noqa: PT011 - orjson's error is one too.
        engine.restore(kept)


def test_a_name_is_taken_once():
    with pytest.raises(ValueError, match="two engines are named forms"):
        register(type("Other", (Forms,), {"name": "forms"}))
    assert all(issubclass(one, Suggester) for one in all_engines().values())


# --- forms


def test_a_form_is_worth_how_often_it_was_labelled():
    text = "May met May in May."
    forms = Forms()
    forms.learn([AnnotatedDocument(Document(1, text), (Span(1, 1, "PERSON", "anna", 0, 3),))])
    (one, *_) = forms.suggest("They saw May.")
    assert (one.start, one.end, one.label) == (9, 12, "PERSON")
    assert one.score == pytest.approx(1.3 / 4)
    assert str(one.why) == "labelled PERSON once"


def test_a_form_with_two_labels_says_so():
    texts = ["Georgia won.", "Georgia lost.", "Georgia sang."]
    labels = ["LOC", "LOC", "PERSON"]
    forms = Forms()
    forms.learn(
        [
            AnnotatedDocument(Document(at, text), (Span(1, at, label, "anna", 0, 7),))
            for at, (text, label) in enumerate(zip(texts, labels, strict=True))
        ]
    )
    (one,) = forms.suggest("In Georgia.")
    assert one.label == "LOC"
    assert str(one.why) == "labelled LOC 2 times, otherwise 1 times"


# --- the model


def test_names_that_were_never_seen_are_found_by_what_stands_around_them():
    crf = Crf()
    crf.learn(articles(20))
    text = "Minister Gudrun Tveit arrived in Lillehammer on Tuesday ."
    assert {text[one.start : one.end]: one.label for one in crf.suggest(text)} == {
        "Gudrun Tveit": "PERSON",
        "Lillehammer": "LOC",
    }


def test_spans_inside_spans_are_learned_by_levels():
    text = "The University of Oslo is old."
    spans = (Span(1, 1, "ORG", "anna", 4, 22), Span(2, 1, "LOC", "anna", 18, 22))
    crf = Crf()
    crf.learn([AnnotatedDocument(Document(at, text), spans) for at in range(8)])
    assert {(*one.place, one.is_inner) for one in crf.suggest(text)} == {(4, 22, "ORG", False), (18, 22, "LOC", True)}


@pytest.mark.parametrize(
    ("overlaps", "nests_in", "inside"), [(True, (), True), (False, (), False), (False, ("ORG",), True)]
)
def test_all_engines_together_offer_what_lies_inside_where_the_scheme_allows_it(overlaps, nests_in, inside):
    text = "The University of Oslo is old."
    spans = (Span(1, 1, "ORG", "anna", 4, 22), Span(2, 1, "LOC", "anna", 18, 22))
    assistant = Assistant()
    assistant.learn([AnnotatedDocument(Document(at, text), spans) for at in range(8)])
    assistant.know(Scheme((Label(1, "ORG"), Label(2, "LOC", may_overlap=overlaps, nests_in=nests_in))))
    assert [one.label for one in assistant.suggest(text)] == ["ORG", "LOC"][: 1 + inside]
