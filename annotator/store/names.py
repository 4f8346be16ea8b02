"""The ids behind the names of labels and annotators."""

from collections.abc import Mapping

from annotator.errors import AnnotatorError, ConflictError, ProjectError
from annotator.model import Kind
from annotator.store.database import DAMAGED
from annotator.translation import mark


class NamesById(dict[int, str]):
    """Names by their ids. Raises ProjectError for an id that has none: rows refer only to what was there."""

    def __missing__(self, id_: int) -> str:
        raise ProjectError(
            mark("errors", "Something refers to a label or an annotator (number {id}) that is not there. {damaged}"),
            id=id_,
            damaged=AnnotatorError(DAMAGED),
        )

    def copy(self) -> "NamesById":
        """Return another one with the same names."""
        return NamesById(self)


class Names:
    """The ids behind the names of labels and annotators, as far as this process has seen them.

    Ids have names also when what they name was removed: rows of the history still refer to it.
    """

    def __init__(self) -> None:
        self.label_ids: dict[tuple[str, str], int] = {}
        self.labels = NamesById()
        self.annotator_ids: dict[str, int] = {}
        self.annotators = NamesById()
        self.merged: dict[int, int] = {}
        """Labels that were removed and whose spans are shown under another one, with that one."""
        self.hidden: frozenset[int] = frozenset()
        """Labels that were removed with their spans, which are not shown."""

    def copy(self) -> "Names":
        """Return names that learn on their own."""
        made = Names()
        made.label_ids, made.labels = self.label_ids.copy(), self.labels.copy()
        made.annotator_ids, made.annotators = self.annotator_ids.copy(), self.annotators.copy()
        made.merged, made.hidden = self.merged.copy(), self.hidden
        return made

    def learn_label(self, id_: int, kind: str, name: str) -> None:
        """Note a label, also one that had another name until now."""
        known = (kind, self.labels.get(id_, name))
        if self.label_ids.get(known) == id_:
            del self.label_ids[known]
        self.label_ids[kind, name] = id_
        self.labels[id_] = name

    def learn_removed(self, spans_to: Mapping[int, int]) -> None:
        """Note the labels that were removed with their spans: where each sent them, itself for nowhere."""
        ends = {id_: _end(spans_to, id_) for id_ in spans_to}
        self.hidden = frozenset(id_ for id_, end in ends.items() if spans_to.get(end) == end)
        self.merged = {id_: end for id_, end in ends.items() if id_ not in self.hidden}
        for id_, end in self.merged.items():
            self.labels[id_] = self.labels[end]

    def learn_annotator(self, id_: int, name: str) -> None:
        """Note an annotator, also one that had another name until now."""
        known = self.annotators.get(id_, name)
        if self.annotator_ids.get(known) == id_:
            del self.annotator_ids[known]
        self.annotator_ids[name] = id_
        self.annotators[id_] = name

    def label(self, name: str, kind: Kind) -> int:
        """Return a label's id; raises ConflictError when the project has no such label."""
        if (kind, name) not in self.label_ids:
            raise ConflictError(
                mark("errors", "The scheme has no label {name} any more. Nothing was changed."), name=name
            )
        return self.label_ids[kind, name]

    def annotator(self, name: str) -> int:
        """Return an annotator's id; raises ConflictError when the project has no such annotator."""
        if name not in self.annotator_ids:
            raise ConflictError(mark("errors", "The project has no annotator {name}. Nothing was changed."), name=name)
        return self.annotator_ids[name]


def _end(spans_to: Mapping[int, int], label: int) -> int:
    """Follow the labels from one to the next, to the one that keeps or hides the spans.

    Raises ProjectError where they lead in a circle, as no program of ours leaves them.
    """
    passed = set()
    while label in spans_to and spans_to[label] != label:
        passed.add(label)
        label = spans_to[label]
        if label in passed:
            raise ProjectError(DAMAGED)
    return label
