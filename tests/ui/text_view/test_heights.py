from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.text_view.heights import Heights

some_heights = st.lists(st.integers(1, 300), min_size=1, max_size=70)


@given(some_heights, st.data())
def test_sums_are_those_of_a_list(heights: list[int], data: st.DataObject) -> None:
    tree = Heights(heights)
    for index, height in data.draw(st.lists(st.tuples(st.integers(0, len(heights) - 1), st.integers(1, 300)))):
        heights[index] = height
        tree[index] = height
    assert tree.total == sum(heights)
    assert [tree.above(index) for index in range(len(heights) + 1)] == [
        sum(heights[:index]) for index in range(len(heights) + 1)
    ]


@given(some_heights, st.integers(-10, 25_000))
def test_find_gives_the_paragraph_that_holds_the_pixel(heights: list[int], y: int) -> None:
    index, inside = Heights(heights).find(y)
    if y >= sum(heights):
        assert (index, inside) == (len(heights) - 1, heights[-1])
    else:
        assert sum(heights[:index]) + inside == max(0, y)
        assert inside < heights[index]


def test_nothing_has_no_height() -> None:
    assert (Heights().total, Heights().find(5)) == (0, (0, 0))
