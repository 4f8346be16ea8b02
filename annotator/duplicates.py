"""Near-duplicates: articles that are reprints of one text, told by the runs of words that they share.

Of each text the hashes of all runs of four words are made, and one in eight is kept: always the same ones, whatever
the text, so that what two texts share can be counted (Broder, "On the resemblance and containment of documents",
1997). A text is a near-duplicate when half of what was kept of the shorter one is in the other: a wire text with some
words changed, shortened to half, or with a paragraph added.
"""

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

RUN = 4
"""Words of a run."""
KEPT = 8
"""One run in so many is kept."""
ENOUGH = 4
"""With fewer runs kept, only texts of the very same words are held for duplicates."""
SHARE = 0.5
SHORTEST = 25
"""Code points of a sentence that says which text it is of."""
MOST_HOLDERS = 8
"""So many texts are remembered of those that hold a run; what more of them hold is said in every article."""

_WORD = re.compile(
    r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+"
)
"""A word; in scripts that write none apart, a character."""


def sketch(text: str) -> frozenset[int]:
    """Return what is kept of a text to compare it: hashes of runs of words."""
    words = _WORD.findall(text.casefold())
    runs = (" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
    hashes = {zlib.crc32(run.encode(errors="surrogatepass")) for run in runs}
    kept = frozenset(hash_ for hash_ in hashes if hash_ % KEPT == 0)
    return kept if len(kept) >= ENOUGH else frozenset({-1 - zlib.crc32(" ".join(words).encode(errors="surrogatepass"))})


def sentence_sketch(text: str) -> frozenset[int]:
    """Return hashes of the sentences and lines of a text, of this process: a tenth of the work, for very many texts.

    A reprint whose every sentence was touched is not found by them.
    """
    kept = frozenset([hash(part) for part in text.replace("\n", ". ").split(". ") if len(part) >= SHORTEST])
    return kept if len(kept) >= ENOUGH else frozenset({hash(text.strip())})


class Reprints:
    """Takes texts one after the other, and knows which belong together; they are numbered from 0.

    What is kept of a text to compare it, `sketched` says.
    """

    def __init__(self, sketched: Callable[[str], frozenset[int]] = sketch) -> None:
        self._sketched = sketched
        self._sizes: list[int] = []
        self._first: list[int] = []
        self._holders: dict[int, int | tuple[int, ...]] = {}

    def add(self, text: str) -> list[int]:
        """Take a text; return the numbers of the earlier ones that it is a near-duplicate of, in order."""
        runs, number = self._sketched(text), len(self._sizes)
        known = [run for run in runs if run in self._holders]
        found = self._like(runs, known) if known else []
        self._sizes.append(len(runs))
        self._first.append(number)
        for other in found:
            self.join(number, other)
        self._holders.update(dict.fromkeys(runs.difference(known) if known else runs, number))
        for run in known:
            holders = _numbers(self._holders[run])
            if len(holders) < MOST_HOLDERS:
                self._holders[run] = (*holders, number)
        return found

    def _like(self, runs: frozenset[int], known: Iterable[int]) -> list[int]:
        """Return the texts that hold enough of these runs; `known` are those that any of them holds."""
        shared = Counter(holder for run in known for holder in _numbers(self._holders[run]))
        return sorted(other for other, count in shared.items() if count >= SHARE * min(len(runs), self._sizes[other]))

    def __len__(self) -> int:
        return len(self._sizes)

    def first_of(self, number: int) -> int:
        """Return the number of the first text of those that belong together with this one."""
        while self._first[number] != number:
            self._first[number] = self._first[self._first[number]]
            number = self._first[number]
        return number

    def join(self, one: int, other: int) -> None:
        """Let two texts belong together for another reason."""
        low, high = sorted((self.first_of(one), self.first_of(other)))
        self._first[high] = low


def near_duplicates(texts: Iterable[str]) -> Iterator[list[int]]:
    """Yield the numbers, from 0, of texts that belong together: only where there are several."""
    reprints = Reprints()
    for text in texts:
        reprints.add(text)
    groups: dict[int, list[int]] = {}
    for number in range(len(reprints)):
        groups.setdefault(reprints.first_of(number), []).append(number)
    yield from (group for group in groups.values() if len(group) > 1)


def _numbers(holders: int | Sequence[int]) -> Sequence[int]:
    return (holders,) if isinstance(holders, int) else holders
