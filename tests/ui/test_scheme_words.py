from PySide6.QtGui import QAction

from annotator.ui.scheme_words import where_to_add


def test_it_is_said_which_action_edits_the_scheme_and_by_which_key(qapp):
    action = QAction("&Scheme…")
    assert where_to_add({"edit_scheme": action}) == "“Scheme…” adds them."
    action.setShortcut("Ctrl+Shift+E")
    assert where_to_add({"edit_scheme": action}) == "“Scheme…” (Ctrl+Shift+E) adds them."


def test_without_one_only_an_import_brings_them(qapp):
    assert where_to_add({}) == "The import of a dataset that has them brings them."
