"""Values as plain texts, for formats that hold nothing else, and back again without loss.

A text stays as it is. What is none, and a text that would be taken for something else or that the place cannot hold, is
written as JSON. A text of somebody else's that looks like JSON stays a text, unless it is just what we would write.
"""

import json
import re
from collections.abc import Callable

from annotator.model import AttributeValue

Fits = Callable[[str], bool]
"""Whether a place can hold a text as it is."""

_ESCAPED = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")
_JSON = re.compile(r'["\[{\d-]|(?:true|false|null)$')
"""How JSON begins."""


def text_of(content: object, fits: Fits) -> str:
    """Return a JSON value as a text; `value_of` gives it back."""
    if isinstance(content, str):
        return content if fits(content) and value_of(content, fits) == content else _dumped(content)
    return _dumped(content)


def value_of(text: str, fits: Fits) -> object:
    """Return what a text stands for: a JSON value if it is written as `text_of` writes it, else itself."""
    if not _JSON.match(text):
        return text
    try:
        found = json.loads(text)
        if _dumped(found) != text:
            return text
    except (ValueError, RecursionError):
        return text
    if not isinstance(found, str):
        return found
    return text if fits(found) and value_of(found, fits) == found else found


def attribute_text(content: AttributeValue, fits: Fits) -> str:
    """Return the value of an attribute as a text. `attribute_value` gives back all but numbers, which become texts."""
    if isinstance(content, str):
        return content if fits(content) and attribute_value(content, fits) == content else _dumped(content)
    return _dumped(list(content) if isinstance(content, tuple) else content)


def attribute_value(text: str, fits: Fits) -> AttributeValue:
    """Return what a text stands for: yes or no, several texts, else a text; numbers of others are names of things."""
    if not text or text[0] not in '"[tf':
        return text
    found = value_of(text, lambda inner: fits(inner) and attribute_value(inner, fits) == inner)
    if isinstance(found, list) and all(isinstance(item, str) for item in found):
        return tuple(found)
    return found if isinstance(found, str | bool) else text


def is_number(content: AttributeValue) -> bool:
    """Return whether the value of an attribute is a number, which `attribute_text` makes a text."""
    return isinstance(content, int | float) and not isinstance(content, bool)


def _dumped(content: object) -> str:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
