"""How good suggestions are after how many articles: `python -m tests.benchmarks.learning [--short] [--write FILE]`.

F1 of exact spans on articles that were not learned from, the mean over several orders: of re3d on all that are left, of
wikigold on its last 45. With `--write` a picture is drawn beside the page. No clock is read: figures of a busy machine
are as good.
"""

import random
import sys
from collections.abc import Sequence
from pathlib import Path

from annotator.assist.assistant import Assistant
from annotator.assist.curve_picture import curve_svg
from annotator.assist.evaluation import LINE, CurvePoint, Score, overall, scored
from annotator.model import AnnotatedDocument
from tests.benchmarks.gold import re3d, wikigold
from tests.benchmarks.reliability import reliability

ENGINES: dict[str, tuple[str, ...]] = {"forms": ("forms",), "crf": ("crf",), "all together": ()}
HELD_OUT = 45
LINES = (0.0, LINE)

HEAD = """# Suggestions

Made by `python -m tests.benchmarks.learning --write docs/suggestions.md`{short}: F1, in percent, of exact spans on
articles that were not learned from, the mean of {orders} orders of the articles. Of re3d all that are left are looked
at, of wikigold its last {held_out}. All suggestions are counted, and in brackets those that are likelier than {line}.

`annotator evaluate PROJECT` does the same with a project of yours.

What a suggestion says of itself, 0.93, is measured too, when it learns: on articles that it holds out. The second table
of each corpus tells how far that is true of articles that were not learned from: how likely all engines together said
it was, in percent, how much of it was right, and of how many suggestions.
"""


def main() -> None:
    """Print the tables; with `--write`, also to a file, with a picture of each corpus."""
    short = "--short" in sys.argv
    orders = 1 if short else 5
    parts = [HEAD.format(short=" (the short form)" if short else "", orders=orders, held_out=HELD_OUT, line=LINE)]
    out = Path(sys.argv[sys.argv.index("--write") + 1]) if "--write" in sys.argv else None
    for name, articles, held_out, sizes in (
        ("re3d", re3d(), 0, (5,) if short else (5, 10, 20)),
        ("wikigold", wikigold(145), HELD_OUT, (5,) if short else (5, 10, 20, 50, 100)),
    ):
        table, curve = measure(name, articles, held_out, sizes, orders)
        parts += [table, reliability(articles, held_out, sizes, orders)]
        if out:
            picture = out.with_name(f"{out.stem}-{name}.svg")
            picture.write_text(curve_svg(curve, f"{name}: all engines together"), encoding="utf-8")
            parts.append(f"![The learning curve of {name}]({picture.name})\n")
    print("\n".join(parts))
    if out:
        out.write_text("\n".join(parts), encoding="utf-8")


def measure(
    name: str, articles: Sequence[AnnotatedDocument], held_out: int, sizes: Sequence[int], orders: int
) -> tuple[str, list[CurvePoint]]:
    """Return the table of a corpus, and the curve of all engines together."""
    rows = [
        f"## {name}\n",
        f"| engine | {' | '.join(f'{size} articles' for size in sizes)} |",
        "|---" * (len(sizes) + 1) + "|",
    ]
    curve: list[CurvePoint] = []
    for title, engines in ENGINES.items():
        points = [_means(articles, held_out, size, orders, engines) for size in sizes]
        rows.append(
            f"| {title} | {' | '.join(f'{100 * one.f1:.1f} ({100 * shown.f1:.1f})' for one, shown in points)} |"
        )
        curve = [one for one, _ in points]
    return "\n".join(rows) + "\n", curve


def _means(
    articles: Sequence[AnnotatedDocument], held_out: int, size: int, orders: int, engines: tuple[str, ...]
) -> list[CurvePoint]:
    """Return the mean over all orders for each of the lines."""
    found: list[list[Score]] = [[] for _ in LINES]
    for order in range(orders):
        pool = list(articles[: len(articles) - held_out])
        random.Random(order).shuffle(pool)
        assistant = Assistant(engines)
        assistant.learn(pool[:size])
        for line, scores in zip(LINES, found, strict=True):
            scores.append(overall(scored(assistant, articles[-held_out:] if held_out else pool[size:], line)))
    fields = ("precision", "recall", "f1")
    return [
        CurvePoint(size, *(sum(getattr(one, field) for one in scores) / orders for field in fields)) for scores in found
    ]


if __name__ == "__main__":
    main()
