from pathlib import Path

import orjson
import pytest

from annotator.errors import FormatError
from annotator.files import json_lines


@pytest.mark.parametrize(
    ("content", "line", "part"),
    [
        (b'{"a": 1}\n\n{"a": \n{"a": 2}', 3, "not JSON"),
        (b'{"a": 1}\n{"a": NaN}\n', 2, "not JSON"),
        (b'{"a": 1}\n{"a": "cut', 2, "breaks off"),
        (b'{"a": 1}\n{"a": "\xff"}\n', 2, "byte 8 of the line is 0xFF"),
        (b'{"a": "\\ud83d"}\n', 1, "Half a character"),
        (b'{"a": ["\\u0000"]}\n', 1, "NUL"),
        (b'{"\\u0000": 1}\n', 1, "NUL"),
        (b"[1]\n", 1, "not a JSON object"),
        (b'{"a":' + b"[" * 5000 + b"\n", 1, "depth"),
        (b"\n  \n", None, "nothing but blank lines"),
        (b"", None, "empty"),
        (b"{}\n\0\0\n", 2, "binary"),
    ],
)
def test_a_broken_line_of_json_is_named(tmp_path: Path, content: bytes, line: int | None, part: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    with pytest.raises(FormatError, match=part) as caught:
        list(json_lines.json_lines(path))
    assert (caught.value.path, caught.value.line) == (path, line)


def test_json_lines_pass_over_blank_lines_and_know_an_escaped_backslash(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"a": "\\\\u0000"}\r\n\n{"b": 1}')
    assert [(number, content) for number, _, content in json_lines.json_lines(path)] == [
        (1, {"a": "\\u0000"}),
        (3, {"b": 1}),
    ]


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


@pytest.mark.parametrize(
    "line",
    [
        b"18446744073709551616",
        b"[-9223372036854775809]",
        b'{"a": [123456789012345678901234567890]}',
        nested(json_lines.DEPTH_LIMIT + 1),
        b"[" + nested(900) + b", 1e30]",
    ],
)
def test_values_that_would_not_survive_are_refused(line: bytes) -> None:
    with pytest.raises(FormatError):
        json_lines.check_json_value(orjson.loads(line), line)


@pytest.mark.parametrize(
    "line", [b"18446744073709551615", b"[1e300, -9223372036854775808]", nested(json_lines.DEPTH_LIMIT)]
)
def test_values_that_survive_are_accepted(line: bytes) -> None:
    content = orjson.loads(line)
    json_lines.check_json_value(content, line)
    assert orjson.loads(orjson.dumps(content)) == content


@pytest.mark.parametrize("broken", [2**64, "\ud800", {1: 2}, "\0", {"\0": 1}, [float("nan")], (float("inf"),)])
def test_what_json_cannot_carry_is_said_by_name(broken: object) -> None:
    with pytest.raises(FormatError, match="My title"):
        json_lines.json_line({"a": broken}, "My title")


def test_null_in_a_text_or_a_value_is_written() -> None:
    assert json_lines.json_line({"a": "null \\u0000", "b": None}, "") == b'{"a":"null \\\\u0000","b":null}\n'


@pytest.mark.parametrize(
    ("lines", "array"),
    [([], b"[]\n"), ([b'{"a":1}\n'], b'[\n{"a":1}\n]\n'), ([b"{}\n", b"{}\n"], b"[\n{},\n{}\n]\n")],
)
def test_lines_become_an_array_with_each_on_a_line(lines: list[bytes], array: bytes) -> None:
    assert b"".join(json_lines.json_array(lines)) == array
