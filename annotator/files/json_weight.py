"""What JSON takes of memory when it is read: a megabyte of brackets becomes twenty of lists. It is told before."""

from annotator.errors import FormatError
from annotator.files import MEGABYTE

WEIGHT_LIMIT = 380 * MEGABYTE
"""Bytes that one value may take in memory besides its texts: those of an article with 400,000 tokens."""
LIGHT = MEGABYTE
"""Characters that are not worth weighing, whatever they are."""
PIECE = 64 * 1024
WEIGHTS = (("[", 64), ("{", 184), (",", 40), ('"', 30))
"""Bytes, at most, for a list, an object, a place in one with its number, and half of a text. Keys count as texts."""
TOO_HEAVY = "It holds far more values than an article has. Check that it is the right file, or split it."

_BYTES = tuple((sign.encode(), weight) for sign, weight in WEIGHTS)


def check_weight(content: bytes | str) -> None:
    """Raise FormatError, without a place, when a value would take more memory than one may."""
    if len(content) > LIGHT and weight_of(content) > WEIGHT_LIMIT:
        raise FormatError(TOO_HEAVY)


def weight_of(content: bytes | str) -> int:
    """Return the bytes that what is written there takes at most, besides its texts."""
    if isinstance(content, str):
        return sum(weight * content.count(sign) for sign, weight in WEIGHTS)
    return sum(weight * content.count(sign) for sign, weight in _BYTES)


def light_part(text: str, weight: int) -> int:
    """Return how many characters of a text may follow what weighs so much already."""
    at = 0
    while at < len(text):
        weight += weight_of(text[at : at + PIECE])
        if weight > WEIGHT_LIMIT:
            break
        at += PIECE
    return min(at, len(text))
