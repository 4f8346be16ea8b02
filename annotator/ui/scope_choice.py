"""Which articles are to go out, and whose annotations: two choices of a form."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox

from annotator.model import Status
from annotator.store import DocumentFilter
from annotator.store.project_lists import EVERYTHING
from annotator.transfer.scope import Scope
from annotator.ui.plain_text import IN_A_BOX, filled
from annotator.visible import one_line

ALL, DONE, FILTERED, OPEN = "all", "done", "filtered", "open"
TITLE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to choose from: the layers, whose list it is and what it shows, and the open article."""

    annotator: str
    layers: tuple[str, ...] = ()
    where: DocumentFilter = EVERYTHING
    document: int | None = None
    title: str = ""
    keys: tuple[str, ...] = ()
    """Those of the metadata."""


class ScopeChoice(QObject):
    """Two boxes: `articles`, and `annotator`, which is of use only where there are several layers."""

    changed = Signal()

    def __init__(self, offer: Offer, parent: QObject) -> None:
        super().__init__(parent)
        self._offer = offer
        self.articles, self.annotator = QComboBox(), QComboBox()
        for box in (self.articles, self.annotator):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.articles.setAccessibleName(self.tr("Articles"))
        self.annotator.setAccessibleName(self.tr("Annotations of"))
        self.articles.addItem(self.tr("All articles"), ALL)
        self.articles.addItem(self.tr("Only those marked done"), DONE)
        if not offer.where.lets_all_in:
            self.articles.addItem(self.tr("Those that the list shows now"), FILTERED)
        if offer.document is not None:
            self.articles.addItem(filled(self.tr("The open one: {title}"), title=_shortened(offer.title)), OPEN)
        self.articles.currentIndexChanged.connect(lambda *_: self.changed.emit())
        self.annotator.currentIndexChanged.connect(lambda *_: self.changed.emit())

    @property
    def asks_whose(self) -> bool:
        """Return whether there is a choice of annotators."""
        return len(self._offer.layers) > 1

    def offer_layers(self, *, all_at_once: bool) -> None:
        """Offer the annotators who have labelled something, and all of them where a format holds them apart."""
        before = self.annotator.currentData() if self.annotator.count() else self._offer.annotator
        self.annotator.blockSignals(True)
        self.annotator.clear()
        if all_at_once:
            self.annotator.addItem(self.tr("Everyone, kept apart"), None)
        for name in self._offer.layers:
            self.annotator.addItem(one_line(name, IN_A_BOX), name)
        self.annotator.setCurrentIndex(max(0, self.annotator.findData(before) if not all_at_once else 0))
        self.annotator.blockSignals(False)

    def choose(self, which: str) -> None:
        """Choose the articles: one of ALL, DONE, FILTERED and OPEN."""
        self.articles.setCurrentIndex(self.articles.findData(which))

    def chosen(self) -> Scope:
        """Return what is chosen; articles are done as whose annotations go out, and listed as the user sees them."""
        offer, layer = self._offer, self._layer()
        which = self.articles.currentData()
        if which == DONE:
            return Scope(DocumentFilter(status=Status.DONE), annotator=layer, viewer=layer or offer.annotator)
        if which == FILTERED:
            return Scope(offer.where, annotator=layer, viewer=offer.annotator)
        if which == OPEN and offer.document is not None:
            return Scope(documents=(offer.document,), annotator=layer)
        return Scope(annotator=layer)

    def _layer(self) -> str | None:
        if self.asks_whose:
            chosen: str | None = self.annotator.currentData()
            return chosen
        return None


def layers_first(annotator: str, layers: Sequence[str]) -> tuple[str, ...]:
    """Return the layers, the annotator's own first."""
    return tuple(sorted(layers, key=lambda name: (name != annotator, name)))


def _shortened(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= TITLE_LENGTH else f"{line[:TITLE_LENGTH].rstrip()}…"
