"""How a dataset is parted, as arguments of a command."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.transfer.datasets import Terms
    from annotator.transfer.splitting import Split


def add_split(parser: argparse.ArgumentParser) -> None:
    """Let the command write a dataset in parts."""
    group = parser.add_argument_group(
        "a dataset", "OUT becomes a folder with a file for each part, splits.tsv, manifest.json and a card, README.md"
    )
    group.add_argument("--split", metavar="SHARES", help="train, dev and test in per cent: 80/10/10, 80/20 or 100")
    group.add_argument(
        "--split-by", choices=("share", "date"), default="share", help="by share, or the newest articles last"
    )
    group.add_argument(
        "--not-stratified", action="store_true", help="do not see to it that each label has its share in every part"
    )
    group.add_argument(
        "--together", metavar="FIELD", default="", help="keep in one part what has the same source, author, or any key"
    )
    group.add_argument(
        "--keep", metavar="FILE", type=Path, help="a splits.tsv: what has a part there keeps it (OUT's own is kept)"
    )
    group.add_argument("--license", metavar="ID", default="unknown", help="the licence for the card, such as cc-by-4.0")
    group.add_argument("--language", metavar="CODE", default="", help="the language for the card, such as en")
    group.add_argument("--dated", action="store_true", help="tell in manifest and card which day it is")


def wants_dataset(args: argparse.Namespace) -> bool:
    """Return whether parts were asked for. Options that need them exit with 2 without."""
    if args.split is not None:
        return True
    for name in ("keep", "together", "not_stratified", "language", "dated"):
        if getattr(args, name):
            args.usage_error(f"--{name.replace('_', '-')} is for a dataset: say how it is split, such as --split 100")
    return False


def chosen_split(args: argparse.Namespace) -> "Split":
    """Return how the dataset is parted. Raises AnnotatorError for shares that are none."""
    from annotator.splits import parse_shares
    from annotator.transfer.splitting import Split

    return Split(parse_shares(args.split), args.split_by, not args.not_stratified, args.together)


def chosen_terms(args: argparse.Namespace) -> "Terms":
    """Return what the card says besides."""
    from annotator.transfer.datasets import Terms

    return Terms(args.license, args.language, _today() if args.dated else "")


def _today() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).date().isoformat()
