import pytest

from annotator import finding
from annotator.errors import FindError
from annotator.finding import Wanted, find

TEXT = "Baku and baku, Bakuvian.\nNorth\nBaku is in 東京都 and Baku’s"


def found(text, wanted, **how):
    return [text[start:end] for start, end in find(text, Wanted(wanted, **how)).places]


def test_case_counts_when_it_is_to():
    assert found(TEXT, "baku") == ["Baku", "baku", "Baku", "Baku", "Baku"]
    assert found(TEXT, "baku", case=True) == ["baku"]


def test_whole_words_end_where_no_letter_stands_beside_them():
    assert [place for place, _ in find(TEXT, Wanted("Baku", words=True)).places] == [0, 9, 31, 50]


def test_words_of_scripts_without_blanks_begin_anywhere():
    assert found(TEXT, "京", words=True) == ["京"]


def test_what_begins_with_no_letter_is_found_beside_one():
    assert found("a$5 b$5", "$5", words=True) == ["$5", "$5"]


def test_blanks_stand_for_any_blanks():
    assert found(TEXT, "north baku") == ["North\nBaku"]


def test_signs_that_mean_something_in_patterns_are_meant_as_they_stand():
    assert found("a.c abc a[b]", "a.c") == ["a.c"]
    assert found("a.c abc a[b]", "[b]") == ["[b]"]


def test_a_pattern_is_one_only_when_it_is_to_be():
    assert found(TEXT, r"^\w+", pattern=True) == ["Baku", "North", "Baku"]
    assert found(TEXT, r"bak\w|vian", pattern=True, words=True) == ["Baku", "baku", "Baku", "Baku"]


def test_places_without_a_character_are_left_out():
    assert found("ab", "x*", pattern=True) == []
    assert find("ab", Wanted("")).places == ()


@pytest.mark.parametrize("wrong", ["(", "a)(b", "[", "*a", "(" * 3000 + "a" + ")" * 3000])
def test_what_is_no_pattern_is_refused_with_a_sentence(wrong):
    for words in (False, True):
        with pytest.raises(FindError):
            find("abc", Wanted(wrong[:999], pattern=True, words=words))


def test_a_pattern_that_would_never_end_is_stopped():
    with pytest.raises(FindError, match="too long here"):
        find("x" * 60 + " ", Wanted(r"(?:x|xx)+y", pattern=True))


def test_what_is_too_long_is_refused():
    with pytest.raises(FindError, match="part of it"):
        find("abc", Wanted("a" * 1001))


def test_not_more_than_a_number_are_listed(monkeypatch):
    monkeypatch.setattr(finding, "MOST", 3)
    assert find("aaaa", Wanted("a")) == finding.Found(((0, 1), (1, 2), (2, 3)), is_all=False)
    assert find("aaa", Wanted("a")).is_all
