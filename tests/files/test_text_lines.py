from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import EncodingUnknownError, FormatError
from annotator.files import text_lines as module
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


PARTS = [
    b"a",
    b"\n",
    b"\n\n",
    b"\r",
    b"\r\n",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    "é".encode(),
    "\u2028".encode(),
    b"word",
]


def outcome(lines) -> tuple[list[tuple[int, str]], tuple[str, int | None] | None]:
    """What came, and what was said at its end."""
    found = []
    try:
        found.extend(lines)
    except FormatError as error:
        return found, (error.reason, error.line)
    return found, None


@pytest.fixture(scope="module")
def same_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lines") / "lines.txt"


@settings(max_examples=300)
@given(
    content=st.lists(st.sampled_from(PARTS), max_size=12).map(b"".join),
    limit=st.sampled_from([3, 8, 2**20]),
    block=st.sampled_from([1, 2, 5, 64]),
)
def test_blocks_give_the_same_lines_and_the_same_refusals(
    same_path: Path, content: bytes, limit: int, block: int
) -> None:
    same_path.write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", block)
        found = outcome(text_lines(same_path, limit=limit))
    assert found == outcome(module._careful_lines(same_path, limit, "", 0))
