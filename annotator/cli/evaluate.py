"""`annotator evaluate PROJECT`: how good suggestions from the project's own labels would be."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cli.answers import add_json, counted, progress_bar
from annotator.cli.learning import add_learning, add_setups, setups, share, tell_troubles, whose
from annotator.cli.printing import print_json, tell
from annotator.cli.table import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotator.assist.evaluation import CurvePoint, Scores

NAME = "evaluate"
HELP = "measure how good suggestions would be: learn from a part of the labelled articles, suggest in the others"

RULE = (
    "A suggestion is right when it has the same first and last character and the same label as a span. Each article is "
    "suggested by what was learned from the others: in parts (--folds), and for the curve in five orders."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = f"{HELP}. {RULE}"
    add_learning(parser)
    add_setups(parser)
    parser.add_argument("--folds", metavar="N", type=int, default=5, help="into how many parts (5)")
    parser.add_argument("--line", metavar="P", type=share, help="count what is at least so likely (0.25)")
    parser.add_argument("--no-curve", action="store_true", help="leave the learning curve out, which takes longest")
    parser.add_argument("--picture", metavar="FILE.svg", type=Path, help="draw the learning curve")
    add_json(parser)
    parser.set_defaults(usage_error=parser.error)


def run(args: argparse.Namespace) -> int:
    """Print the tables."""
    from annotator.assist.assistant import Assistant
    from annotator.assist.evaluation import LINE, cross_validated, curve_sizes, learning_curve
    from annotator.assist.lessons import lessons
    from annotator.store.project import Project

    if args.folds < 2:
        args.usage_error("--folds takes a number from 2 on")
    if args.picture and args.no_curve:
        args.usage_error("--picture needs the curve that --no-curve leaves out")
    assistant = Assistant(args.engine, setups(args))
    tell_troubles(assistant)
    line = LINE if args.line is None else args.line
    project = Project.open(args.project)
    try:
        documents = lessons(project, whose(args), fewest=args.folds)
        assistant.know(project.scheme())
    finally:
        project.close()
    with progress_bar("Folds", quiet=args.json) as progress:
        scores = cross_validated(documents, args.folds, assistant, line=line, progress=progress)
    sizes = [] if args.no_curve else curve_sizes(len(documents))
    with progress_bar("Curve", quiet=args.json) as progress:
        curve = list(learning_curve(documents, sizes, assistant, line=line, progress=progress))
    if args.picture:
        _draw(args.picture, curve, project.name)
    if args.json:
        print_json(as_json(scores, curve, len(documents)))
    else:
        _print(args, scores, curve, len(documents))
    return 0


def _draw(path: Path, curve: "Sequence[CurvePoint]", name: str) -> None:
    from annotator.assist.curve_picture import curve_svg
    from annotator.errors import AnnotatorError
    from annotator.files import written_beside

    if not curve:
        raise AnnotatorError("There are too few articles for a learning curve: at least 8 must be labelled.")
    with written_beside(path) as new:
        new.write_text(curve_svg(curve, f"{name}: suggestions by articles learned from"), encoding="utf-8")


def _print(args: argparse.Namespace, scores: "Scores", curve: "Sequence[CurvePoint]", documents: int) -> None:
    tell(f"{args.project}: {counted(documents, 'document')}, each suggested by what the others taught.")
    tell("")
    tell(*_labels(scores))
    if curve:
        tell("")
        tell(*_curve(curve))
    if args.picture:
        tell("")
        tell(f"The curve is drawn in {args.picture}.")


def _labels(scores: "Scores") -> "Iterator[str]":
    from annotator.assist.evaluation import overall

    rows = [
        (label, f"{one.right + one.missed:,}", *map(_percent, (one.precision, one.recall, one.f1)))
        for label, one in (*scores.items(), ("all", overall(scores)))
    ]
    return table(("Label", "spans", "precision", "recall", "F1"), rows)


def _curve(curve: "Sequence[CurvePoint]") -> "Iterator[str]":
    rows = [(f"{one.articles:,}", *map(_percent, (one.precision, one.recall, one.f1))) for one in curve]
    return table(("Articles", "precision", "recall", "F1"), rows)


def _percent(number: float) -> str:
    return f"{100 * number:.1f}"


def as_json(scores: "Scores", curve: "Sequence[CurvePoint]", documents: int) -> dict[str, object]:
    """Return the figures for scripts: shares from 0 to 1."""
    from annotator.assist.evaluation import overall

    def numbers(one: object) -> dict[str, object]:
        return {name: round(getattr(one, name), 4) for name in ("precision", "recall", "f1")}

    return {
        "documents": documents,
        "labels": {label: {"spans": one.right + one.missed, **numbers(one)} for label, one in scores.items()},
        "all": numbers(overall(scores)),
        "curve": [{"documents": one.articles, **numbers(one)} for one in curve],
    }
