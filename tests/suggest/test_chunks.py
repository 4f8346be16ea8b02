import pytest

from annotator.suggest.chunks import REACH, chunks_around


def chunks(text, at=0):
    return [text[one.start : one.end] for one in chunks_around(text, at)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a team of Iraqi preservationists", ["a team", "Iraqi", "preservationists"]),
        ("the families of the victims", ["the families", "the victims"]),
        ("He met them in the old town, and left", ["met", "the old town", "left"]),
        ("more than $4 million", ["$4 million"]),
        ("Religious Minorities in the Near East", ["Religious Minorities", "the Near East"]),
        ("It was.", ["It was"]),
        ("Zakir Hasanov met Hulusi Akar", ["Zakir Hasanov", "met", "Hulusi Akar"]),
        ("", []),
        ("... —", []),
    ],
)
def test_a_line_is_cut_before_small_words_and_at_punctuation(text, expected):
    assert chunks(text) == expected


def test_phrases_end_with_their_line():
    text = "the old town\nhall of the city"
    assert chunks(text, 2) == ["the old town"]
    assert chunks(text, 14) == ["hall", "the city"]


def test_of_a_very_long_line_only_what_is_near_is_looked_at():
    text = "word " * 10_000
    (found,) = chunks_around(text, 25_000)
    assert found.end - found.start <= 2 * REACH
