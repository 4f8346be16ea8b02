"""What opens each dialog of the program: tests go through all of them, and one finds those that are not here."""

from collections.abc import Callable

from annotator.ui.application import Application


def action(name: str) -> Callable[[Application], None]:
    return lambda application: application.window.actions_by_name[name].trigger()


OPENED_BY: dict[str, Callable[[Application], None]] = {
    "CommandPalette": action("command_palette"),
    "ExportDialog": action("export_dataset"),
    "Guide": action("guide"),
    "ReportDialog": lambda application: application.session.show_report("Title", "A sentence.", "A text."),
    "SettingsDialog": action("settings"),
    "ShortcutSheet": action("shortcut_sheet"),
}
"""What opens each dialog of the program, by the name of its class."""
