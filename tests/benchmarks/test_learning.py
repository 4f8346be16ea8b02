"""The benchmark of suggestions runs."""

from tests.benchmarks.learning import ENGINES, measure
from tests.suggest.news import articles


def test_every_engine_and_size_has_its_figure():
    table, curve = measure("news", articles(9), 3, (1, 4), 2)
    rows = [line for line in table.splitlines() if line.startswith("| ")]
    assert len(rows) == 1 + len(ENGINES)
    assert all(row.count("|") == 4 for row in rows)
    assert [point.articles for point in curve] == [1, 4]
