"""Where everything stands in the window. What it does is decided elsewhere."""

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from annotator.ui.action_table import ACTIONS, LABEL
from annotator.ui.actions import fill_menu_bar, make_actions
from annotator.ui.context_menus import add_context_menus, list_menu
from annotator.ui.document_lines import DocumentLines
from annotator.ui.document_list import DocumentList
from annotator.ui.label_actions import LabelActions
from annotator.ui.label_palette import LabelPalette
from annotator.ui.menu_bar import MenuBar
from annotator.ui.only_text import OnlyText
from annotator.ui.page import Page
from annotator.ui.palette import THEMES, Theme
from annotator.ui.panels import Panels, Stop
from annotator.ui.span_list import SpanList
from annotator.ui.status_line import StatusLine
from annotator.ui.top_bar import TopBar

if TYPE_CHECKING:
    from annotator.ui.relation_list import RelationList

PANELS = ("articles", "labels", "spans")
"""Those that can be hidden: each has an action `show_NAME`."""

TITLE_BAR = 40
"""Pixels that the system's frame takes above, about."""

Gestures = Mapping[str, Callable[[], object]]


class MainWindow(QMainWindow):
    """Articles on the left, the open one in the middle, labels and spans on the right; a bar above, a line below."""

    closed = Signal()

    def __init__(self, gestures: Gestures, choose_label: Callable[[str, bool], object], lines: DocumentLines) -> None:
        """`gestures` does what the table of actions names; what is about panels, the window does itself."""
        super().__init__()
        self._theme = THEMES["light"]
        self.actions_by_name = make_actions(self, {**gestures, **self._own_gestures()})
        self.addActions(list(self.actions_by_name.values()))
        menu_bar = MenuBar()
        menus = fill_menu_bar(menu_bar, self.actions_by_name)
        self.label_actions = LabelActions(self, menus[LABEL], choose_label)
        self.top_bar = TopBar(menu_bar, self.actions_by_name)
        self.articles = DocumentList(lines, self.actions_by_name)
        self.page = Page(self.actions_by_name["edit_details"])
        self.page.view.addActions([self.actions_by_name[row.name] for row in ACTIONS if row.in_text])
        self.labels = LabelPalette(self.label_actions.__getitem__)
        self.labels.offer(self.actions_by_name["new_label"])
        self.status = StatusLine(self.actions_by_name["stop_job"])
        self.spans = SpanList()
        self.panels = Panels(articles=self.articles, page=self.page, labels=self.labels, spans=self.spans)
        self.below: list[tuple[QWidget, Callable[[], object]]] = []
        """What stands below the panels, and what gives it the keyboard."""
        self.only_text = OnlyText(self, top_bar=self.top_bar, page=self.page, panels=self.panels, status=self.status)
        self._arrange()
        lists = {"articles": self.articles.articles, "spans": self.spans.list}
        labels = self.label_actions.by_name
        self.context_menus = add_context_menus(lists, self.page.view, self.labels, self.actions_by_name, labels)
        self.actions_by_name["edit_details"].triggered.connect(self.only_text.leave)
        self.panels.shown_changed.connect(self._show_toggles)
        self.labels.labels_shown.connect(lambda: self.panels.fit_labels(self.labels.whole_height()))
        for panel in (self.articles, self.spans):
            panel.text_wanted.connect(self.page.take_focus)

    def _own_gestures(self) -> Gestures:
        return {
            "next_panel": lambda: self.go_round(1),
            "previous_panel": lambda: self.go_round(-1),
            "filter_articles": self._filter_articles,
            "show_all_articles": self._show_all_articles,
            **{f"show_{name}": partial(self._toggle, name) for name in PANELS},
            "only_text": self._show_only_text,
            "quit": self.close,
        }

    def _arrange(self) -> None:
        self.setMenuWidget(self.top_bar)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._floors = QSplitter(Qt.Orientation.Vertical)
        self._floors.setHandleWidth(1)
        self._floors.setChildrenCollapsible(False)
        self._floors.addWidget(self.panels)
        self._floors.setStretchFactor(0, 1)
        column.addWidget(self._floors, 1)
        column.addWidget(self.status)
        self.setCentralWidget(middle)
        self.setMinimumSize(560, 360)
        self.resize(1280, 800)
        self._show_toggles()

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._theme = theme
        for part in (self.top_bar, self.articles, self.page, self.labels, self.spans, self.status):
            part.set_theme(theme)
        if self.has_relations():
            self.relations.set_theme(theme)

    @cached_property
    def relations(self) -> "RelationList":
        """Return the list of the selected span's relations. It is made with the first of them: few texts have any."""
        from annotator.ui.relation_list import RelationList

        made = RelationList()
        made.set_theme(self._theme)
        self.spans.add_below(made)
        menu = list_menu("relations", made.rows, self.actions_by_name, self.label_actions.by_name)
        self.context_menus["relations"] = menu
        return made

    def has_relations(self) -> bool:
        """Return whether there is a list of relations by now."""
        return "relations" in self.__dict__

    # --- panels

    def add_below(self, bar: QWidget, take_focus: Callable[[], object], height: int) -> None:
        """Let a bar stand below the panels, as long as it is not hidden; its height, in pixels, can be dragged."""
        self.below.append((bar, take_focus))
        sizes = self._floors.sizes()
        self._floors.addWidget(bar)
        self._floors.setStretchFactor(self._floors.count() - 1, 0)
        self._floors.setSizes([max(1, sizes[0] - height), *sizes[1:], height])

    def go_round(self, step: int) -> None:
        """Give the keyboard to the next panel that is shown, or the one before."""
        stops = (
            Stop(self.articles.filter, self.articles.filter.take_focus),
            Stop(self.articles.rows_place, self.articles.take_focus),
            Stop(self.page.header, self.page.header.take_focus),
            Stop(self.page.view, self.page.take_focus),
            *(Stop(bar, take_focus) for bar, take_focus in self.page.bars),
            Stop(self.page.blank, self.page.take_focus),
            Stop(self.page.empty, self.page.take_focus),
            Stop(self.labels, self.labels.take_focus),
            Stop(self.spans.list, self.spans.take_focus),
            *([Stop(self.relations, self.relations.take_focus)] if self.has_relations() else []),
            *(Stop(bar, take_focus) for bar, take_focus in self.below),
        )
        self.panels.go_round(stops, step)

    def _filter_articles(self) -> None:
        self.panels.show_panel("articles", on=True)
        self.articles.filter.take_focus()

    def _show_all_articles(self) -> None:
        self.articles.filter.empty()

    def _toggle(self, name: str) -> None:
        self.panels.show_panel(name, on=self.actions_by_name[f"show_{name}"].isChecked())

    def _show_only_text(self) -> None:
        self.only_text.toggle()

    def _show_toggles(self) -> None:
        for name in PANELS:
            self.actions_by_name[f"show_{name}"].setChecked(self.panels.is_shown(name))
        self.actions_by_name["only_text"].setChecked(self.only_text.is_on)

    def restore(self, geometry: bytes, panels: bytes) -> None:
        """Take the size and the panels of an earlier `arrangement`; of what is not understood, the usual ones."""
        if geometry:
            self.restoreGeometry(geometry)
        self.panels.restore(panels)

    def keep_on_screen(self) -> None:
        """Be no larger than the screen has room for: the line at the bottom is what one misses first."""
        if not self.isMaximized():
            self.resize(self.size().boundedTo(self.screen().availableSize() - QSize(0, TITLE_BAR)))

    def arrangement(self) -> tuple[bytes, bytes]:
        """Return the size and the panels, as `restore` takes them."""
        return bytes(self.saveGeometry().data()), self.panels.arrangement()

    # --- what Qt says

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panels.fold(self.width())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.page.take_focus()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)
