"""The scheme: labels of each kind as a tree, and what one of them is. Each choice holds at once."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTabBar,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.model import Kind, Label, Scheme
from annotator.scheme_editing import in_tree
from annotator.ui.attribute_page import AttributePage
from annotator.ui.guideline_page import GuidelinePage
from annotator.ui.guideline_words import Examples
from annotator.ui.label_page import LabelPage
from annotator.ui.palette import Theme
from annotator.ui.plain_text import plain_label
from annotator.ui.scheme_tree import SchemeTree
from annotator.ui.style import SMALL_SIZE, panel_font, scaled

WIDTH, HEIGHT, LEFT = 860, 600, 280
KINDS = (Kind.SPAN, Kind.RELATION, Kind.DOCUMENT)


class SchemeDialog(QDialog):
    """Knows no project: it tells what is wanted, and shows the scheme that comes of it."""

    label_changed = Signal(object, object)
    """The Label as it was and as it is to be."""
    addition_wanted = Signal(object, str)
    """The Kind of a label that is to be added, and the name of the one below which it is to stand."""
    removal_wanted = Signal(object, bool)
    """The Label that is to go, and whether it is to be merged into another one."""
    examples_wanted = Signal(object)
    """The Label of which examples are to be shown."""
    import_wanted = Signal()
    export_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Scheme"))
        self._scheme = Scheme()
        self.kinds = QTabBar()
        self.search = QLineEdit()
        self.tree = SchemeTree()
        self.page = LabelPage()
        self.attributes = AttributePage()
        self.guideline = GuidelinePage()
        self.pages = QTabWidget()
        self.said = plain_label(name="details_said")
        self.add = QPushButton(self.tr("New"))
        self.add_below = QPushButton(self.tr("New below"))
        self.merge = QPushButton(self.tr("Merge…"))
        self.delete = QPushButton(self.tr("Delete…"))
        self.take = QPushButton(self.tr("Import…"))
        self.write = QPushButton(self.tr("Export…"))
        self.close_button = QPushButton(self.tr("Close"))
        self._set_up()
        self._arrange()
        self._connect()

    def _set_up(self) -> None:
        for title in (self.tr("Spans"), self.tr("Relations"), self.tr("Articles")):
            self.kinds.addTab(title)
        self.kinds.setAccessibleName(self.tr("What labels are for"))
        self.kinds.setExpanding(True)
        self.kinds.setDrawBase(False)
        for bar in (self.kinds, self.pages.tabBar()):
            bar.setUsesScrollButtons(False)
            for never_shown in bar.findChildren(QToolButton):
                never_shown.setAccessibleName(" ")
        self.search.setPlaceholderText(self.tr("Find a label"))
        self.search.setAccessibleName(self.tr("Find a label"))
        self.search.setClearButtonEnabled(False)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.page)
        self.pages.addTab(area, self.tr("Label"))
        self.pages.addTab(self.guideline, self.tr("Guideline"))
        self.pages.addTab(self.attributes, self.tr("Attributes"))
        self.pages.setAccessibleName(self.tr("What the label is"))
        self.pages.tabBar().setAccessibleName(self.tr("What the label is"))
        self.said.setFont(panel_font(SMALL_SIZE))
        self.said.setWordWrap(True)
        for button in (self.add, self.add_below, self.merge, self.delete):
            button.setObjectName("quiet")
        for button in (self.add, self.add_below, self.merge, self.delete, self.take, self.write, self.close_button):
            button.setAutoDefault(False)

    def _arrange(self) -> None:
        self.resize(scaled(WIDTH), scaled(HEIGHT))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 12, 6, 6)
        column.setSpacing(8)
        column.addWidget(self.kinds)
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        for some in ((self.add, self.add_below), (self.merge, self.delete)):
            row = QHBoxLayout()
            row.setSpacing(2)
            for button in some:
                row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
        parts = QSplitter()
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(1)
        parts.addWidget(left)
        parts.addWidget(self.pages)
        parts.setSizes([scaled(LEFT), scaled(WIDTH - LEFT)])
        parts.setStretchFactor(1, 1)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(12, 8, 12, 12)
        bottom.setSpacing(8)
        bottom.addWidget(self.take)
        bottom.addWidget(self.write)
        bottom.addWidget(self.said, 1)
        bottom.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(parts, 1)
        whole.addLayout(bottom)

    def _connect(self) -> None:
        self.kinds.currentChanged.connect(lambda _: self._show_kind())
        self.search.textChanged.connect(self.tree.filter)
        self.search.returnPressed.connect(self.tree.choose_found)
        self.tree.naming_wanted.connect(self.name_label)
        self.tree.label_chosen.connect(self._show_label)
        self.pages.currentChanged.connect(self._want_examples)
        self.tree.removal_wanted.connect(lambda: self._want_removal(merges=False))
        for page in (self.page, self.guideline, self.attributes):
            page.changed.connect(self.label_changed)
        self.add.clicked.connect(lambda *_: self._want_label(below=False))
        self.add_below.clicked.connect(lambda *_: self._want_label(below=True))
        self.merge.clicked.connect(lambda *_: self._want_removal(merges=True))
        self.delete.clicked.connect(lambda *_: self._want_removal(merges=False))
        self.take.clicked.connect(lambda *_: self.import_wanted.emit())
        self.write.clicked.connect(lambda *_: self.export_wanted.emit())
        self.close_button.clicked.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+Z"), self, self.undo_wanted.emit)
        for key in ("Ctrl+Shift+Z", "Ctrl+Y"):
            QShortcut(QKeySequence(key), self, self.redo_wanted.emit)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)
        QShortcut(QKeySequence("Ctrl+Shift+N"), self, lambda: self._want_label(below=False))

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self.tree.set_theme(theme)
        self.page.set_theme(theme)

    # --- what is shown

    def kind(self) -> Kind:
        """Return the kind of label that is shown."""
        return KINDS[max(0, self.kinds.currentIndex())]

    def show_scheme(self, scheme: Scheme, chosen: Label | None = None) -> None:
        """Show the scheme as it is now, and in it the label `chosen`, or the one that was. What is typed stays."""
        self._scheme = scheme
        put_back = self._held_typing() if chosen is None else None
        if chosen is not None and chosen.kind is not self.kind():
            self.search.clear()
            self.kinds.blockSignals(True)
            self.kinds.setCurrentIndex(KINDS.index(chosen.kind))
            self.kinds.blockSignals(False)
        self._show_kind(chosen.id if chosen else None)
        if put_back is not None:
            put_back()

    def _held_typing(self) -> Callable[[], None] | None:
        """Return what puts back the line that is being typed about this label; None where none is."""
        field, label = self.focusWidget(), self.tree.label()
        if not isinstance(field, QLineEdit) or field is self.search or not field.isModified() or label is None:
            return None
        text, at, here = field.text(), field.cursorPosition(), label.id

        def put_back() -> None:
            label = self.tree.label()
            if label is None or label.id != here or " ".join(text.split()) == field.text():
                return
            field.setText(text)
            field.setModified(True)
            field.setCursorPosition(at)

        return put_back

    def _show_kind(self, chosen: int | None = None) -> None:
        kind = self.kind()
        self.pages.setTabVisible(2, kind is Kind.SPAN)
        self.tree.show_labels(in_tree(self._scheme, kind), chosen)
        self.tree.filter(self.search.text())

    def _show_label(self, label: Label | None) -> None:
        for page in (self.page, self.guideline, self.attributes):
            if label is None or page.label_id() != label.id:
                page.commit()
        for part in (self.pages, self.add_below, self.merge, self.delete):
            part.setEnabled(label is not None)
        self.pages.setVisible(label is not None)
        if label is None:
            return
        self.page.show_label(label, self._scheme)
        self.guideline.show_label(label)
        self.attributes.show_label(label)
        self._want_examples()

    def _want_examples(self, *_: object) -> None:
        """Ask for examples while somebody sees them: to look for those of a rare label takes a moment."""
        label = self.tree.label()
        if label is not None and self.pages.currentWidget() is self.guideline:
            self.examples_wanted.emit(label)

    def show_examples(self, examples: Examples) -> None:
        """Show forms that have the label."""
        self.guideline.show_examples(examples)

    def say(self, sentence: str, *, tone: str = "") -> None:
        """Say something at the bottom."""
        self.said.setText(sentence)
        self.said.setProperty("tone", tone)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)

    def refuse(self, sentence: str) -> None:
        """Say why something cannot be, and show again what is."""
        self.say(sentence, tone="refused")
        label = self.tree.label()
        if label is not None:
            self.page.show_label(label, self._scheme)
            self.attributes.show_label(label)

    def name_label(self) -> None:
        """Put the keyboard into the name of the label that is shown."""
        self.pages.setCurrentIndex(0)
        self.page.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page.name.selectAll()

    # --- what is wanted

    def _want_label(self, *, below: bool) -> None:
        label = self.tree.label()
        above = "" if label is None else label.name if below else label.parent
        self.search.clear()
        self.addition_wanted.emit(self.kind(), above)

    def _want_removal(self, *, merges: bool) -> None:
        label = self.tree.label()
        if label is not None:
            self.removal_wanted.emit(label, merges)

    def done(self, result: int) -> None:
        """Keep what was typed last."""
        for page in (self.page, self.guideline, self.attributes):
            page.commit()
        super().done(result)
