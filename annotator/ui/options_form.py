"""The options of a format as rows of a form."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from annotator.formats import Option
from annotator.ui.plain_text import plain_label
from annotator.ui.translation import mark, translate

CHOICES = (
    mark("formats", "accepted"),
    mark("formats", "all"),
    mark("formats", "auto"),
    mark("formats", "bar"),
    mark("formats", "blank"),
    mark("formats", "blanks"),
    mark("formats", "code-points"),
    mark("formats", "comma"),
    mark("formats", "documents"),
    mark("formats", "intent"),
    mark("formats", "longest"),
    mark("formats", "main"),
    mark("formats", "marked"),
    mark("formats", "no"),
    mark("formats", "overlapping"),
    mark("formats", "refuse"),
    mark("formats", "relations"),
    mark("formats", "semicolon"),
    mark("formats", "sentences"),
    mark("formats", "sequence labelling"),
    mark("formats", "shortest"),
    mark("formats", "skip"),
    mark("formats", "spans"),
    mark("formats", "tab"),
    mark("formats", "tokens"),
    mark("formats", "utf-16"),
    mark("formats", "words"),
    mark("formats", "yes"),
)
"""What can be chosen, in the words of the command line: here they are found to be translated. Names of tags are not."""


class OptionsForm(QWidget):
    """Shows what can be chosen, in rows: what an option is for, and the choice."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("form")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self._editors: dict[str, QComboBox | QLineEdit] = {}

    def show_options(self, options: Sequence[Option]) -> None:
        """Show these, each with its default."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._editors = {}
        for row, option in enumerate(options):
            title = translate("formats", option.title)
            label = plain_label(title, name="help")
            label.setWordWrap(True)
            editor = _editor(option)
            editor.setAccessibleName(title)
            changes = editor.currentIndexChanged if isinstance(editor, QComboBox) else editor.textChanged
            changes.connect(lambda *_: self.changed.emit())
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(editor, row, 1)
            self._editors[option.name] = editor
        self.setVisible(bool(options))
        self._take_room()

    def _take_room(self) -> None:
        """Be as high as the lines need that break at this width: a form asks for no more than for one line each."""
        self.setMinimumHeight(max(0, self._grid.heightForWidth(self.width())) if self._editors else 0)

    def event(self, event: QEvent) -> bool:
        taken = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._take_room()
        return taken

    def choose(self, name: str, choice: str) -> None:
        """Choose for the option of that name."""
        editor = self._editors[name]
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(choice))
        else:
            editor.setText(choice)

    def chosen(self) -> Mapping[str, str]:
        """Return the choices, by the names of the options."""
        return {
            name: str(editor.currentData()) if isinstance(editor, QComboBox) else editor.text().strip()
            for name, editor in self._editors.items()
        }


def _editor(option: Option) -> QComboBox | QLineEdit:
    if not option.choices:
        return QLineEdit(option.default)
    editor = QComboBox()
    for choice in option.choices:
        editor.addItem(translate("formats", choice), choice)
    editor.setCurrentIndex(editor.findData(option.default))
    return editor
