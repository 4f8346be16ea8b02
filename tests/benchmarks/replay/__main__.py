"""What a span takes, in the real window: `python -m tests.benchmarks.replay [--short] [--write FILE]`.

A simulated person labels articles from their gold spans with real key and mouse events, until each equals its gold:
by mouse only, by keys only, by keys with label-all, and so with suggestions: by the forms of the open article, which
are always among them, by forms of earlier ones, by the CRF, by all. See `person` for the habits and `tally` for the
seconds.
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

GOLD = {"wikigold": gold.wikigold, "re3d": gold.re3d}
MOUSE, KEYS, EVERYWHERE = "mouse only", "keys only", "keys, label-all"
LIVE, FORMS, CRF, ALL = "and live forms", "and forms", "and the CRF", "and all engines"
ENGINES = {LIVE: (), FORMS: ("forms",), CRF: ("crf",), ALL: ("forms", "crf")}
"""What suggests, besides the forms of the open article; in all these ways label-all is used, too."""
WAYS = (MOUSE, KEYS, EVERYWHERE, *ENGINES)
BOUNDS = {
    ("wikigold", KEYS): (1.6, None),
    ("wikigold", EVERYWHERE): (1.25, None),
    ("wikigold", ALL): (1.25, 1.2),
    ("re3d", KEYS): (2.6, None),
    ("re3d", EVERYWHERE): (2.5, None),
    ("re3d", ALL): (2.1, 1.9),
}
"""Of presses a span: in all articles, and in the last third."""
NONE = (None, None)
HEAD = """| articles | way | spans | presses | bound | last third | bound | p90 | clicks | drags | notches | seconds |
|---|---|---|---|---|---|---|---|---|---|---|---|"""


def replay(articles: Sequence[AnnotatedDocument], way: str) -> Tally:
    """Label the articles in one of the ways."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "replay.annotator"
        keys = make_project(path, articles)
        desk = Desk(path, Path(folder) / "home", tally, ENGINES.get(way))
        person = Pointer(desk) if way == MOUSE else Typist(desk, keys, everywhere=way != KEYS)
        person.label(articles)
        desk.close()
    return tally


def line(name: str, way: str, tally: Tally, bounds: tuple[float | None, float | None] = NONE) -> str:
    """Return a row of the table."""
    figures = []
    for presses, bound in zip((tally.mean("presses"), tally.last_third("presses")), bounds, strict=True):
        figures += [f"{presses:.2f}", f"{bound:.2f}" if bound else ""]
    figures.append(str(tally.p90("presses")))
    figures += [f"{tally.mean(kind):.2f}" for kind in ("clicks", "drags", "notches")]
    return f"| {name} | {way} | {len(tally.spans):,} | {' | '.join(figures)} | {tally.seconds:.2f} |"


def main() -> int:
    """Print the table; return 1 when a bound is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="the first five of each, without bounds")
    parser.add_argument("--of", action="append", choices=GOLD, help="only these articles")
    parser.add_argument("--way", action="append", choices=WAYS, help="only this way")
    parser.add_argument("--write", type=Path, metavar="FILE", help="also write the table to FILE")
    args = parser.parse_args()
    if not gold.DATA.is_dir():
        print(f"There is nothing to replay: the articles are not in {gold.DATA.name}/ beside the project.")
        return 0
    lines, broken = [HEAD], False
    for name in args.of or GOLD:
        articles = GOLD[name](5) if args.short else GOLD[name]()
        for way in args.way or WAYS:
            tally = replay(articles, way)
            bounds = NONE if args.short else BOUNDS.get((name, way), NONE)
            lines.append(line(name, way, tally, bounds))
            print(lines[-1], dict(tally.keys), flush=True)
            presses = tally.mean("presses"), tally.last_third("presses")
            broken |= any(bound and did > bound for did, bound in zip(presses, bounds, strict=True))
    print("\n".join(lines))
    if args.write:
        args.write.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
