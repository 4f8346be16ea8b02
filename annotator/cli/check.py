"""`annotator check PROJECT`: whether a project is whole."""

import argparse
from dataclasses import asdict

from annotator.cli.answers import add_json, counted, print_json, progress_bar
from annotator.cli.project_argument import add_project

NAME = "check"
HELP = "check a project: the database, every checksum and offset, and that the history leads to the present"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_project(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Print what is wrong; exit with 1 when something is."""
    from annotator.store.project import Project

    project = Project.open(args.project)
    try:
        with progress_bar("check", quiet=args.json) as progress:
            findings = list(project.check(progress))
    finally:
        project.close()
    if args.json:
        print_json({"project": str(args.project), "findings": [asdict(finding) for finding in findings]})
    elif findings:
        print(f"{args.project}: {counted(len(findings), 'finding')}. Restore the project from a copy.")
        for finding in findings:
            print(f"  {finding.message}" if finding.document is None else f"  {finding.document}: {finding.message}")
    else:
        print(f"{args.project}: everything is as it was written.")
    return 1 if findings else 0
