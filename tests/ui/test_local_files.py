"""Files that the desktop hands over are found, also where a name is no text."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl

from annotator.ui.local_files import local_files


@pytest.mark.skipif(sys.platform == "win32", reason="There every name is text.")
@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("file:///news/a.txt", "/news/a.txt"),
        ("file:///news/100%25%20%C3%A9%0A.txt", "/news/100% é\n.txt"),
        ("file:///d%E9r/caf%E9%20%F0%9F%99%82.txt", "/d\udce9r/caf\udce9 🙂.txt"),
    ],
)
def test_a_path_is_that_of_the_file(address, path):
    assert local_files([QUrl(address), QUrl("https://example.org/a.txt")]) == [Path(path)]
