"""Changing what is known about an article: the fields of the header, and the one action that keeps them."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from annotator import edits
from annotator.errors import EditError
from annotator.model import Document
from annotator.ui.header import Header
from annotator.ui.plain_text import filled
from annotator.ui.translation import error_text
from annotator.ui.workspace import Workspace


class Details(QObject):
    """Opens the header's fields on the open document, and applies what was typed as one action."""

    def __init__(self, workspace: Workspace, header: Header, guard: Callable[..., Callable[..., None]]) -> None:
        """`guard` catches what is refused, as at every gesture."""
        super().__init__(workspace)
        self._workspace = workspace
        self._header = header
        header.details_kept.connect(guard(self._keep))

    def edit(self) -> None:
        """Open the fields. Raises EditError when the project can only be read."""
        self._workspace.check_writable()
        if self._workspace.document is not None:
            self._header.open_form(self._workspace.document.document)

    def _keep(self, document: Document, typed: Mapping[str, str]) -> None:
        """Apply what was typed. Raises EditError when another document has come and a wrong date cannot be mended."""
        from annotator.dateline import parse_date

        refusal = None
        changes = dict(typed)
        try:
            changes |= {"date": parse_date(changes["date"])} if "date" in changes else {}
        except EditError as error:
            if self._is_open(document):
                self._header.form.refuse(error_text(error), "date")
                return
            kept = self.tr("The date of “{title}” stays as it was. {why}")
            refusal = EditError(filled(kept, title=document.title, why=error_text(error)))
            del changes["date"]
        self._apply(document, changes)
        if self._is_open(document):
            self._header.close_form()
        if refusal is not None:
            raise refusal

    def _is_open(self, document: Document) -> bool:
        opened = self._header.form.document
        return opened is not None and opened.id == document.id

    def _apply(self, document: Document, changes: Mapping[str, str]) -> None:
        here = self._workspace.document
        latest = here.document if here is not None and here.document.id == document.id else document
        made = edits.change_document(latest, **changes)
        names = {
            "title": self.tr("title"),
            "author": self.tr("author"),
            "date": self.tr("date"),
            "source": self.tr("source"),
            "url": self.tr("address"),
        }
        what = ", ".join(names[name] for name in changes)
        title = changes.get("title") or document.title
        self._workspace.apply(self.tr("Change {what}: {title}").format(what=what, title=title), made)
