"""What the window finds again at the next start: its shape, the last project, and where one was in each."""

from base64 import b64decode, b64encode
from binascii import Error as BadBase64
from pathlib import Path

from annotator.addresses import Address, address_of
from annotator.errors import ProjectError
from annotator.settings import LAST_DOCUMENTS, LAST_PROJECT, RECENT_PROJECTS, WINDOW_LAYOUT, Settings

RECENT = 10
REMEMBERED = 100
"""So many projects whose last document is remembered."""


class Memory:
    """Keeps in the settings what is nobody's decision."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def note_project(self, path: Address) -> None:
        """Remember a project as the last one that was open."""
        others = [recent for recent in self.settings.get(RECENT_PROJECTS) if recent != str(path)]
        self.settings.set(RECENT_PROJECTS, (str(path), *others[: RECENT - 1]))
        self.settings.set(LAST_PROJECT, str(path))

    def note_document(self, project: Address, document: int) -> None:
        """Remember a document as the one that was open last in a project."""
        others = {path: last for path, last in self.settings.get(LAST_DOCUMENTS).items() if path != str(project)}
        kept = dict(list(others.items())[-(REMEMBERED - 1) :])
        self.settings.set(LAST_DOCUMENTS, {**kept, str(project): document})

    def last_project(self) -> Address | None:
        """Return the project of last time, if it is still there."""
        last = self.settings.get(LAST_PROJECT) or "/"
        try:
            address = address_of(last)
        except ProjectError:
            return None
        return address if not isinstance(address, Path) or address.is_file() else None

    def last_document(self, project: Address) -> int | None:
        """Return the document that was open last in a project."""
        return self.settings.get(LAST_DOCUMENTS).get(str(project))

    def note_layout(self, *, geometry: bytes, panels: bytes, zoom: float) -> None:
        """Remember size, panels and zoom."""
        parts = {"geometry": geometry, "panels": panels, "zoom": str(zoom).encode()}
        self.settings.set(WINDOW_LAYOUT, {name: b64encode(part).decode() for name, part in parts.items()})

    def layout(self) -> tuple[bytes, bytes, float]:
        """Return size, panels and zoom of last time; empty bytes and 1.0 where there is nothing."""
        geometry, panels, zoom = (self._part(name) for name in ("geometry", "panels", "zoom"))
        try:
            return geometry, panels, float(zoom or b"1")
        except ValueError:
            return geometry, panels, 1.0

    def _part(self, name: str) -> bytes:
        try:
            return b64decode(self.settings.get(WINDOW_LAYOUT).get(name, ""))
        except (BadBase64, ValueError):  # ValueError: letters that are not ASCII.
            return b""
