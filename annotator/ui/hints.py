"""What to press next, in a few words: for the status line."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from annotator.model import Label, Span, value
from annotator.ui.label_keys import LabelKeys
from annotator.ui.plain_text import filled
from annotator.ui.translation import translate

if TYPE_CHECKING:
    from annotator.suggest import Suggestion

NAMED = 3
"""So many labels are named with their keys; the palette shows the rest."""


@value
class Here:
    """Where the user is in an open article.

    `kept` is a span that selected text can be added to, `following` what Tab would select, `others` how often the
    selected text stands elsewhere, as far as that is known; nobody counts more than `most`. `new_label` is the key that
    makes a label, as the system writes it.
    """

    selection: tuple[int, int]
    span: Span | None = None
    kept: Span | None = None
    following: str = ""
    others: int = 0
    most: int = 100
    new_label: str = ""
    onward: str = "Tab"
    adds: str = "+"
    removes: str = "Delete"
    relates: str = ""
    describes: str = ""
    """The keys of the actions that are named; empty for none, and for what the scheme does not have."""
    offer: "Suggestion | None" = None
    accepts: str = ""


def hint(labels: Sequence[Label], keys: Mapping[str, LabelKeys], here: Here) -> str:
    """Return what a key would do now; `keys` are those of the labels, by name."""
    start, end = here.selection
    if not labels:
        return translate("hints", "This project has no labels yet. Press {key} to make one").format(key=here.new_label)
    keyed = [(label, shown) for label in labels if (shown := _key(keys, label))]
    if start < end and here.offer is not None:
        return _on_offer(keyed, keys, here, here.offer)
    if start < end:
        return _on_text(keyed, keys, here)
    if here.span is not None:
        parts = [_on_span(keyed, here.span, here.removes)]
        if here.relates:
            parts.append(translate("hints", "{key} to relate it").format(key=here.relates))
        if here.describes:
            parts.append(translate("hints", "{key} to say more").format(key=here.describes))
        return ", ".join(parts)
    if not keyed:
        return translate("hints", "Select some text, then choose a label.")
    first, key = keyed[0]
    if here.following and here.onward:
        return filled(
            translate("hints", "Select some text ({onward}: “{following}”), then press {key} for {label}"),
            onward=here.onward,
            following=here.following,
            key=key,
            label=first.name,
        )
    return filled(translate("hints", "Select some text, then press {key} for {label}"), key=key, label=first.name)


def _on_text(keyed: Sequence[tuple[Label, str]], keys: Mapping[str, LabelKeys], here: Here) -> str:
    if not keyed:
        return translate("hints", "Choose a label for the selected text.")
    named = ", ".join(
        filled(translate("hints", "{key} for {label}"), key=key, label=label.name) for label, key in keyed[:NAMED]
    )
    named = f"{named} …" if len(keyed) > NAMED else named
    return ", ".join((translate("hints", "Press {keys}").format(keys=named), *_further(keyed, keys, here)))


def _further(keyed: Sequence[tuple[Label, str]], keys: Mapping[str, LabelKeys], here: Here) -> Iterator[str]:
    """Yield what else can be done with selected text, and what comes after it."""
    everywhere = next((keys[label.name].everywhere for label, _ in keyed if keys[label.name].everywhere), ())
    if here.others and everywhere:
        number = str(here.others + 1) if here.others < here.most else f"{here.most}+"
        yield translate("hints", "{key} for all {number}").format(key=_native(everywhere[0]), number=number)
    if here.kept is not None and here.adds:
        yield translate("hints", "{key} to add to {label}").format(key=here.adds, label=here.kept.label)
    if here.following and here.onward:
        said = translate("hints", "{key} for “{following}”")
        yield said.format(key=here.onward, following=here.following)


def _on_offer(
    keyed: Sequence[tuple[Label, str]], keys: Mapping[str, LabelKeys], here: Here, offer: "Suggestion"
) -> str:
    why = filled(translate("suggestions", offer.why.sentence), **dict(offer.why.values))
    parts = [filled(translate("hints", "{label}? {why}"), label=offer.label, why=why)]
    if here.accepts:
        parts.append(translate("hints", "{key} accepts").format(key=here.accepts))
    if here.removes:
        parts.append(translate("hints", "{key} for not this").format(key=here.removes))
    return ", ".join((*parts, *_further(keyed, keys, here)))


def _on_span(keyed: Sequence[tuple[Label, str]], span: Span, removes: str) -> str:
    own = next((one for one in keyed if one[0].name == span.label), None)
    other = next((one for one in keyed if one[0].name != span.label), None)
    if own is None or other is None:
        return filled(translate("hints", "Press {removes} to remove {label}"), removes=removes, label=span.label)
    return filled(
        translate("hints", "Press {own} or {removes} to remove {label}, {other} for {another}, Shift+{other} for both"),
        own=own[1],
        removes=removes,
        label=own[0].name,
        other=other[1],
        another=other[0].name,
    )


def _key(keys: Mapping[str, LabelKeys], label: Label) -> str:
    found = keys[label.name].label if label.name in keys else ()
    return _native(found[0]) if found else ""


def _native(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
