"""The relations of a text by the spans that they join, so that neither painting nor an edit looks at all of them."""

from collections.abc import Collection, Iterable, Mapping

from annotator.model import Label, Relation


class RelationIndex:
    """Relations by id and by span, the labels that they have, and the numbers of the chains."""

    def __init__(self) -> None:
        self._by_id: dict[int, Relation] = {}
        self._by_span: dict[int, dict[int, Relation]] = {}
        self.labels: Mapping[str, Label] = {}
        self.numbers: Mapping[int, int] = {}
        """The number of the chain that a span is in, by the span's id."""
        self.version = 0
        """Counts the changes: whoever keeps what was worked out for one can tell whether it still holds."""

    def __len__(self) -> int:
        return len(self._by_id)

    def show(self, relations: Iterable[Relation]) -> None:
        """Take these in place of those that were."""
        self._by_id.clear()
        self._by_span.clear()
        self.update((), relations)

    def update(self, removed: Iterable[Relation], added: Iterable[Relation]) -> None:
        """Take relations away and add others; one that is there already, by its id, is replaced."""
        self.version += 1
        for relation in removed:
            self._remove(relation.id)
        for relation in added:
            self._remove(relation.id)
            self._by_id[relation.id] = relation
            for span in (relation.source, relation.target):
                self._by_span.setdefault(span, {})[relation.id] = relation

    def _remove(self, id: int) -> None:
        known = self._by_id.pop(id, None)
        if known is not None:
            for span in {known.source, known.target}:
                del self._by_span[span][id]
                if not self._by_span[span]:
                    del self._by_span[span]

    def set_labels(self, labels: Iterable[Label]) -> None:
        """Take over names and colours of the labels for relations."""
        self.version += 1
        self.labels = {label.name: label for label in labels}

    def set_numbers(self, numbers: Mapping[int, int]) -> set[int]:
        """Take over the chains; return the ids of the spans whose number is another now."""
        before, self.numbers = self.numbers, numbers
        if before == numbers:
            return set()
        self.version += 1
        return {span for span in before.keys() | numbers.keys() if before.get(span) != numbers.get(span)}

    def is_symmetric(self, relation: Relation) -> bool:
        """Return whether a relation is shown as part of a chain."""
        label = self.labels.get(relation.label)
        return label is not None and label.symmetric

    def find(self, id: int) -> Relation | None:
        """Return the relation of that id."""
        return self._by_id.get(id)

    def of(self, span: int) -> Collection[Relation]:
        """Return the relations that lead from or to the span of that id, in the order in which they came."""
        return self._by_span.get(span, {}).values()

    def joins(self, span: int) -> bool:
        """Return whether any relation leads from or to the span of that id."""
        return span in self._by_span
