"""Sums over the heights of all paragraphs, in a Fenwick tree."""

from collections.abc import Iterable


class Heights:
    """Heights in pixels. Linear to build; logarithmic to change one and to find the paragraph at a pixel.

    P. M. Fenwick, "A new data structure for cumulative frequency tables", 1994.
    """

    def __init__(self, heights: Iterable[int] = ()) -> None:
        self._heights = list(heights)
        self.total = sum(self._heights)
        self._tree = [0, *self._heights]
        for index in range(1, len(self._tree)):
            parent = index + (index & -index)
            if parent < len(self._tree):
                self._tree[parent] += self._tree[index]

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, index: int) -> int:
        return self._heights[index]

    def __setitem__(self, index: int, height: int) -> None:
        change = height - self._heights[index]
        if not change:
            return
        self._heights[index] = height
        self.total += change
        index += 1
        while index < len(self._tree):
            self._tree[index] += change
            index += index & -index

    def above(self, index: int) -> int:
        """Return the height of everything before the paragraph `index`."""
        height = 0
        while index:
            height += self._tree[index]
            index &= index - 1
        return height

    def find(self, y: int) -> tuple[int, int]:
        """Return the paragraph at the pixel `y`, and the pixel inside it; past the end, the last one's last."""
        if not self._heights:
            return 0, 0
        index, bit = 0, 1 << len(self._heights).bit_length()
        y = max(0, y)
        while bit:
            after = index + bit
            if after < len(self._tree) and self._tree[after] <= y:
                index = after
                y -= self._tree[after]
            bit >>= 1
        return (index, y) if index < len(self._heights) else (len(self._heights) - 1, self._heights[-1])
