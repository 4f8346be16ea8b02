"""Several engines as one stream."""

from dataclasses import replace

import pytest

from annotator.suggest import Reason, Suggestion
from annotator.suggest.combined import ELSEWHERE, combined
from annotator.suggest.words_in_sentences import words_in_sentences


def suggested(text, quote, label, score, engine="crf", number=0):
    start = -1
    for _ in range(number + 1):
        start = text.index(quote, start + 1)
    return Suggestion(start, start + len(quote), label, score, engine, Reason("because"))


def shown(text, found):
    return [(text[one.start : one.end], one.label) for one in found]


def test_of_two_that_overlap_the_likelier_stands():
    text = "Bank of Oslo opened."
    found = [suggested(text, "Bank of Oslo", "ORG", 0.6), suggested(text, "Oslo", "LOC", 0.7)]
    assert shown(text, combined(found, words_in_sentences(text))) == [("Oslo", "LOC")]


def test_an_engine_that_is_trusted_more_stands():
    text = "Bank of Oslo opened."
    found = [suggested(text, "Bank of Oslo", "ORG", 0.6), suggested(text, "Oslo", "LOC", 0.7, "forms")]
    assert shown(text, combined(found, words_in_sentences(text), {"crf": 0, "forms": 1})) == [("Bank of Oslo", "ORG")]


def test_a_form_has_one_label_in_an_article():
    text = "Akar spoke. Akar left. Akar came."
    found = [suggested(text, "Akar", label, score, number=at) for at, (label, score) in enumerate(
        (("PERSON", 0.9), ("ORG", 0.6), ("PERSON", 0.4))
    )]  # fmt: skip
    assert {label for _, label in shown(text, combined(found, words_in_sentences(text)))} == {"PERSON"}


def test_a_form_that_is_likely_is_suggested_wherever_it_stands():
    text = "Akar spoke. Then Akar left."
    found = combined([suggested(text, "Akar", "PERSON", 0.9)], words_in_sentences(text))
    assert shown(text, found) == [("Akar", "PERSON"), ("Akar", "PERSON")]
    assert found[1].score == ELSEWHERE
    assert str(found[1].why) == "like “Akar” elsewhere in this article"


@pytest.mark.parametrize(("quote", "score"), [("Akar", 0.3), ("left", 0.9)])
def test_what_is_unlikely_or_has_no_capital_stays_alone(quote, score):
    text = "Akar left. Then Akar left."
    assert len(combined([suggested(text, quote, "PERSON", score)], words_in_sentences(text))) == 1


def test_nothing_gives_nothing():
    assert combined([], words_in_sentences("")) == []


def test_what_ends_inside_a_word_is_like_no_other():
    text = "Oslo, Osloby and Osloby."
    found = [Suggestion(6, 10, "LOC", 0.9, "mine", Reason("because")), suggested(text, "Oslo", "ORG", 0.8)]
    assert [one.place for one in combined(found, words_in_sentences(text))] == [(0, 4, "ORG"), (6, 10, "LOC")]


NESTED = "The University of Oslo is old."


def test_what_is_meant_to_lie_inside_stands_beside_what_is_around_it():
    around = suggested(NESTED, "University of Oslo", "ORG", 0.9)
    inside = replace(suggested(NESTED, "Oslo", "LOC", 0.6), is_inner=True)
    words = words_in_sentences(NESTED)
    assert shown(NESTED, combined([inside, around], words)) == [("University of Oslo", "ORG"), ("Oslo", "LOC")]
    forbidden = combined([inside, around], words, fits=lambda inner, outer: (inner, outer) != ("LOC", "ORG"))
    assert shown(NESTED, forbidden) == [("University of Oslo", "ORG")]
    crossing = replace(suggested(NESTED, "Oslo is", "LOC", 0.6), is_inner=True)
    assert shown(NESTED, combined([crossing, around], words)) == [("University of Oslo", "ORG")]
