"""What an installed spaCy pipeline says of a text: its entities, and the tags of its tokens. Offsets are code points.

By the package spacy (the extra `spacy`). Only pipelines that are installed as packages are loaded, never a folder that
somebody has sent: a pipeline may hold code. https://spacy.io/usage/models
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from annotator.errors import AnnotatorError
from annotator.model import Piece, value
from annotator.translation import mark

if TYPE_CHECKING:
    from spacy.language import Language

PART = 50_000
"""Code points that are looked at together: a pipeline takes some kilobytes of memory for each."""
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
NO_SPACY = mark(
    "errors", "spaCy is not installed. Install the extra “spacy” (pip install annotator-desktop[spacy]) and a pipeline."
)
NO_PIPELINE = mark("errors", "There is no spaCy pipeline {name} on this machine. There are: {names}.")
NOT_LOADED = mark("errors", "The spaCy pipeline {name} cannot be loaded: {reason}")


@value
class Entity:
    """A stretch that the pipeline takes for something."""

    start: int
    end: int
    label: str


@value
class Tagged:
    """A token, and what the pipeline says of it: features for a model of our own."""

    start: int
    end: int
    tags: tuple[str, ...]


@value
class Looked:
    """All that a pipeline says of a text."""

    entities: tuple[Entity, ...]
    tokens: tuple[Tagged, ...]


def installed_pipelines() -> tuple[str, ...]:
    """Return the names of the pipelines that are installed, without loading any of them, or spaCy; none without it."""
    from importlib.metadata import entry_points
    from importlib.util import find_spec

    if find_spec("spacy") is None:
        return ()
    return tuple(sorted({one.name for one in entry_points(group="spacy_models") if NAME.fullmatch(one.name)}))


@lru_cache(maxsize=256)
def looked_at(pipeline: str, text: str) -> Looked:
    """Return what a pipeline says of a text, which is kept: a model that learns asks again. Raises AnnotatorError."""
    nlp = _loaded(pipeline)
    entities: list[Entity] = []
    tokens: list[Tagged] = []
    for start, part in _parts(text):
        read = nlp(part)
        entities += (Entity(start + one.start_char, start + one.end_char, one.label_) for one in read.ents)
        for token in read:
            told = (f"pos={token.pos_}", f"tag={token.tag_}", f"entity={token.ent_iob_}-{token.ent_type_}")
            at = start + token.idx
            tokens.append(Tagged(at, at + len(token), tuple(one for one in told if not one.endswith(("=", "-")))))
    return Looked(tuple(entities), tuple(tokens))


def tags_on(pipeline: str, text: str, places: Sequence[Piece]) -> Iterator[tuple[int, list[str]]]:
    """Yield words of ours, given by where they stand, with the tags of the token there and of those beside it."""
    tokens = looked_at(pipeline, text).tokens
    for at, (start, _) in enumerate(places):
        here = bisect_right(tokens, start, key=lambda token: token.start) - 1
        if here >= 0 and start < tokens[here].end:
            beside = ((step, here + step) for step in (-1, 1) if 0 <= here + step < len(tokens))
            yield at, [*tokens[here].tags, *(f"{step}:{tag}" for step, other in beside for tag in tokens[other].tags)]


@lru_cache(maxsize=1)
def _loaded(name: str) -> "Language":
    try:
        import spacy
    except ImportError as error:
        raise AnnotatorError(NO_SPACY) from error
    if not NAME.fullmatch(name) or not spacy.util.is_package(name):
        names = ", ".join(sorted(spacy.util.get_installed_models())) or "–"
        raise AnnotatorError(NO_PIPELINE, name=name, names=names)
    try:
        return spacy.load(name)
    except Exception as error:  # A pipeline may be made for another version, or want what is not there.
        raise AnnotatorError(NOT_LOADED, name=name, reason=f"{type(error).__name__}: {error}") from error


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield the parts of a text with where they start: cut behind a line or a blank, where there is one."""
    start = 0
    while start < len(text):
        end = start + PART
        if end < len(text):
            end = max(text.rfind("\n", start, end), text.rfind(" ", start, end), start + PART // 2) + 1
        yield start, text[start:end]
        start = end
