"""`annotator export PROJECT OUT`: a project's annotations as a dataset."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

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
from annotator.cli.scope import add_scope, chosen_scope

NAME = "export"
HELP = "write a project's articles and annotations as a dataset, proven by reading it back"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("project", metavar="PROJECT", type=Path, help="the project file, NAME.annotator")
    parser.add_argument("out", metavar="OUT", type=Path, help="the file to write; a folder for formats that are one")
    parser.add_argument(
        "--format", metavar="NAME", help="the format (that of OUT's suffix, else native), see “annotator formats”"
    )
    add_scope(parser)
    parser.add_argument("--force", action="store_true", help="replace OUT when it exists")
    parser.add_argument(
        "--dry-run", action="store_true", help="write nothing, and say what would be written and what would be lost"
    )
    add_options(parser)
    add_json(parser)
    parser.set_defaults(usage_error=parser.error)


def run(args: argparse.Namespace) -> int:
    """Say what the format cannot carry, then write."""
    from annotator.report import Report
    from annotator.store.project import Project
    from annotator.transfer.exporting import Target, export_project
    from annotator.transfer.losses import export_losses

    options = parsed_options(args.usage_error, args.option)
    format_name = args.format or _format_of(args.out)
    project = Project.open(args.project)
    lost = Report()
    try:
        target, scope = Target(format_name, options), chosen_scope(project, args)
        for loss in export_losses(project, target, scope):
            lost.note(loss.notice)
        with progress_bar("export", quiet=args.json) as progress, _target(args.out, dry=args.dry_run) as out:
            report = export_project(project, out, target, scope, force=args.force, progress=progress)
    finally:
        project.close()
    report.include(lost)
    if args.json:
        answer = {"out": str(args.out), "format": format_name, "written": not args.dry_run}
        print_json({**answer, **report_as_json(report)})
    else:
        documents, spans = counted(report.documents, "document"), counted(report.spans, "span")
        done = "would be written" if args.dry_run else "written"
        print(f"{args.out}: {documents} with {spans} {done} as {format_name}.")
        print_notices(report)
    return 0


def _format_of(out: Path) -> str:
    """Return the one format that has the suffix, else the native one."""
    from annotator.formats import all_formats

    names = [format_.name for format_ in all_formats() if format_.writes and out.suffix.lower() in format_.suffixes]
    return names[0] if len(names) == 1 else "native"


@contextmanager
def _target(out: Path, *, dry: bool) -> Iterator[Path]:
    """Give the path to write to: a dry run writes too, and proves it, where nobody looks."""
    if not dry:
        yield out
        return
    with TemporaryDirectory() as folder:
        yield Path(folder) / out.name
