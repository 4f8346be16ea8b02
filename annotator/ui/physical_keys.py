"""Which key of the keyboard was pressed, whatever its layout types: the row of digits, and the letters.

Layouts such as the French give digits with Shift only, others give no Latin letters at all. The places are those of
Linux's evdev codes, which X and Wayland count from 8, of PC scan codes under Windows, and of macOS's virtual keys.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
"""What the keys of a keyboard type in the United States, from the top."""
_EVDEV, _PC = (10, 24, 38, 52), (2, 16, 30, 44)
"""The code of each row's first key; the others follow one by one."""
_MAC = (
    (18, 19, 20, 21, 23, 22, 26, 28, 25, 29),
    (12, 13, 14, 15, 17, 16, 32, 34, 31, 35),
    (0, 1, 2, 3, 5, 4, 38, 40, 37),
    (6, 7, 8, 9, 11, 45, 46),
)
OTHERS = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier
LEVEL_THREE = 0x80
"""Of the modifiers of X and Wayland: what AltGr holds."""
_DIGITS = range(Qt.Key.Key_0.value, Qt.Key.Key_9.value + 1)


def _places(codes: Sequence[Sequence[int]]) -> Mapping[int, str]:
    rows = (zip(row, characters, strict=True) for row, characters in zip(codes, ROWS, strict=True))
    return MappingProxyType({code: character for row in rows for code, character in row})


def _running(firsts: Sequence[int]) -> Mapping[int, str]:
    return _places([range(first, first + len(row)) for first, row in zip(firsts, ROWS, strict=True)])


_BY_EVDEV, _BY_PC, _BY_MAC = _running(_EVDEV), _running(_PC), _places(_MAC)


def _typed_in_the_states(event: QKeyEvent) -> str:
    platform = _platform()
    if platform == "cocoa":
        return _BY_MAC.get(event.nativeVirtualKey(), "")
    return (_BY_PC if platform == "windows" else _BY_EVDEV).get(event.nativeScanCode(), "")


@cache
def _platform() -> str:
    return QGuiApplication.platformName()


def digit_of_row(event: QKeyEvent) -> str:
    """Return the digit of a key in the row of digits, when the layout gives that digit with Shift only; else nothing.

    A key of the keypad and one whose layout has the digit in its usual place need no help, and what AltGr types with
    it, as { and } on German keyboards, is no digit.
    """
    digit = _typed_in_the_states(event)
    if not digit.isdecimal():
        return ""
    held = event.modifiers()
    if held & OTHERS or _holds_alt_gr(event):
        return ""
    return digit if (event.key() in _DIGITS) is bool(held & Qt.KeyboardModifier.ShiftModifier) else ""


def _holds_alt_gr(event: QKeyEvent) -> bool:
    """Return whether a third sign of the key is typed: Qt leaves that out of what it calls modifiers under X."""
    return _platform() not in ("cocoa", "windows") and bool(event.nativeModifiers() & LEVEL_THREE)


def letter_of(event: QKeyEvent) -> str:
    """Return the Latin letter of a key, small: what it types, else what it types in the United States."""
    typed = event.text().lower()
    if len(typed) == 1 and typed.isascii():
        return typed if typed.isalpha() else ""
    place = _typed_in_the_states(event)
    return place if place.isalpha() else ""
