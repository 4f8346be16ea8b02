"""`annotator render PROJECT DOCUMENT OUT`: an annotated article as a picture."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cli.answers import counted, progress_bar
from annotator.cli.finding import all_lines, find_document
from annotator.cli.printing import tell
from annotator.cli.project_argument import add_project
from annotator.errors import AnnotatorError, FormatError
from annotator.model import AnnotatedDocument, Scheme
from annotator.visible import one_line

if TYPE_CHECKING:
    from annotator.settings import Settings
    from annotator.store.project import Project
    from annotator.ui.picture import Picture

NAME = "render"
HELP = "draw an article with its labels, whole, as a PDF, SVG, PNG or HTML file; no display is needed"

DETAILS = """\
PDF has pages of A4 and text that can be selected. HTML is one file without scripts, light or dark as its reader has
it. SVG and PNG are one drawing without pages; the letters of an SVG are outlines, which print the same everywhere.
"""
FORMATS = ("pdf", "svg", "png", "html")
NAME_LENGTH = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = f"{HELP[0].upper()}{HELP[1:]}. {DETAILS}"
    add_project(parser)
    parser.add_argument(
        "document", metavar="DOCUMENT", nargs="?", help="an article: its id, its title, or how only its title begins"
    )
    parser.add_argument(
        "out", metavar="OUT", type=Path, help="the file to write, NAME.pdf, .svg, .png or .html; with --all a folder"
    )
    parser.add_argument("--all", action="store_true", help="draw every article, each into a file in the folder OUT")
    parser.add_argument("--format", choices=FORMATS, default="pdf", help="with --all: the format of the files (pdf)")
    parser.add_argument("--annotator", metavar="NAME", help="whose labels are drawn, where several people have some")
    parser.add_argument(
        "--theme", choices=("light", "dark"), default="", help="the colours (light; HTML: what its reader has)"
    )
    parser.add_argument(
        "--width", metavar="CHARACTERS", type=_number(int, 20, 240), help="of a line, at most (as in the window)"
    )
    parser.add_argument(
        "--scale", metavar="FACTOR", type=_number(float, 0.5, 8), default=2.0, help="PNG: pixels for one (2)"
    )
    parser.add_argument(
        "--labels", action=argparse.BooleanOptionalAction, default=True, help="end with a list of the labels (yes)"
    )
    parser.add_argument("--force", action="store_true", help="replace OUT when it exists")
    parser.set_defaults(usage_error=parser.error)


def _number(kind: Callable[[str], float], least: float, most: float) -> Callable[[str], float]:
    def number(text: str) -> float:
        try:
            found = kind(text)
        except ValueError:
            found = least - 1
        if not least <= found <= most:
            raise argparse.ArgumentTypeError(f"{text} is not a number from {least} to {most}")
        return found

    return number


def run(args: argparse.Namespace) -> int:
    """Draw one article, or all."""
    if args.all == (args.document is not None):
        args.usage_error("name either a DOCUMENT or --all")
    from annotator.ui.offscreen import begin_offscreen

    begin_offscreen()
    from annotator.settings import Settings, annotator_name
    from annotator.store.project import Project

    settings = Settings.load()
    project = Project.open(args.project)
    try:
        viewer = _viewer(project, annotator_name(settings))
        if args.all:
            return _draw_all(args, settings, project, viewer)
        return _draw_one(args, settings, project, find_document(project, args.document, annotator=viewer))
    finally:
        project.close()


def _viewer(project: "Project", me: str) -> str:
    """Return as whom the list of documents is read: anybody will do, and nobody is added for it."""
    names = [person.name for person in project.annotators()]
    return me if me in names or not names else names[0]


def _draw_one(args: argparse.Namespace, settings: "Settings", project: "Project", document: int) -> int:
    from annotator.ui.picture import save_picture, writer_for

    writer_for(args.out)
    picture = _picture(args, settings, project.scheme(), _layer(project.document(document), args.annotator, project))
    with progress_bar("render") as progress:
        save_picture(picture, args.out, replace=args.force, follow=progress)
    tell(f"{args.out}: “{one_line(picture.title) or document}” with {counted(len(picture.spans), 'span')}.")
    return 0


def _draw_all(args: argparse.Namespace, settings: "Settings", project: "Project", viewer: str) -> int:
    from annotator.files import written_beside
    from annotator.ui.picture import save_picture

    if args.out.exists() and (not args.force or not args.out.is_dir()):
        raise FormatError("This exists already. Choose another folder, or say --force to replace it.", path=args.out)
    scheme, ids = project.scheme(), [line.id for line in all_lines(project, viewer)]
    with written_beside(args.out) as folder, progress_bar("render") as progress:
        folder.mkdir()
        for number, id_ in enumerate(ids, start=1):
            document = project.document(id_)
            picture = _picture(args, settings, scheme, _layer(document, args.annotator, project))
            name = f"{number:0{len(str(len(ids)))}}{_readable(picture.title)}.{args.format}"
            save_picture(picture, folder / name, replace=False)
            progress(number / len(ids))
    tell(f"{args.out}: {counted(len(ids), 'document')} drawn.")
    return 0


def _readable(title: str) -> str:
    """Return what a file's name may hold of a title: letters, digits and hyphens."""
    words = "".join(character if character.isalnum() else " " for character in title).split()
    return "".join(f"-{word}" for word in words)[:NAME_LENGTH].encode("utf-8", "ignore").decode()


def _layer(document: AnnotatedDocument, annotator: str | None, project: "Project") -> AnnotatedDocument:
    """Return the document with one annotator's spans. Raises AnnotatorError when it is not clear whose."""
    from annotator.transfer.scope import one_layer

    if annotator is not None:
        names = [person.name for person in project.annotators()]
        if annotator not in names:
            raise AnnotatorError(f"The project has no annotator {annotator}. It has: {', '.join(names)}.")
        return one_layer(document, annotator)
    names = sorted({span.annotator for span in document.spans})
    if len(names) > 1:
        raise AnnotatorError(
            f"The article {document.document.id} “{document.document.title}” has labels of {', '.join(names)}. "
            "Name one of them with --annotator."
        )
    return document


def _picture(args: argparse.Namespace, settings: "Settings", scheme: Scheme, document: AnnotatedDocument) -> "Picture":
    from annotator.model import Kind
    from annotator.settings import COLUMN_WIDTH, FONT_FAMILY, FONT_SIZE
    from annotator.ui.picture import Picture
    from annotator.ui.text_view.look import TextStyle

    return Picture(
        document.document,
        tuple(document.spans),
        scheme.of_kind(Kind.SPAN),
        TextStyle(settings.get(FONT_FAMILY), settings.get(FONT_SIZE), column=args.width or settings.get(COLUMN_WIDTH)),
        theme=args.theme,
        scale=args.scale,
        legend=args.labels,
        relations=document.relations,
        relation_labels=scheme.of_kind(Kind.RELATION),
    )
