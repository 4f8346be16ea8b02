"""What is to be said about each span of a label: its attributes, one by one."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.attributes import shown
from annotator.model import Attribute, AttributeKind, AttributeValue, Label
from annotator.scheme_editing import CHOOSING
from annotator.ui.plain_text import IN_A_BOX, plain_label
from annotator.ui.style import scaled
from annotator.visible import one_line

LIST_WIDTH, CHOICES_HEIGHT = 150, 96
TYPED = (AttributeKind.TEXT, AttributeKind.LINK)
"""Kinds whose default is written, not chosen."""


class AttributePage(QWidget):
    """A list of the attributes, and the fields of the one that is chosen."""

    changed = Signal(object, object)
    """The Label as it was and as it is to be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("form")
        self._label: Label | None = None
        self._shown: tuple[object, ...] = ()
        self.list = QListWidget()
        self.add = QPushButton(self.tr("Add"))
        self.remove = QPushButton(self.tr("Remove"))
        self.up = QPushButton(self.tr("Up"))
        self.fields = QWidget()
        self.nothing = plain_label(
            self.tr(
                "This label has no attributes. They say more about each of its spans: a role, a choice of several, yes "
                "or no, a link. “Add” makes one."
            ),
            name="help",
        )
        self.name = QLineEdit()
        self.kind = QComboBox()
        self.choices = QPlainTextEdit()
        self.default = QComboBox()
        self.typed_default = QLineEdit()
        self._defaults: list[AttributeValue | None] = [None]
        self.address = QLineEdit()
        self._titles: dict[QWidget, QWidget] = {}
        self._fill_kinds()
        self._arrange()
        self._connect()

    def _fill_kinds(self) -> None:
        titles = {
            AttributeKind.CHOICE: self.tr("one choice"),
            AttributeKind.CHOICES: self.tr("several choices"),
            AttributeKind.YES_NO: self.tr("yes or no"),
            AttributeKind.TEXT: self.tr("a text"),
            AttributeKind.LINK: self.tr("a link into a knowledge base"),
        }
        for kind, title in titles.items():
            self.kind.addItem(title, kind)

    def _arrange(self) -> None:
        self.nothing.setWordWrap(True)
        self.list.setObjectName("rows")
        self.list.setAccessibleName(self.tr("Attributes"))
        self.list.setFixedWidth(scaled(LIST_WIDTH))
        self.choices.setTabChangesFocus(True)
        self.choices.setFixedHeight(scaled(CHOICES_HEIGHT))
        self.choices.setPlaceholderText(self.tr("One choice a line"))
        self.address.setPlaceholderText(self.tr("What stands before the id on the web"))
        grid = QGridLayout(self.fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        for row, (title, field) in enumerate(
            (
                (self.tr("Name"), self.name),
                (self.tr("Kind"), self.kind),
                (self.tr("Choices"), self.choices),
                (self.tr("Default"), self.default),
                (self.tr("Address"), self.address),
            )
        ):
            label = plain_label(title)
            label.setBuddy(field)
            label.setContentsMargins(0, 5, 0, 0)
            field.setAccessibleName(title)
            self._titles[field] = label
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, row, 1)
        self.typed_default.setAccessibleName(self.tr("Default"))
        grid.addWidget(self.typed_default, 3, 1)
        grid.setRowStretch(5, 1)
        grid.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(2)
        for button in (self.add, self.remove, self.up):
            button.setObjectName("quiet")
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addLayout(left)
        line.addWidget(self.fields, 1)
        line.addWidget(self.nothing, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.addLayout(line, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(lambda _: self._show_attribute())
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.up.clicked.connect(self._up)
        self.name.editingFinished.connect(self.commit)
        self.address.editingFinished.connect(self.commit)
        self.typed_default.editingFinished.connect(self.commit)
        self.kind.activated.connect(self._take_kind)
        self.default.activated.connect(self.commit)
        self.choices.installEventFilter(self)

    # --- what is shown

    def label_id(self) -> int | None:
        """Return the id of the label that is shown."""
        return self._label.id if self._label else None

    def show_label(self, label: Label) -> None:
        """Show a label's attributes; the one that was chosen stays chosen."""
        is_same = self._label is not None and self._label.id == label.id
        row = self.list.currentRow() if is_same else 0
        self._label = label
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([one_line(attribute.name) for attribute in label.attributes])
        self.list.setCurrentRow(min(max(0, row), len(label.attributes) - 1))
        self.list.blockSignals(False)
        self._show_attribute()

    def _attribute(self) -> Attribute | None:
        row = self.list.currentRow()
        return self._label.attributes[row] if self._label and 0 <= row < len(self._label.attributes) else None

    def _show_attribute(self) -> None:
        attribute = self._attribute()
        self.fields.setVisible(attribute is not None)
        self.nothing.setVisible(attribute is None)
        self.remove.setEnabled(attribute is not None)
        self.up.setEnabled(self.list.currentRow() > 0)
        if attribute is None:
            return
        if self.name.text() != attribute.name:
            self.name.setText(attribute.name)
        self.kind.setCurrentIndex(self.kind.findData(attribute.kind))
        if self._written() != attribute.choices:
            self.choices.setPlainText("\n".join(attribute.choices))
        self.address.setText(attribute.address)
        self._show_default(attribute)
        self._shown = self._texts()
        for field, on in (
            (self.choices, attribute.kind in CHOOSING),
            (self.address, attribute.kind == AttributeKind.LINK),
        ):
            field.setVisible(on)
            self._titles[field].setVisible(on)

    def _show_default(self, attribute: Attribute) -> None:
        is_typed = attribute.kind in TYPED
        self.default.setVisible(not is_typed)
        self.typed_default.setVisible(is_typed)
        self.typed_default.setText(str(attribute.default or "") if is_typed else "")
        self._defaults = [None, *_offered(attribute)]
        words = {True: self.tr("yes"), False: self.tr("no")}
        self.default.clear()
        self.default.addItem(self.tr("none"))
        self.default.addItems(
            [
                words[value] if isinstance(value, bool) else one_line(shown(value), IN_A_BOX)
                for value in _offered(attribute)
            ]
        )
        chosen = attribute.default in self._defaults
        self.default.setCurrentIndex(self._defaults.index(attribute.default) if chosen else 0)

    # --- what is made of it

    def _texts(self) -> tuple[object, ...]:
        """Return what the fields hold: name, choices, address, default."""
        default = self.typed_default.text(), self.default.currentIndex()
        return self.name.text(), self.choices.toPlainText(), self.address.text(), default

    def _written(self) -> tuple[str, ...]:
        lines = (" ".join(line.split()) for line in self.choices.toPlainText().splitlines())
        return tuple(dict.fromkeys(filter(None, lines)))

    def _default(self, attribute: Attribute, choices: tuple[str, ...]) -> AttributeValue | None:
        """Return the default that is written or chosen; none when it is no choice any more."""
        if attribute.kind in TYPED:
            return self.typed_default.text().strip() or None
        default = self._defaults[max(0, self.default.currentIndex())]
        needed = default if isinstance(default, tuple) else (default,)
        is_gone = attribute.kind in CHOOSING and default is not None and not set(needed) <= set(choices)
        return None if is_gone else default

    def commit(self, *_: object) -> None:
        """Tell what was typed or chosen and not told yet."""
        attribute = self._attribute()
        if attribute is None:
            return
        # What nobody has touched stays as it came, also where a field cannot show it as it is.
        name, choices, address, default = (one != shown for one, shown in zip(self._texts(), self._shown, strict=True))
        made = attribute
        if name:
            made = replace(made, name=" ".join(self.name.text().split()))
        if choices and attribute.kind in CHOOSING:
            made = replace(made, choices=self._written())
        if address and attribute.kind == AttributeKind.LINK:
            made = replace(made, address=self.address.text().strip())
        if default or made.choices != attribute.choices:
            made = replace(made, default=self._default(attribute, made.choices))
        self._tell(made)

    def _take_kind(self, *_: object) -> None:
        attribute = self._attribute()
        kind = AttributeKind(self.kind.currentData())
        if attribute is None or attribute.kind == kind:
            return
        kept = attribute.choices if attribute.kind in CHOOSING else ()
        choices = kept or (self.tr("first"), self.tr("second")) if kind in CHOOSING else ()
        self._tell(replace(attribute, kind=kind, choices=choices, default=None, address=""))
        if choices and not kept:  # To be written over.
            self.choices.setFocus()
            self.choices.selectAll()

    def _tell(self, changed: Attribute) -> None:
        label, row = self._label, self.list.currentRow()
        if label is not None and changed != label.attributes[row]:
            attributes = (*label.attributes[:row], changed, *label.attributes[row + 1 :])
            self.changed.emit(label, replace(label, attributes=attributes))

    def _add(self, *_: object) -> None:
        label = self._label
        if label is None:
            return
        names = {attribute.name for attribute in label.attributes}
        name = next(name for number in range(1, len(names) + 2) if (name := self._new_name(number)) not in names)
        made = Attribute(name, AttributeKind.YES_NO)
        self.changed.emit(label, replace(label, attributes=(*label.attributes, made)))
        if self._label is not None and self.list.count() == len(self._label.attributes):
            self.list.setCurrentRow(self.list.count() - 1)
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            self.name.selectAll()

    def _new_name(self, number: int) -> str:
        return self.tr("attribute {number}").format(number=number)

    def _remove(self, *_: object) -> None:
        label, row = self._label, self.list.currentRow()
        if label is not None and row >= 0:
            self.changed.emit(label, replace(label, attributes=(*label.attributes[:row], *label.attributes[row + 1 :])))

    def _up(self, *_: object) -> None:
        label, row = self._label, self.list.currentRow()
        if label is not None and row > 0:
            order = list(label.attributes)
            order[row - 1], order[row] = order[row], order[row - 1]
            self.changed.emit(label, replace(label, attributes=tuple(order)))
            self.list.setCurrentRow(row - 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell what was written when the field is left."""
        if event.type() == QEvent.Type.FocusOut:
            self.commit()
        return False


def _offered(attribute: Attribute) -> list[AttributeValue]:
    """Return the defaults that can be chosen, the one that is there among them."""
    if attribute.kind is AttributeKind.YES_NO:
        return [True, False]
    single: list[AttributeValue] = list(attribute.choices)
    if attribute.kind is AttributeKind.CHOICES:
        single = [(choice,) for choice in attribute.choices]
    is_other = attribute.default is not None and attribute.default not in single
    return [*single, attribute.default] if is_other and attribute.default is not None else single
