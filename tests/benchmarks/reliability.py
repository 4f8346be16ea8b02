"""Whether what suggestions say of themselves is true: how likely they say they are, beside how many are right."""

import random
from bisect import bisect_right
from collections.abc import Sequence

from annotator.assist.assistant import Assistant
from annotator.model import AnnotatedDocument

BOUNDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)

Said = tuple[float, bool]
"""How likely a suggestion said it was, and whether it was right."""


def reliability(articles: Sequence[AnnotatedDocument], held_out: int, sizes: Sequence[int], orders: int) -> str:
    """Return a table: a row for all that said about the same, after learning from each number of articles."""
    of_sizes = [_by_bound(_said(articles, held_out, size, orders)) for size in sizes]
    rows = [f"| said | {' | '.join(f'{size} articles' for size in sizes)} |", "|---" * (len(sizes) + 1) + "|"]
    names = [f"below {BOUNDS[0]}", *(f"from {bound}" for bound in BOUNDS)]
    for at, name in enumerate(names):
        rows.append(f"| {name} | {' | '.join(_cell(of_size[at]) for of_size in of_sizes)} |")
    errors = (sum(abs(_gap(said)) for said in of_size) / max(1, sum(map(len, of_size))) for of_size in of_sizes)
    rows.append(f"| off by, on average | {' | '.join(f'{100 * error:.1f}' for error in errors)} |")
    return "\n".join(rows) + "\n"


def _said(articles: Sequence[AnnotatedDocument], held_out: int, size: int, orders: int) -> list[Said]:
    found: list[Said] = []
    for order in range(orders):
        pool = list(articles[: len(articles) - held_out])
        random.Random(order).shuffle(pool)
        assistant = Assistant()
        assistant.learn(pool[:size])
        for document in articles[-held_out:] if held_out else pool[size:]:
            right = {(span.start, span.end, span.label) for span in document.spans}
            found += [(one.score, one.place in right) for one in assistant.suggest(document.text)]
    return found


def _by_bound(said: Sequence[Said]) -> list[list[Said]]:
    found: list[list[Said]] = [[] for _ in range(len(BOUNDS) + 1)]
    for one in said:
        found[bisect_right(BOUNDS, one[0])].append(one)
    return found


def _gap(said: Sequence[Said]) -> float:
    return sum(score - right for score, right in said)


def _cell(said: Sequence[Said]) -> str:
    if not said:
        return ""
    scores, rights = sum(score for score, _ in said), sum(right for _, right in said)
    return f"{100 * scores / len(said):.0f}: {100 * rights / len(said):.0f} ({len(said):,})"
