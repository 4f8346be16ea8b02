from hypothesis import given
from hypothesis import strategies as st

from annotator.model import Span, quote
from annotator.reanchoring import moved_places, reanchor, same_stretches

WORDS = st.sampled_from(["Zakir", "Hasanov", "met", "in", "Baku", "\n", "a", "the", "ministry", "said", "😀", "."])
TEXTS = st.lists(WORDS, max_size=40).map(" ".join)
TEXT = "Zakir Hasanov met Ilham Aliyev in Baku.\nThe ministry said that Hasanov left on Monday.\n"


def span(start, end, id_=1, label="PERSON", pieces=()):
    return Span(id_, 7, label, "Ayla", start, end, pieces)


def of(quoted, nth=0, text=TEXT, **more):
    start = -1
    for _ in range(nth + 1):
        start = text.index(quoted, start + 1)
    return span(start, start + len(quoted), **more)


def one(new, before, old=TEXT):
    (anchored,) = reanchor(old, new, [before])
    return anchored


@given(TEXTS, TEXTS)
def test_what_is_called_the_same_is_the_same_in_order_and_apart(old, new):
    here = there = 0
    for start, to, length in same_stretches(old, new):
        assert length > 0
        assert (start, to) >= (here, there)
        assert old[start : start + length] == new[to : to + length]
        here, there = start + length, to + length
    assert (here, there) <= (len(old), len(new))


@given(TEXTS, TEXTS, st.data())
def test_a_span_that_is_sure_quotes_the_same_and_every_span_is_inside(old, new, data):
    places = st.tuples(st.integers(0, len(old)), st.integers(0, len(old))).map(sorted)
    spans = [span(*data.draw(places), id_=number) for number in range(4)]
    spans = list({(made.start, made.end): made for made in spans}.values())
    anchored = reanchor(old, new, spans)
    assert [made.before for made in anchored] == spans
    kept = [made for made in anchored if made.after is not None]
    assert all(0 <= made.after.start <= made.after.end <= len(new) for made in kept)
    assert all(quote(new, made.after) == quote(old, made.before) for made in kept if made.is_sure)
    assert len({(made.after.start, made.after.end) for made in kept}) == len(kept)
    assert not any(made.is_sure for made in anchored if made.after is None)


@given(TEXTS, st.data())
def test_in_the_same_text_nothing_moves(text, data):
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    before = span(*data.draw(places))
    if text:
        assert one(text, before, old=text).after == before
        assert one(text, before, old=text).is_sure


@given(TEXTS, TEXTS.filter(bool), st.data())
def test_what_is_put_in_elsewhere_moves_a_span_and_leaves_it_sure(text, come, data):
    at = data.draw(st.integers(0, len(text)))
    after = data.draw(st.integers(at, len(text)))
    end = data.draw(st.integers(after, len(text)))
    new = text[:at] + "§" + come + "§" + text[at:]
    made = one(new, span(after, end), old=text)
    if after < end and at < after:
        assert made.is_sure
        assert quote(new, made.after) == text[after:end]


def test_positions_move_with_what_is_around_them():
    assert moved_places("one two three", "zero one three", (0, 4, 8, 13)) == [5, 8, 9, 14]
    assert moved_places("", "something", (0,)) == [0]


def test_a_letter_put_into_a_span_is_unsure():
    made = one(TEXT.replace("Hasanov", "Hassanov"), of("Zakir Hasanov"))
    assert not made.is_sure
    assert (made.after.start, made.after.end) == (0, len("Zakir Hassanov"))


def test_a_span_whose_text_went_is_gone():
    made = one(TEXT.replace("Ilham Aliyev", "nobody"), of("Aliyev"))
    assert (made.after, made.is_sure) == (None, False)


def test_what_was_moved_is_found_by_quote_and_context():
    first, second = TEXT.splitlines(keepends=True)
    made = one(second + first, of("Hasanov"))
    assert quote(second + first, made.after) == "Hasanov"
    assert made.after.start == len(second) + len("Zakir ")


def test_of_two_equal_quotes_that_with_the_same_context_is_taken():
    new = TEXT.replace("Zakir Hasanov met", "He met")
    assert one(new, of("Hasanov", nth=1)).after.start == new.index("Hasanov")
    assert one(new, of("Hasanov", nth=1)).is_sure


def test_pieces_move_one_by_one_and_what_is_left_of_them_stays():
    before = span(0, 39, pieces=((0, 5), (18, 30), (34, 38)))
    new = TEXT.replace("Zakir ", "Z. ").replace("met ", "has met ")
    made = one(new, before)
    assert quote(new, made.after).endswith("Ilham Aliyev Baku")
    assert not made.is_sure
    assert one(">" + TEXT, before).after.pieces == ((1, 6), (19, 31), (35, 39))


def test_two_that_come_to_the_same_place_are_not_both_kept():
    new = TEXT.replace("Zakir Hasanov", "Zakir")
    anchored = reanchor(TEXT, new, [of("Zakir", id_=1), of("Zakir Hasanov", id_=2)])
    assert [made.after is not None for made in anchored] == [True, False]


def test_a_long_text_costs_little():
    text = "".join(f"Line {number} of a long article about harbours and bridges.\n" for number in range(20_000))
    new = text.replace("Line 10000 of", "Row 10000 of").replace("Line 7 of", "Line seven of")
    spans = [span(start, start + 4, id_=start) for start in range(0, 1_000_000, 1_000)]
    anchored = reanchor(text, new, spans)
    assert sum(made.is_sure for made in anchored) > 990
