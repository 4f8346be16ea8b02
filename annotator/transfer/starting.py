"""What a new project begins with: labels, when its articles bring none."""

from collections.abc import Sequence

from annotator.color import default_label_color
from annotator.formats import Feature
from annotator.label_edits import add_label
from annotator.model import Label, Scheme
from annotator.transfer.sources import Source

DEFAULT_LABELS = ("PERSON", "ORG", "LOC", "DATE", "EVENT")


def default_scheme() -> Scheme:
    """Return the labels of a new project, with the keys 1 to 5."""
    scheme = Scheme()
    for index, name in enumerate(DEFAULT_LABELS):
        for edit in add_label(scheme, name, color=default_label_color(index), key=str(index + 1)):
            if isinstance(edit.after, Label):
                scheme = Scheme((*scheme.labels, edit.after))
    return scheme


def scheme_for(sources: Sequence[Source]) -> Scheme:
    """Return the labels that a project made for these files begins with: none, if the files bring their own."""
    bare = all(source.format.carries <= {Feature.METADATA} and not source.format.writes for source in sources)
    return default_scheme() if bare else Scheme()
