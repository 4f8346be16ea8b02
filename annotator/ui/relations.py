"""Relations in the window: made, chosen, relabelled, turned and removed."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from annotator import relating
from annotator.arguments import allowed
from annotator.chains import chains
from annotator.edits import Edit, title_of
from annotator.errors import EditError
from annotator.model import Kind, Label, Relation, Scheme, Span, reading_order
from annotator.ui.main_window import MainWindow
from annotator.ui.plain_text import filled, menu_text
from annotator.ui.relation_words import relation_words
from annotator.ui.scheme_words import where_to_add
from annotator.ui.target_choice import TargetChoice
from annotator.ui.text_view.pulling import Pulling
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.ui.relation_list import RelationList


class Relations(QObject):
    """Keeps the view and the list of relations in step with the workspace; works on the selected span and relation."""

    said = Signal(str)

    def __init__(self, window: MainWindow, workspace: Workspace, guard: Callable[..., Callable[..., None]]) -> None:
        """`guard` catches what is refused, as at every gesture. Make it after the view was connected."""
        super().__init__(workspace)
        self._window = window
        self._workspace = workspace
        self._guard = guard
        self._view = view = window.page.view
        self._choice = TargetChoice(view)
        self._menu: QMenu | None = None
        Pulling(view).pulled.connect(guard(self.relate))
        self._choice.chosen.connect(guard(self.relate))
        self._choice.aimed.connect(self._tell_aim)
        self._choice.left.connect(lambda: self.said.emit(""))
        workspace.scheme_changed.connect(self._show_scheme)
        workspace.document_opened.connect(self._show_all)
        workspace.document_closed.connect(self._show_list)
        workspace.relations_changed.connect(self._update)
        workspace.spans_changed.connect(self._choice.leave)
        workspace.spans_changed.connect(self._show_list)
        view.span_selected.connect(self._show_list)
        view.relation_selected.connect(self._tell_selected)

    @property
    def relation(self) -> Relation | None:
        """Return the selected relation, if there is one."""
        return self._view.selected_relation()

    # --- what is shown

    @cached_property
    def _list(self) -> "RelationList":
        """Return the list beside the text, which is made when a selected span has relations for the first time."""
        made = self._window.relations
        made.set_labels(self._workspace.scheme.of_kind(Kind.RELATION))
        self._view.relation_selected.connect(made.show_selected)
        made.relation_picked.connect(self._view.select_relation)
        made.relation_followed.connect(lambda *_: self.follow())
        made.text_wanted.connect(self._window.page.take_focus)
        return made

    def _own(self, relations: Sequence[Relation]) -> list[Relation]:
        return [one for one in relations if one.annotator == self._workspace.annotator]

    def _show_scheme(self, scheme: Scheme) -> None:
        labels = scheme.of_kind(Kind.RELATION)
        self._view.set_relation_labels(labels)
        if self._window.has_relations():
            self._list.set_labels(labels)
        self._show_chains()

    def _show_all(self, *_: object) -> None:
        self._choice.leave()
        document = self._workspace.document
        self._view.show_relations(self._own(document.relations) if document else ())
        self._show_chains()
        self._show_list()

    def _update(self, before: Sequence[Relation], after: Sequence[Relation]) -> None:
        was, now = ({(one, one.rev) for one in self._own(each)} for each in (before, after))
        self._view.update_relations([one for one, _ in was - now], sorted((one for one, _ in now - was), key=_id))
        self._show_chains()
        self._show_list()

    def _show_chains(self) -> None:
        document = self._workspace.document
        own = self._own(document.relations) if document else ()
        self._view.show_chains(chains(own, self._workspace.scheme))

    def of_span(self, span: Span | None) -> list[Relation]:
        """Return the relations of a span in the order of the spans to which they lead, as far as those are there."""
        if span is None:
            return []
        found = [(self._far(one, span), one) for one in self._view.relations_of(span.id)]
        ordered = sorted((reading_order(far), one.id, one) for far, one in found if far is not None)
        return [one for *_, one in ordered]

    def _far(self, relation: Relation, span: Span) -> Span | None:
        """Return the span at the other end."""
        return self._view.span_by_id(relation.target if relation.source == span.id else relation.source)

    def _show_list(self, *_: object) -> None:
        span, document = self._view.selected_span(), self._workspace.document
        if document is None:
            span = None
        rows = [
            (one, relation_words(document.text, one, span, self._far(one, span), self._workspace.scheme))
            for one in self.of_span(span)
            if document is not None and span is not None
        ]
        if rows or self._window.has_relations():
            self._list.show_relations(rows)
            self._list.show_selected(self.relation)

    def _tell_aim(self, span: Span) -> None:
        title = title_of(self._workspace.need_document(), span)
        sentence = self.tr("To {label} “{title}”? Enter takes it, arrows or a letter go on, Esc leaves.")
        self.said.emit(filled(sentence, label=span.label, title=title))

    def _tell_selected(self, relation: Relation | None) -> None:
        document, span = self._workspace.document, self._view.selected_span()
        if relation is not None and document is not None and span is not None:
            words = relation_words(document.text, relation, span, self._far(relation, span), self._workspace.scheme)
            self.said.emit(self.tr("Selected: {relation}. Delete removes it.").format(relation=words))

    # --- making one

    def begin(self) -> None:
        """Let the span be chosen to which a relation leads from the selected one. Raises EditError."""
        work = self._workspace
        work.check_writable()
        source = work.span or work.span_of_selection()
        if source is None:
            raise EditError(self.tr("No span is selected. Click on the one from which the relation leads."))
        self._need_labels()
        joined = {label.name: allowed(work.scheme, source.label, label.name) for label in work.labels()}
        targets = [one for one in work.own_spans() if one.id != source.id and joined.get(one.label)]
        if not targets:
            sentence = self.tr("No other span here can be related to {label}: the scheme says what relations may join.")
            raise EditError(filled(sentence, label=source.label))
        self._view.select_span(source)
        self._choice.begin(source, targets)

    def _need_labels(self) -> None:
        if not self._workspace.scheme.of_kind(Kind.RELATION):
            nothing = self.tr("This project has no labels for relations yet.")
            raise EditError(f"{nothing} {where_to_add(self._window.actions_by_name)}")

    def relate(self, source: Span, target: Span) -> None:
        """Join two spans: at once when one label can, else with the one that is chosen. Raises EditError."""
        work = self._workspace
        work.check_writable()
        self._need_labels()
        labels = allowed(work.scheme, source.label, target.label)
        if not labels:
            sentence = self.tr("No relation may lead from {source} to {target}: the scheme says what they may join.")
            raise EditError(filled(sentence, source=source.label, target=target.label))
        self._view.select_span(source)
        self._choose_label(labels, partial(self._make, source.id, target.id), target)

    def _make(self, source_id: int, target_id: int, label: str) -> None:
        work = self._workspace
        source, target = self._view.span_by_id(source_id), self._view.span_by_id(target_id)
        if source is None or target is None:
            raise EditError(self.tr("One of the spans is not there any more."))
        made = relating.relate(work.need_document(), work.scheme, source, target, label, work.annotator)
        self.apply(self.tr("Relate {label}: {source} → {target}"), made)

    def _choose_label(self, labels: Sequence[Label], choose: Callable[[str], None], beside: Span) -> None:
        """Take the only label, or offer them in a menu beside a span: by digit, arrow or click."""
        if len(labels) == 1:
            choose(labels[0].name)
            return
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = menu = QMenu(self._view)
        menu.setAccessibleName(self.tr("Label of the relation"))
        for number, label in enumerate(labels, 1):
            mark = f"&{number}  " if number < 10 else ""
            action = menu.addAction(f"{mark}{menu_text(label.name)}")
            action.triggered.connect(self._guard(lambda *_, name=label.name: choose(name)))
        menu.setActiveAction(menu.actions()[0])
        box = self._view.chip_rectangle(beside)
        menu.popup(self._view.viewport().mapToGlobal(box.bottomLeft() if box else QPoint(20, 20)))

    def apply(self, title: str, made: Sequence[Edit]) -> None:
        """Apply edits of relations; `title` is translated, with {label}, {source} and {target} for the last of them."""
        work = self._workspace
        changed = [one for edit in made if isinstance(one := edit.after or edit.before, Relation)]
        if not changed:
            return
        document = work.need_document()
        source, target = relating.ends(document, changed[-1])
        named = title.format(
            label=changed[-1].label, source=title_of(document, source), target=title_of(document, target)
        )
        work.apply(named, made)
        self._view.select_relation(next((one for one in self._all() if one.id == changed[-1].id), None))

    def _all(self) -> list[Relation]:
        return self._own(self._workspace.need_document().relations)

    # --- what is done with one

    def _need(self) -> Relation:
        """Return the selected relation, or the only one of the selected span. Raises EditError."""
        relation = self.relation
        if relation is None:
            own = self.of_span(self._view.selected_span())
            relation = own[0] if len(own) == 1 else None
        if relation is None:
            raise EditError(self.tr("No relation is selected. Select a span, then “Next relation”."))
        return relation

    def step(self) -> None:
        """Select the next relation of the selected span. Raises EditError when it has none."""
        own = self.of_span(self._view.selected_span())
        if not own:
            raise EditError(self.tr("No span with relations is selected."))
        at = next((at for at, one in enumerate(own) if self.relation and one.id == self.relation.id), -1)
        self._view.select_relation(own[(at + 1) % len(own)])

    def follow(self) -> None:
        """Go to the span at the other end of the selected relation. Raises EditError without one."""
        relation, span = self._need(), self._view.selected_span()
        far = None if span is None else self._far(relation, span)
        if far is not None:
            self._view.select_span(far)
            self._view.go_to(far.start)
            self._view.select_relation(relation)

    def relabel(self) -> None:
        """Give the selected relation another label. Raises EditError when there is no other that may."""
        work, relation = self._workspace, self._need()
        work.check_writable()
        source, target = relating.ends(work.need_document(), relation)
        labels = [one for one in allowed(work.scheme, source.label, target.label) if one.name != relation.label]
        if not labels:
            raise EditError(self.tr("The scheme has no other label for a relation between these two."))
        self._choose_label(labels, partial(self._relabel, relation.id), target)

    def _relabel(self, id_: int, label: str) -> None:
        work = self._workspace
        relation = next((one for one in self._all() if one.id == id_), None)
        if relation is not None:
            made = relating.relabel_relation(work.need_document(), work.scheme, relation, label)
            self.apply(self.tr("Relabel {label}: {source} → {target}"), made)

    def turn(self) -> None:
        """Let the selected relation lead the other way. Raises EditError when it may not."""
        work, relation = self._workspace, self._need()
        made = relating.turn_relation(work.need_document(), work.scheme, relation)
        if not made:
            raise EditError(filled(self.tr("{label} leads both ways."), label=relation.label))
        self.apply(self.tr("Turn {label}: {source} → {target}"), made)

    def remove(self) -> None:
        """Remove the selected relation. Raises EditError without one."""
        relation = self._need()
        self.apply(
            self.tr("Remove {label}: {source} → {target}"),
            relating.unrelate(self._workspace.need_document(), relation),
        )


def _id(relation: Relation) -> int:
    return relation.id
