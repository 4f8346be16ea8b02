from itertools import pairwise

import regex
from hypothesis import given
from hypothesis import strategies as st

from annotator import clusters

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
TRICKY = st.text(
    st.sampled_from(
        "ab.' \n\r\t語\u00a0\u200b\u0301\u0308\u200d\ufe0f\u0600\u00ad"
        "\U0001f468\U0001f1e9\U0001f1ea\u0915\u094d\u1100\u1161\u11a8"
    )
)


def borders(text):
    return {0, *(cluster.end() for cluster in regex.finditer(r"\X", text))}


@given(st.one_of(st.text(), TRICKY), st.data())
def test_a_cluster_is_what_the_library_finds_in_the_whole_text(text, data):
    position = data.draw(st.integers(0, len(text)))
    start, end = clusters.cluster_at(text, position)
    found = [cluster.span() for cluster in regex.finditer(r"\X", text)]
    assert (start, end) == next((span for span in found if span[1] > position), (len(text), len(text)))


@given(TRICKY, st.data())
def test_snapping_to_clusters_goes_outward_and_is_idempotent(text, data):
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    first, last = clusters.grapheme_snap(text, start, end)
    assert {first, last} <= borders(text)
    assert clusters.grapheme_snap(text, first, last) == (first, last)
    assert (first <= start and end <= last) if start < end else first == last <= start


def test_family_of_emoji_and_flags_are_selected_whole():
    text = f"a{FAMILY}\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7"
    assert clusters.grapheme_snap(text, 2, 3) == (1, 6)
    assert clusters.grapheme_snap(text, 7, 8) == (6, 8)
    assert clusters.grapheme_snap(text, 8, 9) == (8, 10)


def test_carriage_return_and_line_feed_are_one():
    assert clusters.grapheme_snap("a\r\nb", 2, 3) == (1, 3)
    assert clusters.grapheme_snap("a\r\nb", 1, 2) == (1, 3)


def test_trimming_takes_blanks_that_one_cannot_see():
    text = "\ufeff\u200e \u3000word\u00a0\u200f\t\n"
    assert text[slice(*clusters.trim(text, 0, len(text)))] == "word"


def test_trimming_blanks_alone_leaves_nothing_at_the_start():
    assert clusters.trim("a  \n b", 1, 4) == (1, 1)
    assert clusters.trim("abc", 1, 1) == (1, 1)


def test_a_space_that_carries_an_accent_is_no_blank():
    text = "a \u0301b"
    assert not clusters.is_blank(text, 1)
    assert clusters.run_around(text, 2) == (0, 4)


def test_a_run_that_is_not_long_is_never_cut():
    text = "x " * 2000 + "y" * (clusters.REACH - 1) + " z"
    middle = text.index("y") + 200
    assert text[slice(*clusters.run_around(text, middle))] == "y" * (clusters.REACH - 1)


def test_a_long_run_is_cut_at_the_same_places_from_wherever_one_looks():
    text = "語" * 20_000
    pieces = sorted({clusters.run_around(text, position) for position in range(0, len(text), 37)})
    assert (pieces[0][0], pieces[-1][1]) == (0, len(text))
    assert all(before[1] == after[0] for before, after in pairwise(pieces))
    assert all(end - start <= clusters.STEP + clusters.REACH for start, end in pieces)


def test_a_long_run_is_not_cut_inside_a_cluster():
    text = FAMILY * 3000
    cut = clusters.cut(text, clusters.STEP)
    assert clusters.STEP <= cut < clusters.STEP + clusters.REACH
    word = "e\u0301" * 5000
    assert all(clusters.cut(word, clusters.STEP + odd) % 2 == 0 for odd in range(2))
