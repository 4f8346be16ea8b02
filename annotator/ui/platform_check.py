"""Whether Qt can open a window here, asked before Qt is: where it cannot, it ends the process without an exception.

The sentences are not translated: what would translate them is what may be missing.
"""

import os
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from annotator.errors import AnnotatorError

PACKAGES = (
    "libgl1 libegl1 libxkbcommon0 libglib2.0-0 libfontconfig1 libdbus-1-3 fonts-dejavu-core "
    "libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 "
    "libxcb-xkb1 libxkbcommon-x11-0"
)
"""What a bare Debian or Ubuntu lacks: what Qt links to, a font, and what it needs for an X display."""
WAYLAND_PACKAGES = "libwayland-client0 libwayland-cursor0 libwayland-egl1"

_X_LIBRARIES = (
    *("libX11-xcb.so.1", "libxcb.so.1", "libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-image.so.0"),
    *("libxcb-keysyms.so.1", "libxcb-randr.so.0", "libxcb-render.so.0", "libxcb-render-util.so.0", "libxcb-shape.so.0"),
    *("libxcb-shm.so.0", "libxcb-sync.so.1", "libxcb-xfixes.so.0", "libxcb-xkb.so.1", "libxkbcommon-x11.so.0"),
)
_WAYLAND_LIBRARIES = ("libwayland-client.so.0", "libwayland-cursor.so.0", "libwayland-egl.so.1")


def check_platform(environment: Mapping[str, str] = os.environ) -> None:
    """Raise AnnotatorError with a sentence and the remedy when Qt cannot open a window."""
    on_linux = sys.platform.startswith("linux")
    chosen = environment.get("QT_QPA_PLATFORM", "").partition(":")[0] if on_linux else "native"
    if not chosen and not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        raise AnnotatorError(
            "There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set. Start the window in a graphical session "
            "(over SSH: ssh -X), or use the commands that need none: annotator --help."
        )
    check_libraries()
    if chosen in {"", "xcb", "wayland"}:
        _check_display(chosen, environment)


def check_libraries(what: str = "The window cannot be opened") -> None:
    """Raise AnnotatorError, which says `what` and the remedy, when Qt's own modules cannot be loaded."""
    try:
        import PySide6.QtWidgets  # noqa: F401
    except ModuleNotFoundError as error:
        raise AnnotatorError(
            f"The Python package {error.name} is missing. Install the program again: pip install -e ."
        ) from error
    except ImportError as error:
        raise _missing([_library_in(str(error))], what=what) from error


def _library_in(message: str) -> str:
    """Return the library that the loader's message is about, else the message."""
    found = re.search(r"[^\s/:]+\.so[.\d]*", message)
    return found.group() if found else message


def _check_display(chosen: str, environment: Mapping[str, str]) -> None:
    """Raise AnnotatorError when neither Wayland nor X works of those that may be used."""
    if chosen != "xcb" and _wayland_answers(environment) and not _unloadable(_WAYLAND_LIBRARIES):
        return
    if chosen == "wayland" or not environment.get("DISPLAY"):
        if missing := _unloadable(_WAYLAND_LIBRARIES):
            raise _missing(missing, f"{PACKAGES} {WAYLAND_PACKAGES}")
        raise _silent("WAYLAND_DISPLAY", environment)
    if missing := _unloadable(_X_LIBRARIES):
        raise _missing(missing)
    if not _x_answers():
        raise _silent("DISPLAY", environment)


def _missing(
    libraries: Iterable[str], packages: str = PACKAGES, what: str = "The window cannot be opened"
) -> AnnotatorError:
    return AnnotatorError(
        f"{what}, because Qt misses {', '.join(libraries)} of the system. On Debian or Ubuntu "
        f"install all that it needs: sudo apt install {packages}"
    )


def _silent(variable: str, environment: Mapping[str, str]) -> AnnotatorError:
    return AnnotatorError(
        f"The display {environment.get(variable) or 'of this session'} does not answer. Start the window in a "
        f"graphical session, or set {variable} to a display that runs and that you may use."
    )


def _unloadable(libraries: Iterable[str]) -> list[str]:
    return [library for library in libraries if not _loads(library)]


def _loads(library: str) -> bool:
    import ctypes

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    """Whether a compositor listens at the place that the Wayland protocol names."""
    name = environment.get("WAYLAND_DISPLAY", "")
    place = Path(environment.get("XDG_RUNTIME_DIR", "")) / name
    if not name or not place.is_absolute():
        return False
    import socket

    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(str(place))
        except OSError:
            return False
    return True


def _x_answers() -> bool:
    """Whether the X server that DISPLAY names accepts us."""
    import ctypes

    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not refused
