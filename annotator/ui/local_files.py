"""Files that the desktop hands over: dropped on the window, or pasted into it."""

import os
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QUrl

LOST = "\ufffd"
"""What Qt puts in the place of bytes that are no text."""


def local_files(urls: Iterable[QUrl]) -> list[Path]:
    """Return the paths of those that are on this machine."""
    return [_path_of(url) for url in urls if url.isLocalFile()]


def _path_of(url: QUrl) -> Path:
    path = url.toLocalFile()
    if LOST not in path:
        return Path(path)
    from urllib.parse import unquote_to_bytes

    # A name may be any bytes but on Windows: the address still has them.
    return Path(os.fsdecode(unquote_to_bytes(url.path(QUrl.ComponentFormattingOption.FullyEncoded))))
