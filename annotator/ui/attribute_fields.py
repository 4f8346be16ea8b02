"""A field for each kind of attribute. Its value is as spans hold it; None while nothing is said."""

from abc import abstractmethod
from typing import Protocol

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QListView, QListWidget, QListWidgetItem, QWidget

from annotator.attributes import shown
from annotator.model import Attribute, AttributeKind, AttributeValue
from annotator.ui.plain_text import IN_A_BOX
from annotator.ui.style import scaled
from annotator.ui.translation import translate
from annotator.visible import LONGEST, one_line

MAX_LENGTH = 2_000
"""Code points that a text takes."""
ROW_HEIGHT = 26
BOX = 38
"""Pixels of the box before a choice, and of what is free around it."""
MOST_ROWS = 3
"""So many rows of choices are seen at a time."""
CONTEXT = "attribute_fields"


class Field(Protocol):
    """What is written or chosen for one attribute."""

    widget: QWidget

    @abstractmethod
    def value(self) -> AttributeValue | None:
        """Return what the field holds."""


class ChoiceField:
    """One of several values, or none: a letter goes to the next that begins with it."""

    def __init__(self, choices: list[tuple[str, AttributeValue]], value: AttributeValue | None) -> None:
        self.widget: QWidget
        self.widget = self._box = QComboBox()
        self._box.addItem(translate(CONTEXT, "(not said)"), None)
        for text, choice in choices:
            self._box.addItem(
                one_line(text, IN_A_BOX), [choice]
            )  # In a list: Qt would make other types of True and of tuples.
        values = [choice for _, choice in choices]
        if value is not None and value not in values:
            self._box.addItem(one_line(shown(value), IN_A_BOX), [value])
            values.append(value)
        self._box.setCurrentIndex(0 if value is None else 1 + values.index(value))

    def value(self) -> AttributeValue | None:
        """Return the chosen value."""
        chosen: list[AttributeValue] | None = self._box.currentData()
        return None if chosen is None else chosen[0]


class ChoicesField:
    """Any number of several values: arrows go to one, Space chooses it."""

    def __init__(self, choices: tuple[str, ...], value: AttributeValue | None) -> None:
        self.widget: QWidget
        self.widget = self._list = QListWidget()
        self._list.setObjectName("rows")
        self._list.setFlow(QListView.Flow.LeftToRight)
        self._list.setWrapping(True)
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        given = value if isinstance(value, tuple) else () if value is None else (shown(value),)
        names = (*choices, *(one for one in given if one not in choices))
        for name in names:
            item = QListWidgetItem(one_line(name))
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in given else Qt.CheckState.Unchecked)
            item.setSizeHint(
                QSize(self._list.fontMetrics().horizontalAdvance(item.text()) + BOX, scaled(ROW_HEIGHT) - 2)
            )
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        rows = min(MOST_ROWS, 1 + sum(min(len(name), LONGEST) + 6 for name in names) // 36)
        self._list.setFixedHeight(scaled(ROW_HEIGHT) * rows + 10)
        self._list.setMinimumSize(QSize(scaled(120), 0))

    def value(self) -> AttributeValue | None:
        """Return the chosen values in the order of the choices."""
        items = map(self._list.item, range(self._list.count()))
        return (
            tuple(item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked)
            or None
        )


class TextField:
    """A text, or the id of an entry in a knowledge base."""

    def __init__(self, rule: Attribute, value: AttributeValue | None) -> None:
        self.widget: QWidget
        self.widget = self._line = QLineEdit("" if value is None else shown(value))
        self._is_link = rule.kind is AttributeKind.LINK
        self._before = value
        self._line.setMaxLength(MAX_LENGTH)
        self._line.setCursorPosition(0)
        if self._is_link:
            self._line.setPlaceholderText(translate(CONTEXT, "Id of the entry"))
            self._line.setStatusTip(rule.address)

    def value(self) -> AttributeValue | None:
        """Return the text; of an id without blanks around it. What was no text and is as it was, stays what it is."""
        text = self._line.text()
        if self._before is not None and text == shown(self._before):
            return self._before
        return (text.strip() if self._is_link else text) or None


def make_field(rule: Attribute, value: AttributeValue | None) -> Field:
    """Return the field of an attribute that has this value now."""
    match rule.kind:
        case AttributeKind.CHOICE:
            return ChoiceField([(choice, choice) for choice in rule.choices], value)
        case AttributeKind.YES_NO:
            return ChoiceField([(translate(CONTEXT, "yes"), True), (translate(CONTEXT, "no"), False)], value)
        case AttributeKind.CHOICES:
            return ChoicesField(rule.choices, value)
        case AttributeKind.TEXT | AttributeKind.LINK:
            return TextField(rule, value)
