"""Near-duplicates: articles that are reprints of one text, told by the runs of words that they share.

Of each text the hashes of all runs of four words are made, and one in eight is kept: always the same ones, whatever
the text, so that what two texts share can be counted (Broder, "On the resemblance and containment of documents",
1997). A text is a near-duplicate when half of what was kept of the shorter one is in the other: a wire text with some
words changed, shortened to half, or with a paragraph added.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

RUN = 4
"""Words of a run."""
KEPT = 8
"""One run in so many is kept."""
ENOUGH = 4
"""With fewer runs kept, only texts of the very same words are held for duplicates."""
SHARE = 0.5
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


class Reprints:
    """Takes texts one after the other, and knows which belong together; they are numbered from 0."""

    def __init__(self) -> None:
        self._sizes: list[int] = []
        self._first: list[int] = []
        self._holders: dict[int, int | tuple[int, ...]] = {}

    def add(self, text: str) -> list[int]:
        """Take a text; return the numbers of the earlier ones that it is a near-duplicate of, in order."""
        runs, number = sketch(text), len(self._sizes)
        shared = Counter(holder for run in runs for holder in _numbers(self._holders.get(run, ())))
        found = sorted(other for other, count in shared.items() if count >= SHARE * min(len(runs), self._sizes[other]))
        self._sizes.append(len(runs))
        self._first.append(number)
        for other in found:
            self.join(number, other)
        for run in runs:
            holders = _numbers(self._holders.get(run, ()))
            if not holders:
                self._holders[run] = number
            elif len(holders) < MOST_HOLDERS:
                self._holders[run] = (*holders, number)
        return found

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
