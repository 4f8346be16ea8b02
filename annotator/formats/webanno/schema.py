"""The header of a file: its layers and the columns they have; and how values are escaped."""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import lru_cache

from annotator.errors import FormatError
from annotator.model import value
from annotator.uima import LABEL_FEATURES, short_name

FORMAT = "#FORMAT=WebAnno TSV "
NOTHING, NO_VALUE = "_", "*"
_VALUE = re.compile(r"\\(->|.)", re.DOTALL)
_UNSAFE = re.compile(r"->|[\\\[\]|_;\t\n*]")
_LETTERS = {"t": "\t", "n": "\n"}
_TEXT = re.compile(r"\\(.)", re.DOTALL)
_TEXT_LETTERS = {"t": "\t", "n": "\n", "f": "\f", "r": "\r", "b": "\b"}
_TEXT_UNSAFE = re.compile(r"[\\\0-\x0a\x0c-\x1f]")
_TEXT_ESCAPES = {character: letter for letter, character in _TEXT_LETTERS.items()}


class Kind(StrEnum):
    """What a layer holds."""

    SPANS = "SP"
    RELATIONS = "RL"
    CHAINS = "CH"


@value
class Layer:
    """A layer: its type, and the columns of its features from `first` on. `base` is what its relations join.

    `slots` are the columns, two each, of a feature that links a span to others.
    """

    kind: Kind
    name: str
    first: int
    features: tuple[str, ...]
    base: str = ""
    slots: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        """Return how many columns it has; one without features has one for nothing."""
        return max(1, len(self.features))

    @property
    def short_name(self) -> str:
        """Return the name without its package."""
        return short_name(self.name)

    @property
    def label_column(self) -> int | None:
        """Return the column, counted from the first, of the feature that is the label."""
        return _label_column(self.features, self.slots)


@lru_cache(maxsize=64)
def _label_column(features: tuple[str, ...], slots: tuple[int, ...]) -> int | None:
    """Return what `Layer.label_column` does; it is asked for each span."""
    plain = [
        at for at, name in enumerate(features) if name and not name.startswith("BT_") and not {at, at - 1} & set(slots)
    ]
    named = [at for name in LABEL_FEATURES for at in plain if features[at] == name]
    return next(iter(named or plain), None)


def read_layer(line: str, first: int) -> Layer:
    """Read a line `#T_SP=type|feature|feature`; `first` is the number of its first column. Raises FormatError."""
    kind, _, rest = line[3:].partition("=")
    if kind not in tuple(Kind):
        raise FormatError(f"“{line[:40]}” is no layer of spans (#T_SP=), relations (#T_RL=) or chains (#T_CH=).")
    name, *features = rest.split("|")
    if features == [""]:
        features = []
    base = next((feature[3:] for feature in features if feature.startswith("BT_")), "")
    slots = tuple(at for at, feature in enumerate(features) if feature.startswith("ROLE_"))
    if any(at + 1 >= len(features) for at in slots) or (kind == Kind.RELATIONS and not base):
        raise FormatError(f"The layer {name[:60]} does not name what it links to. Export the file anew.")
    return Layer(Kind(kind), name, first, tuple(features), base, slots)


def slot_name(feature: str) -> str:
    """Return the name of a feature that links, from `ROLE_type:name_type`."""
    return feature.split(":", 1)[-1].split("_", 1)[0]


def escaped(text: str) -> str:
    """Return a value as a cell has it."""
    return _UNSAFE.sub(lambda match: "\\" + {"\t": "t", "\n": "n"}.get(match[0], match[0]), text)


def unescaped(text: str) -> str:
    """Return the value that a cell has."""
    return _replaced(_VALUE, text, _LETTERS)


def escaped_text(text: str) -> str:
    """Return a line of the text as it stands behind `#Text=`."""
    return _TEXT_UNSAFE.sub(lambda match: "\\" + _TEXT_ESCAPES.get(match[0], match[0]), text)


def unescaped_text(text: str) -> str:
    """Return what stands behind `#Text=`."""
    return _replaced(_TEXT, text, _TEXT_LETTERS)


def _replaced(pattern: re.Pattern[str], text: str, letters: dict[str, str]) -> str:
    replace: Callable[[re.Match[str]], str] = lambda match: letters.get(match[1], match[1])  # noqa: E731
    return pattern.sub(replace, text) if "\\" in text else text


def split_unescaped(text: str, sign: str) -> list[str]:
    """Return the parts of a cell between signs that no backslash stands before."""
    return list(_split_carefully(text, sign)) if "\\" in text else text.split(sign)


def _split_carefully(text: str, sign: str) -> Iterator[str]:
    start = at = 0
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        if text[at] == sign:
            yield text[start:at]
            start = at + 1
        at += 1
    yield text[start:]
