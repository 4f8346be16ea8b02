import errno
import hashlib
import os
from pathlib import Path

import pytest

from annotator import files
from annotator.errors import EncodingUnknownError, FormatError


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def refusal(path: Path) -> FormatError:
    with pytest.raises(FormatError) as caught:
        files.read_text(path)
    assert caught.value.path == path
    return caught.value


def test_text_with_and_without_a_mark_is_the_same_text(tmp_path: Path) -> None:
    content = "Ağrı 😀\nsecond".encode()
    plain = files.read_text(written(tmp_path / "plain.txt", content))
    marked = files.read_text(written(tmp_path / "marked.txt", b"\xef\xbb\xbf" + content))
    assert plain.text == marked.text == "Ağrı 😀\nsecond"
    assert (plain.encoding, marked.encoding) == ("utf-8", "utf-8-sig")
    assert plain.sha256 == hashlib.sha256(content).hexdigest() != marked.sha256


def test_line_ends_become_line_feeds_and_are_on_record(tmp_path: Path) -> None:
    read = files.read_text(written(tmp_path / "a.txt", b"one\r\ntwo\rthree\n\r\n"))
    assert read.text == "one\ntwo\nthree\n\n"
    assert read.changes == ("Line ends became line feeds: 2 CR LF, 1 CR.",)
    assert files.read_text(written(tmp_path / "b.txt", b"one\n")).changes == ()


def test_wrong_encoding_names_line_byte_and_remedy(tmp_path: Path) -> None:
    error = refusal(written(tmp_path / "latin.txt", "one\ntwo is fünf".encode("latin-1")))
    assert error.line == 2
    assert "byte 9 of the line is 0xFC" in error.reason
    assert "--option encoding=" in error.reason
    assert "save the file as UTF-8" in error.reason
    assert isinstance(error, EncodingUnknownError)
    marked = refusal(written(tmp_path / "marked.txt", b"\xef\xbb\xbfab\xff"))
    assert (marked.line, "byte 6 of the line is 0xFF" in marked.reason) == (1, True)
    assert not isinstance(marked, EncodingUnknownError), "no encoding would help"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_mark_says_how_to_read_what_follows(tmp_path: Path, encoding: str) -> None:
    content = "\ufeffAğrı 😀\r\nsecond".encode(encoding)
    read = files.read_text(written(tmp_path / "wide.txt", content), encoding="windows-1252")
    assert (read.text, read.encoding) == ("Ağrı 😀\nsecond", encoding)
    assert read.sha256 == hashlib.sha256(content).hexdigest()
    assert read.changes == ("Line ends became line feeds: 1 CR LF, 0 CR.",)


def test_a_mark_that_does_not_hold_is_refused_with_the_byte(tmp_path: Path) -> None:
    error = refusal(written(tmp_path / "wide.txt", "\ufeffab".encode("utf-16-le") + b"\x00\xd8"))
    assert "byte 7 of it is 0x00" in error.reason
    assert "UTF-16-LE" in error.reason


def test_another_encoding_is_read_only_when_it_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", "Ağrı Dağı\n".encode("windows-1254"))
    assert isinstance(refusal(path), EncodingUnknownError)
    read = files.read_text(path, encoding="windows-1254")
    assert (read.text, read.encoding) == ("Ağrı Dağı\n", "windows-1254")
    assert read.changes == ("Read as windows-1254, which was named: the file is not in UTF-8.",)
    with pytest.raises(FormatError, match="line 1: The file is not in UTF-8, nor in shift_jis: byte 2"):
        files.read_text(written(tmp_path / "b.txt", b"a\xff\xff"), encoding="shift_jis")
    with pytest.raises(FormatError, match=r"There is no encoding named klingon\. Common ones are windows-1252"):
        files.read_text(path, encoding="klingon")
    with pytest.raises(FormatError, match="no encoding named base64"):
        files.read_text(path, encoding="base64")


def test_what_is_utf_8_stays_so_whatever_is_named_for_the_others(tmp_path: Path) -> None:
    read = files.read_text(written(tmp_path / "a.txt", "Ağrı".encode()), encoding="windows-1254")
    assert (read.text, read.encoding, read.changes) == ("Ağrı", "utf-8", ())


def test_binary_files_and_utf_16_without_a_mark_are_told_apart(tmp_path: Path) -> None:
    error = refusal(written(tmp_path / "picture.txt", b"\x89PNG\n\n\0\0"))
    assert "binary" in error.reason
    assert error.line == 3
    assert not isinstance(error, EncodingUnknownError)
    bare = written(tmp_path / "bare.txt", "text 😀".encode("utf-16-le"))
    assert isinstance(refusal(bare), EncodingUnknownError)
    assert files.read_text(bare, encoding="utf-16-le").text == "text 😀"


def test_empty_missing_and_folder_each_have_a_sentence(tmp_path: Path) -> None:
    assert "empty" in refusal(written(tmp_path / "empty.txt", b"")).reason
    assert "no such file" in refusal(tmp_path / "missing.txt").reason
    assert "folder" in refusal(tmp_path).reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="This system has no named pipes.")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "ordinary file" in refusal(tmp_path / "pipe.txt").reason


def test_an_article_of_500_megabytes_is_refused_with_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(500 * files.MEGABYTE)
    reason = refusal(path).reason
    assert "500 MB" in reason
    assert "16 MB" in reason


@pytest.mark.parametrize(
    ("number", "part"),
    [
        (errno.EACCES, "permissions"),
        (errno.ENOSPC, "disk is full"),
        (errno.EROFS, "only be read"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_what_the_system_says_becomes_a_sentence_with_the_file(number: int, part: str) -> None:
    error = files.file_error(OSError(number, os.strerror(number)), Path("article.txt"))
    assert str(error).startswith("article.txt: ")
    assert part in error.reason


def test_a_long_line_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    with path.open("wb") as file:
        file.write(b"x" * 10 + b"\n")
        file.truncate(1024 * files.MEGABYTE)
    lines = files.byte_lines(path, limit=1000)
    assert next(lines) == (1, b"x" * 10 + b"\n")
    with pytest.raises(FormatError, match="line 2: The line is longer than 1,000 bytes"):
        next(lines)


def test_a_new_file_never_replaces_one(tmp_path: Path) -> None:
    path = written(tmp_path / "a", b"old")
    with pytest.raises(FormatError, match="already"), files.created(path):
        pass
    assert path.read_bytes() == b"old"


def test_a_file_takes_its_place_all_at_once(tmp_path: Path) -> None:
    path = written(tmp_path / "out.jsonl", b"old")
    with files.written_beside(path) as beside:
        assert beside.name == path.name
        beside.write_bytes(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_takes_the_place_of_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.mkdir()
    written(path / "old.txt", b"old")
    with files.written_beside(path) as beside:
        (beside / "inner").mkdir(parents=True)
        written(beside / "inner" / "new.txt", b"new")
    assert [file.name for file in path.rglob("*")] == ["inner", "new.txt"]
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    path = written(tmp_path / "out.jsonl", b"old")

    def stopped(beside: Path) -> None:
        beside.write_bytes(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), files.written_beside(path) as beside:
        stopped(beside)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="This system has no device that is always full.")
def test_a_full_disk_has_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with (
        pytest.raises(FormatError, match=r"out\.jsonl: The disk is full"),
        files.written_beside(path),
        Path("/dev/full").open("wb") as full,
    ):
        full.write(b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_has_a_sentence(tmp_path: Path) -> None:
    with (
        pytest.raises(FormatError, match="no such file or folder"),
        files.written_beside(tmp_path / "missing" / "a.jsonl"),
    ):
        pass
