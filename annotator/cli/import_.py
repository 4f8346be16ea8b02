"""`annotator import PROJECT FILE...`: articles and datasets into a project."""

import argparse
from pathlib import Path

from annotator.cli.answers import (
    add_json,
    add_options,
    counted,
    parsed_options,
    print_notices,
    progress_bar,
    report_as_json,
)
from annotator.cli.printing import print_json, tell
from annotator.cli.project_argument import add_project

NAME = "import"
HELP = "read articles and datasets into a project, which is made when there is none"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_project(parser)
    parser.add_argument("files", metavar="FILE", type=Path, nargs="+", help="a file, or a folder of files")
    parser.add_argument("--format", metavar="NAME", help="read every FILE as this; otherwise each is recognised")
    parser.add_argument("--annotator", metavar="NAME", help="put all annotations into this annotator's layer")
    parser.add_argument(
        "--label",
        metavar="OLD=NEW",
        action="append",
        default=[],
        help="take the label OLD of the files as NEW, or with nothing behind = leave its spans out; may be given often",
    )
    add_options(parser)
    add_json(parser)
    parser.set_defaults(usage_error=parser.error, names_format="--format")


def run(args: argparse.Namespace) -> int:
    """Import everything as one action that can be undone, or nothing."""
    from annotator.settings import Settings, annotator_name
    from annotator.store.project import Project
    from annotator.transfer.importing import import_files
    from annotator.transfer.sources import find_sources
    from annotator.transfer.starting import scheme_for

    options = parsed_options(args.usage_error, args.option)
    labels = parsed_options(args.usage_error, args.label, name="--label")
    sources = find_sources(args.files, args.format)
    made = isinstance(args.project, Path) and not args.project.exists()
    project = Project.open(args.project, create=True, scheme=scheme_for(sources))
    try:
        me = project.ensure_annotator(annotator_name(Settings.load())).name
        with progress_bar("import", quiet=args.json) as progress:
            change, report = import_files(
                project,
                args.files,
                annotator=me,
                format_name=args.format,
                options=options,
                labels=labels,
                layer=args.annotator,
                progress=progress,
            )
    except BaseException:
        project.close()
        if made:
            args.project.unlink(missing_ok=True)
        raise
    project.close()
    if args.json:
        print_json({"project": str(args.project), "action": change and change.title, **report_as_json(report)})
    else:
        documents, spans = counted(report.documents, "document"), counted(report.spans, "span")
        tell(f"{args.project}: {documents} with {spans} imported.")
        print_notices(report)
    return 0
