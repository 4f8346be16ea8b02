"""A report of a fault goes to strangers: it says where in the program, and nothing of what was read."""

import pytest

from annotator.ui.bugs import report

ARTICLE = "Zakir Hasanov met Hulusi Akar in secret."


def broken(text):
    held = {"text": text}
    try:
        return held[text]
    except KeyError as error:
        raise ValueError(f"no such place in “{text}”") from error


def caught(work, *arguments):
    try:
        work(*arguments)
    except Exception as error:  # noqa: BLE001
        error.add_note(f"It happened in {ARTICLE}")
        return report(error)
    pytest.fail("nothing was raised")


def test_neither_message_nor_locals_nor_notes_of_an_error_are_in_it():
    told = caught(broken, ARTICLE)
    assert "Zakir" not in told
    assert "secret" not in told
    assert "ValueError" in told
    assert "KeyError" in told
    assert "test_crash_reports.py" in told
    assert "in broken" in told


def test_what_names_only_code_is_told():
    assert "has no attribute 'nothing'" in caught(lambda: "".nothing)
    told = caught(lambda: getattr(object(), ARTICLE))
    assert "Zakir" not in told


def test_errors_in_groups_are_told_without_their_words():
    told = caught(lambda: (_ for _ in ()).throw(ExceptionGroup(ARTICLE, [ValueError(ARTICLE)])))
    assert "ExceptionGroup" in told
    assert "Zakir" not in told
