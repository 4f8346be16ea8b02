"""Which documents a command is about, and whose annotations: the arguments that several commands share."""

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.cli.finding import find_document

if TYPE_CHECKING:
    from annotator.store.project import Project
    from annotator.transfer.scope import Scope


def add_scope(parser: argparse.ArgumentParser) -> None:
    """Let the command be about a part of the project."""
    parser.add_argument("--annotator", metavar="NAME", help="this annotator's annotations only")
    parser.add_argument("--done", action="store_true", help="only documents that --annotator, or you, marked as done")
    parser.add_argument(
        "--filter",
        metavar="WORDS",
        default="",
        help="only documents with these words in title or text; title:, author:, source:, date:, or a key of the "
        "metadata, look there, as in the window",
    )
    parser.add_argument(
        "--document",
        metavar="DOCUMENT",
        action="append",
        default=[],
        help="only this document: its id, its title, or how the title begins; may be given several times",
    )
    parser.set_defaults(usage_error=parser.error)


def chosen_scope(project: "Project", args: argparse.Namespace) -> "Scope":
    """Return what was asked for. Wrong usage exits with 2; raises AnnotatorError for a document that is not there."""
    from annotator.model import Status
    from annotator.settings import Settings, annotator_name
    from annotator.transfer.scope import Scope, viewer_of
    from annotator.ui.filter_words import read_filter

    if args.document and (args.done or args.filter):
        args.usage_error("--document names documents: leave out --done and --filter")
    where = read_filter(args.filter, project.metadata_keys())
    if args.done:
        where = replace(where, status=Status.DONE)
    scope = Scope(where, annotator=args.annotator, viewer=args.annotator or annotator_name(Settings.load()))
    viewer = viewer_of(project, scope) or ""
    documents = [find_document(project, wanted, annotator=viewer) for wanted in args.document]
    return replace(scope, documents=tuple(dict.fromkeys(documents)))
