"""What an import would bring, and what the user wants of it: nothing is written before it is agreed to."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from annotator.model import Label
from annotator.transfer.label_choices import with_chosen_labels
from annotator.transfer.preview import Preview
from annotator.transfer.sources import Source
from annotator.ui.import_summary import brings_something, number_refused, summary
from annotator.ui.import_tree import ImportTree
from annotator.ui.label_choice import LabelChoice
from annotator.ui.layer_choice import LayerChoice
from annotator.ui.new_labels import NewLabels
from annotator.ui.palette import THEMES, Theme
from annotator.ui.plain_text import plain_label
from annotator.ui.reading_form import ReadingForm
from annotator.ui.style import panel_font, scaled
from annotator.ui.text_view import TextView


class ImportDialog(QDialog):
    """Shows file by file what was recognised and why, and how its articles would look; all of it can be chosen anew."""

    import_chosen = Signal(object, object, object)
    """The sources, each with its options, the LabelChoices, and the annotator into whose layer it goes, or None."""
    look_wanted = Signal(object, object)
    """The Preview, and the Sources that are to be looked at once more as they are now: a list."""

    def __init__(
        self,
        preview: Preview,
        labels: Sequence[Label],
        project: str,
        parent: QWidget | None = None,
        *,
        annotator: str = "",
        annotators: Sequence[str] = (),
        theme: Theme = THEMES["light"],
    ) -> None:
        """`labels` are those of the project for spans, in their order; `annotator` is who imports."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import"))
        self._preview, self._project, self._labels = preview, project, list(labels)
        self._asked: dict[Path, Source] = {}
        self.sentence = plain_label()
        self.sentence.setFont(panel_font(15))
        self.sentence.setWordWrap(True)
        self.tree = ImportTree(preview)
        self.reading = ReadingForm()
        self.text = TextView()
        self.text.setAccessibleName(self.tr("How the article would look"))
        self.text.set_theme(theme)
        self.why = plain_label(name="help")
        """What is said in full in place of an article, where there is none to be seen."""
        self.why.setWordWrap(True)
        self.new_labels = NewLabels(labels)
        self.layer = LayerChoice(annotator, annotators)
        self.whose = QWidget()
        self.rest = QCheckBox(self.tr("Import the rest, without what cannot be read"))
        self.buttons = QDialogButtonBox()
        self.import_ = self.buttons.addButton(self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel = self.buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._arrange()
        self._connect()
        self._show()
        if self.rest.isHidden():
            (self.import_ if self.import_.isEnabled() else self.cancel).setFocus()
        else:
            self.rest.setFocus()

    @property
    def labels(self) -> list[LabelChoice]:
        """Return the choices for the labels that are new."""
        return self.new_labels.choices

    def _arrange(self) -> None:
        whose = QHBoxLayout(self.whose)
        whose.setContentsMargins(0, 0, 0, 0)
        whose.addWidget(plain_label(self.tr("Annotations go to")))
        whose.addWidget(self.layer, 1)
        self.whose.setObjectName("form")
        left, both = QVBoxLayout(), QHBoxLayout()
        left.setSpacing(12)
        for part, stretch in ((self.tree, 1), (self.reading, 0), (self.new_labels, 0), (self.whose, 0)):
            left.addWidget(part, stretch)
        both.setSpacing(16)
        both.addLayout(left, 5)
        both.addWidget(self.text, 4)
        both.addWidget(self.why, 4, Qt.AlignmentFlag.AlignTop)
        for shown in (self.text, self.why):
            shown.setMinimumWidth(scaled(300))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.sentence)
        column.addLayout(both, 1)
        column.addWidget(self.rest)
        column.addWidget(self.buttons)
        self.resize(scaled(960), scaled(600))
        self.import_.setDefault(True)

    def _connect(self) -> None:
        self.tree.currentItemChanged.connect(lambda *_: self._show_current())
        self.reading.changed.connect(self._look_again)
        self.new_labels.changed.connect(self._show_text)
        self.rest.toggled.connect(lambda *_: self._enable())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.accepted.connect(self._tell)

    # --- what is shown

    def _look_again(self, source: Source) -> None:
        self._asked[source.path] = source
        self.look_wanted.emit(self._preview, list(self._asked.values()))

    def show_preview(self, preview: Preview) -> None:
        """Show what was found when some files were looked at once more; what was chosen stays."""
        here = self.tree.current_file()
        self._preview, self._asked = preview, {}
        self.tree.show_preview(preview, self.tree.kept_lines())
        self.tree.go_to(here.source.path if here else Path())
        self._show()

    def _show(self) -> None:
        preview = self._preview
        self.sentence.setText(summary(preview, self._project))
        self.new_labels.show_labels(preview.new_labels())
        spans = any(document.spans for file in preview.files for document in file.documents)
        self.whose.setVisible(spans or not preview.is_whole)
        self.rest.setVisible(number_refused(preview) > 0)
        self._show_current()
        self._enable()

    def _show_current(self) -> None:
        file = self.tree.current_file()
        self.reading.show_source(None if file is None else file.source)
        self._show_text()

    def _show_text(self) -> None:
        """Show how the current article would look with the labels as they are chosen."""
        document = self.tree.current_document()
        self.text.set_labels([*self._labels, *self.new_labels.colored()])
        can_be_seen = document is not None and document.head is not None
        self.text.setVisible(can_be_seen)
        self.why.setHidden(can_be_seen)
        self.why.setText(self.tree.current_sentence())
        if document is not None and document.head is not None:
            head = with_chosen_labels(document.head, self.new_labels.taken())
            self.text.show_document(head.text, list(head.spans))

    def _enable(self) -> None:
        agreed = not number_refused(self._preview) or self.rest.isChecked()
        self.import_.setEnabled(agreed and brings_something(self._preview))

    def _tell(self) -> None:
        sources = [*self.tree.sources(), *self._preview.unseen]
        self.import_chosen.emit(sources, self.new_labels.taken(), self.layer.layer())
