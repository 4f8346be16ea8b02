"""`annotator export PROJECT OUT`: a project's annotations as a dataset."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

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
from annotator.cli.scope import add_scope, chosen_scope
from annotator.cli.split import add_split, chosen_split, chosen_terms, wants_dataset
from annotator.cli.writing import format_of

if TYPE_CHECKING:
    from annotator.report import Report
    from annotator.store.project import Project
    from annotator.transfer.exporting import Target
    from annotator.transfer.scope import Scope

NAME = "export"
HELP = "write a project's articles and annotations as a dataset, proven by reading it back"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_project(parser)
    parser.add_argument(
        "out",
        metavar="OUT",
        type=Path,
        help="the file to write; a folder for some formats and for a dataset",
    )
    parser.add_argument(
        "--format", metavar="NAME", help="the format (that of OUT's suffix, else native), see “annotator formats”"
    )
    add_scope(parser)
    add_split(parser)
    parser.add_argument(
        "--labels", action="store_true", help="write the format's own files of labels beside OUT, where it has any"
    )
    parser.add_argument("--force", action="store_true", help="replace OUT when it exists")
    parser.add_argument(
        "--dry-run", action="store_true", help="write nothing, and say what would be written and what would be lost"
    )
    add_options(parser)
    add_json(parser)
    parser.set_defaults(usage_error=parser.error)


def run(args: argparse.Namespace) -> int:
    """Write, and say what the format cannot carry."""
    from annotator.store.project import Project
    from annotator.transfer.exporting import Target

    options = parsed_options(args.usage_error, args.option)
    target = Target(args.format or format_of(args.out), options)
    project = Project.open(args.project)
    try:
        scope = chosen_scope(project, args)
        with progress_bar("export", quiet=args.json) as progress, _target(args.out, dry=args.dry_run) as out:
            report = _write(project, out, target, scope, args, progress)
    finally:
        project.close()
    if args.json:
        answer = {"out": str(args.out), "format": target.name, "written": not args.dry_run}
        print_json({**answer, **report_as_json(report)})
    else:
        documents, spans = counted(report.documents, "document"), counted(report.spans, "span")
        done = "would be written" if args.dry_run else "written"
        tell(f"{args.out}: {documents} with {spans} {done} as {target.name}.")
        print_notices(report)
    return 0


def _write(
    project: "Project",
    out: Path,
    target: "Target",
    scope: "Scope",
    args: argparse.Namespace,
    progress: Callable[[float], None],
) -> "Report":
    """Write one file, and its labels if they are asked for; or a dataset in parts."""
    from annotator.transfer.exporting import export_labels, export_project

    if wants_dataset(args):
        from annotator.transfer.datasets import Following, export_dataset

        return export_dataset(
            project,
            out,
            target,
            scope,
            chosen_split(args),
            keep=args.keep,
            terms=chosen_terms(args),
            force=args.force,
            following=Following(progress),
        )
    report = export_project(project, out, target, scope, force=args.force, progress=progress)
    if args.labels:
        export_labels(project, out, target, force=args.force)
    return report


@contextmanager
def _target(out: Path, *, dry: bool) -> Iterator[Path]:
    """Give the path to write to: a dry run writes too, and proves it, where nobody looks."""
    if not dry:
        yield out
        return
    with TemporaryDirectory() as folder:
        yield Path(folder) / out.name
