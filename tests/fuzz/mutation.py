"""Inputs that are nearly right: bytes flipped, cut, doubled and spliced; values of JSON, XML and zip files changed."""

import io
import json
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence

from tests.samples import zipped

LONGEST = 64 * 1024
TOKENS = (
    *(b"\0", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\n", b"\n\n", b"\t", b" ", b'"', b"'", b"\\"),
    *(b"\\u0000", b"\\ud800"),
    *(b"{", b"}", b"[", b"]", b"<", b">", b"</", b"/>", b"&amp;", b"&#0;", b"&#x110000;", b"<!--", b"<![CDATA["),
    *(b"-1", b"0", b"1", b"1e999", b"NaN", b"99999999999999999999", b"0.5", b"true", b"null", b"\xd9\xa3", b"\xc2\xb2"),
    *(b"B-", b"I-", b"E-", b"-DOCSTART-", b"_", b"*", b"|", b"->", b"#Text=", b"# text = ", b"# newdoc", b"1-2"),
    *(b"T1", b"R1", b"E1", b"A1", b"#1", b"---\n", b"```", b"%PDF-", b"{\\rtf1", b"\\u-1?", b"\xf0\x9f\x98\x80"),
)  # fmt: skip
VALUES = (
    None,
    True,
    -1,
    0,
    5,
    10**6,
    2**63,
    2**64,
    0.5,
    1e308,
    "",
    "x",
    "\0",
    "1",
    [],
    {},
    [[]],
    [0, 1],
    {"a": 1},
    "\u2028",
)
NUMBER = re.compile(rb"-?\d+")
TAG = re.compile(rb"<[^<>]*>")


def mutated(chance: random.Random, content: bytes, others: Sequence[bytes]) -> bytes:
    """An input made of one that is right, changed in one to four ways."""
    for _ in range(chance.randint(1, 4)):
        content = chance.choice(_ways(content))(chance, content, others)[:LONGEST]
    return content


def _ways(content: bytes) -> list[Callable[[random.Random, bytes, Sequence[bytes]], bytes]]:
    ways = [_flip, _cut, _shorten, _insert, _double, _splice, _number]
    begins = content.lstrip()[:1]
    if begins in {b"{", b"["}:
        ways += [_value] * 5
    if begins == b"<":
        ways += [_tag] * 3
    if content.startswith(b"PK"):
        return [_member] * 8 + ways
    if content.startswith(b"\x78"):
        return [_packed] * 8 + ways
    return ways


def _place(chance: random.Random, content: bytes) -> tuple[int, int]:
    start = chance.randrange(len(content) + 1)
    return start, min(len(content), start + chance.choice([1, 2, 4, 16, 64, 1024]))


def _flip(chance: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    changed = bytearray(content)
    for _number in range(chance.choice([1, 1, 2, 8])):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(chance: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _place(chance, content)
    return content[:start] + content[end:]


def _shorten(chance: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    return content[: chance.randrange(len(content) + 1)] if chance.random() < 0.3 else content


def _insert(chance: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _place(chance, content)
    return content[:start] + chance.choice(TOKENS) + content[chance.choice([start, end]) :]


def _double(chance: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _place(chance, content)
    return content[:start] + content[start:end] * chance.choice([2, 3, 50]) + content[end:]


def _splice(chance: random.Random, content: bytes, others: Sequence[bytes]) -> bytes:
    other = chance.choice(others)
    start, end = _place(chance, other)
    at, behind = _place(chance, content)
    return content[:at] + other[start:end] + content[behind:]


def _number(chance: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    found = list(NUMBER.finditer(content))
    if not found:
        return content
    number = chance.choice(found)
    new = chance.choice(
        [b"-1", b"0", b"1", b"2147483648", b"9" * 30, b"", b"0.5", str(int(number[0][:20]) + 1).encode()]
    )
    return content[: number.start()] + new + content[number.end() :]


def _tag(chance: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    found = list(TAG.finditer(content))
    if len(found) < 2:
        return content
    one, other = chance.choice(found), chance.choice(found)
    new = chance.choice([b"", other[0], one[0] * 2, content[min(one.start(), other.start()) : one.end()]])
    return content[: one.start()] + new + content[one.end() :]


def _value(chance: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    """Change one value of the JSON, or of one of its lines."""
    lines = content.split(b"\n")
    at = chance.randrange(len(lines))
    whole = chance.random() < 0.5
    try:
        held = json.loads(content if whole else lines[at])
        changed = json.dumps(_changed(chance, held), ensure_ascii=chance.random() < 0.5).encode(errors="replace")
    except (ValueError, RecursionError):
        return content
    return changed if whole else b"\n".join([*lines[:at], changed, *lines[at + 1 :]])


def _changed(chance: random.Random, held: object) -> object:
    if isinstance(held, dict) and held and chance.random() < 0.85:
        key = chance.choice(list(held))
        match chance.randrange(8):
            case 0:
                return {name: value for name, value in held.items() if name != key}
            case 1:
                return held | {chance.choice(list(held)): held[key]}
            case _:
                return held | {key: _changed(chance, held[key])}
    if isinstance(held, list) and held and chance.random() < 0.85:
        at = chance.randrange(len(held))
        match chance.randrange(8):
            case 0:
                return held[:at] + held[at + 1 :]
            case 1:
                return [*held, held[at]]
            case _:
                return [*held[:at], _changed(chance, held[at]), *held[at + 1 :]]
    if type(held) is int and chance.random() < 0.5:
        return held + chance.choice([-2, -1, 1, 2, 100])
    return chance.choice(VALUES)


def _member(chance: random.Random, content: bytes, others: Sequence[bytes]) -> bytes:
    """Change what is in one file of a zip file."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # noqa: BLE001 (it was damaged before)
        return content
    if not parts:
        return content
    name = chance.choice(list(parts))
    parts[name] = mutated(chance, bytes(parts[name]), [part for part in parts.values() if isinstance(part, bytes)])  # type: ignore[arg-type]
    return zipped(parts)


def _packed(chance: random.Random, content: bytes, others: Sequence[bytes]) -> bytes:
    """Change what zlib has packed."""
    try:
        inner = zlib.decompressobj().decompress(content, LONGEST)
    except zlib.error:
        return content
    for _ in range(chance.randint(1, 3)):
        inner = chance.choice([_flip, _cut, _insert, _double, _splice])(chance, inner, [inner])
    return zlib.compress(inner)
