import os
import re
import socket
import subprocess
import sys

import pytest

from annotator.errors import AnnotatorError
from annotator.ui import platform_check
from annotator.ui.platform_check import PACKAGES, WAYLAND_PACKAGES, check_platform

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Displays and their libraries are Linux's.")
pytestmark = linux

CHECK = """
import sys
from annotator.ui.platform_check import check_platform
assert not any(name.startswith("PySide6") for name in sys.modules)
check_platform()
from PySide6.QtWidgets import QApplication
print(QApplication([]).platformName())
"""


@pytest.fixture
def child(project_path):
    """Run Python code in a process that has no environment but what is given."""

    def run(*arguments, **environment):
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=project_path,
            env={"PATH": os.defpath, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture
def broken_library(tmp_path):
    """Put a file that is no library in front of the system's library of that name."""

    def place(name):
        (tmp_path / name).touch()
        return {"LD_LIBRARY_PATH": str(tmp_path)}

    return place


def test_without_a_display_the_program_says_so_in_one_line(child, annotator_home):
    done = child("-m", "annotator", ANNOTATOR_HOME=str(annotator_home))
    assert done.returncode == 1
    assert done.stdout == ""
    assert re.fullmatch(r"annotator: There is no display: .* --help\.\n", done.stderr)


def test_with_libegl_missing_the_program_names_all_that_has_to_be_installed(child, broken_library, annotator_home):
    environment = broken_library("libEGL.so.1") | {"ANNOTATOR_HOME": str(annotator_home)}
    done = child("-m", "annotator", QT_QPA_PLATFORM="offscreen", **environment)
    assert done.returncode == 1
    assert done.stderr.endswith(f" misses libEGL.so.1 of the system. {APT}\n")
    assert done.stderr.count("\n") == 1


APT = f"On Debian or Ubuntu install all that it needs: sudo apt install {PACKAGES}"


@pytest.mark.parametrize("library", ["libxcb-cursor.so.0", "libxkbcommon-x11.so.0", "libxcb-icccm.so.4"])
def test_a_library_for_x_that_is_missing_is_named_before_qt_aborts(child, broken_library, library):
    done = child("-c", CHECK, DISPLAY=":4711", **broken_library(library))
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith(f"because Qt misses {library} of the system. {APT}")


def test_a_display_that_does_not_answer_is_named(child):
    done = child("-c", CHECK, DISPLAY=":4711")
    assert done.stderr.splitlines()[-1].endswith(
        "The display :4711 does not answer. Start the window in a graphical session, or set DISPLAY to a display that "
        "runs and that you may use."
    )


def test_a_wayland_display_that_does_not_answer_is_told(child, tmp_path):
    done = child("-c", CHECK, WAYLAND_DISPLAY="wayland-0", XDG_RUNTIME_DIR=str(tmp_path))
    told = done.stderr.splitlines()[-1]
    assert "The display wayland-0 does not answer" in told or told.endswith(f"install {PACKAGES} {WAYLAND_PACKAGES}")


def test_where_no_display_is_needed_none_is_asked_for(child):
    assert child("-c", CHECK, QT_QPA_PLATFORM="offscreen").stdout == "offscreen\n"


def test_a_compositor_that_listens_is_found(tmp_path):
    environment = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert not platform_check._wayland_answers(environment)
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(tmp_path / "wayland-0"))
        compositor.listen()
        assert platform_check._wayland_answers(environment)
        assert not platform_check._wayland_answers({"XDG_RUNTIME_DIR": str(tmp_path)})


@pytest.mark.parametrize(
    ("message", "library"),
    [
        ("libEGL.so.1: cannot open shared object file: No such file or directory", "libEGL.so.1"),
        ("/usr/lib/libglib-2.0.so.0: file too short", "libglib-2.0.so.0"),
        ("something else", "something else"),
    ],
)
def test_the_library_is_found_in_what_the_loader_says(message, library):
    assert platform_check._library_in(message) == library


def test_a_missing_package_of_python_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "PySide6.QtWidgets", None)
    with pytest.raises(AnnotatorError, match=r"The Python package PySide6\.QtWidgets is missing\. .* pip install"):
        check_platform({"QT_QPA_PLATFORM": "offscreen"})


def test_the_readme_names_the_same_packages(project_path):
    assert f"sudo apt install {PACKAGES}\n" in (project_path / "README.md").read_text(encoding="utf-8")
