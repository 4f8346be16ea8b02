"""What a span takes, in the real window: `python -m tests.benchmarks.replay [--short] [--write FILE]`.

A simulated person labels articles from their gold spans with real key and mouse events, until each equals its gold:
by mouse only, by keys only, and by keys with label-all. See `person` for the habits and `tally` for the seconds.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from annotator.model import AnnotatedDocument
from tests.benchmarks import gold
from tests.benchmarks.replay.desk import Desk, make_project
from tests.benchmarks.replay.person import Pointer, Typist
from tests.benchmarks.replay.tally import Tally

MOUSE, KEYS, EVERYWHERE = "mouse only", "keys only", "keys, label-all"
BOUNDS = {("wikigold", KEYS): 1.6, ("wikigold", EVERYWHERE): 1.25, ("re3d", KEYS): 2.6, ("re3d", EVERYWHERE): 2.5}
HEAD = """| articles | way | spans | presses a span | p90 | bound | clicks | drags | notches | seconds |
|---|---|---|---|---|---|---|---|---|---|"""


def replay(articles: Sequence[AnnotatedDocument], way: str) -> Tally:
    """Label the articles in one of the three ways."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "replay.annotator"
        keys = make_project(path, articles)
        desk = Desk(path, Path(folder) / "home", tally)
        person = Pointer(desk) if way == MOUSE else Typist(desk, keys, everywhere=way == EVERYWHERE)
        person.label(articles)
        desk.close()
    return tally


def line(name: str, way: str, tally: Tally, bound: float | None = None) -> str:
    """Return a row of the table."""
    figures = [f"{tally.mean('presses'):.2f}", str(tally.p90("presses")), f"{bound:.2f}" if bound else ""]
    figures += [f"{tally.mean(kind):.2f}" for kind in ("clicks", "drags", "notches")]
    return f"| {name} | {way} | {len(tally.spans):,} | {' | '.join(figures)} | {tally.seconds:.2f} |"


def main() -> int:
    """Print the table; return 1 when a bound is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="the first five of each, without bounds")
    parser.add_argument("--write", type=Path, metavar="FILE", help="also write the table to FILE")
    args = parser.parse_args()
    if not gold.DATA.is_dir():
        print(f"There is nothing to replay: the articles are not in {gold.DATA.name}/ beside the project.")
        return 0
    lines, broken = [HEAD], False
    for name, read in (("wikigold", gold.wikigold), ("re3d", gold.re3d)):
        articles = read(5) if args.short else read()
        for way in (MOUSE, KEYS, EVERYWHERE):
            tally = replay(articles, way)
            bound = None if args.short else BOUNDS.get((name, way))
            lines.append(line(name, way, tally, bound))
            print(lines[-1], dict(tally.keys), flush=True)
            broken |= bound is not None and tally.mean("presses") > bound
    print("\n".join(lines))
    if args.write:
        args.write.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
