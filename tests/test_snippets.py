import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.snippets import Snippet, around, best_place, word_places

TEXT = "One two three four five six seven eight nine ten."


def test_what_stands_around_a_place_begins_and_ends_with_whole_words():
    assert around(TEXT, (19, 23), before=10, after=6) == Snippet("three four"[:0] + "four ", "five", " six s")
    assert around(TEXT, (0, 3), before=10, after=4) == Snippet("", "One", " two")


def test_lines_become_one():
    text = "A line\n\n  and   a\tname\nhere and\n the end"
    place = (text.index("name"), text.index("here") + 4)
    assert around(text, place, before=50, after=50) == Snippet("A line and a ", "name here", " and the end")


def test_a_place_beside_letters_has_no_blank_around_it():
    assert around("Turkey's", (0, 6), before=9, after=9) == Snippet("", "Turkey", "'s")
    assert around("(Turkey)", (1, 7), before=9, after=9) == Snippet("(", "Turkey", ")")


def test_further_places_are_marked_where_they_stand_in_what_follows():
    text = "Baku,\n  Baku and\nBaku, far away from Baku"
    snippet = around(text, (0, 4), before=9, after=20, others=[(0, 4), (8, 12), (17, 21), (36, 40)])
    assert snippet.after == ", Baku and Baku, fa"[: len(snippet.after)]
    assert [snippet.after[start:end] for start, end in snippet.marks] == ["Baku", "Baku"]


def test_a_place_of_blanks_is_one_with_those_around_it():
    assert around("one   two", (4, 5), before=9, after=9) == Snippet("one", "", " two")


@given(st.text(alphabet="ab \n\té北", max_size=60), st.data())
def test_nothing_is_lost_but_blanks(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    others = sorted({data.draw(st.integers(end, len(text))) for _ in range(4)})
    places = list(zip(others[::2], others[1::2], strict=False))
    snippet = around(text, (start, end), before=99, after=99, others=places)
    line = snippet.before + snippet.text + snippet.after
    assert "".join(line.split()) == "".join(text.split())
    assert "  " not in line
    assert all(0 <= first <= last <= len(snippet.after) for first, last in snippet.marks)


@pytest.mark.parametrize(
    ("text", "words", "begin", "found"),
    [
        ("The minister, MINISTER; ministers", ["minister"], "", ["minister", "MINISTER"]),
        ("The minister met ministers", [], "minis", ["minister", "ministers"]),
        ("Həsənov in Bakı, a CAFÉ, cafe\u0301s", ["hesenov"], "cafe", ["CAFÉ", "cafe\u0301s"]),
        ("state-of-the-art, state of the union", ["state-of"], "", ["state-of", "state of"]),
        ("C++ or c", ["C++"], "", ["C", "c"]),
        ("nothing", ["...", ""], "", []),
        ("İstanbul ve istanbul", ["istanbul"], "", ["İstanbul", "istanbul"]),
    ],
)
def test_words_are_found_as_the_full_text_finds_them(text, words, begin, found):
    assert [text[start:end] for start, end in word_places(text, words, begin=begin)] == found


def test_the_best_place_is_that_from_which_most_can_be_seen():
    assert best_place([(0, 2), (50, 52), (55, 57), (58, 60), (200, 202)], 20) == 1
    assert best_place([(0, 2)], 20) == 0
