"""The container: zlib over one msgpack object with the tokens of all documents (spacy/tokens/_serialize.py).

Numbers stand in arrays, little-endian: for each token a row of 64-bit numbers, one for each attribute, and a byte that
says whether a blank follows; for each document the number of its tokens. Strings are numbers, see `strings`.
"""

import struct
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, Any, BinaryIO

from annotator.errors import FormatError
from annotator.files import MEGABYTE
from annotator.formats.spacy.strings import SYMBOLS, string_number
from annotator.formats.spacy.unpacking import decompressed, unpacked
from annotator.model import value

ORTH, ENT_IOB, ENT_TYPE, ENT_KB_ID = (SYMBOLS.index(name) for name in ("ORTH", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID"))
ATTRIBUTES = (ORTH, ENT_IOB, ENT_TYPE)
"""What is written of a token."""
INSIDE, OUTSIDE, FIRST = 1, 2, 3
"""The numbers of IOB tags; 0 is for nothing said."""

_BIN_LIMIT = 2**32
_GROUP_SPAN = struct.Struct(">QQQllll")
"""Id, entry in a knowledge base, label; first token and the one behind the last, and the same by code points."""


@value
class GroupSpan:
    """A span of a group by its tokens, `first` up to, not with, `end`; strings by their numbers."""

    label: int
    first: int
    end: int
    kb_id: int = 0
    start_char: int = 0
    end_char: int = 0


@value
class BinDocument:
    """A document as it is in the file: a row of attributes for each token, and what follows it."""

    rows: Sequence[Sequence[int]]
    spaces: Sequence[bool]
    cats: Mapping[str, float]
    groups: tuple[tuple[str, tuple[GroupSpan, ...]], ...]


# --- writing


class BinWriter:
    """Gathers documents, their tokens in files that are lent to it, and writes them out in the end."""

    def __init__(self, tokens: IO[bytes], spaces: IO[bytes]) -> None:
        self._tokens = tokens
        self._spaces = spaces
        self._lengths = array("i")
        self._strings: set[str] = set()
        self._cats: list[Mapping[str, float]] = []
        self._groups: list[bytes] = []

    def __len__(self) -> int:
        return len(self._lengths)

    def add(
        self,
        words: Sequence[str],
        spaces: Sequence[bool],
        entities: Iterable[tuple[int, int, str]],
        labels: Iterable[str],
        group: Sequence[tuple[GroupSpan, str]],
    ) -> None:
        """Add a document: entities by tokens, labels of the whole, and the spans of the group `sc` with theirs."""
        rows = array("Q", [0]) * (3 * len(words))
        rows[0::3] = array("Q", [string_number(word) for word in words])
        rows[1::3] = array("Q", [OUTSIDE]) * len(words)
        for first, end, label in entities:
            rows[3 * first + 1 : 3 * end + 1 : 3] = array("Q", [FIRST] + [INSIDE] * (end - first - 1))
            rows[3 * first + 2 : 3 * end + 2 : 3] = array("Q", [string_number(label)]) * (end - first)
            self._strings.add(label)
        self._tokens.write(_little_endian(rows).tobytes())
        self._spaces.write(bytes(spaces))
        self._lengths.append(len(words))
        self._strings.update(words)
        self._strings.update(label for _, label in group)
        self._cats.append(dict.fromkeys(labels, 1.0))
        self._groups.append(_packed_groups([span for span, _ in group]))

    def save(self, file: BinaryIO, labels: Iterable[str]) -> None:
        """Write the file. Each document says of all labels, these and those of others, whether it has them."""
        import msgpack

        every = sorted({*labels, *(label for cats in self._cats for label in cats)})
        parts: dict[str, object] = {
            "version": "0.1",
            "attrs": ATTRIBUTES,
            "tokens": self._tokens,
            "spaces": self._spaces,
            "lengths": _little_endian(self._lengths).tobytes(),
            "strings": sorted(self._strings),
            "cats": [{label: cats.get(label, 0.0) for label in every} for cats in self._cats],
            "flags": [{"has_unknown_spaces": False}] * len(self),
            "span_groups": self._groups,
        }
        packer, packed = msgpack.Packer(), zlib.compressobj()
        file.write(packed.compress(packer.pack_map_header(len(parts))))
        for name, part in parts.items():
            file.write(packed.compress(packer.pack(name)))
            pieces = _pieces(part) if hasattr(part, "read") else [packer.pack(part)]
            file.writelines(map(packed.compress, pieces))
        file.write(packed.flush())


def _pieces(part: Any) -> Iterator[bytes]:
    """Yield a file as msgpack has bytes: a letter, their number, and they themselves."""
    size = part.tell()
    if size >= _BIN_LIMIT:
        raise FormatError("The tokens of all documents have more than 4 GB, which is the limit. Export in parts.")
    yield b"\xc6" + struct.pack(">I", size)
    part.seek(0)
    while piece := part.read(MEGABYTE):
        yield piece


def _packed_groups(spans: Sequence[GroupSpan]) -> bytes:
    import msgpack

    if not spans:
        return bytes(msgpack.packb([]))
    rows = [
        _GROUP_SPAN.pack(0, span.kb_id, span.label, span.first, span.end, span.start_char, span.end_char)
        for span in spans
    ]
    group = msgpack.packb({"name": "sc", "attrs": {}, "spans": rows})
    return bytes(msgpack.packb({group: ["sc"]}))


def _little_endian(numbers: "array[int]") -> "array[int]":
    if sys.byteorder != "little":
        numbers.byteswap()
    return numbers


# --- reading


@value
class Bin:
    """A file that was read. `names` are strings by their numbers."""

    names: Mapping[int, str]
    labels: tuple[str, ...]
    attributes: tuple[int, ...]
    lengths: Sequence[int]
    tokens: Sequence[int]
    spaces: bytes
    cats: Sequence[Mapping[str, float]]
    groups: Sequence[bytes]

    def documents(self) -> Iterator[BinDocument]:
        """Yield the documents. Raises FormatError, without a place."""
        width, at = len(self.attributes), 0
        for number, length in enumerate(self.lengths):
            flat = self.tokens[at * width : (at + length) * width]
            rows = [flat[row : row + width] for row in range(0, length * width, width)]
            spaces = [space != 0 for space in self.spaces[at : at + length]]
            at += length
            groups = tuple(_unpacked_groups(self.groups[number], length)) if self.groups else ()
            yield BinDocument(rows, spaces, self.cats[number] if self.cats else {}, groups)


def is_bin(head: bytes) -> bool:
    """Return whether a file that begins so is one of these."""
    try:
        start = zlib.decompressobj().decompress(head, 64)
    except zlib.error:
        return False
    return start[:1] in {b"\x86", b"\x87", b"\x88", b"\x89", b"\x8a"} and any(
        name in start for name in (b"version", b"attrs", b"tokens")
    )


def read_bin(content: bytes) -> Bin:
    """Return what is in a file. Raises FormatError, without a place, when anything in it does not fit."""
    message = unpacked(decompressed(content))
    if not isinstance(message, dict):
        raise FormatError("The file is no DocBin of spaCy: it holds no object.")
    attributes = tuple(_list_of(message, "attrs", int))
    strings = _list_of(message, "strings", str)
    lengths, tokens = _numbers(message, "lengths", "i"), _numbers(message, "tokens", "Q")
    spaces = _bytes_of(message, "spaces")
    number = len(lengths)
    if ORTH not in attributes or min(lengths, default=0) < 0:
        raise FormatError("The file is no DocBin of spaCy: its tokens have no words, or a document no length.")
    if len(tokens) != sum(lengths) * len(attributes) or len(spaces) != sum(lengths):
        raise FormatError("The file is damaged: it does not have as many tokens as its documents say. Get it anew.")
    cats = [_checked_cats(one) for one in _list_of(message, "cats", dict)] if "cats" in message else []
    groups = _list_of(message, "span_groups", bytes) if "span_groups" in message else []
    if len(cats) not in {0, number} or len(groups) not in {0, number}:
        raise FormatError("The file is damaged: it does not have labels or span groups for each document. Get it anew.")
    names = dict(enumerate(SYMBOLS)) | {string_number(string): string for string in strings}
    return Bin(names, tuple(dict.fromkeys(label for one in cats for label in one)), attributes, lengths, tokens,
               spaces, cats, groups)  # fmt: skip


def _list_of(message: Mapping[Any, object], name: str, kind: type) -> list[Any]:
    content = message.get(name)
    if isinstance(content, list) and all(type(item) is kind for item in content):
        return content
    raise FormatError(f"The file is no DocBin of spaCy: “{name}” is not what it must be.")


def _bytes_of(message: Mapping[Any, object], name: str) -> bytes:
    content = message.get(name)
    if isinstance(content, bytes):
        return content
    raise FormatError(f"The file is no DocBin of spaCy: “{name}” is not what it must be.")


def _numbers(message: Mapping[Any, object], name: str, kind: str) -> "array[int]":
    content, numbers = _bytes_of(message, name), array(kind)
    if len(content) % numbers.itemsize:
        raise FormatError(f"The file is damaged: “{name}” does not consist of whole numbers. Get it anew.")
    numbers.frombytes(content)
    return _little_endian(numbers)


def _checked_cats(cats: Mapping[object, object]) -> dict[str, float]:
    found: dict[str, float] = {}
    for label, score in cats.items():
        if not isinstance(label, str) or not label or not isinstance(score, bool | int | float):
            raise FormatError("The labels of a document must be texts with a score each. Correct the file.")
        found[label] = float(score) if abs(score) < 2**53 else 1.0
    return found


def _unpacked_groups(content: bytes, length: int) -> Iterator[tuple[str, tuple[GroupSpan, ...]]]:
    """Yield the groups by their keys; in older files a group has a name only."""
    message = unpacked(content) if content else []
    if isinstance(message, dict):
        for group, keys in message.items():
            name, spans = _unpacked_group(group, length)
            key = keys[0] if isinstance(keys, list) and keys and isinstance(keys[0], str) else name
            yield key, spans
    elif isinstance(message, list):
        for group in message:
            yield _unpacked_group(group, length)
    else:
        raise FormatError("A span group is not what it must be. Correct the file.")


def _unpacked_group(content: object, length: int) -> tuple[str, tuple[GroupSpan, ...]]:
    message = unpacked(content) if isinstance(content, bytes) else None
    if not isinstance(message, dict):
        raise FormatError("A span group is not what it must be. Correct the file.")
    name = message.get("name")
    return name if isinstance(name, str) else "", tuple(
        _group_span(row, length) for row in _list_of(message, "spans", bytes)
    )


def _group_span(row: bytes, length: int) -> GroupSpan:
    if len(row) != _GROUP_SPAN.size:
        raise FormatError("A span of a span group is not what it must be. Correct the file.")
    _, kb_id, label, first, end, start_char, end_char = _GROUP_SPAN.unpack(row)
    if not 0 <= first <= end <= length:
        raise FormatError(f"A span from token {first} to {end} is not inside its document, which has {length} tokens.")
    return GroupSpan(label, first, end, kb_id, start_char, end_char)
