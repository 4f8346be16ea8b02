"""The benchmark of the formats runs, and leaves none out."""

from annotator.formats import Feature, all_formats
from tests.benchmarks.format_floors import FLOORS
from tests.benchmarks.formats import measured, table


def test_every_format_with_spans_has_somebody_who_does_the_same():
    told = {one.name for one in all_formats() if one.carries - {Feature.METADATA, Feature.EXACT_TEXT}}
    assert told | {"conll", "conllu", "huggingface", "parquet", "gate"} == FLOORS.keys()


def test_a_format_is_measured():
    row = measured("table", 8)
    assert all(seconds is not None and seconds >= 0 for seconds in row[2:7])
    assert "| `table` | csv |" in table([row])
