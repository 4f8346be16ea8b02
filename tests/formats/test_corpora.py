"""Real datasets through every format that is in the registry: what it carries comes back, twice the same."""

from pathlib import Path

import pytest

from annotator.formats import Format, chosen_options, sniff_format
from annotator.model import AnnotatedDocument, Scheme
from annotator.report import Report
from tests.formats.corpora import re3d, wikigold
from tests.formats.test_conformance import BOTH, told, written


@pytest.mark.parametrize("name", ["re3d", "wikigold"])
@pytest.mark.parametrize("format_", BOTH, ids=lambda format_: format_.name)
def test_a_dataset_comes_back_and_is_written_the_same_twice(
    shared_data: Path, tmp_path: Path, format_: Format, name: str
) -> None:
    documents = {"re3d": re3d, "wikigold": wikigold}[name](shared_data / name)
    options = chosen_options(format_, {})
    path = tmp_path / f"first{format_.suffixes[0]}"
    first = written(format_, documents, Scheme(), path, options)
    assert sniff_format(path) is format_
    reading = format_.read(path, options, Report())
    found = list(reading.documents)
    assert len(found) == len(documents) == {"re3d": 45, "wikigold": 145}[name]
    for before, after in zip(documents, found, strict=True):
        kept = format_.carried(before, Scheme(), options)
        assert told(after, format_.carries) == told(kept, format_.carries)
        assert set(places(before)) - set(places(after)) <= set(spoken_of(format_, before, options))
    again = tmp_path / "again" / path.name
    again.parent.mkdir()
    assert written(format_, documents, Scheme(), again, options) == first


def places(document: AnnotatedDocument) -> list[tuple[str, str, int]]:
    """Each span by its label, its letters and how many stand before it: so formats made of words can be compared."""
    text = document.text
    return [
        (span.label, letters(text[span.start : span.end]), len(letters(text[: span.start]))) for span in document.spans
    ]


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def spoken_of(format_: Format, document: AnnotatedDocument, options: dict[str, str]) -> list[tuple[str, str, int]]:
    """The spans that a notice is about."""
    noted = {(notice.start, notice.end) for notice in format_.losses(document, Scheme(), options)}
    return [
        place for span, place in zip(document.spans, places(document), strict=True) if (span.start, span.end) in noted
    ]
