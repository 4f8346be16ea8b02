"""What a score is worth is measured on what was held out, and kept with the model."""

import random

import pytest

from annotator.model import AnnotatedDocument, Document, Span
from annotator.suggest.calibration import USUAL, Calibration, fitted
from annotator.suggest.crf import Crf
from annotator.suggest.holding_out import MOST_LEARNED, MOST_PARTS, SHARE, rounds
from tests.suggest.news import article, articles

SCORES = [at / 100 for at in range(1, 100)]


def drawn(curve, number):
    """Return scores, as often right as the curve says."""
    chance = random.Random(1)
    return [(score, chance.random() < curve.worth(score)) for _ in range(number) for score in SCORES]


@pytest.mark.parametrize("curve", [Calibration(1.0, 0.0), Calibration(0.4, -1.0), Calibration(1.6, 0.8)])
def test_what_was_held_out_tells_what_scores_are_worth(curve):
    found = fitted(drawn(curve, 40))
    assert all(found.worth(score) == pytest.approx(curve.worth(score), abs=0.06) for score in SCORES)


def test_what_is_usual_holds_as_long_as_nothing_was_held_out():
    assert fitted([]) == USUAL


def test_a_few_spans_bend_the_usual_only_a_little():
    assert fitted([(0.9, False)] * 3).worth(0.9) == pytest.approx(USUAL.worth(0.9), abs=0.1)


@pytest.mark.parametrize("said", [[(0.99999, False)] * 500, [(0.0, True), (1.0, False)] * 500, [(1.0, True)] * 500])
def test_whatever_was_held_out_a_higher_score_is_worth_more(said):
    found = fitted(said)
    worth = [found.worth(score) for score in (0.0, *SCORES, 1.0)]
    assert worth == sorted(worth)
    assert all(0 < one < 1 for one in worth)


@pytest.mark.parametrize("score", SCORES)
def test_a_worth_leads_back_to_its_score(score):
    assert USUAL.score(USUAL.worth(score)) == pytest.approx(score)


@pytest.mark.parametrize("lengths", [[100] * 2, [100] * 12, [MOST_LEARNED // 10] * 8])
def test_every_article_of_few_is_held_out_once(lengths):
    found = list(rounds(lengths))
    assert sorted(at for _, held_out in found for at in held_out) == list(range(len(lengths)))
    assert all(sorted((*learned, *held_out)) == list(range(len(lengths))) for learned, held_out in found)
    assert 2 <= len(found) <= MOST_PARTS


@pytest.mark.parametrize("lengths", [[300] * 400, [MOST_LEARNED + 1, 5], [MOST_LEARNED * 2] * 3, [300] * 34])
def test_of_many_only_some_are_learned_from(lengths):
    ((learned, held_out),) = rounds(lengths)
    assert learned
    assert held_out
    assert not set(learned) & set(held_out)
    assert sum(lengths[at] for at in learned[1:]) <= MOST_LEARNED
    assert sum(lengths[at] for at in held_out[1:]) <= MOST_LEARNED / SHARE


@pytest.mark.parametrize("lengths", [[], [500]])
def test_one_article_cannot_be_held_out(lengths):
    assert list(rounds(lengths)) == []


def with_chance_labels(number):
    """Return an article whose names are labelled, or not, by the throw of a coin."""
    chance = random.Random(number)
    made = article(number)
    spans = [span for span in made.spans if chance.random() < 0.5]
    return AnnotatedDocument(Document(number, made.text), tuple(Span(*one) for one in map(fields, spans)))


def fields(span):
    return span.id, span.document, span.label, span.annotator, span.start, span.end


def test_a_model_that_is_right_by_half_says_so():
    sure, unsure = Crf(), Crf()
    sure.learn(articles(20))
    unsure.learn([with_chance_labels(at) for at in range(20)])
    text = article(99).text
    assert min(one.score for one in sure.suggest(text)) > 0.8
    found = [one.score for one in unsure.suggest(text)]
    assert found
    assert max(found) < 0.75


def test_what_scores_are_worth_is_kept_with_the_model():
    crf, again = Crf(), Crf()
    crf.learn([with_chance_labels(at) for at in range(20)])
    again.restore(crf.keep())
    text = article(99).text
    assert [one.score for one in again.suggest(text)] == [one.score for one in crf.suggest(text)]
