from pathlib import Path

import pytest

from annotator.errors import EncodingUnknownError, FormatError
from annotator.files.text_lines import text_lines


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.txt"


def test_lines_come_with_their_numbers_and_without_the_mark(path):
    path.write_bytes("\ufeffone\r\n\n\ufefftwo\u2028 still two".encode())
    assert list(text_lines(path)) == [(1, "one"), (2, ""), (3, "\ufefftwo\u2028 still two")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_a_mark_says_the_encoding(path, encoding):
    path.write_bytes("ağ\r\n\u010a\n".encode(encoding))
    assert list(text_lines(path)) == [(1, "ağ"), (2, "\u010a")]


@pytest.mark.parametrize("encoding", ["windows-1254", "utf-16-le", "iso-8859-9"])
def test_what_is_named_is_taken_for_what_is_not_utf_8(path, encoding):
    path.write_bytes("a\nağ\n".encode(encoding))
    assert list(text_lines(path, encoding=encoding)) == [(1, "a"), (2, "ağ")]


def test_utf_8_is_read_as_that_whatever_is_named(path):
    path.write_text("ağ\n", encoding="utf-8")
    assert list(text_lines(path, encoding="latin-1")) == [(1, "ağ")]


def test_one_encoding_holds_for_the_whole_file(path):
    # The first line is both: 联通 in GB 18030 is also UTF-8.
    path.write_bytes("联通\n部长\n".encode("gb18030"))
    assert [line for _, line in text_lines(path, encoding="gb18030")] == ["联通", "部长"]


def test_what_fits_nothing_asks_for_another_encoding(path):
    path.write_bytes(b"a\n\x81\n")
    with pytest.raises(EncodingUnknownError, match="0x81") as error:
        list(text_lines(path))
    assert (error.value.path, error.value.line) == (path, 2)
    with pytest.raises(EncodingUnknownError, match="nor in windows-1252"):
        list(text_lines(path, encoding="windows-1252"))


@pytest.mark.parametrize(
    ("content", "encoding", "message"),
    [
        (b"a\rb\n", "", "line 1: .*carriage return"),
        (b"a\xff\0\n", "latin-1", "NUL"),
        (b"a\n", "base64", "no encoding named"),
        (b"", "latin-1", "empty"),
        (b"\xe4" * 99, "latin-1", "longer than"),
        (b"a" * 99, "", "longer than"),
    ],
)
def test_what_is_refused(path, content, encoding, message):
    path.write_bytes(content)
    with pytest.raises(FormatError, match=message):
        list(text_lines(path, encoding=encoding, limit=50))
