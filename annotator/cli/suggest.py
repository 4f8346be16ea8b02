"""`annotator suggest PROJECT`: what might be labelled in the articles that are not done."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cli.answers import add_json, counted, progress_bar
from annotator.cli.learning import add_learning, add_setups, setups, share, tell_troubles, whose
from annotator.cli.printing import print_json, tell
from annotator.visible import one_line

if TYPE_CHECKING:
    from annotator.assist.suggesting import Suggested

NAME = "suggest"
HELP = "suggest spans in the articles that are not done, from the labels in those that are"
SHOWN = 20
AROUND = 30
"""Characters that are shown on either side."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    add_learning(parser)
    add_setups(parser)
    parser.add_argument("--model", metavar="FILE", type=Path, help="what “annotator train” has learned, instead")
    parser.add_argument("--line", metavar="P", type=share, help="show what is at least so likely (0.25)")
    parser.add_argument(
        "--accept-above",
        metavar="P",
        type=share,
        help="label what is likelier than P, as one action that can be undone in the window",
    )
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Learn, suggest, and accept what is asked for."""
    from annotator.assist.assistant import Assistant
    from annotator.assist.evaluation import LINE
    from annotator.assist.lessons import lessons
    from annotator.assist.suggesting import accept, suggest_in_project
    from annotator.store.project import Project

    line = LINE if args.line is None else args.line
    project = Project.open(args.project)
    try:
        annotator = whose(args)
        if args.accept_above is not None:
            project.check_writable()
        if args.model:
            assistant = Assistant.load(args.model, setups(args))
        else:
            assistant = Assistant(args.engine, setups(args))
            if any(not engine.needs_setup for engine in assistant.engines):
                assistant.learn(lessons(project, annotator, fewest=1))
        with progress_bar("Suggesting", quiet=args.json) as progress:
            found = list(suggest_in_project(project, assistant, annotator, line=line, progress=progress))
        accepted = 0 if args.accept_above is None else accept(project, found, annotator, above=args.accept_above)
    finally:
        project.close()
    tell_troubles(assistant)
    _answer(args, found, accepted)
    return 0


def _answer(args: argparse.Namespace, found: "list[Suggested]", accepted: int) -> None:
    if args.json:
        rows = [row for one in found for row in as_rows(one)]
        print_json({"suggestions": rows, "accepted": accepted})
        return
    number = sum(len(one.suggestions) for one in found)
    tell(f"{args.project}: {counted(number, 'suggestion')} in {counted(len(found), 'document')}.")
    left = SHOWN
    for one in found:
        for suggestion in one.suggestions[:left]:
            before = one.text[max(0, suggestion.start - AROUND) : suggestion.start]
            after = one.text[suggestion.end : suggestion.end + AROUND]
            quoted = one_line(f"{before}[{one.text[suggestion.start : suggestion.end]}]{after}")
            tell(f"  {one_line(suggestion.label):<12} {suggestion.score:.2f}  {quoted}")
        left -= len(one.suggestions[:left])
    if number > SHOWN:
        tell(f"  … and {number - SHOWN:,} more (--json lists them)")
    if args.accept_above is not None:
        tell(f"{counted(accepted, 'span')} labelled. Undo takes all of it back.")


def as_rows(one: "Suggested") -> list[dict[str, object]]:
    """Return the suggestions in one article for scripts."""
    return [
        {
            "document": str(one.document),
            "start": each.start,
            "end": each.end,
            "label": each.label,
            "score": round(each.score, 4),
            "engine": each.engine,
            "why": str(each.why),
            "quote": one.text[each.start : each.end],
        }
        for each in one.suggestions
    ]
