"""Rows read from the pages of an SQLite file itself, where SQLite finds no way to them any more.

Source of the format: https://www.sqlite.org/fileformat2.html. Only leaves of tables with a rowid are read. What a row
is, and whether it is whole, nobody can tell from the page: the caller knows by its checksum.
"""

import struct
from collections.abc import Iterator

LEAF = 0x0D
HEADER = 100
"""Bytes at the start of the file that are not part of its first page's tree."""
MOST_COLUMNS = 64
MOST_BYTES = 1 << 30

Value = int | float | str | bytes | None
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Bytes by serial type."""


def leaf_rows(content: bytes | memoryview) -> Iterator[tuple[int, list[Value]]]:
    """Yield rowid and values of each row on any leaf page, also of pages that nothing leads to."""
    size = _page_size(content)
    free = _free_pages(content, size)
    for number in range(1, len(content) // size + 1):
        start = (number - 1) * size
        top = start + (HEADER if number == 1 else 0)
        if number in free or content[top] != LEAF:
            continue
        # Garbage may begin like a leaf: then its cells make no sense.
        cells = int.from_bytes(content[top + 3 : top + 5], "big")
        for at in range(min(cells, size // 4)):
            pointer = int.from_bytes(content[top + 8 + 2 * at : top + 10 + 2 * at], "big")
            try:
                yield _cell(content, size, start, pointer)
            except (IndexError, ValueError, struct.error):
                continue


def _page_size(content: bytes | memoryview) -> int:
    size = int.from_bytes(content[16:18], "big")
    return size if size >= 512 and size & (size - 1) == 0 else 65_536 if size == 1 else 4_096


def _free_pages(content: bytes | memoryview, size: int) -> set[int]:
    """Return the pages that hold nothing any more, as far as their list can be read."""
    free: set[int] = set()
    trunk = int.from_bytes(content[32:36], "big")
    while 0 < trunk <= len(content) // size and trunk not in free:
        free.add(trunk)
        page = content[(trunk - 1) * size : trunk * size]
        count = min(int.from_bytes(page[4:8], "big"), size // 4 - 2)
        free |= {int.from_bytes(page[8 + 4 * at : 12 + 4 * at], "big") for at in range(count)}
        trunk = int.from_bytes(page[:4], "big")
    return free


def _cell(content: bytes | memoryview, size: int, start: int, pointer: int) -> tuple[int, list[Value]]:
    page = content[start : start + size]
    length, at = _varint(page, pointer)
    rowid, at = _varint(page, at)
    if not 0 < length < MOST_BYTES:
        raise ValueError
    here = _local(length, size)
    payload = bytes(page[at : at + here])
    if len(payload) != here:
        raise ValueError
    following = int.from_bytes(page[at + here : at + here + 4], "big") if here < length else 0
    parts, missing = [payload], length - here
    while missing > 0:
        if not 0 < following <= len(content) // size:
            raise ValueError
        other = content[(following - 1) * size : following * size]
        parts.append(bytes(other[4 : 4 + min(missing, size - 4)]))
        missing -= len(parts[-1])
        following = int.from_bytes(other[:4], "big")
    return _signed(rowid), _record(b"".join(parts))


def _local(length: int, size: int) -> int:
    """Return how many bytes of a row lie on its leaf; the rest on pages of their own."""
    if length <= size - 35:
        return length
    least = (size - 12) * 32 // 255 - 23
    here = least + (length - least) % (size - 4)
    return here if here <= size - 35 else least


def _varint(page: bytes | memoryview, at: int) -> tuple[int, int]:
    value = 0
    for number in range(9):
        byte = page[at]
        at += 1
        if number == 8:
            return value << 8 | byte, at
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return value, at


def _signed(number: int) -> int:
    return number - (1 << 64) if number >> 63 else number


def _record(payload: bytes) -> list[Value]:
    end, at = _varint(payload, 0)
    types = []
    while at < end:
        kind, at = _varint(payload, at)
        types.append(kind)
    if len(types) > MOST_COLUMNS:
        raise ValueError
    values: list[Value] = []
    at = end
    for kind in types:
        value, at = _value(payload, kind, at)
        values.append(value)
    if not types or at != len(payload):
        raise ValueError
    return values


def _value(payload: bytes, kind: int, at: int) -> tuple[Value, int]:
    if kind in (0, 8, 9):
        return (None if kind == 0 else kind - 8), at
    if kind in _INTEGERS:
        end = at + _INTEGERS[kind]
        return int.from_bytes(payload[at:end], "big", signed=True), end
    if kind == 7:
        return struct.unpack_from(">d", payload, at)[0], at + 8
    if kind < 12:
        raise ValueError
    end = at + (kind - 12) // 2
    part = payload[at:end]
    return (part.decode() if kind % 2 else part), end
