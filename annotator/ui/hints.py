"""What to press next, in a few words: for the status line."""

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence

from annotator.model import Label, Span
from annotator.ui.translation import translate

NAMED = 3
"""So many labels are named with their keys; the palette shows the rest."""


def hint(labels: Sequence[Label], selection: tuple[int, int], span: Span | None, kept: Span | None = None) -> str:
    """Return what a key would do now; `selection` and `span` are what is selected in an open article.

    `kept` is a span that selected text can be added to.
    """
    start, end = selection
    if not labels:
        return translate("hints", "This project has no labels yet.")
    if start < end:
        return _on_text(labels, kept)
    if span is None:
        first = next((label for label in labels if label.key), None)
        if first is None:
            return translate("hints", "Select some text, then choose a label.")
        return translate("hints", "Select some text, then press {key} for {label}").format(
            key=_key(first), label=first.name
        )
    return _on_span(labels, span)


def _on_text(labels: Sequence[Label], kept: Span | None) -> str:
    keys = _keys(labels)
    if not keys:
        return translate("hints", "Choose a label for the selected text.")
    if kept is None:
        return translate("hints", "Press {keys}").format(keys=keys)
    return translate("hints", "Press {keys}, + to add to {label}").format(keys=keys, label=kept.label)


def _on_span(labels: Sequence[Label], span: Span) -> str:
    own = next((label for label in labels if label.name == span.label and label.key), None)
    other = next((label for label in labels if label.name != span.label and label.key), None)
    if own is None or other is None:
        return translate("hints", "Press Delete to remove {label}").format(label=span.label)
    return translate(
        "hints", "Press {own} or Delete to remove {label}, {other} for {another}, Shift+{other} for both"
    ).format(own=_key(own), label=own.name, other=_key(other), another=other.name)


def _keys(labels: Sequence[Label]) -> str:
    keyed = [label for label in labels if label.key]
    named = ", ".join(
        translate("hints", "{key} for {label}").format(key=_key(label), label=label.name) for label in keyed[:NAMED]
    )
    return f"{named} …" if len(keyed) > NAMED else named


def _key(label: Label) -> str:
    return QKeySequence(label.key).toString(QKeySequence.SequenceFormat.NativeText)
