import hashlib
from pathlib import Path

import pytest

from annotator.errors import FormatError
from annotator.formats import chosen_options, find_format, sniff_format
from annotator.model import Document
from annotator.report import Outcome, Report


def read(path: Path, report: Report | None = None, **options: str) -> Document:
    format_ = find_format("text")
    reading = format_.read(path, chosen_options(format_, options), report or Report())
    (document,) = reading.documents
    assert document.spans == ()
    return document.document


def test_an_article_comes_with_its_header_as_metadata_and_its_origin(tmp_path: Path) -> None:
    path = tmp_path / "talks.txt"
    content = b"\xef\xbb\xbfTalks held\r\nBy Jane Smith\r\n2 Feb 2022\r\nThey met.\r\n"
    path.write_bytes(content)
    document = read(path)
    assert document.text == "Talks held\nThey met.\n"
    assert (document.title, document.author, document.date) == ("Talks held", "Jane Smith", "2022-02-02")
    origin = document.origin
    assert origin is not None
    assert (origin.file, origin.encoding) == ("talks.txt", "utf-8-sig")
    assert origin.sha256 == hashlib.sha256(content).hexdigest()
    assert origin.changes == ("Line ends became line feeds: 4 CR LF, 0 CR.",)
    assert [(removal.offset, removal.text) for removal in origin.removals] == [
        (11, "By Jane Smith\n"),
        (25, "2 Feb 2022\n"),
    ]


def test_a_doubtful_date_is_noted(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("3/4/2022\n\nThey met.\n", encoding="utf-8")
    report = Report()
    assert read(path, report).text == "3/4/2022\n\nThey met.\n"
    (notice,) = report.of(Outcome.SKIPPED)
    assert notice.path == path
    assert "3/4/2022" in notice.message


def test_what_is_not_text_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("ağ\nçö".encode("iso-8859-9"))
    with pytest.raises(FormatError, match="line 1: The file is not in UTF-8"):
        read(path)


def test_the_encoding_that_was_named_is_on_record(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("ağ\nçö".encode("iso-8859-9"))
    document = read(path, encoding="iso-8859-9")
    assert document.text == "ağ\nçö"
    assert document.origin is not None
    assert document.origin.encoding == "iso-8859-9"
    assert document.origin.changes == ("Read as iso-8859-9, which was named: the file is not in UTF-8.",)


def test_a_text_file_is_known_by_its_name_only(tmp_path: Path) -> None:
    path = tmp_path / "a.TXT"
    path.write_text("They met.", encoding="utf-8")
    assert sniff_format(path).name == "text"


def test_the_real_article(shared_data: Path) -> None:
    path = shared_data / "articles" / "000_7a30dd7b43853d17.txt"
    document = read(path)
    assert (document.date, document.author) == ("2022-02-02", "Vugar Khalilov")
    assert document.origin is not None
    assert document.origin.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert document.text.startswith("Azerbaijani Defence Minister Zakir Hasanov")
