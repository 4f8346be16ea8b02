from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.picture_pages import Cut, pages


def test_a_page_ends_at_the_last_cut_that_fits_and_the_gap_is_left_out():
    cuts = [Cut(40, 50), Cut(90, 100), Cut(140, 150)]
    assert pages(cuts, 100) == [(0, 90), (100, 140)]


def test_what_is_taller_than_a_page_is_cut_all_the_same():
    assert pages([Cut(250, 250)], 100) == [(0, 100), (100, 200), (200, 250)]


def test_nothing_is_one_empty_page():
    assert pages([], 100) == [(0, 0)]


@given(st.lists(st.tuples(st.integers(1, 90), st.integers(0, 30))), st.integers(100, 300))
def test_no_line_is_cut_lost_or_printed_twice(lines, height):
    cuts, y = [], 0
    for line, gap in lines:
        cuts.append(Cut(y + line, y + line + gap))
        y += line + gap
    stretches = pages(cuts, height)
    assert all(0 <= bottom - top <= height for top, bottom in stretches)
    tops = [0, *(cut.resume for cut in cuts)]
    for line_top, cut in zip(tops, cuts, strict=False):
        holding = [page for page in stretches if page[0] <= line_top and cut.end <= page[1]]
        assert len(holding) == 1
