import pytest

from tests.benchmarks import gold, keystrokes


@pytest.mark.parametrize(
    ("documents", "bound", "everywhere_bound"), [(gold.wikigold, 1.6, 1.25), (gold.re3d, 2.6, 2.5)]
)
def test_a_span_takes_few_keys(shared_data, documents, bound, everywhere_bound):
    articles = documents(30)
    assert keystrokes.run(articles).mean <= bound
    assert keystrokes.run(articles, everywhere=True).mean <= everywhere_bound
