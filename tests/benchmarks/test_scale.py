"""The benchmark of a long list works, with hardly any articles: what it measures, it does."""

from tests.benchmarks import scale


def test_everything_is_measured(tmp_path):
    path = tmp_path / "scale.annotator"
    scale.make_project(path, 60)
    scale._prepare(path)
    measured = scale._in_own_process(path)
    assert {f"{what}, by title" for what in scale.TYPED} | set(scale.TYPED) <= measured.keys()
    assert measured["memory"] > 0
    assert {"sort: Title", "to the end, By status", "filter: Flagged"} <= measured.keys()
    figures = {figure.what: figure for figure in scale._compared(measured, measured, "60")}
    assert figures["sort: Title"].holds
    assert len(figures) == len(measured)
