"""`annotator export PROJECT OUT`: a project's annotations as a dataset."""

import argparse
from pathlib import Path

from annotator.cli.answers import (
    add_json,
    add_options,
    counted,
    parsed_options,
    print_json,
    print_notices,
    progress_bar,
    report_as_json,
)

NAME = "export"
HELP = "write a project's articles and annotations as a dataset, proven by reading it back"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("project", metavar="PROJECT", type=Path, help="the project file, NAME.annotator")
    parser.add_argument("out", metavar="OUT", type=Path, help="the file to write; a folder for formats that are one")
    parser.add_argument(
        "--format", metavar="NAME", default="native", help="the format (native), see “annotator formats”"
    )
    parser.add_argument("--annotator", metavar="NAME", help="write this annotator's annotations only")
    parser.add_argument(
        "--done", action="store_true", help="write only documents that --annotator, or you, marked as done"
    )
    parser.add_argument("--force", action="store_true", help="replace OUT when it exists")
    add_options(parser)
    add_json(parser)
    parser.set_defaults(usage_error=parser.error)


def run(args: argparse.Namespace) -> int:
    """Say what the format cannot carry, then write."""
    from annotator.model import Status
    from annotator.settings import Settings, annotator_name
    from annotator.store import DocumentFilter
    from annotator.store.project import Project
    from annotator.transfer.exporting import export_losses, export_project

    options = parsed_options(args.usage_error, args.option)
    project = Project.open(args.project)
    try:
        where = DocumentFilter(status=Status.DONE) if args.done else DocumentFilter()
        viewer = args.annotator or annotator_name(Settings.load())
        chosen = {"format_name": args.format, "options": options, "annotator": args.annotator, "where": where}
        losses = list(export_losses(project, **chosen, viewer=viewer))
        with progress_bar("export", quiet=args.json) as progress:
            report = export_project(project, args.out, **chosen, viewer=viewer, force=args.force, progress=progress)
    finally:
        project.close()
    for loss in losses:
        report.note(loss)
    if args.json:
        print_json({"out": str(args.out), "format": args.format, **report_as_json(report)})
    else:
        documents, spans = counted(report.documents, "document"), counted(report.spans, "span")
        print(f"{args.out}: {documents} with {spans} written as {args.format}.")
        print_notices(report)
    return 0
