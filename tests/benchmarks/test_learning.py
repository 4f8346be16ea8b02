"""The benchmark of suggestions runs."""

from tests.benchmarks.learning import ENGINES, measure
from tests.benchmarks.learning_speed import figures
from tests.benchmarks.reliability import BOUNDS, reliability
from tests.suggest.news import article, articles


def test_every_engine_and_size_has_its_figure():
    table, curve = measure("news", articles(9), 3, (1, 4), 2)
    lines = [line for line in table.splitlines() if line.startswith("| ")]
    assert len(lines) == 1 + len(ENGINES)
    assert all(row.count("|") == 4 for row in lines)
    assert [point.articles for point in curve] == [1, 4]


def test_all_that_is_timed_has_a_row():
    found = list(figures(articles(4), articles(3), [article(9, sentences) for sentences in (3, 30, 60)]))
    assert [one.what.split(" ")[0] for one in found] == ["learn", *["suggest", "live"] * 3]


def test_what_suggestions_say_of_themselves_has_a_row_for_each_likelihood():
    lines = reliability(articles(9), 3, (1, 4), 2).splitlines()
    assert len(lines) == 2 + len(BOUNDS) + 1 + 1
    assert all(row.count("|") == 4 for row in lines)
