"""The files that keep what was learned from a project for the next start: in the cache, made again when missing."""

import hashlib
import shutil
from contextlib import suppress
from pathlib import Path

from annotator.addresses import Address, address_of
from annotator.program_folders import cache_folder

KEPT = 30
"""Models that are kept, the youngest, of all projects together: each has some megabytes."""


def model_file(project: str | Address, annotator: str) -> Path:
    """Return where the model lies of an annotator's labels in a project, if it was ever made."""
    return _folder() / f"{_of_project(project)}-{_digest(annotator)}.model"


def forget_project(project: str | Address) -> None:
    """Remove what was learned from a project, from whose labels ever: it holds words that must not be anywhere more."""
    for path in _folder().glob(f"{_of_project(project)}-*"):
        path.unlink(missing_ok=True)
    for room in _folder().glob(f".{_of_project(project)}-*"):  # Of one who was killed while writing.
        shutil.rmtree(room, ignore_errors=True)


def _folder() -> Path:
    return cache_folder() / "models"


def _of_project(project: str | Address) -> str:
    address = address_of(project)
    return _digest(str(address.resolve() if isinstance(address, Path) else address))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def clear_away_old(folder: Path) -> None:
    """Remove all but the youngest models."""
    with suppress(OSError):  # Another process may be about the same; what is left goes next time.
        for old in sorted(folder.glob("*.model"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
            old.unlink(missing_ok=True)
