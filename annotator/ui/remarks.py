"""Attributes and notes: what is said of the selected span or relation, or of the open article."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator import describing
from annotator.attributes import attributes_for
from annotator.edits import title_of
from annotator.errors import EditError
from annotator.model import AnnotatedDocument, Attribute, AttributeKind, Relation, Scheme, Span
from annotator.ui.main_window import MainWindow
from annotator.ui.plain_text import filled, named
from annotator.ui.relation_words import relation_words
from annotator.ui.scheme_words import where_to_add
from annotator.ui.translation import error_text
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.ui.annotation_bar import AnnotationBar

Target = Span | Relation | None
"""What is told of; None: the article."""


class Remarks(QObject):
    """Joins the bar, made when it is first wanted, with the workspace. What was typed is kept when one goes on."""

    def __init__(self, window: MainWindow, workspace: Workspace, guard: Callable[..., Callable[..., None]]) -> None:
        """`guard` catches what is refused, as at every gesture."""
        super().__init__(workspace)
        self._window = window
        self._workspace = workspace
        self._guard = guard
        self._bar: AnnotationBar | None = None
        self._target: Target = None
        self._opened: AnnotatedDocument | None = None
        """The document as it was when the fields were filled."""
        self._shown: object = None

    # --- opening

    def open(self) -> None:
        """Show the fields of the selected relation or span, else the note on the article. Raises EditError."""
        view = self._window.page.view
        self._open(view.selected_relation() or view.selected_span() or self._workspace.span_of_selection())

    def open_document(self) -> None:
        """Show the note on the article. Raises EditError."""
        self._open(None)

    def _open(self, target: Target) -> None:
        self._workspace.check_writable()
        bar = self._bar or self._make_bar()
        if bar.isVisible() and bar.is_changed():
            self._keep_typed()
            target = self._fresh(target)
        self._fill(target)
        bar.show()
        bar.take_focus()

    def _fill(self, target: Target) -> None:
        bar, document = self._bar, self._workspace.need_document()
        self._target, self._opened, self._shown = target, document, self._to_show(target)
        if bar is None:
            return
        match target:
            case Span():
                rules = attributes_of(self._workspace.scheme, target)
                title = f"{named(target.label)}  “{named(title_of(document, target))}”"
                bar.show_fields(title, rules, target.attributes, target.note, said=self._missing(target, rules))
            case Relation():
                bar.show_fields(self._named(target), (), (), target.note, said="")
            case None:
                note = describing.note_of(document, self._workspace.annotator)
                title = self.tr("Note on this article")
                bar.show_fields(title, (), (), note.text if note else "", said="")

    def _to_show(self, target: Target) -> object:
        """Return all that the bar shows of a target: to tell whether it is another now."""
        document = self._workspace.need_document()
        rules = attributes_of(self._workspace.scheme, target) if isinstance(target, Span) else ()
        return target, rules, describing.note_of(document, self._workspace.annotator) if target is None else None

    def _missing(self, span: Span, rules: tuple[Attribute, ...]) -> str:
        """Return where the label gets attributes, if it has none."""
        if rules:
            return ""
        nothing = filled(self.tr("{label} has no attributes."), label=span.label)
        return f"{nothing} {where_to_add(self._window.actions_by_name)}"

    def _named(self, relation: Relation) -> str:
        view = self._window.page.view
        source, target = view.span_by_id(relation.source), view.span_by_id(relation.target)
        if source is None:
            return relation.label
        words = relation_words(view.text(), relation, source, target, self._workspace.scheme)
        return f"“{named(title_of(self._workspace.need_document(), source))}” {words}"

    # --- keeping

    def _keep(self) -> None:
        """Keep what was typed and go back to the text; what cannot be kept is said beside it."""
        try:
            self._keep_typed()
        except EditError as error:
            if self._bar is not None:
                self._bar.say(error_text(error), refused=True)
        else:
            self._leave()

    def _keep_typed(self) -> None:
        bar = self._bar
        if bar is None or self._opened is None or not bar.is_changed():
            return
        here = self._workspace.document
        is_open = here is not None and here.document.id == self._opened.document.id
        document = here if is_open and here is not None else self._opened
        target = self._fresh(self._target) if is_open else self._target
        note, values = bar.changed_note(), bar.changes()
        match target:
            case Span():
                told = target.note if note is None else note
                made = describing.describe_span(document, self._workspace.scheme, target, values, told)
                title = self.tr("Describe {label}: {quote}") if values else self.tr("Note on {label}: {quote}")
                named = title.format(label=target.label, quote=title_of(document, target))
            case Relation():
                made = describing.note_relation(document, target, note or "")
                named = self.tr("Note on {label}").format(label=target.label)
            case None:
                made = describing.note_document(document, self._workspace.annotator, note or "")
                named = self.tr("Note: {title}").format(title=document.document.title)
        self._workspace.apply(named, made if is_open else made[:1])

    def _fresh(self, target: Target) -> Target:
        """Return a target as it is now. Raises EditError when it is gone."""
        view = self._window.page.view
        match target:
            case Span():
                now: Target = view.span_by_id(target.id)
            case Relation():
                now = next((one for one in self._workspace.need_document().relations if one.id == target.id), None)
            case None:
                return None
        if now is None:
            raise EditError(self.tr("It is not there any more."))
        return now

    # --- going on

    def _is_shown(self) -> bool:
        return self._bar is not None and not self._bar.isHidden()

    def _leave(self, *_: object) -> None:
        if self._bar is not None and not self._bar.isHidden():
            self._bar.hide()
            self._window.page.take_focus()

    def _go_on(self, target: Target) -> None:
        """Keep what was typed, and show what is selected now."""
        if not self._is_shown() or (target is None) or (self._target is not None and target.id == self._target.id):
            return
        self._keep_typed()
        self._fill(self._fresh(target))

    def _go_elsewhere(self, *_: object) -> None:
        """Keep what was typed about another article, and leave."""
        if self._is_shown() and self._bar is not None:
            self._leave()
            self._keep_typed()

    def _look_again(self, *_: object) -> None:
        """Show what has changed, unless something else was typed meanwhile; what is gone is left."""
        if not self._is_shown() or self._bar is None:
            return
        try:
            target = self._fresh(self._target)
        except EditError:
            self._leave()
            return
        if self._bar.is_changed() or self._shown == self._to_show(target):
            return
        held = self._bar.holds_focus()
        self._fill(target)
        if held:
            self._bar.take_focus()

    def _make_bar(self) -> "AnnotationBar":
        from annotator.ui.annotation_bar import AnnotationBar

        self._bar = bar = AnnotationBar()
        bar.hide()
        bar.kept.connect(self._guard(self._keep))
        bar.left.connect(self._leave)
        work, view = self._workspace, self._window.page.view
        view.span_selected.connect(self._guard(self._go_on))
        view.relation_selected.connect(self._guard(self._go_on))
        work.document_opened.connect(self._guard(self._go_elsewhere))
        work.document_closed.connect(self._guard(self._go_elsewhere))
        for changed in (work.spans_changed, work.relations_changed, work.document_altered, work.scheme_changed):
            changed.connect(self._look_again)
        self._window.page.add_bar(bar, bar.take_focus)
        return bar


def attributes_of(scheme: Scheme, span: Span) -> tuple[Attribute, ...]:
    """Return the attributes of a span's label, and those that it has besides, which can only be taken away."""
    rules = attributes_for(scheme, span.label)
    known = {rule.name for rule in rules}
    others = (Attribute(name, AttributeKind.CHOICE) for name, _ in span.attributes if name not in known)
    return (*rules, *others)
