"""What opens each dialog of the program: tests go through all of them, and one finds those that are not here."""

from collections.abc import Callable
from datetime import datetime, timedelta

from annotator.store.copies import DAMAGED, REPLACED, Copy
from annotator.store.restoring import Size
from annotator.transfer.preview import preview_paths
from annotator.ui.application import Application
from annotator.ui.copies_dialog import CopiesDialog
from annotator.ui.encoding_dialog import EncodingDialog
from annotator.ui.import_dialog import ImportDialog


def action(name: str) -> Callable[[Application], None]:
    return lambda application: application.window.actions_by_name[name].trigger()


def look_at_files(application: Application) -> None:
    """Open the dialog of an import with all it can ask: lines to keep, labels that are new."""
    project = application.session.workspace.project
    assert project is not None
    article, rows = project.path.parent / "article.txt", project.path.parent / "rows.jsonl"
    article.write_text("2022-02-02\n\nAn article.", encoding="utf-8")
    rows.write_text('{"text": "Ayla", "label": [[0, 4, "NEW"]]}\n', encoding="utf-8")
    preview = preview_paths(project, [article, rows])
    ImportDialog(preview, application.session.workspace.labels(), project.name, application.window).open()


def ask_encoding(application: Application) -> None:
    path = application.session.workspace.project.path.with_name("a.txt")
    path.write_bytes("Ağrı".encode("windows-1254"))
    EncodingDialog(path, others=1, parent=application.window).open()


def show_guideline(application: Application) -> None:
    application.window.labels.show_current("LOC")
    application.window.actions_by_name["show_guideline"].trigger()


def merge_label(application: Application) -> None:
    application.window.labels.show_current("LOC")
    application.window.actions_by_name["merge_label"].trigger()


def look_at_scheme(application: Application) -> None:
    path = application.session.workspace.project.path.with_name("a.json")
    labels = '{"name": "LOC", "color": "#000000"}, {"name": "NEW"}'
    path.write_text(f'{{"format": "annotator-scheme", "version": 3, "scheme": [{labels}]}}', encoding="utf-8")
    application.session.later.scheme_editor.files.look_at(path)


def look_at_copies(application: Application) -> None:
    """Open the list of copies with a row of each kind."""
    path = application.session.workspace.project.path
    at = datetime(2026, 9, 30, 23, 59).astimezone()
    rows = [
        (Copy(path, at - timedelta(hours=number), why, 84_000_000), size)
        for number, (why, size) in enumerate((("", Size(12_345, 250_000)), (REPLACED, Size(1, 1)), (DAMAGED, None)))
    ]
    CopiesDialog(rows, application.window).open()


OPENED_BY: dict[str, Callable[[Application], None]] = {
    "BinDialog": action("show_bin"),
    "CommandPalette": action("command_palette"),
    "CopiesDialog": look_at_copies,
    "EncodingDialog": ask_encoding,
    "EnginesDialog": action("set_up_engines"),
    "ErasingDialog": action("erase_document"),
    "RepairingDialog": action("repair_project"),
    "ExportDialog": action("export_dataset"),
    "FixTextDialog": action("fix_text"),
    "Guide": action("guide"),
    "GuidelineDialog": show_guideline,
    "ImportDialog": look_at_files,
    "KeysDialog": action("choose_keys"),
    "LabelSearch": action("give_label"),
    "MetadataDialog": action("edit_metadata"),
    "TeamDialog": lambda application: application.session.transfers.files.ask_open_team(),
    "PasteDialog": lambda application: application.session.transfers.imports.take_text("2022-02-02\n\nAn article."),
    "RemoveLabelDialog": merge_label,
    "ReportDialog": lambda application: application.session.show_report("Title", "A sentence.", "A text."),
    "SchemeDialog": action("edit_scheme"),
    "SchemeImportDialog": look_at_scheme,
    "SettingsDialog": action("settings"),
    "ShortcutSheet": action("shortcut_sheet"),
}
"""What opens each dialog of the program, by the name of its class."""

OPENED_WITH = (
    "Title",
    "A sentence.",
    "http://localhost:11434/v1",
    "30 September 2026, 23:59",
    "30 September 2026, 22:59",
    "30 September 2026, 21:59",
    "A text.",
    "article.txt",
    "rows.jsonl",
    "An article.",
    "2022-02-02",
    "NEW",
    "Ayla",
)
"""What the dialogs show that is nobody's to translate."""
