"""Real articles with nested spans and relations go through every format and come back as it says."""

from collections import Counter
from pathlib import Path

import pytest

from annotator.formats import Feature, Format, all_formats, chosen_options
from annotator.model import AnnotatedDocument, Scheme
from annotator.report import Report
from tests.re3d import re3d_documents

BOTH = [format_ for format_ in all_formats() if format_.reads and format_.writes]


def spans_of(document: AnnotatedDocument) -> Counter[tuple[object, ...]]:
    return Counter((span.start, span.end, span.label, document.text[span.start : span.end]) for span in document.spans)


def links_of(document: AnnotatedDocument) -> Counter[tuple[object, ...]]:
    places = {span.id: (span.start, span.end, span.label) for span in document.spans}
    return Counter((places[one.source], places[one.target], one.label) for one in document.relations)


def content(path: Path) -> dict[str, bytes]:
    files = path.rglob("*") if path.is_dir() else [path]
    return {file.name: file.read_bytes() for file in files if file.is_file()}


@pytest.mark.parametrize("format_", BOTH, ids=lambda format_: format_.name)
def test_re3d_goes_through_every_format(format_: Format, shared_data: Path, tmp_path: Path) -> None:
    documents = list(re3d_documents(shared_data))
    assert len(documents) == 45
    assert sum(len(document.spans) for document in documents) > 1_000
    options, suffix = chosen_options(format_, {}), format_.suffixes[0]
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        format_.write(documents, Scheme(), tmp_path / folder / f"re3d{suffix}", options, Report())
    path = tmp_path / "one" / f"re3d{suffix}"
    assert content(path) == content(tmp_path / "two" / f"re3d{suffix}")
    found = list(format_.read(path, options, Report()).documents)
    assert len(found) == len(documents)
    for before, after in zip(documents, found, strict=True):
        kept = format_.carried(before, Scheme(), options)
        assert (after.text, spans_of(after)) == (kept.text, spans_of(kept))
        if Feature.EXACT_TEXT in format_.carries and not list(format_.losses(before, Scheme(), options)):
            assert (after.text, spans_of(after)) == (before.text, spans_of(before))
        assert links_of(after) == links_of(kept)
