"""What is done with projects and files."""

from annotator.ui.action_rows.row import FILE, ActionRow, Needs
from annotator.ui.translation import mark

ROWS = (
    ActionRow(
        "new_project", mark("actions", "New project…"), mark("actions", "Make a new project file."), FILE, ("Ctrl+N",)
    ),
    ActionRow(
        "open_project",
        mark("actions", "Open project…"),
        mark("actions", "Open another project file."),
        FILE,
        ("Ctrl+O",),
    ),
    ActionRow(
        "open_to_read",
        mark("actions", "Open to read…"),
        mark("actions", "Open a project file to look at it: nothing in it can be changed."),
        FILE,
    ),
    ActionRow(
        "open_team_project",
        mark("actions", "Open team project…"),
        mark("actions", "Open a project in a database that several people use at once."),
        FILE,
    ),
    ActionRow(
        "copy_to_team",
        mark("actions", "Copy to a team's server…"),
        mark("actions", "Copy this project, with its history, into a database that several people use at once."),
        FILE,
        (),
        Needs.PROJECT,
    ),
    ActionRow(
        "open_recent",
        mark("actions", "Recent projects"),
        mark("actions", "Open a project that was open before."),
        FILE,
        ("Ctrl+Shift+O",),
    ),
    ActionRow(
        "import_files",
        mark("actions", "Import articles…"),
        mark("actions", "Read articles or a labelled dataset into this project."),
        FILE,
        ("Ctrl+I",),
        Needs.PROJECT,
        new_section=True,
    ),
    ActionRow(
        "import_folder",
        mark("actions", "Import folder…"),
        mark("actions", "Read all articles and datasets in a folder into this project."),
        FILE,
        ("Ctrl+Shift+I",),
        Needs.PROJECT,
    ),
    ActionRow(
        "paste_article",
        mark("actions", "Paste as new article…"),
        mark("actions", "Make a new article of the text on the clipboard."),
        FILE,
        ("Ctrl+V",),
        Needs.PROJECT,
    ),
    ActionRow(
        "export_dataset",
        mark("actions", "Export dataset…"),
        mark("actions", "Write the labelled articles to a file."),
        FILE,
        ("Ctrl+E",),
        Needs.PROJECT,
    ),
    ActionRow(
        "stop_job",
        mark("actions", "Stop the import or export"),
        mark("actions", "Stop it; nothing of it is kept."),
        FILE,
        ("Ctrl+.",),
        Needs.JOB,
    ),
    ActionRow(
        "show_report",
        mark("actions", "Details"),
        mark("actions", "Show what the last import or export changed, left out or lost."),
        FILE,
        needs=Needs.REPORT,
    ),
    ActionRow(
        "show_export",
        mark("actions", "Show in folder"),
        mark("actions", "Open the folder that holds the last export."),
        FILE,
        needs=Needs.EXPORT,
    ),
    ActionRow(
        "save",
        mark("actions", "Save"),
        mark("actions", "There is nothing to do: everything is saved at once."),
        FILE,
        ("Ctrl+S",),
        Needs.PROJECT,
        new_section=True,
    ),
    ActionRow(
        "save_copy",
        mark("actions", "Save a copy…"),
        mark("actions", "Copy this project, with its history, to a file of another name; work goes on in this one."),
        FILE,
        needs=Needs.PROJECT,
    ),
    ActionRow(
        "go_back_to_copy",
        mark("actions", "Go back to a copy…"),
        mark("actions", "Let the project be as it was when a copy was made; what it holds now is put aside."),
        FILE,
    ),
    ActionRow(
        "check_project",
        mark("actions", "Check the project"),
        mark("actions", "Look for damage: the file, every checksum and offset, and the history."),
        FILE,
        needs=Needs.PROJECT,
    ),
    ActionRow(
        "repair_project",
        mark("actions", "Repair the project…"),
        mark("actions", "Make a sound project of what is left in a damaged one and in its copies; the file is kept."),
        FILE,
    ),
    ActionRow(
        "quit", mark("actions", "Quit"), mark("actions", "Close the window."), FILE, ("Ctrl+Q",), new_section=True
    ),
)
