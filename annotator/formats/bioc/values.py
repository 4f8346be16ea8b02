"""Infons as texts, and characters that XML cannot hold."""

import re

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
TYPE, ANNOTATOR, NOTE = "type", "annotator", "note"
RESERVED = frozenset({TYPE, ANNOTATOR, NOTE})
PREFIX = "attribute:"
"""Before the name of an attribute that is one of the keys above."""
SOURCE, TARGET = "source", "target"
ROLES = ("source_role", "target_role")
UNNAMED = re.compile(r"document-\d+")
"""The id that a document without one gets."""
REPLACED = "replaced"
"""The infon that tells which characters of a passage XML cannot hold: a list of positions and code points."""


def fits_xml(text: str) -> bool:
    """Return whether XML can hold a text."""
    return not ILLEGAL.search(text)


def fits_json(text: str) -> bool:
    """Return whether JSON can hold a text: all that a text may hold."""
    return "\0" not in text


def safe(text: str) -> str:
    """Return a text with U+FFFD for what XML cannot hold; it keeps its length."""
    return ILLEGAL.sub("\ufffd", text)
