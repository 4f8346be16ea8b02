"""Which of the spaCy pipelines that are installed is to suggest; none, and how to get one, where there is none."""

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from annotator.suggest.crf import Crf
from annotator.suggest.pipeline_tags import installed_pipelines
from annotator.suggest.spacy_pipeline import SpacyPipeline
from annotator.ui.plain_text import plain_label


class PipelineChoice(QWidget):
    """What is chosen suggests by itself, and says to the model that learns what it thinks of each word."""

    def __init__(self, setups: Mapping[str, str], parent: QWidget | None = None) -> None:
        """Show what is chosen so far; also a pipeline that is not there any more, until another choice is made."""
        super().__init__(parent)
        chosen, *self._named = setups.get(SpacyPipeline.name, "").splitlines() or [""]
        names = installed_pipelines()
        self.box = QComboBox()
        self.box.setAccessibleName(self.tr("spaCy pipeline"))
        self.box.addItem(self.tr("None"), "")
        for name in sorted({*names, *filter(None, [chosen])}):
            self.box.addItem(name, name)
        self.box.setCurrentIndex(max(0, self.box.findData(chosen)))
        self.box.setEnabled(self.box.count() > 1)
        self.missing = plain_label(
            self.tr(
                "No pipeline is installed here. “pip install annotator-desktop[spacy]”, then “python -m spacy download "
                "en_core_web_sm” or another one, bring it; start the program again after that."
            ),
            name="meta",
        )
        self.missing.setWordWrap(True)
        self.missing.setVisible(not names)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.box)
        column.addWidget(self.missing)

    def setups(self) -> dict[str, str]:
        """Return what the engines are told; which labels mean the same, if that was said elsewhere, stays."""
        name = str(self.box.currentData())
        return {SpacyPipeline.name: "\n".join([name, *self._named]), Crf.name: name} if name else {}
