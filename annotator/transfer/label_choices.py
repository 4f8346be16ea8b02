"""What becomes of labels that an import brings and the project does not have."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from annotator.model import AnnotatedDocument, Kind, Label, Scheme, Span

LabelChoices = Mapping[str, str]
"""By the name of a label for spans in the file: the name of the one to use instead; empty to leave its spans out."""


ALIASES = (
    ("person", "per", "pers", "persname", "people"),
    ("org", "organization", "organisation", "orgname"),
    ("loc", "location", "place", "placename"),
    ("event", "evt"),
    ("product", "prod"),
    ("misc", "miscellaneous"),
    ("number", "num"),
)
"""Names that programs and corpora have for one thing. What some hold apart, such as GPE and LOC, is not among them."""


def same_label(name: str, labels: Iterable[Label]) -> Label | None:
    """Return the label that a name of a file most likely means: the same but for capitals and signs, or an alias."""
    by_name = {_plain(label.name): label for label in reversed(tuple(labels))}
    plain = _plain(name)
    aliases = next((names for names in ALIASES if plain in names), ())
    return next((by_name[one] for one in (plain, *aliases) if one and one in by_name), None)


def _plain(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


def chosen_scheme(scheme: Scheme, choices: LabelChoices) -> Scheme:
    """Return the scheme of a file without the labels for spans that others stand for, also where labels name them."""
    kept = (label for label in scheme.labels if label.kind != Kind.SPAN or label.name not in choices)
    return Scheme(tuple(_naming_chosen(label, choices) for label in kept))


def _naming_chosen(label: Label, choices: LabelChoices) -> Label:
    """Return a label that names those labels for spans that are chosen, instead of those of the file."""
    parent = choices.get(label.parent, label.parent) if label.kind == Kind.SPAN else label.parent
    return replace(
        label,
        parent=parent,
        sources=_chosen(label.sources, choices),
        targets=_chosen(label.targets, choices),
        nests_in=_chosen(label.nests_in, choices),
    )


def _chosen(names: Iterable[str], choices: LabelChoices) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chosen for name in names if (chosen := choices.get(name, name))))


def with_chosen_labels(document: AnnotatedDocument, choices: LabelChoices) -> AnnotatedDocument:
    """Return the document with its spans relabelled or left out; relations of those left out go with them."""
    if not choices or not any(span.label in choices for span in document.spans):
        return document
    spans = tuple(
        replace(span, label=choices.get(span.label, span.label))
        for span in document.spans
        if choices.get(span.label, span.label)
    )
    kept = {span.id for span in spans}
    relations = tuple(each for each in document.relations if {each.source, each.target} <= kept)
    return replace(document, spans=spans, relations=relations)


def new_labels(scheme: Scheme, spans: tuple[Span, ...], known: Scheme) -> dict[str, Label | None]:
    """Return the labels for spans that are not in `known`, by name; with what the file says of them, if anything."""
    names = [label.name for label in scheme.of_kind(Kind.SPAN)] + [span.label for span in spans]
    return {name: scheme.find(name) for name in names if known.find(name) is None}
