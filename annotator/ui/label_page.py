"""What a label is: name, colour, key, the label above it, and the rules for what has it."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QLineEdit, QWidget

from annotator.distinct_colors import JUST_VISIBLE, difference
from annotator.label_edits import LABEL_LENGTH
from annotator.model import Kind, Label, Scheme
from annotator.scheme_editing import in_tree, with_those_below
from annotator.ui.color_grid import ColorGrid
from annotator.ui.key_field import KeyField
from annotator.ui.names_choice import NamesChoice
from annotator.ui.palette import Theme
from annotator.ui.plain_text import IN_A_BOX, listed, plain_label
from annotator.ui.style import SMALL_SIZE, panel_font, scaled
from annotator.visible import one_line

KEY_WIDTH = 96


class LabelPage(QWidget):
    """Each choice is told at once; what is typed, on Enter or when the field is left."""

    changed = Signal(object, object)
    """The Label as it was and as it is to be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("form")
        self._label: Label | None = None
        self._shown = ""
        self.name = QLineEdit()
        self.color = ColorGrid()
        self.alike = plain_label(name="help")
        self.key = KeyField()
        self.parent_choice = QComboBox()
        self.parent_choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.snaps = QCheckBox(self.tr("What is selected grows to whole words"))
        self.overlaps = QCheckBox(self.tr("Its spans may overlap others"))
        self.nests = NamesChoice(self.tr("May lie inside"))
        self.sources = NamesChoice(self.tr("Leads from"))
        self.targets = NamesChoice(self.tr("Leads to"))
        self.symmetric = QCheckBox(self.tr("Leads both ways"))
        self.one_below = QCheckBox(self.tr("An article has one at most of the labels directly below it"))
        self._of_kind: dict[Kind, list[QWidget]] = {kind: [] for kind in Kind}
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.name.setMaxLength(LABEL_LENGTH)
        self.key.setFixedWidth(scaled(KEY_WIDTH))
        self.alike.setFont(panel_font(SMALL_SIZE))
        self.alike.setWordWrap(True)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 14, 16, 14)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self._add(grid, self.tr("Name"), self.name)
        self._add(grid, self.tr("Colour"), self.color)
        grid.addWidget(self.alike, grid.rowCount(), 1)
        self._add(grid, self.tr("Key"), self.key)
        self._add(grid, self.tr("Below"), self.parent_choice)
        self._add_rules(
            grid,
            Kind.SPAN,
            self.snaps,
            self.overlaps,
            self.nests,
            self._help(self.tr("Also where one of the two may not overlap others.")),
        )
        self._add_rules(
            grid,
            Kind.RELATION,
            self.sources,
            self.targets,
            self._help(self.tr("Without a tick, any label will do.")),
            self.symmetric,
        )
        self._add_rules(grid, Kind.DOCUMENT, self.one_below)
        grid.setRowStretch(grid.rowCount(), 1)

    def _add(self, grid: QGridLayout, title: str, field: QWidget) -> None:
        row = grid.rowCount()
        label = plain_label(title)
        label.setBuddy(field)
        label.setContentsMargins(0, 5, 0, 0)
        field.setAccessibleName(title)
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(
            field, row, 1, Qt.AlignmentFlag.AlignLeft if field in (self.color, self.key) else Qt.AlignmentFlag(0)
        )

    @staticmethod
    def _help(sentence: str) -> QLabel:
        said = plain_label(sentence, name="help")
        said.setFont(panel_font(SMALL_SIZE))
        said.setWordWrap(True)
        return said

    def _add_rules(self, grid: QGridLayout, kind: Kind, *fields: QWidget) -> None:
        for field in fields:
            row = grid.rowCount()
            grid.addWidget(field, row, 1)
            self._of_kind[kind].append(field)
            if isinstance(field, NamesChoice):
                title = plain_label(field.accessibleName())
                title.setBuddy(field)
                title.setContentsMargins(0, 5, 0, 0)
                grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
                self._of_kind[kind].append(title)

    def _connect(self) -> None:
        self.name.editingFinished.connect(lambda: self._tell(name=self._name()))
        self.color.color_chosen.connect(lambda color: self._tell(color=color))
        self.key.textEdited.connect(lambda _: self._tell(key=self.key.key))
        self.key.emptied.connect(lambda: self._tell(key=""))
        self.parent_choice.activated.connect(lambda _: self._tell(parent=self.parent_choice.currentData()))
        self.snaps.clicked.connect(lambda on: self._tell(snaps_to_words=on))
        self.overlaps.clicked.connect(lambda on: self._tell(may_overlap=on))
        self.symmetric.clicked.connect(lambda on: self._tell(symmetric=on))
        self.one_below.clicked.connect(lambda on: self._tell(one_below=on))
        self.nests.names_chosen.connect(lambda names: self._tell(nests_in=names))
        self.sources.names_chosen.connect(lambda names: self._tell(sources=names))
        self.targets.names_chosen.connect(lambda names: self._tell(targets=names))

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self.color.set_theme(theme)

    def commit(self) -> None:
        """Tell what was typed and not told yet."""
        if self._label is not None and self.name.hasFocus():
            self._tell(name=self._name())

    def _name(self) -> str:
        """Return the name that was typed; one that nobody has touched is the label's, which may be no single line."""
        if self._label is not None and self.name.text() == self._shown:
            return self._label.name
        return " ".join(self.name.text().split())

    def _tell(self, **fields: object) -> None:
        label = self._label
        if label is None:
            return
        changed = replace(label, **fields)  # type: ignore[arg-type]  # The fields are named above.
        if changed != label:
            self.changed.emit(label, changed)

    def label_id(self) -> int | None:
        """Return the id of the label that is shown."""
        return self._label.id if self._label else None

    def show_label(self, label: Label, scheme: Scheme) -> None:
        """Show a label as it is now."""
        self._label = label
        if self.name.text() != label.name:
            self.name.setText(label.name)
        self._shown = self.name.text()
        self.key.show_key(label.key)
        others = [other for other in scheme.of_kind(label.kind) if other.id != label.id]
        self.color.show_color(label.color, {other.color: other.name for other in others})
        self._show_alike(label, {other.name: other.color for other in others})
        self._show_parents(label, scheme)
        self.snaps.setChecked(label.snaps_to_words)
        self.overlaps.setChecked(label.may_overlap)
        self.symmetric.setChecked(label.symmetric)
        self.one_below.setChecked(label.one_below)
        spans = [other.name for other in scheme.of_kind(Kind.SPAN)]
        self.nests.show_names(spans, label.nests_in)
        self.sources.show_names(spans, label.sources)
        self.targets.show_names(spans, label.targets)
        for kind, fields in self._of_kind.items():
            for field in fields:
                field.setVisible(kind is label.kind)

    def _show_alike(self, label: Label, colors: Mapping[str, str]) -> None:
        """Say which labels look like this one, at least to eyes that see fewer colours."""
        alike = [name for name, color in colors.items() if difference(label.color, color) <= JUST_VISIBLE]
        said = self.tr("To some eyes it looks like {labels}.").format(labels=listed(alike[:3], IN_A_BOX))
        self.alike.setText(said if alike else "")
        self.alike.setVisible(bool(alike))

    def _show_parents(self, label: Label, scheme: Scheme) -> None:
        self.parent_choice.clear()
        self.parent_choice.addItem(self.tr("no other label"), "")
        tree = in_tree(scheme, label.kind)
        own = {one.id for one in with_those_below(tree, label.name)}
        for other, depth in tree:
            if other.id not in own:
                self.parent_choice.addItem("   " * depth + one_line(other.name, IN_A_BOX), other.name)
        self.parent_choice.setCurrentIndex(max(0, self.parent_choice.findData(label.parent)))
