"""The types of UIMA as INCEpTION and DKPro have them: which feature is a label, which types say something of words."""

import re
from collections.abc import Iterable

NAMED_ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
RELATION = "webanno.custom.Relation"
LABEL_FEATURES = (
    "value",
    "label",
    "entity",
    "category",
    "type",
    "PosValue",
    "DependencyType",
    "semanticPredicate",
    "referenceType",
)
"""Which feature is the label: the first of these that there is."""
LINGUISTIC = re.compile(r"de\.tudarmstadt\.ukp\.dkpro\.core\.api\.(segmentation|lexmorph|syntax)\.")
"""Types that say something of each word; they are read only when they are named."""


def short_name(type_: str) -> str:
    """Return the name of a type without its package."""
    return type_.rsplit(".", 1)[-1]


def label_feature(features: Iterable[str]) -> str | None:
    """Return which of the features is the label."""
    there = set(features)
    return next((name for name in LABEL_FEATURES if name in there), None)


def named(choice: str) -> frozenset[str]:
    """Return the types that an option names, with commas between."""
    return frozenset(name.strip() for name in choice.split(",") if name.strip())


def is_read(type_: str, chosen: frozenset[str]) -> bool:
    """Return whether a type is read: one that is named, or without any named all but linguistic ones."""
    return type_ in chosen if chosen else not LINGUISTIC.match(type_)
