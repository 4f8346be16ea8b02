"""The folders of the program on this machine: the platform's, or one that ANNOTATOR_HOME names, for portable use."""

import os
from pathlib import Path


def _folder(kind: str) -> Path:
    home = os.environ.get("ANNOTATOR_HOME")
    if home:
        return Path(home).expanduser().absolute() / kind
    from platformdirs import PlatformDirs

    folders = PlatformDirs("annotator", appauthor=False)
    return Path({"config": folders.user_config_dir, "cache": folders.user_cache_dir}.get(kind, folders.user_data_dir))


def config_folder() -> Path:
    """Return the folder of the settings. Like the two below it need not exist; ANNOTATOR_HOME takes all three in."""
    return _folder("config")


def cache_folder() -> Path:
    """Return the folder of what can be made again."""
    return _folder("cache")


def data_folder() -> Path:
    """Return the folder of what the program makes for the user without being told a place, as the sample project."""
    return _folder("data")
