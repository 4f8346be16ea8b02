"""What a view knows of relations: it shows them, and one of those of the selected span can be selected."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from PySide6.QtCore import QPointF, QRect, QTimer, Signal

from annotator.model import Label, Relation, Span
from annotator.ui.text_view.plates import Plate, plate_at
from annotator.ui.text_view.span_words import related_words
from annotator.ui.text_view.surface import TextSurface
from annotator.ui.text_view.wire_painting import Sheet
from annotator.ui.text_view.wires import Wires, Wiring
from annotator.ui.translation import translate

MOST_SAID = 5
"""So many relations of a span are said when one comes to it."""


class RelatedSurface(TextSurface):
    """Shows relations and chains. Which span is selected, it is told."""

    relation_selected = Signal(object)
    """The Relation that is now selected, or None."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._relation: Relation | None = None
        self._wires, self._sheet = Wires(self._page), Sheet()
        self._follows = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._settle)
        self._wiring = Wiring()
        self.pull: tuple[QPointF, QPointF] | None = None
        """From where to where a relation is being drawn, in the viewport."""
        self.aim: Span | None = None
        """The span to which it would lead."""

    # What is shown

    def set_relation_labels(self, labels: Iterable[Label]) -> None:
        """Take over names and colours of the labels for relations."""
        self._page.relations.set_labels(labels)
        self.viewport().update()

    def show_relations(self, relations: Iterable[Relation]) -> None:
        """Show these relations in place of those that were; another text has none."""
        self._page.relations.show(relations)
        self.select_relation(None)
        self.viewport().update()

    def update_relations(self, removed: Iterable[Relation], added: Iterable[Relation]) -> None:
        """Take relations away and add others. The selected one stays so, in its new form, if it is there."""
        self._page.relations.update(removed, added)
        self.viewport().update()
        if self._relation is not None:
            self.select_relation(self._page.relations.find(self._relation.id))

    def show_chains(self, numbers: Mapping[int, int]) -> None:
        """Show on the chips of spans, by id, the number of the chain that each is in."""
        changed = self._page.relations.set_numbers(numbers)
        if changed:
            self._page.restack(changed)
            self._refresh()

    def relations_of(self, span: int) -> tuple[Relation, ...]:
        """Return the relations that lead from or to the span of that id."""
        return tuple(self._page.relations.of(span))

    # What is selected

    def selected_relation(self) -> Relation | None:
        """Return the selected relation, if there is one."""
        return self._relation

    def select_relation(self, relation: Relation | None) -> None:
        """Select a relation, or none."""
        if relation is not self._relation:
            self._relation = relation
            self.viewport().update()
            self.relation_selected.emit(relation)

    def mentions(self, span: int) -> frozenset[int]:
        """Return the ids of the spans that are in one chain with a span, itself left out."""
        numbers = self._page.relations.numbers
        number = numbers.get(span)
        if number is None:
            return frozenset()
        return frozenset(one for one, other in numbers.items() if other == number and one != span)

    def aim_at(self, span: Span | None, start: QPointF | None = None, end: QPointF | None = None) -> None:
        """Show a relation that is not made yet: the span to which it would lead, and a line; or show none."""
        self.aim = span
        self.pull = None if start is None or end is None else (start, end)
        self.viewport().update()

    # What is said of it

    def words_of(self, relation: Relation | None) -> str:
        """Return label, ends and note of a relation, one a line; nothing for none."""
        return "" if relation is None else related_words(self.text(), relation, self.span_by_id)

    def chain_words(self, span: Span) -> str:
        """Return in which chain a span is, and with how many others; nothing for a span in none."""
        number = self._page.relations.numbers.get(span.id)
        if number is None:
            return ""
        template = translate("TextView", "Chain {number}: {count} mentions")
        return template.format(number=number, count=len(self.mentions(span.id)) + 1)

    def related_words(self, spans: Sequence[Span]) -> Iterator[str]:
        """Yield, for a single span, its chain and its relations, as far as one listens to them: each in one line."""
        if len(spans) == 1:
            yield from filter(None, [self.chain_words(spans[0])])
            for relation in self.relations_of(spans[0].id)[:MOST_SAID]:
                if not self._page.relations.is_symmetric(relation):
                    yield ", ".join(self.words_of(relation).splitlines())

    # Where it is

    def wiring(self, span: int | None) -> Wiring:
        """Return how relations run over the screen, those of the span of that id in full."""
        self._wiring = self._wires.wiring(span, as_known=self._follows)
        return self._wiring

    def plate_at(self, point: QPointF) -> Plate | None:
        """Return the name of a relation that is at a point."""
        return plate_at(self._wiring.plates, *self._on_page(point)) if len(self._page.relations) else None

    def _update_span(self, span: Span) -> None:
        """Paint a span anew; one that is joined to others as well as everything that may be painted for these."""
        if self._page.relations.joins(span.id):
            self.viewport().update()
        else:
            self._update_stretch(span.start, span.end)

    def _show_change(self, part: tuple[int, int] | None) -> None:
        """Paint what a change touched; wires that run otherwise since follow when that is painted."""
        if len(self._page.relations):
            self._follows = True
        super()._show_change(part)

    def note_painted(self) -> None:
        """Let the wires follow what has just been painted."""
        if self._follows:
            self._soon.start()

    def _settle(self) -> None:
        """Paint anew where wires ran that are elsewhere now."""
        self._follows = False
        left = self.column()[0]
        before, now = (
            {wire.relation.id: wire.curve for wire in wiring.faint}
            for wiring in (self._wiring, self._wires.wiring(None))
        )
        if self._wiring.full:
            self.viewport().update()
        for relation in before.keys() | now.keys():
            curves = before.get(relation), now.get(relation)
            if curves[0] != curves[1]:
                for curve in filter(None, curves):
                    area = curve.area.translated(left, 0).toAlignedRect()
                    self.viewport().update(QRect(area).adjusted(-8, -8, 8, 8))
