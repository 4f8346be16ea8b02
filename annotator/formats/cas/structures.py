"""What a CAS holds, however it is written: a text, and feature structures that refer to each other by numbers."""

from collections.abc import Mapping
from dataclasses import field

from annotator.model import value

ANNOTATION = "uima.tcas.Annotation"
STRING = "uima.cas.String"
DOCUMENT, DOCUMENT_LABEL, NOTE = "annotator.Document", "annotator.DocumentLabel", "annotator.Note"
"""Our own types: for what is known of a document, for its labels and for notes on it."""

Simple = str | int | float | bool | tuple[str, ...]


@value
class Structure:
    """A feature structure: `begin` and `end` count UTF-16 units, and are None for what is no annotation.

    `values` are its simple features, `references` the others, each with the numbers of what it refers to. `line` is
    where it stands, if lines mean anything.
    """

    number: int
    type: str
    begin: int | None
    end: int | None
    values: Mapping[str, Simple] = field(hash=False)
    references: Mapping[str, tuple[int, ...]] = field(default_factory=dict, hash=False)
    line: int | None = None


@value
class Cas:
    """A text and the structures that belong to it, by their numbers."""

    text: str
    structures: Mapping[int, Structure] = field(hash=False)
    views: int = 1
    """How many texts the file has."""


Features = tuple[tuple[str, str], ...]
"""The features of a type with their ranges."""


@value
class Types:
    """The types that are written: those of spans and relations can be chosen."""

    span: str
    relation: str

    def all(self) -> Mapping[str, Features]:
        """Return every type with its features; each is an annotation."""
        common = (("annotator", STRING), ("note", STRING), ("attributes", STRING))
        ends = (("Dependent", ANNOTATION), ("Governor", ANNOTATION))
        fields = ("title", "author", "date", "source", "url", "metadata")
        return {
            self.span: (("value", STRING), *common, ("pieces", STRING)),
            self.relation: (("label", STRING), *common, *ends),
            DOCUMENT: tuple((name, STRING) for name in fields),
            DOCUMENT_LABEL: (("label", STRING), ("annotator", STRING)),
            NOTE: (("text", STRING), ("annotator", STRING)),
        }
