"""The parts of BioC, as its XML and its JSON both have them. http://bioc.sourceforge.net."""

from dataclasses import dataclass, field

from annotator.model import value

Infons = dict[str, object]
"""Keys and values; the values are texts in XML, and nearly always in JSON."""


@value
class Mention:
    """An annotation: its places are offset and length; `text` is what the file says that it reads."""

    id: str
    infons: Infons = field(hash=False)
    places: tuple[tuple[int, int], ...]
    text: str | None
    line: int = 0


@value
class Link:
    """A relation: its nodes are the id of an annotation and a role."""

    id: str
    infons: Infons = field(hash=False)
    nodes: tuple[tuple[str, str], ...]
    line: int = 0


@dataclass(slots=True)
class Stretch:
    """A passage or a sentence; where a passage has sentences, the text may be in these."""

    offset: int
    infons: Infons = field(default_factory=dict)
    text: str | None = None
    sentences: list["Stretch"] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


@dataclass(slots=True)
class Article:
    """A document. `collection` is what the file says of all of them."""

    id: str
    infons: Infons = field(default_factory=dict)
    passages: list[Stretch] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    line: int = 0
    collection: Infons = field(default_factory=dict)
