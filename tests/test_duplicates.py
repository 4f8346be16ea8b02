"""Reprints are found, what is alike only in part is not."""

import random

from hypothesis import given
from hypothesis import strategies as st

from annotator.duplicates import Reprints, near_duplicates, sentence_sketch, sketch

WORDS = [f"word{number}" for number in range(2_000)]


def article(seed: int, length: int = 300) -> str:
    chosen = random.Random(seed)
    return " ".join(chosen.choice(WORDS) for _ in range(length))


def groups(*texts: str) -> list[list[int]]:
    return list(near_duplicates(texts))


def test_a_reprint_with_some_words_changed_is_one():
    words = article(1).split()
    words[::25] = ["other"] * len(words[::25])
    assert groups(article(1), article(2), " ".join(words)) == [[0, 2]]


def test_a_reprint_that_is_shortened_or_lengthened_is_one():
    whole = article(3)
    half, more = " ".join(whole.split()[:170]), f"{article(4, 120)} {whole}"
    assert groups(half, whole, more) == [[0, 1, 2]]


def test_case_and_blanks_and_marks_do_not_matter():
    assert groups(article(5), article(5).upper().replace(" ", ",  ")) == [[0, 1]]


def test_what_many_articles_end_with_does_not_join_them():
    legal = article(6, 40)
    assert groups(*(f"{article(number)} {legal}" for number in range(10, 30))) == []


def test_short_texts_are_duplicates_only_word_for_word():
    assert groups("Rain in Oslo.", "Rain in Bergen.", "rain in oslo", "") == [[0, 2]]


def test_scripts_that_write_no_words_apart_are_compared_by_characters():
    chosen = random.Random(7)
    text = "".join(chosen.choice("天地玄黄宇宙洪荒日月盈昃辰宿列張寒来暑往秋收冬蔵") for _ in range(300))
    assert groups(text, text[:200] + "新聞社") == [[0, 1]]


def test_texts_belong_together_by_way_of_others():
    whole = article(8, 400).split()
    first, middle, last = whole[:200], whole[100:300], whole[200:]
    assert groups(*(" ".join(part) for part in (first, last))) == []
    assert groups(*(" ".join(part) for part in (first, last, middle))) == [[0, 1, 2]]


def test_each_text_is_told_the_earlier_ones():
    reprints = Reprints()
    assert [reprints.add(article(seed)) for seed in (1, 2, 1, 1)] == [[], [], [0], [0, 2]]


@given(st.text())
def test_the_same_text_has_the_same_sketch_whatever_it_is(text):
    assert sketch(text) == sketch(text)
    assert sketch(text)


def test_by_sentences_a_reprint_shares_half_of_the_shorter_one():
    wire = ". ".join(f"The minister of state number {number} met them in the town" for number in range(10))
    reprints = Reprints(sentence_sketch)
    assert reprints.add(wire) == []
    assert reprints.add(f"ANKARA, Tuesday. {wire}. Reporting by the desk of this paper") == [0]
    assert (
        reprints.add(". ".join(f"Nobody at sea {number} had heard of that storm before" for number in range(10))) == []
    )
    assert reprints.add("Short.") == []
    assert reprints.add(" Short.\n") == [3]
