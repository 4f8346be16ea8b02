"""`annotator scheme PROJECT`: the labels of a project, to or from a file of their own."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cli.answers import add_json, counted
from annotator.cli.printing import print_json, tell
from annotator.cli.project_argument import add_project
from annotator.edits import Edit
from annotator.files.names import name_as_text
from annotator.model import Kind, Label, Scheme
from annotator.visible import one_line

if TYPE_CHECKING:
    from annotator.store.project import Project

NAME = "scheme"
HELP = "show the labels of a project, write them to a file of their own, or take over those of such a file"

HEADINGS = {Kind.SPAN: "Spans", Kind.RELATION: "Relations", Kind.DOCUMENT: "Articles"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_project(parser)
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--export", metavar="OUT", type=Path, help="write the labels to this JSON file")
    ways.add_argument("--import", metavar="FILE", type=Path, dest="take", help="take over the labels of this file")
    parser.add_argument("--force", action="store_true", help="let --export replace a file that is there")
    parser.add_argument("--dry-run", action="store_true", help="let --import only say what it would add and change")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Show, write or take over the scheme; the last is one action that can be undone."""
    from annotator.store.project import Project

    project = Project.open(args.project)
    try:
        if args.take is not None:
            return _take(project, args)
        scheme = project.scheme()
    finally:
        project.close()
    if args.export is not None:
        _write(scheme, args)
    elif args.json:
        print_json({"project": str(args.project), "labels": [_as_json(label) for label in scheme.labels]})
    else:
        for line in _lines(scheme):
            tell(line)
    return 0


def _write(scheme: Scheme, args: argparse.Namespace) -> None:
    from annotator.errors import FormatError
    from annotator.formats.native.scheme_file import write_scheme_file

    if args.export.exists() and not args.force:
        raise FormatError("There is a file of that name already. --force replaces it.", path=args.export)
    write_scheme_file(scheme, args.export)
    if args.json:
        print_json({"project": str(args.project), "file": str(args.export), "labels": len(scheme.labels)})
    else:
        tell(f"{args.export}: {counted(len(scheme.labels), 'label')}.")


def _take(project: "Project", args: argparse.Namespace) -> int:
    from annotator.formats.native.scheme_file import read_scheme_file
    from annotator.scheme_editing import take_scheme
    from annotator.settings import Settings, annotator_name

    made = take_scheme(project.scheme(), read_scheme_file(args.take))
    if made and not args.dry_run:
        me = project.ensure_annotator(annotator_name(Settings.load())).name
        project.apply(f"Import scheme {name_as_text(args.take.name)}", made, me)
    if args.json:
        rows = [{"label": name, "kind": kind, "changed": list(what)} for name, kind, what in _told(made)]
        print_json({"project": str(args.project), "file": str(args.take), "done": not args.dry_run, "labels": rows})
        return 0
    for name, _, what in _told(made):
        tell(f"change {one_line(name)}: {', '.join(what)}" if what else f"add {one_line(name)}")
    said = "would be added or changed" if args.dry_run else "added or changed"
    tell(f"{args.project}: {counted(len(made), 'label')} {said}.")
    return 0


def _told(made: Sequence[Edit]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return name, kind and changed fields of each label; no fields for one that is new."""
    from annotator.scheme_editing import changed_fields

    return [
        (edit.after.name, str(edit.after.kind), changed_fields(edit.before, edit.after))
        for edit in made
        if isinstance(edit.after, Label) and (edit.before is None or isinstance(edit.before, Label))
    ]


def _lines(scheme: Scheme) -> list[str]:
    from annotator.scheme_editing import in_tree

    lines: list[str] = []
    for kind, heading in HEADINGS.items():
        labels = in_tree(scheme, kind)
        if labels:
            lines += [heading, *(f"{'  ' * (depth + 1)}{one_line(label.name)}{_key(label)}" for label, depth in labels)]
    return lines or ["The project has no labels yet."]


def _key(label: Label) -> str:
    return f"  ({one_line(label.key)})" if label.key else ""


def _as_json(label: Label) -> dict[str, object]:
    return {"name": label.name, "kind": str(label.kind), "color": label.color, "key": label.key, "parent": label.parent}
