"""What counts as right, and how it is summed up."""

import xml.etree.ElementTree as ET

import pytest

from annotator.assist.assistant import Assistant
from annotator.assist.curve_picture import curve_svg
from annotator.assist.evaluation import (
    CurvePoint,
    Score,
    compared,
    cross_validated,
    curve_sizes,
    learning_curve,
    overall,
    scored,
    summed,
)
from annotator.errors import AnnotatorError, CancelledError
from tests.suggest.news import articles


def test_only_what_is_just_the_same_is_right():
    gold = [(0, 4, "LOC"), (10, 14, "PERSON"), (20, 24, "LOC")]
    found = [(0, 4, "LOC"), (10, 13, "PERSON"), (20, 24, "ORG")]
    assert compared(gold, found) == {"LOC": Score(1, 0, 1), "ORG": Score(0, 1, 0), "PERSON": Score(0, 1, 1)}


def test_precision_recall_and_their_mean():
    score = Score(right=6, wrong=2, missed=4)
    assert (score.precision, score.recall) == (0.75, 0.6)
    assert score.f1 == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))
    assert (Score().precision, Score().recall, Score().f1) == (0, 0, 0)


def test_scores_are_summed_by_label():
    both = summed([{"LOC": Score(1, 2, 3)}, {"LOC": Score(1, 0, 0), "ORG": Score(0, 1, 0)}])
    assert both == {"LOC": Score(2, 2, 3), "ORG": Score(0, 1, 0)}
    assert overall(both) == Score(2, 3, 3)


def test_what_is_below_the_line_does_not_count():
    assistant = Assistant(["forms"])
    assistant.learn(articles(3))
    assert overall(scored(assistant, articles(3), line=0.0)).right > 0
    assert overall(scored(assistant, articles(3), line=1.1)).right == 0


def test_each_article_is_suggested_by_what_the_others_taught():
    told = []
    scores = cross_validated(articles(12), 3, Assistant(), progress=told.append)
    gold = sum(len(article.spans) for article in articles(12))
    assert overall(scores).right + overall(scores).missed == gold
    assert overall(scores).f1 > 0.9
    assert told == [pytest.approx(1 / 3), pytest.approx(2 / 3), 1.0]
    # What an article alone holds cannot be known from the others.
    assert overall(cross_validated(articles(2), 2, Assistant(["forms"]))).f1 < 1


def test_it_can_be_stopped():
    with pytest.raises(CancelledError):
        cross_validated(articles(4), 2, Assistant(), cancelled=lambda: True)


def test_the_curve_rises():
    points = list(learning_curve(articles(16), [1, 8], Assistant(["forms"]), orders=2))
    assert [point.articles for point in points] == [1, 8]
    assert points[0].f1 < points[1].f1


@pytest.mark.parametrize(
    ("articles", "sizes"), [(0, []), (7, []), (8, [5]), (15, [5, 10]), (45, [5, 10, 20]), (150, [5, 10, 20, 50, 100])]
)
def test_a_third_is_left_to_look_at(articles, sizes):
    assert curve_sizes(articles) == sizes


@pytest.mark.parametrize("sizes", [[5], [5, 10, 20]])
def test_the_picture_is_an_svg_with_a_point_for_each(sizes):
    svg = curve_svg([CurvePoint(size, 0.5, 0.4, 0.44) for size in sizes], "<news> & more")
    root = ET.fromstring(svg)
    names = [element.text for element in root.iter() if element.text and element.text.strip()]
    assert {"<news> & more", "F1", "Precision", "Recall", *map(str, sizes)} <= set(names)
    assert len([element for element in root.iter() if element.tag.endswith("circle")]) == 3 * len(sizes)


def test_an_engine_that_fails_makes_no_figures(tmp_path):
    assistant = Assistant(["lists"], {"lists": str(tmp_path / "none.txt")})
    with pytest.raises(AnnotatorError, match="no such file"):
        cross_validated(articles(4), 2, assistant)
