"""All benchmarks: `python -m tests.benchmarks [--short] [--write FILE]`. Prints tables; never a timed test.

Figures of a machine that does something else at the same time mean little: look at the ratios.
"""

import argparse
import os
import platform
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.benchmarks import beside_learning, bulk, finding, growth, labelling, listing, scale, starting, view
from tests.benchmarks.table import Figure, markdown

HEAD = """# Benchmarks

Made by `python -m tests.benchmarks --write docs/benchmarks.md`{short} on {date}: Python {python}, {system},
{cores} cores. Floors are measured in the same run, on the same disk.
"""


def main() -> None:
    """Run everything and print it; with `--write`, also to a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer times and smaller: for a quick look, and for CI")
    parser.add_argument("--write", type=Path, metavar="FILE", help="also write the tables to FILE")
    args = parser.parse_args()
    parts = [
        HEAD.format(
            short=" (the short form)" if args.short else "",
            date=f"{datetime.now(UTC):%Y-%m-%d}",
            python=platform.python_version(),
            system=f"{platform.system()} {platform.machine()}",
            cores=os.cpu_count(),
        ),
        markdown("From the key to the paint, through the real window", labelling.run(short=args.short)),
        markdown("Labelling while it learns", beside_learning.run(short=args.short)),
        markdown("Start", starting.run(short=args.short)),
        markdown("The list of articles and the palette of actions, in the real window", listing.run(short=args.short)),
        markdown("20,000 articles against 1,000 (docs/scale.md has a million)", scale.run(short=True)),
        markdown("Import and export", bulk.run(short=args.short)),
        f"## How cost grows with the project\n\n{growth.run(growth.SHORT if args.short else growth.SIZES)}",
        markdown("Finding in an article", finding.run(short=args.short)),
        markdown("The text view alone", _of_view(short=args.short)),
    ]
    print("\n".join(parts))
    if args.write:
        args.write.write_text("\n".join(parts), encoding="utf-8")


def _of_view(*, short: bool) -> list[Figure]:
    """The view's own rows as figures; its floor is a screen of bare layouts."""
    return [
        Figure(f"{row.size}: {row.what}, p95", row.p95, "ms", None, row.median / row.ratio if row.ratio else None)
        for row in view.run(short=short)
    ]


if __name__ == "__main__":
    main()
