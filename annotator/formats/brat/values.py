"""Attributes, references and notes as brat's lines hold them: one line of text, nothing for what is simply so."""

import re

from annotator.model import Attributes, AttributeValue
from annotator.plain_values import attribute_text, attribute_value

REFERENCE = "Reference"
REFERENCE_TEXT = "text"
UNFIT = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\t\u2028\u2029]|^\s|\s$|^$")
KNOWLEDGE = re.compile(r"[^\s:]+:\S+")
"""The name of a knowledge base and an id in it."""


def fits(text: str) -> bool:
    """Return whether a line holds a text as it is."""
    return not UNFIT.search(text)


def texts_of(content: AttributeValue) -> list[str]:
    """Return what stands behind the target of an attribute, a line for each: nothing for yes."""
    if isinstance(content, tuple) and len(set(content)) == len(content) > 1 and all(map(is_plain, content)):
        return list(content)
    return ["" if content is True else attribute_text(content, fits)]


def is_plain(text: str) -> bool:
    """Return whether a text stands for itself."""
    return fits(text) and value_of(text) == text


def value_of(text: str) -> AttributeValue:
    """Return what a value stands for."""
    return attribute_value(text, fits) if text else True


def note_text(note: str) -> str:
    """Return a note as one line."""
    return attribute_text(note, fits)


def note_of(text: str) -> str:
    """Return the note that a line stands for."""
    note = attribute_value(text, fits)
    return note if isinstance(note, str) else text


def references(attributes: Attributes) -> list[tuple[str, str]]:
    """Return the references, each with its text, if that is what the attributes of this name are."""
    named = dict(attributes)
    ids, texts = _several(named.get(REFERENCE)), _several(named.get(f"{REFERENCE} {REFERENCE_TEXT}"))
    if not ids or (texts and len(texts) != len(ids)):
        return []
    if not all(KNOWLEDGE.fullmatch(id_) and is_plain(id_) for id_ in ids) or not all(map(is_plain, texts)):
        return []
    return list(zip(ids, texts or [""] * len(ids), strict=True))


def _several(content: AttributeValue | None) -> tuple[str, ...]:
    if isinstance(content, str):
        return (content,)
    return content if isinstance(content, tuple) and len(content) > 1 else ()
