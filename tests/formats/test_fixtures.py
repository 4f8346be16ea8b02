"""Every file that other programs ship as an example is read whole or refused with its reason; a new one too.

The folder lies beside the project. Whoever puts a file into it that nothing here can count is told so.
"""

import re
from pathlib import Path

import pytest

from annotator.errors import FormatError
from annotator.formats import Format, chosen_options, sniff_format
from annotator.model import AnnotatedDocument, Scheme
from annotator.report import Outcome, Report
from tests.conftest import PROJECT
from tests.formats.independent import INVALID, Counted, counted
from tests.formats.test_conformance import told, written

FOLDER = PROJECT.parent / "shared" / "data" / "fixtures"
FILES = sorted(path for path in FOLDER.rglob("*") if path.is_file()) if FOLDER.is_dir() else []
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(FOLDER).as_posix())


def read(path: Path, report: Report) -> tuple[Format, Scheme, list[AnnotatedDocument]]:
    """What the format that is guessed reads. Raises FormatError."""
    format_ = sniff_format(path)
    reading = format_.read(path, chosen_options(format_, {}), report)
    return format_, reading.scheme, list(reading.documents)


def count(scheme: Scheme, documents: list[AnnotatedDocument]) -> Counted:
    spans = [span for document in documents for span in document.spans]
    relations = [relation for document in documents for relation in document.relations]
    return Counted(
        len(documents),
        len(spans),
        len(relations),
        sum(len(one.attributes) for one in (*spans, *relations)),
        sum(len(document.document_labels) for document in documents),
        {span.label for span in spans},
        len(scheme.labels),
    )


@each_file
def test_a_file_is_read_whole_or_refused_with_its_reason(path: Path) -> None:
    wanted = counted(path)
    if wanted is INVALID:
        with pytest.raises(FormatError) as caught:
            read(path, Report())
        assert caught.value.path == path
        assert caught.value.reason.endswith((".", "?"))
        return
    format_, scheme, documents = read(path, report := Report())
    found = count(scheme, documents)
    if format_.name == "webanno":
        found.labels = wanted.labels  # What the layers and features mean is looked at in test_webanno.
    if documents:
        found.scheme = wanted.scheme
    assert found == wanted
    assert not list(report.of(Outcome.REFUSED))


@each_file
def test_a_file_that_is_read_goes_out_and_in_again_equal(path: Path, tmp_path: Path) -> None:
    try:
        format_, scheme, documents = read(path, Report())
    except FormatError:
        return  # The test above says whether it should be.
    if not format_.writes or not documents:
        return
    options = chosen_options(format_, {})
    out, other = (tmp_path / folder / f"a{format_.suffixes[0]}" for folder in ("one", "two"))
    out.parent.mkdir()
    other.parent.mkdir()
    first = written(format_, documents, scheme, out, options)
    again = format_.read(out, options, Report())
    found = list(again.documents)
    assert len(found) == len(documents)
    for before, after in zip(documents, found, strict=True):
        assert told(after, format_.carries) == told(format_.carried(before, scheme, options), format_.carries)
        if not list(format_.losses(before, scheme, options)):
            assert told(after, format_.carries) == told(before, format_.carries)
    assert written(format_, found, again.scheme, other, options) == first


@pytest.mark.parametrize("folder", sorted({path.parent for path in FILES if path.name == "annotation.conf"}))
def test_brats_configuration_is_read_with_the_texts_beside_it(folder: Path) -> None:
    lines = (folder / "annotation.conf").read_text(encoding="utf-8").splitlines()
    section, types = "", set()
    for line in lines:
        if line.startswith("["):
            section = line.strip("[]")
        elif section in {"entities", "events"} and (name := re.match(r"\s*!?([\w-]*\w)(\s|$)", line)):
            types.add(name[1])
    scheme = read(next(folder.glob("*.ann")), Report())[1]
    assert {label.name for label in scheme.labels if label.kind == "span"} == types
