"""The menus of a right click, or of the menu key, in articles, labels, spans and text: rows of the table."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QMenu

from annotator.ui.label_palette import LabelPalette
from annotator.ui.text_view import TextView

LINE, LABELS = "-", "labels"
"""In place of an action's name: a line between groups, and all labels."""

CONTEXT_MENUS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "articles": (
            *("mark_done", "mark_in_progress", "mark_todo", "skip_and_next", "flag_document", LINE),
            *("edit_details", "edit_metadata", "fix_text", "delete_document", "erase_document", "save_picture", LINE),
            *("label_document", "note_document", LINE),
            *("move_document_up", "move_document_down", LINE),
            *("filter_articles", "show_all_articles", LINE),
            *("import_files", "export_dataset"),
        ),
        "labels": (
            *("label_pen", LINE),
            *("new_label", LINE),
            *("rename_label", "recolor_label", "rekey_label", LINE),
            *("merge_label", "delete_label", LINE),
            *("hide_label", "show_hidden_labels", LINE),
            *("show_guideline", "edit_scheme"),
        ),
        "spans": (LABELS, LINE, "relate_span", "join_mention", "edit_annotation", LINE, "remove_span", LINE, "copy"),
        "relations": (
            *("follow_relation", "relabel_relation", "turn_relation", "edit_annotation", LINE),
            "remove_span",
        ),
        "text": (
            LABELS,
            LINE,
            *("relate_span", "join_mention", "edit_annotation", LINE),
            "remove_span",
            LINE,
            "copy",
            "select_all",
            LINE,
            "done_and_next",
            "mark_done",
            "flag_document",
        ),
    }
)
"""What stands in the menu of each place."""

Place = Callable[[], QPoint]
"""Where the menu opens when it comes by a key: a point of the viewport."""


class ContextMenu(QObject):
    """The menu of one view. It is made anew each time, so that it holds what can be done now."""

    def __init__(
        self,
        view: QAbstractScrollArea,
        names: Sequence[str],
        actions: Mapping[str, QAction],
        labels: Callable[[], Sequence[tuple[str, QAction]]],
        *,
        place: Place,
        prepare: Callable[[QPointF], object] = lambda _point: None,
    ) -> None:
        """`prepare` gets the point of the viewport that was clicked, before the menu is made."""
        super().__init__(view)
        self._view, self._names, self._actions, self._labels = view, names, actions, labels
        self._place, self._prepare = place, prepare
        self.menu: QMenu | None = None
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QContextMenuEvent):
            return False
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.open(self._place())
        else:
            self._prepare(QPointF(event.pos()))
            self.open(event.pos())
        return True

    def open(self, point: QPoint) -> None:
        """Open the menu at a point of the viewport."""
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = menu = QMenu(self._view)
        for name in self._names:
            if name == LINE:
                menu.addSeparator()
            elif name == LABELS:
                menu.addActions([action for _, action in self._labels()])
            else:
                menu.addAction(self._actions[name])
        menu.popup(self._view.viewport().mapToGlobal(point))


def add_context_menus(
    lists: Mapping[str, QAbstractItemView],
    text: TextView,
    palette: LabelPalette,
    actions: Mapping[str, QAction],
    labels: Callable[[], Sequence[tuple[str, QAction]]],
) -> dict[str, ContextMenu]:
    """Give the lists, by their names in CONTEXT_MENUS, text and palette their menus; `labels` are those of now."""
    menus = {name: list_menu(name, view, actions, labels) for name, view in lists.items()}
    of_palette, place, aim = CONTEXT_MENUS["labels"], palette.place_of_meant, palette.aim_at
    menus["labels"] = ContextMenu(palette.area, of_palette, actions, labels, place=place, prepare=aim)
    names, at_caret, choose = CONTEXT_MENUS["text"], _at_caret(text), _choose_span(text)
    return {**menus, "text": ContextMenu(text, names, actions, labels, place=at_caret, prepare=choose)}


def list_menu(
    name: str,
    view: QAbstractItemView,
    actions: Mapping[str, QAction],
    labels: Callable[[], Sequence[tuple[str, QAction]]],
) -> ContextMenu:
    """Give a list, by its name in CONTEXT_MENUS, its menu."""
    return ContextMenu(view, CONTEXT_MENUS[name], actions, labels, place=_at_row(view))


def _at_row(view: QAbstractItemView) -> Place:
    return lambda: view.visualRect(view.currentIndex()).center()


def _at_caret(view: TextView) -> Place:
    def place() -> QPoint:
        span = view.selected_span()
        chip = view.chip_rectangle(span) if span else None
        return (chip or view.caret_rectangle(view.caret())).bottomLeft()

    return place


def _choose_span(view: TextView) -> Callable[[QPointF], None]:
    """Return what a right click does first: outside of the selected text, it selects the span that is there."""

    def choose(point: QPointF) -> None:
        start, end = view.selection()
        span = view.marked_span_at(point) or next(iter(view.spans_at(point)), None)
        if span is not None and not start <= view.position_at(point) < end:
            view.select_span(span)

    return choose
