"""Imports and exports as work for a Job: each opens the project for itself, off the window's thread."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from annotator.addresses import Address
from annotator.report import Report
from annotator.store.project import Project
from annotator.transfer.datasets import Following, export_dataset
from annotator.transfer.exporting import Target, export_labels, export_project
from annotator.transfer.importing import import_sources
from annotator.transfer.label_choices import LabelChoices
from annotator.transfer.losses import Losses, gathered_losses
from annotator.transfer.scope import Scope
from annotator.transfer.sources import Source
from annotator.ui.jobs import Cancelled, Progress, Work
from annotator.ui.plain_text import named
from annotator.visible import visible

if TYPE_CHECKING:
    from annotator.ui.export_dialog import Wish

LISTED = 200
"""So many new documents are looked at for what was taken out of their texts."""
HIGHEST_ID = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought. `first` is the first new document; `taken_out` has a line for each removal."""

    report: Report
    first: int | None
    taken_out: tuple[str, ...]
    anything: bool


def import_work(
    project: Address, sources: Sequence[Source], labels: LabelChoices, *, annotator: str, layer: str | None = None
) -> Work:
    """Return the work that imports files and returns an Imported."""

    def work(progress: Progress, cancelled: Cancelled) -> Imported:
        with closing(Project.open(project)) as opened:
            last = last_document(opened, annotator)
            change, report = import_sources(
                opened, sources, annotator=annotator, labels=labels, layer=layer, progress=progress, cancelled=cancelled
            )
            new = opened.documents(annotator=annotator, after=last, limit=LISTED)
            taken_out = tuple(line for row in new for line in _taken_out(opened, row.id))
            return Imported(report, new[0].id if new else None, taken_out, anything=change is not None)

    return work


def export_work(project: Address, wish: "Wish") -> Work:
    """Return the work that exports a project, as one file or as a dataset, and returns the Report."""

    def work(progress: Progress, cancelled: Cancelled) -> Report:
        with closing(Project.open(project)) as opened:
            if wish.split is None:
                report = export_project(
                    opened,
                    wish.path,
                    wish.target,
                    wish.scope,
                    force=wish.replace,
                    progress=progress,
                    cancelled=cancelled,
                )
                if wish.labels:
                    export_labels(opened, wish.path, wish.target, force=True)
                return report
            return export_dataset(
                opened,
                wish.path,
                wish.target,
                wish.scope,
                wish.split,
                keep=wish.kept,
                terms=wish.terms,
                force=wish.replace,
                following=Following(progress, cancelled),
            )

    return work


def losses_work(project: Address, target: Target, scope: Scope) -> Work:
    """Return the work that looks for what an export would lose, and returns the Losses."""

    def work(progress: Progress, cancelled: Cancelled) -> Losses:
        with closing(Project.open(project)) as opened:
            return gathered_losses(opened, target, scope, progress=progress, cancelled=cancelled)

    return work


def last_document(project: Project, annotator: str) -> int:
    """Return the id of the document that was added last; 0 without any."""
    lines = project.documents(annotator=annotator, before=HIGHEST_ID, limit=1)
    return lines[-1].id if lines else 0


def _taken_out(project: Project, id: int) -> list[str]:
    """Return a line for each thing but blanks that import took out of a text."""
    document = project.document(id).document
    if document.origin is None:
        return []
    line = QCoreApplication.translate("import", "“{title}”: “{text}” ({why})")
    return [
        line.format(title=named(document.title), text=visible(" ".join(removal.text.split())), why=removal.why)
        for removal in document.origin.removals
        if removal.text.strip()
    ]
