"""What a name of somebody else looks like among our words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.visible import LONGEST, PILED, one_line, visible, visible_lines
from tests.hostile.names import FAIR, TRICKS, harm

ANYTHING = st.text(st.characters() | st.sampled_from("\u202e\u2066\u2067\u2068\u2069\u200f\u200b\u0301\n\x1b\udc80א"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PER", "PER"),
        ("Café “x” – y…", "Café “x” – y…"),
        ("a\nb\tc", "a\\nb\\tc"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\x7f\x9b", "\\x7f\\x9b"),
        ("\u202eREP", "\\u202eREP"),
        ("\u2067REP", "\\u2067REP"),
        ("\u2067REP\u2069", "\u2067REP\u2069"),
        ("REP\u2069", "REP\\u2069"),
        ("PE\u200bR", "PE\\u200bR"),
        ("PER\u200f", "PER\\u200f"),
        ("C++\u200e שלום", "C++\u200e שלום"),
        ("Donau\u00addampf", "Donau\u00addampf"),
        ("caf\udce9.txt", "caf\\xe9.txt"),
        ("\ud800", "\\ud800"),
        ("e" + "\u0301" * 9, "e" + "\u0301" * PILED + "…"),
    ],
)
def test_what_would_not_show_is_seen(text, expected):
    assert visible(text) == expected


@pytest.mark.parametrize("name", FAIR.values(), ids=FAIR)
def test_a_name_in_any_script_stays_as_it_is(name):
    assert visible(name) == one_line(name) == visible_lines(name) == name


@pytest.mark.parametrize("name", TRICKS.values(), ids=TRICKS)
def test_a_trick_is_none_any_more(name):
    assert harm(name, lines=False)
    assert harm(visible(name), lines=False, most=200_000) == ""
    assert harm(one_line(name), lines=False) == ""
    assert harm(visible_lines(name), most=200_000) == ""


@given(ANYTHING)
def test_anything_can_be_shown_and_what_is_shown_stays_so(text):
    shown = visible(text)
    assert harm(shown, lines=False) == ""
    assert visible(f"{shown}: \u2068{shown}\u2069") == f"{shown}: \u2068{shown}\u2069"
    shown.encode()


def test_a_text_of_several_lines_keeps_them():
    assert visible_lines("a\n\tb\x1b") == "a\n\tb\\x1b"


def test_a_line_ends():
    assert one_line("P" * 100_000) == "P" * (LONGEST - 1) + "…"
    assert one_line("Two  lines\n of it.") == "Two lines of it."
    assert one_line("\n") == "\\n"
