"""As what a file is read, why, and with which options."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from annotator.formats import BY_CONTENT, ENCODING, KEEP, Format, Option, Way, all_formats
from annotator.transfer.sources import Source
from annotator.ui.options_form import OptionsForm
from annotator.ui.plain_text import plain_label
from annotator.ui.translation import translate

ASKED_ELSEWHERE = (KEEP.name, ENCODING.name)


class ReadingForm(QWidget):
    """Shows one source at a time; what is chosen is told as another one."""

    changed = Signal(object)
    """The Source as it is to be read from now on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("form")
        self._source: Source | None = None
        self.format = QComboBox()
        self.format.setAccessibleName(self.tr("Read as"))
        self.format.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for format_ in all_formats():
            if format_.reads:
                self.format.addItem(translate("formats", format_.title), format_.name)
        self.why = plain_label(name="help")
        self.options = OptionsForm()
        line = QHBoxLayout()
        line.addWidget(plain_label(self.tr("Read as")))
        line.addWidget(self.format, 1)
        line.addWidget(self.why)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self.options)
        self.format.currentIndexChanged.connect(lambda *_: self._choose_format())
        self.options.changed.connect(self._choose_options)

    def show_source(self, source: Source | None) -> None:
        """Show as what a file is read, and why; nothing without one, or for the same one."""
        self.setVisible(source is not None)
        if source is None:
            self._source = None
            return
        before, self._source = self._source, source
        self.format.blockSignals(True)
        self.format.setCurrentIndex(self.format.findData(source.format.name))
        self.format.blockSignals(False)
        self.why.setText(self._reason(source))
        if before is None or (before.path, before.format.name) != (source.path, source.format.name):
            self._show_options(source)

    def _show_options(self, source: Source) -> None:
        self.options.blockSignals(True)
        options = _asked(source.format)
        self.options.show_options(options)
        for option in options:
            if option.name in source.options:
                self.options.choose(option.name, source.options[option.name])
        self.options.blockSignals(False)

    def _reason(self, source: Source) -> str:
        if source.sure is None:
            return self.tr("as you said")
        return self.tr("by what is in it") if source.sure >= BY_CONTENT else self.tr("by its name")

    def _choose_format(self) -> None:
        if self._source is not None:
            chosen = next(one for one in all_formats() if one.name == self.format.currentData())
            self.changed.emit(replace(self._source, format=chosen, options={}, sure=None))

    def _choose_options(self) -> None:
        source = self._source
        if source is not None:
            asked = {option.name: option.default for option in _asked(source.format)}
            others = {name: choice for name, choice in source.options.items() if name not in asked}
            chosen = {name: choice for name, choice in self.options.chosen().items() if choice != asked[name]}
            self.changed.emit(replace(source, options={**others, **chosen}))


def _asked(format_: Format) -> list[Option]:
    return [option for option in format_.options if option.way != Way.WRITING and option.name not in ASKED_ELSEWHERE]
