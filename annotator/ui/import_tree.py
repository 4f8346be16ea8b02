"""The files of an import as a tree: what each is, what is taken out of it and why, and what cannot be read."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QBrush, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from annotator.errors import FormatError
from annotator.formats import KEEP
from annotator.model import Removal
from annotator.transfer.likeness import Like
from annotator.transfer.preview import Preview, SeenDocument, SeenFile
from annotator.transfer.sources import Source
from annotator.ui.plain_text import filled, tool_tip
from annotator.ui.translation import translate
from annotator.visible import one_line

DOCUMENTS_SHOWN = 20
"""Articles of one file that have a row; the rest is counted."""
TEXT_LENGTH = 200
NUMBER = Qt.ItemDataRole.UserRole
"""Where a row that can be switched off has the number of its line, from 1."""
DOCUMENT = Qt.ItemDataRole.UserRole + 1
"""Where the row of an article has its number in the file, from 0."""


class ImportTree(QTreeWidget):
    """Rows of two columns: what stands in the file, and what becomes of it. Lines taken out can be unticked."""

    def __init__(self, preview: Preview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate("import", "What the files bring"))
        self.setHeaderHidden(True)
        self.setColumnCount(2)
        self.setObjectName("rows")
        self.setWordWrap(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.header().setStretchLastSection(True)
        self.header().sectionResized.connect(lambda *_: self.scheduleDelayedItemsLayout())
        self.setIndentation(18)
        self._files: list[tuple[SeenFile, QTreeWidgetItem]] = []
        self.itemChanged.connect(self._show_choice)
        self.show_preview(preview, {})

    def show_preview(self, preview: Preview, kept: Mapping[Path, frozenset[int]]) -> None:
        """Show what files bring, in place of what there was; `kept` are the lines of each that stay in the text."""
        self.clear()
        self._files = []
        for error in preview.refused:
            self._add_refused(error)
        for file in sorted(preview.files, key=lambda file: file.refusal is None):
            self._add_file(file, open_=len(preview.files) + len(preview.refused) <= DOCUMENTS_SHOWN)
        for file, top in self._files:
            for row in children(top):
                if row.data(0, NUMBER) in kept.get(file.source.path, ()):
                    row.setCheckState(0, Qt.CheckState.Unchecked)
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)

    def go_to(self, path: Path) -> None:
        """Make the row of a file the current one."""
        for file, top in self._files:
            if file.source.path == path:
                self.setCurrentItem(top)

    def current_file(self) -> SeenFile | None:
        """Return the file that the current row is of; None for one that is of no format."""
        here = self._top()
        return next((file for file, top in self._files if top is here), None)

    def current_document(self) -> SeenDocument | None:
        """Return the article of the current row, else the first one of its file."""
        file = self.current_file()
        if file is None or not file.documents:
            return None
        item: QTreeWidgetItem | None = self.currentItem()
        number = None if item is None else item.data(0, DOCUMENT)
        return file.documents[number] if isinstance(number, int) else file.documents[0]

    def current_sentence(self) -> str:
        """Return all of what the row of the current file says: there it is cut off where the room ends."""
        top = self._top()
        return "" if top is None else top.text(1)

    def _top(self) -> QTreeWidgetItem | None:
        item: QTreeWidgetItem | None = self.currentItem()
        while item is not None and item.parent() is not None:
            item = item.parent()
        return item

    def kept_lines(self) -> dict[Path, frozenset[int]]:
        """Return the numbers of the lines, from 1, that stay in the text of each file."""
        return {file.source.path: frozenset(_kept(top)) for file, top in self._files}

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the right column the larger part: there stand sentences."""
        super().resizeEvent(event)
        self.setColumnWidth(0, self.viewport().width() * 9 // 20)

    def shown_rows(self) -> int:
        """Return how many rows can be seen without opening any."""
        tops = [self.topLevelItem(row) for row in range(self.topLevelItemCount())]
        return len(tops) + sum(top.childCount() for top in tops if top is not None and top.isExpanded())

    def sources(self) -> Iterator[Source]:
        """Yield what can be read, each source with the lines that stay in its text."""
        for file, top in self._files:
            kept = ",".join(map(str, _kept(top)))
            if file.refusal is None:
                options = {**file.source.options, KEEP.name: kept} if kept else file.source.options
                yield replace(file.source, options=options)

    def _add_file(self, file: SeenFile, *, open_: bool) -> None:
        top = _row(file.source.path.name, _what(file))
        self.addTopLevelItem(top)
        self._files.append((file, top))
        top.addChildren(list(_rows(file)))
        top.setExpanded(open_)
        if file.refusal is not None:
            self._mute(top)

    def _add_refused(self, error: FormatError) -> None:
        top = _row(
            error.path.name if error.path else "", translate("import", "Left out: {why}").format(why=error.reason)
        )
        self._mute(top)
        self.addTopLevelItem(top)

    def _mute(self, row: QTreeWidgetItem) -> None:
        row.setForeground(0, QBrush(self.palette().placeholderText()))

    def _show_choice(self, row: QTreeWidgetItem, column: int) -> None:
        if column == 0 and row.data(0, NUMBER):
            taken = row.checkState(0) is Qt.CheckState.Checked
            row.setText(1, str(row.data(1, NUMBER)) if taken else translate("import", "stays in the text"))


def _kept(top: QTreeWidgetItem) -> list[int]:
    return [
        int(row.data(0, NUMBER))
        for row in children(top)
        if row.data(0, NUMBER) and row.checkState(0) is Qt.CheckState.Unchecked
    ]


def children(row: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    """Return the rows below a row."""
    return [child for number in range(row.childCount()) if (child := row.child(number)) is not None]


def _row(left: str, right: str) -> QTreeWidgetItem:
    row = QTreeWidgetItem([one_line(left, TEXT_LENGTH), one_line(right, 2 * TEXT_LENGTH)])
    row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    for column in (0, 1):
        row.setToolTip(column, tool_tip(row.text(column)))
    return row


def _what(file: SeenFile) -> str:
    """Return what the file is and how much it brings."""
    if file.wants_encoding:
        return translate("import", "Left out: it does not say which encoding it is in.")
    if file.refusal is not None:
        return translate("import", "Left out: {why}").format(why=file.refusal.reason)
    number = QLocale().toString
    articles, spans = len(file.documents), sum(document.spans for document in file.documents)
    if articles == 1 and file.documents[0].known:
        return translate("import", "Left out: its text is in the project already.")
    told = [translate("formats", file.source.format.title)]
    if not file.whole:
        told.append(translate("import", "more than {count} articles").format(count=number(articles)))
    elif articles != 1:
        told.append(translate("import", "{count} articles").format(count=number(articles)))
    if spans:
        told.append(_spans(spans))
    return " · ".join(told)


def _rows(file: SeenFile) -> Iterator[QTreeWidgetItem]:
    """Yield a row for each thing that is worth a word."""
    if file.may_keep_lines and len(file.documents) == 1:
        document = file.documents[0]
        yield _row(translate("import", "Title"), document.title)
        if document.like is not None:
            yield _row(translate("import", "Reprint"), _like(document.like))
        for number, line in enumerate(document.lines, 1):
            yield _line_row(document, line, number)
        for why, removals in _grouped(document.further).items():
            one, more = translate("import", "1 place"), translate("import", "{count} places")
            places = one if len(removals) == 1 else more.format(count=QLocale().toString(len(removals)))
            taken = translate("import", "taken out of the text, and on record: {places}").format(places=places)
            yield _row(translate("import", why), taken)
        for change in file.changes:
            yield _row(translate("import", "Changed"), change)
    else:
        yield from _document_rows(file)
    for notice in file.notices:
        where = (
            translate("import", "line {line}").format(line=notice.line) if notice.line is not None else notice.document
        )
        yield _row(where, notice.message)


def _like(like: Like) -> str:
    """Return what an article is much like, and where that is."""
    if like.known:
        return filled(translate("import", "much like “{title}”, which is in the project"), title=like.title)
    return filled(translate("import", "much like “{title}” of this import"), title=like.title)


def _spans(number: int) -> str:
    if number == 1:
        return translate("import", "1 span")
    return translate("import", "{count} spans").format(count=QLocale().toString(number))


def _document_rows(file: SeenFile) -> Iterator[QTreeWidgetItem]:
    for number, document in enumerate(file.documents[:DOCUMENTS_SHOWN]):
        told = [_spans(document.spans), *([_like(document.like)] if document.like else [])]
        known = translate("import", "Left out: it is in the project already.")
        row = _row(document.title, known if document.known else " · ".join(told))
        row.setData(0, DOCUMENT, number)
        yield row
    if len(file.documents) > DOCUMENTS_SHOWN or not file.whole:
        yield _row("…", translate("import", "Further articles are not listed here."))


def _line_row(document: SeenDocument, line: Removal, number: int) -> QTreeWidgetItem:
    """Return the row of a line that is taken out: ticked, it becomes what it says."""
    fields = (
        ("author", document.author, translate("import", "author {value}")),
        ("date", document.date, translate("import", "date {value}")),
        ("source", document.source, translate("import", "source {value}")),
    )
    said = [filled(words, value=value) for name, value, words in fields if name in line.why]
    becomes = translate("import", "taken out: {fields}").format(fields=", ".join(said))
    row = _row(f"“{' '.join(line.text.split())}”", becomes)
    row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    row.setCheckState(0, Qt.CheckState.Checked)
    row.setData(0, NUMBER, number)
    row.setData(1, NUMBER, becomes)
    return row


def _grouped(removals: tuple[Removal, ...]) -> dict[str, list[Removal]]:
    groups: dict[str, list[Removal]] = {}
    for removal in removals:
        groups.setdefault(removal.why, []).append(removal)
    return groups
