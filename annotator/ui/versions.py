"""Which versions of what the program is made of run here, for reports and for `About`."""

import platform
from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import qVersion

from annotator import __version__

LICENSES: Mapping[str, str] = MappingProxyType(
    {
        "PySide6-Essentials": "LGPL 3",
        "SQLAlchemy": "MIT",
        "alembic": "MIT",
        "charset-normalizer": "MIT",
        "lxml": "BSD 3-Clause",
        "lxml_html_clean": "BSD 3-Clause",
        "markdown-it-py": "MIT",
        "msgpack": "Apache 2.0",
        "openpyxl": "MIT",
        "orjson": "Apache 2.0, MIT",
        "platformdirs": "MIT",
        "psutil": "BSD 3-Clause",
        "pypdfium2": "Apache 2.0, BSD 3-Clause",
        "python-crfsuite": "MIT",
        "regex": "Apache 2.0",
        "striprtf": "BSD 3-Clause",
        "tqdm": "MPL 2.0, MIT",
        "trafilatura": "Apache 2.0",
    }
)
"""Of each package that the program needs."""


def in_one_line() -> str:
    """Return what a report of a fault has to say first."""
    return f"Annotator {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"


def in_full() -> str:
    """Return the versions and licences of everything that runs here, a line each."""
    lines = [
        f"Annotator {__version__} (MIT)",
        f"Python {platform.python_version()} (PSF 2.0)",
        f"Qt {qVersion()} (LGPL 3)",
        *(f"{name} {_version(name)} ({license_})" for name, license_ in LICENSES.items()),
        f"SQLite {_sqlite()} (public domain)",
        platform.platform(),
    ]
    return "\n".join(lines)


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:  # Not installed by a package manager that leaves a note.
        return "?"


def _sqlite() -> str:
    import sqlite3

    return sqlite3.sqlite_version
