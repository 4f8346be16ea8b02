"""What the commands print: sentences for people, JSON for scripts, a bar on a terminal."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from annotator.cli.printing import tell
from annotator.process_lines import LINES, line_of_part, told_of
from annotator.report import Outcome, Report

if TYPE_CHECKING:
    from annotator.store import Finding

SHOWN = 20
"""Notices of one outcome that are printed for people; scripts get all that were kept."""

HEADINGS = {
    Outcome.REPAIRED: "repaired",
    Outcome.SKIPPED: "left out",
    Outcome.REFUSED: "refused",
    Outcome.LOST: "not carried by the format",
    Outcome.ALIKE: "much like another article",
    Outcome.NOTED: "noted",
}


def add_json(parser: argparse.ArgumentParser) -> None:
    """Let the command answer scripts."""
    parser.add_argument("--json", action="store_true", help="print the answer as one JSON object, for scripts")


def add_lines(parser: argparse.ArgumentParser) -> None:
    """Let the command tell the window that started it how far it is: see `process_lines`."""
    parser.add_argument(LINES, action="store_true", help=argparse.SUPPRESS)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Let the command take a format's options."""
    parser.add_argument(
        "--option",
        metavar="KEY=VALUE",
        action="append",
        default=[],
        help="an option of the format, see “annotator formats”; may be given several times",
    )


def parsed_options(parser_error: Callable[[str], Any], given: list[str], *, name: str = "--option") -> dict[str, str]:
    """Return `KEY=VALUE` strings as a dict; wrong ones go to `parser_error`, which exits with 2."""
    options = {}
    for option in given:
        key, equals, value = option.partition("=")
        if not equals or not key:
            parser_error(f"{name} takes {'OLD=NEW' if name == '--label' else 'KEY=VALUE'}, not {option}")
        options[key] = value
    return options


def report_as_json(report: Report) -> dict[str, Any]:
    """Return a report for scripts."""
    return {
        "documents": report.documents,
        "spans": report.spans,
        "relations": report.relations,
        "outcomes": {str(outcome): number for outcome, number in report.outcomes.items()},
        "notices": [
            {
                "outcome": str(notice.outcome),
                "message": notice.message,
                "file": None if notice.path is None else str(notice.path),
                "line": notice.line,
                "document": notice.document,
                "start": notice.start,
                "end": notice.end,
            }
            for notice in report.notices
        ],
    }


def findings_as_json(findings: "Iterable[Finding]") -> list[dict[str, Any]]:
    """Return what a check found for scripts; for the window each sentence and its values apart, to be translated."""
    return [{"message": one.message, "document": one.document, **told_of(one.error)} for one in findings]


def print_notices(report: Report) -> None:
    """Print what was repaired, left out, refused or lost: the first of each, and how many there are."""
    for outcome, number in report.outcomes.items():
        tell(f"{number:,} {HEADINGS[outcome]}:")
        kept = list(report.of(outcome))[:SHOWN]
        for notice in kept:
            tell(f"  {notice}")
        if number > len(kept):
            tell(f"  … and {number - len(kept):,} more (--json lists them)")


def counted(number: int, singular: str) -> str:
    """Return a number with its noun, such as `1 document` or `2,000 documents`."""
    return f"{number:,} {singular}" + ("" if number == 1 else "s")


@contextmanager
def progress_bar(title: str, *, quiet: bool = False, lines: bool = False) -> Iterator[Callable[[float], None]]:
    """Show a bar on a terminal, nothing elsewhere; gives what takes the share that is done, 0 to 1.

    With `lines`, the window is told each whole percent.
    """
    if lines:
        yield _telling()
        return
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from tqdm import tqdm

    with tqdm(total=100, desc=title, bar_format="{l_bar}{bar}| {elapsed}", leave=False) as bar:

        def show(share: float) -> None:
            bar.update(round(share * 100) - bar.n)

        yield show


def _telling() -> Callable[[float], None]:
    told = -1

    def tell(share: float) -> None:
        nonlocal told
        if int(share * 100) > told:
            told = int(share * 100)
            print(line_of_part(share), file=sys.stderr, flush=True)

    return tell
