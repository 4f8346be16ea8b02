"""Spares PySide6 reading the source of every module that is imported.

It looks in there for its own name, to see whether a module may switch features such as snake_case on: a twentieth of
the start, for modules that were loaded long ago too as soon as they are imported once more. No module here switches
anything on. What it has seen it keeps in a dict by name, -1 for those that do not use it, 0 for those that do without
features: we write that down before it looks.
"""

import os
import sys
from collections.abc import Iterable, Iterator, MutableMapping

import annotator.ui

UNUSED, PLAIN = -1, 0


def spare_reading() -> None:
    """Write down all modules that are loaded, and all of ours; to be called when PySide6 has just been loaded.

    Where PySide6 keeps no such dict, nothing is spared and all works the same.
    """
    try:
        from shibokensupport.feature import pyside_feature_dict
    except ImportError:
        return
    seen: MutableMapping[str, int] = pyside_feature_dict
    for name in _own_modules("annotator.ui", annotator.ui.__path__):
        seen.setdefault(name, PLAIN)
    for name in tuple(sys.modules):
        seen.setdefault(name, UNUSED)


def _own_modules(package: str, folders: Iterable[str]) -> Iterator[str]:
    """Yield the names of all modules in folders; `pkgutil` would take ten times as long."""
    for folder in folders:
        for entry in os.scandir(folder):
            name, _, end = entry.name.partition(".")
            if end == "py" and name != "__init__":
                yield f"{package}.{name}"
            elif not end and name.isidentifier() and name != "__pycache__" and entry.is_dir():
                yield f"{package}.{name}"
                yield from _own_modules(f"{package}.{name}", [entry.path])
