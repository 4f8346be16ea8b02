import itertools

from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.text_view.lanes import GAP, rows_for

extents = st.lists(
    st.tuples(st.floats(0, 500), st.floats(0, 200)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=30
)


@given(extents)
def test_no_two_extents_of_a_row_touch(given_extents: list[tuple[float, float]]) -> None:
    rows = rows_for(given_extents)
    by_row: dict[int, list[tuple[float, float]]] = {}
    for row, extent in zip(rows, given_extents, strict=True):
        by_row.setdefault(row, []).append(extent)
    for placed in by_row.values():
        placed.sort()
        for (_, right), (left, _) in itertools.pairwise(placed):
            assert left - right >= GAP - 1e-6


@given(extents)
def test_no_row_is_left_out_and_each_extent_is_as_near_to_the_text_as_it_can_be(
    given_extents: list[tuple[float, float]],
) -> None:
    rows = rows_for(given_extents)
    assert set(rows) == set(range(max(rows, default=-1) + 1))
    for number, row in enumerate(rows):
        left, right = given_extents[number]
        for nearer in range(row):
            before = [given_extents[other] for other in range(number) if rows[other] == nearer]
            assert any(right + GAP > other_left and other_right + GAP > left for other_left, other_right in before)


def test_same_extent_goes_to_rows_of_their_own() -> None:
    assert rows_for([(10, 50)] * 4) == [0, 1, 2, 3]


def test_order_from_left_to_right_does_not_matter() -> None:
    assert rows_for([(100, 150), (0, 50), (200, 250)]) == [0, 0, 0]
