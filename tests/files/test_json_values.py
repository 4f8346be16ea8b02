import json
from pathlib import Path

import pytest

from annotator.errors import FormatError
from annotator.files import MEGABYTE
from annotator.files.json_values import DEEPEST, JsonText, json_values


def read(tmp_path: Path, content: bytes) -> list[tuple[int, object]]:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    return list(json_values(path))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'[1, {"a": 2},\n "x"]', [(1, 1), (1, {"a": 2}), (2, "x")]),
        (b"[]", []),
        (b'\xef\xbb\xbf{"a": [1]}', [(1, {"a": [1]})]),
        (b'{"a": 1}\r\n\r\n{"a": 2}\n', [(1, {"a": 1}), (3, {"a": 2})]),
        ('"ağ\U0001f600"'.encode(), [(1, "ağ\U0001f600")]),
        (b"12", [(1, 12)]),
    ],
)
def test_an_array_an_object_and_lines_are_read(
    tmp_path: Path, content: bytes, expected: list[tuple[int, object]]
) -> None:
    assert read(tmp_path, content) == expected


@pytest.mark.parametrize("indent", [None, 2])
def test_values_that_lie_across_what_is_read_at_once_are_whole(tmp_path: Path, indent: int | None) -> None:
    values = [
        {"text": 'ş\\"\n😀' * length, "numbers": [length, -1.5e3, True, None]} for length in range(0, 90_000, 9_000)
    ]
    content = json.dumps(values, indent=indent, ensure_ascii=bool(indent)).encode()
    assert len(content) > 3 * MEGABYTE
    assert [value for _, value in read(tmp_path, content)] == values


@pytest.mark.parametrize(
    ("content", "line", "part"),
    [
        (b"", None, "empty"),
        (b" \n ", None, "empty"),
        (b'[{"a": 1},\n{"a": ]', 2, "not JSON"),
        (b'[{"a": 1}\n{"a": 2}]', 2, "“,” must stand here"),
        (b'[{"a": "cut', 1, "breaks off"),
        (b'[{"a": 1}', 1, "breaks off"),
        (b"[1] 2", 1, "behind the end"),
        (b"[NaN]", 1, "NaN"),
        (b"[1e999]", 1, "too large"),
        (b"[18446744073709551616]", 1, "64 bits"),
        (b"[" + b"9" * 5000 + b"]", 1, "64 bits"),
        (b'["\\ud83d"]', 1, "Half a character"),
        (b'[{"\\u0000": 1}]', 1, "NUL"),
        (b'["a\n\xff"]', 2, "0xFF"),
        ("[1]".encode("utf-16"), None, "UTF-16"),
        (b"[" * 100_000, 1, "deeper"),
        (b'{"a": ' + b"[" * DEEPEST + b"]" * DEEPEST + b"}", 1, "deeper"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, content: bytes, line: int | None, part: str) -> None:
    with pytest.raises(FormatError, match=part) as caught:
        read(tmp_path, content)
    assert (caught.value.path, caught.value.line) == (tmp_path / "a.json", line)


def test_an_object_can_be_read_key_by_key(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"source": "x",\n "documents": [{"id": 1},\n {"id": 2}], "key": []}', encoding="utf-8")
    with path.open("rb") as file:
        text = JsonText(file, path)
        found = [(key, list(text.elements()) if key == "documents" else text.value()) for key in text.members()]
        text.end()
    assert found == [("source", "x"), ("documents", [(2, {"id": 1}), (3, {"id": 2})]), ("key", [])]


def test_a_value_longer_than_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'["' + b"x" * 5 * MEGABYTE + b'"]')
    with pytest.raises(FormatError, match="longer than 1 MB"):
        list(json_values(path, limit=MEGABYTE))
