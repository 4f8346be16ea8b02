"""Where everything stands in the window. What it does is decided elsewhere."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenuBar, QSplitter, QVBoxLayout, QWidget

from annotator.ui.action_table import LABEL
from annotator.ui.actions import fill_menu_bar, make_actions
from annotator.ui.document_lines import DocumentLines
from annotator.ui.document_list import DocumentList
from annotator.ui.label_actions import LabelActions
from annotator.ui.label_palette import LabelPalette
from annotator.ui.page import Page
from annotator.ui.palette import Theme
from annotator.ui.status_line import StatusLine
from annotator.ui.top_bar import TopBar

LEFT_WIDTH, RIGHT_WIDTH = 248, 272
NARROW = 1_000
"""Up to this width, in pixels, the labels fold away."""

Gestures = Mapping[str, Callable[[], object]]


class MainWindow(QMainWindow):
    """Articles on the left, the open one in the middle, labels on the right; a bar above, a line below."""

    closed = Signal()

    def __init__(self, gestures: Gestures, choose_label: Callable[[str, bool], object], lines: DocumentLines) -> None:
        """`gestures` does what the table of actions names; what is about panels, the window does itself."""
        super().__init__()
        self.actions_by_name = make_actions(self, {**gestures, **self._own_gestures()})
        self.addActions(list(self.actions_by_name.values()))
        menu_bar = QMenuBar()
        menus = fill_menu_bar(menu_bar, self.actions_by_name)
        self.label_actions = LabelActions(self, menus[LABEL], choose_label)
        self.top_bar = TopBar(menu_bar, self.actions_by_name)
        self.articles = DocumentList(lines)
        self.page = Page(self.actions_by_name["edit_details"])
        self.labels = LabelPalette(self.label_actions.__getitem__)
        self.status = StatusLine(self.actions_by_name["stop_job"])
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._narrow = False
        self._arrange()
        self.articles.text_wanted.connect(self.page.view.setFocus)

    def _own_gestures(self) -> Gestures:
        return {
            "next_panel": lambda: self.go_round(1),
            "previous_panel": lambda: self.go_round(-1),
            "show_articles": lambda: self._toggle(self.articles, "show_articles"),
            "show_labels": lambda: self._toggle(self.labels, "show_labels"),
            "quit": self.close,
        }

    def _arrange(self) -> None:
        self.setMenuWidget(self.top_bar)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for panel, stretch in ((self.articles, 0), (self.page, 1), (self.labels, 0)):
            self.splitter.addWidget(panel)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        self.articles.setMinimumWidth(160)
        self.labels.setMinimumWidth(160)
        self.page.setMinimumWidth(320)
        self.splitter.setSizes([LEFT_WIDTH, 760, RIGHT_WIDTH])
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.splitter, 1)
        column.addWidget(self.status)
        self.setCentralWidget(middle)
        self.setMinimumSize(560, 360)
        self.resize(1280, 800)
        self._show_toggles()

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        for part in (self.top_bar, self.articles, self.page, self.labels, self.status):
            part.set_theme(theme)

    # --- panels

    def go_round(self, step: int) -> None:
        """Give the keyboard to the next panel that is shown, or the one before."""
        panels = [panel for panel in (self.articles, self.page, self.labels) if panel.isVisible()]
        focus = QApplication.focusWidget()
        here = next((at for at, panel in enumerate(panels) if focus and panel.isAncestorOf(focus)), -step)
        panel = panels[(here + step) % len(panels)]
        if isinstance(panel, DocumentList | LabelPalette):
            panel.take_focus()
        else:
            self.page.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _toggle(self, panel: QWidget, action: str) -> None:
        panel.setVisible(self.actions_by_name[action].isChecked())

    def _show_toggles(self) -> None:
        self.actions_by_name["show_articles"].setChecked(not self.articles.isHidden())
        self.actions_by_name["show_labels"].setChecked(not self.labels.isHidden())

    def _fold(self) -> None:
        """Fold the labels away when the window becomes narrow, unfold them when it becomes wide again."""
        narrow = self.width() <= NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self.labels.setVisible(not narrow)
            self._show_toggles()

    def restore(self, geometry: bytes, panels: bytes) -> None:
        """Take the size and the panels of an earlier `arrangement`; of what is not understood, the usual ones."""
        if geometry:
            self.restoreGeometry(QByteArray(geometry))
        if panels:
            self.splitter.restoreState(QByteArray(panels))
            self.splitter.setHandleWidth(1)
        self._show_toggles()

    def arrangement(self) -> tuple[bytes, bytes]:
        """Return the size and the panels, as `restore` takes them."""
        return bytes(self.saveGeometry().data()), bytes(self.splitter.saveState().data())

    # --- what Qt says

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.page.view.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)
