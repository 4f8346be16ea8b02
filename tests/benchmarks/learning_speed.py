"""How long learning and suggesting take: `python -m tests.benchmarks.learning_speed`. Processor time of one core.

200 short articles: those of wikigold, and its first once more. A suggestion pass is that of all engines in an article
that was not learned from, and live forms are those after each span of it, the last one being the dearest.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from time import process_time

from annotator.assist.assistant import Assistant
from annotator.model import AnnotatedDocument
from annotator.suggest.live import LiveForms
from tests.benchmarks.gold import wikigold
from tests.benchmarks.table import Figure, markdown, median

ARTICLES = 200
LENGTHS = ((0, 1_000), (1_000, 2_000), (2_000, 4_000), (4_000, 10_000))
RUNS = 3


def main() -> None:
    """Print the table."""
    known, new = wikigold(100), wikigold(145)[100:]
    print(markdown("Learning and suggesting", list(figures((wikigold(145) * 2)[:ARTICLES], known, new))))


def figures(
    short: Sequence[AnnotatedDocument], known: Sequence[AnnotatedDocument], new: Sequence[AnnotatedDocument]
) -> Iterator[Figure]:
    """Yield how long it takes to learn from short articles, and to suggest in articles of each length."""
    letters = sum(len(one.text) for one in short)
    learning = seconds(lambda: Assistant().learn(short), 1)
    yield Figure(f"learn from {len(short):,} articles, {letters:,} characters", learning, "s", 5)
    assistant = Assistant()
    assistant.learn(known)
    for shortest, longest in LENGTHS:
        some = [one for one in new if shortest <= len(one.text) < longest]
        if some:
            mean = f"{len(some):,} articles of {sum(len(one.text) for one in some) / len(some):,.0f} characters"
            passes = median([1000 * seconds(lambda one=one: assistant.suggest(one.text)) for one in some])
            yield Figure(f"suggest in one of {mean}", passes, "ms", 10)
            lives = median([1000 * seconds(lambda one=one: LiveForms(one.text).suggest(one.spans)) for one in some])
            yield Figure(f"live forms in one of {mean}", lives, "ms", 1)


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Return the processor time of the fastest of some runs, in seconds."""
    taken = []
    for _ in range(runs):
        gc.collect()
        begun = process_time()
        work()
        taken.append(process_time() - begun)
    return min(taken)


if __name__ == "__main__":
    main()
