"""The files that keep what was learned from a project for the next start: in the cache, made again when missing."""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from annotator.program_folders import cache_folder

KEPT = 30
"""Models that are kept, the youngest, of all projects together: each has some megabytes."""


def model_file(project: str, annotator: str) -> Path:
    """Return where the model lies of an annotator's labels in a project, if it was ever made."""
    name = hashlib.sha256(f"{project}\0{annotator}".encode()).hexdigest()[:32]
    return cache_folder() / "models" / f"{name}.model"


def forget_project(project: str, annotators: Iterable[str]) -> None:
    """Remove what was learned from a project: it holds words of texts that must not be anywhere any more."""
    for annotator in annotators:
        model_file(project, annotator).unlink(missing_ok=True)


def clear_away_old(folder: Path) -> None:
    """Remove all but the youngest models."""
    with suppress(OSError):  # Another process may be about the same; what is left goes next time.
        for old in sorted(folder.glob("*.model"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
            old.unlink(missing_ok=True)
