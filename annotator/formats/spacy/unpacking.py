"""zlib and msgpack, within limits: a byte may stand for an empty list, and a kilobyte for a megabyte of zeros."""

import zlib

from annotator.errors import FormatError
from annotator.files import MEGABYTE

UNPACKED_LIMIT = 160 * MEGABYTE
"""Bytes of a file when unpacked: what is larger is a trap, or too large to be held. Each token takes 24, or 96."""
OBJECTS_LIMIT = 192 * MEGABYTE
"""Bytes that lists and objects in it may take in memory."""
ITEMS_LIMIT = 2_000_000
"""Of one list, such as that of all words."""
FIELDS_LIMIT = 200_000
"""Of one object, such as the labels of a document."""


def decompressed(content: bytes) -> bytes:
    """Return what is packed. Raises FormatError, without a place."""
    unpacking = zlib.decompressobj()
    try:
        unpacked = unpacking.decompress(content, UNPACKED_LIMIT)
    except zlib.error as error:
        raise FormatError("The file is no DocBin of spaCy, or it is damaged: it is not packed by zlib.") from error
    if unpacking.unconsumed_tail:
        raise FormatError(f"The file has more than {UNPACKED_LIMIT // MEGABYTE:,} MB when unpacked. Split it.")
    if not unpacking.eof:
        raise FormatError("The file breaks off. Get the whole file.")
    return unpacked


def unpacked(content: bytes) -> object:
    """Return the value that msgpack has written. Raises FormatError, without a place."""
    import msgpack

    weight = 0

    def weigh(more: int) -> None:
        nonlocal weight
        weight += more
        if weight > OBJECTS_LIMIT:
            raise FormatError("The file holds far more values than it has tokens. Split it, or get it anew.")

    def as_list(items: list[object]) -> list[object]:
        weigh(64 + 60 * len(items))
        return items

    def as_object(items: dict[object, object]) -> dict[object, object]:
        weigh(184 + 90 * len(items))
        return items

    try:
        return msgpack.unpackb(
            content,
            strict_map_key=False,
            max_array_len=ITEMS_LIMIT,
            max_map_len=FIELDS_LIMIT,
            list_hook=as_list,
            object_hook=as_object,
        )
    except (ValueError, TypeError, OverflowError, RecursionError, MemoryError) as error:
        raise FormatError(f"The file is no DocBin of spaCy, or it is damaged: {type(error).__name__}.") from error
