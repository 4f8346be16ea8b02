"""`annotator convert IN OUT`: from format to format, without a project."""

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
from annotator.cli.writing import format_of

NAME = "convert"
HELP = "read files of one format and write them in another, proven by reading it back, without a project"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("source", metavar="IN", type=Path, help="a file, or a folder of files")
    parser.add_argument("out", metavar="OUT", type=Path, help="the file to write; a folder for formats that are one")
    parser.add_argument("--from", dest="source_format", metavar="NAME", help="read IN as this; else it is recognised")
    parser.add_argument(
        "--format", metavar="NAME", help="the format of OUT (that of its suffix, else native), see “annotator formats”"
    )
    parser.add_argument("--annotator", metavar="NAME", help="this annotator's annotations only")
    parser.add_argument("--force", action="store_true", help="replace OUT when it exists")
    add_options(parser)
    parser.add_argument(
        "--from-option",
        metavar="KEY=VALUE",
        action="append",
        default=[],
        help="an option of the format that is read; may be given several times",
    )
    add_json(parser)
    parser.set_defaults(usage_error=parser.error, names_format="--from")


def run(args: argparse.Namespace) -> int:
    """Convert, and say what was repaired and what is lost."""
    from annotator.transfer.converting import convert
    from annotator.transfer.exporting import Target

    target = Target(args.format or format_of(args.out), parsed_options(args.usage_error, args.option))
    with progress_bar("convert", quiet=args.json) as progress:
        report = convert(
            [args.source],
            args.out,
            target,
            source_format=args.source_format,
            source_options=parsed_options(args.usage_error, args.from_option),
            annotator=args.annotator,
            force=args.force,
            progress=progress,
        )
    if args.json:
        print_json({"out": str(args.out), "format": target.name, **report_as_json(report)})
    else:
        documents, spans = counted(report.documents, "document"), counted(report.spans, "span")
        tell(f"{args.out}: {documents} with {spans} written as {target.name}.")
        print_notices(report)
    return 0
