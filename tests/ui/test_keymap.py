from PySide6.QtGui import QKeySequence

from annotator.ui.action_table import ACTIONS
from annotator.ui.keymap import apply_keys, caret_keys, kept_keys, keys_of, label_choices, read_keys, usual_keys

ROWS = {row.name: row for row in ACTIONS}


def test_what_was_kept_is_read_and_what_is_no_key_left_out(qapp):
    kept = {"undo": "Ctrl+Z F20", "redo": "", "find": "nonsense+x Ctrl+K,Ctrl+L F3", "label A B": "shift+space"}
    read = read_keys(kept)
    assert read == {"undo": ("Ctrl+Z", "F20"), "redo": (), "find": ("F3",), "label A B": ("Shift+Space",)}
    assert read_keys(kept_keys(read)) == read
    assert label_choices(read) == {"A B": ("Shift+Space",)}


def test_a_usual_key_goes_to_the_action_for_which_it_was_chosen(qapp):
    chosen = {"undo": ("F3",)}
    assert keys_of(ROWS["undo"], chosen) == ("F3",)
    assert keys_of(ROWS["find_next"], chosen) == ()
    assert keys_of(ROWS["redo"], chosen) == usual_keys(ROWS["redo"])


def test_no_usual_key_in_the_text_is_one_of_the_caret(qapp):
    assert QKeySequence("Ctrl+Right").toString() in caret_keys()
    assert not caret_keys() & {key for row in ACTIONS if row.in_text for key in usual_keys(row)}


def test_all_keys_that_are_taken_are_told(application):
    taken = apply_keys(application.window.actions_by_name, {"undo": ("F20",)}, single=False)
    assert {"F20", "Ctrl+F"} <= taken
    assert "Ctrl+Z" not in taken
    assert not any(len(key) == 1 for key in taken)
