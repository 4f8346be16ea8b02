import pytest

from annotator.store import DocumentFilter
from annotator.ui.filter_words import read_filter

KEYS = ("Section", "year")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", DocumentFilter()),
        (" minister  Baku ", DocumentFilter(words="minister Baku")),
        ("title:bri", DocumentFilter(text="bri")),
        ("section:Sport talks", DocumentFilter(words="talks", fields=(("Section", "Sport"),))),
        ('source:"The Wire" YEAR:2022', DocumentFilter(fields=(("source", "The Wire"), ("year", "2022")))),
        ('source:"The W', DocumentFilter(fields=(("source", "The W"),))),
        ("10:30 http://x", DocumentFilter(words="10:30 http://x")),
        ("author: title:", DocumentFilter(words="author: title:")),
        ('"quoted words"', DocumentFilter(words='"quoted words"')),
    ],
)
def test_keys_look_in_their_place_and_all_else_is_words(typed, meant):
    assert read_filter(typed, KEYS) == meant
