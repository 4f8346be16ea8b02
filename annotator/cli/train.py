"""`annotator train PROJECT --out MODEL`: learn from a project's labels, and keep what was learned."""

import argparse
from pathlib import Path

from annotator.cli.answers import add_json, counted
from annotator.cli.learning import add_learning, whose
from annotator.cli.printing import print_json, tell

NAME = "train"
HELP = "learn from the labels of a project, and write what was learned to a file for “annotator suggest --model”"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_learning(parser)
    parser.add_argument("--out", metavar="MODEL", type=Path, required=True, help="the file to write")
    parser.add_argument("--force", action="store_true", help="replace MODEL when it exists")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Learn and write."""
    from annotator.assist.assistant import Assistant
    from annotator.assist.lessons import lessons
    from annotator.errors import AnnotatorError
    from annotator.store.project import Project

    if args.out.exists() and not args.force:
        raise AnnotatorError(f"{args.out} exists already. Choose another name, or say --force to replace it.")
    assistant = Assistant(args.engine)
    project = Project.open(args.project)
    try:
        documents = lessons(project, whose(args), fewest=1)
    finally:
        project.close()
    assistant.learn(documents)
    assistant.save(args.out)
    spans = sum(len(document.spans) for document in documents)
    if args.json:
        print_json({"model": str(args.out), "documents": len(documents), "spans": spans})
    else:
        tell(f"{args.out}: learned from {counted(len(documents), 'document')} with {counted(spans, 'span')}.")
    return 0
