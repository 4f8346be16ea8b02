"""`annotator agreement PROJECT`: how far those who labelled the same documents agree."""

import argparse
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from annotator.cli.answers import SHOWN, add_json, counted
from annotator.cli.printing import print_json, tell
from annotator.cli.project_argument import add_project
from annotator.cli.table import table
from annotator.errors import AnnotatorError
from annotator.visible import one_line

if TYPE_CHECKING:
    from annotator.agreement import Agreement, Comparison, Difference
    from annotator.store.project import Project

NAME = "agreement"
HELP = "compare annotators who labelled the same documents: how far each two agree, and where they do not"

RULE = (
    "Two are compared in each document where both have a span, or have marked it as done. Spans agree that are the "
    "same in place and label; beside it is the F1 of those that overlap one of the same label. Cohen's kappa is that "
    "of the labels at places that both chose."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = f"{HELP[0].upper()}{HELP[1:]}. {RULE}"
    add_project(parser)
    parser.add_argument(
        "--between", metavar="NAME", nargs="+", default=[], help="only these annotators; by default all, each pair"
    )
    parser.add_argument("--differences", action="store_true", help="list the places at which they differ")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Print the tables."""
    from annotator.agreement import compared
    from annotator.store.project import Project

    project = Project.open(args.project)
    try:
        pairs = list(combinations(_people(project, args.between), 2))
        found = [(one, one.result()) for one in compared(project.annotated_documents(), pairs)]
        found = [(one, result) for one, result in found if result.documents or args.between]
        if args.json:
            print_json({"project": str(args.project), "pairs": [as_json(one, result) for one, result in found]})
            return 0
        _print(project, found, differences=args.differences)
    finally:
        project.close()
    return 0


def _people(project: "Project", wanted: Sequence[str]) -> list[str]:
    """Return who is compared. Raises AnnotatorError for somebody who is not there."""
    known = [one.name for one in project.annotators()]
    for name in wanted:
        if name not in known:
            raise AnnotatorError(
                f"{project.address}: nobody is called “{one_line(name)}”. There are {', '.join(map(one_line, known))}."
            )
    return list(dict.fromkeys(wanted)) or known


def _print(project: "Project", found: "Sequence[tuple[Comparison, Agreement]]", *, differences: bool) -> None:
    if not found:
        tell(f"{project.address}: no document was labelled by two annotators.")
    for at, (pair, agreement) in enumerate(found):
        if at:
            tell("")
        names = f"{one_line(pair.one)} and {one_line(pair.other)}"
        tell(f"{names}: {counted(agreement.documents, 'document')} that both have labelled or marked as done.")
        if agreement.tallies:
            tell(*_tables(pair, agreement))
        if differences:
            tell(*_differences(project, pair, agreement.differences))


def _tables(pair: "Comparison", agreement: "Agreement") -> Iterator[str]:
    from annotator.agreement import ALL

    rows = [
        (
            "all" if label == ALL else label,
            *(f"{number:,}" for number in (tally.one, tally.other, tally.same)),
            _share(tally.f1),
            _share(tally.f1_touched),
        )
        for label, tally in agreement.tallies.items()
    ]
    yield from table(("Spans", pair.one, pair.other, "the same", "F1", "F1 overlapping"), rows)
    yield f"Places, whatever their labels: F1 {_share(agreement.f1_places)}."
    places = counted(agreement.places_both, "place")
    known = agreement.kappa is not None
    kappa = f"Cohen's kappa {_share(agreement.kappa)}" if known else "no kappa, which takes two labels"
    yield f"Labels at the {places} that both chose: {kappa}."


def _differences(project: "Project", pair: "Comparison", found: "Sequence[Difference]") -> Iterator[str]:
    yield f"{counted(len(found), 'place')} with other labels:"
    for one in found[:SHOWN]:
        document = project.document(one.document).document
        quote = one_line(document.text[one.start : one.end])
        mine, theirs = (", ".join(map(one_line, labels)) or "-" for labels in (one.one, one.other))
        names = f"{one_line(pair.one)}: {mine}; {one_line(pair.other)}: {theirs}"
        yield f"  {one.document} “{one_line(document.title)}”, {one.start} to {one.end} “{quote}”: {names}"
    if len(found) > SHOWN:
        yield f"  … and {len(found) - SHOWN:,} more; --json has all"


def _share(share: float | None) -> str:
    return "-" if share is None else f"{share:.2f}"


def as_json(pair: "Comparison", agreement: "Agreement") -> dict[str, object]:
    """Return a comparison for scripts."""
    labels = [
        {
            "label": label or None,
            "spans": [tally.one, tally.other],
            "same": tally.same,
            "f1": tally.f1,
            "f1_overlapping": tally.f1_touched,
        }
        for label, tally in agreement.tallies.items()
    ]
    return {
        "annotators": [pair.one, pair.other],
        "documents": agreement.documents,
        "all": next((one for one in labels if one["label"] is None), None),
        "labels": [one for one in labels if one["label"] is not None],
        "places": [agreement.places_one, agreement.places_other],
        "places_both": agreement.places_both,
        "f1_places": agreement.f1_places,
        "kappa": agreement.kappa,
        "differences": [
            {
                "document": str(one.document),
                "start": one.start,
                "end": one.end,
                "labels": [list(one.one), list(one.other)],
            }
            for one in agreement.differences
        ],
    }
