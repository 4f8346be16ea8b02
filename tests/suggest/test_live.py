"""Forms of the open article, as somebody labels them."""

import pytest

from annotator.model import Span
from annotator.suggest import Reason, Suggestion
from annotator.suggest import live as live_module
from annotator.suggest.live import MOST_PLACES, MOST_SPANS, LiveForms, with_others


def labelled(text, *quotes):
    """Return spans over the first places of quotes, given as `quote/LABEL` or `quote/LABEL/number`."""
    spans = []
    for at, quote in enumerate(quotes, 1):
        form, label, number = [*quote.split("/"), "0"][:3]
        start = -1
        for _ in range(int(number) + 1):
            start = text.index(form, start + 1)
        spans.append(Span(at, 1, label, "anna", start, start + len(form)))
    return sorted(spans, key=lambda span: (span.start, -span.end))


def shown(text, *quotes):
    return [
        (one.start, text[one.start : one.end], one.label) for one in LiveForms(text).suggest(labelled(text, *quotes))
    ]


def test_a_form_is_suggested_where_it_stands_again():
    text = "Akar spoke. Then Akar left for Oslo."
    (one,) = LiveForms(text).suggest(labelled(text, "Akar/PERSON"))
    assert (one.start, one.end, one.label, one.engine) == (17, 21, "PERSON", "live")
    assert one.score == 0.75
    assert str(one.why) == "labelled PERSON once in this article"


def test_nothing_is_suggested_in_a_span_or_in_a_longer_form():
    text = "Oslo, Bank of Oslo, Bank of Oslo, Oslo"
    assert shown(text, "Oslo/LOC", "Bank of Oslo/ORG") == [(20, "Bank of Oslo", "ORG"), (34, "Oslo", "LOC")]


@pytest.mark.parametrize(
    "text",
    ["Akar met Akarov.", "Akar met SAkar.", "Akar met Akar-Berg.", "Akar met 9Akar.", "Akar, Akaré.", "Akar met akar."],
)
def test_only_whole_words_are_suggested(text):
    assert shown(text, "Akar/PERSON") == []


@pytest.mark.parametrize("text", ["Akar met Akar's wife.", "Akar (Akar).", "Akar\nAkar", "Akar, “Akar”"])
def test_what_follows_a_word_does_not_matter(text):
    assert [form for _, form, _ in shown(text, "Akar/PERSON")] == ["Akar"]


def test_words_without_blanks_are_found_too():
    assert shown("東京で会談した。東京は", "東京/LOC") == [(8, "東京", "LOC")]


def test_the_label_given_most_often_is_suggested():
    text = "May, May, May, May"
    found = LiveForms(text).suggest(labelled(text, "May/PERSON", "May/DATE/1", "May/PERSON/2"))
    assert [(one.start, one.label) for one in found] == [(15, "PERSON")]
    assert str(found[0].why) == "labelled PERSON 2 times in this article, otherwise or not 1 times"


def test_of_as_many_the_last_given_is():
    text = "May, May, May"
    assert [label for _, _, label in shown(text, "May/PERSON", "May/DATE/1")] == ["DATE"]


def test_what_was_passed_over_counts_against_a_form():
    text = "Art is long. An Art of Art. Oslo is Art."
    before = LiveForms(text).suggest(labelled(text, "Art/WORK"))[-1]
    after = LiveForms(text).suggest(labelled(text, "Art/WORK", "Oslo/LOC"))[-1]
    assert (before.score, after.score) == (0.75, 0.375)
    # Who begins further down has not passed over what is above.
    assert LiveForms(text).suggest(labelled(text, "Art/WORK/3"))[0].score == 0.75


def test_of_live_forms_and_others_the_longest_stands_and_of_the_same_stretch_the_live_one():
    text = "Oslo. Oslo and Bank of Oslo"
    live = LiveForms(text).suggest(labelled(text, "Oslo/LOC"))
    others = [
        Suggestion(start, end, "ORG", 0.9, "crf", Reason("because")) for start, end in ((6, 10), (15, 27), (15, 19))
    ]
    assert [(one.start, one.end, one.label) for one in with_others(live, others)] == [
        (15, 27, "ORG"),
        (6, 10, "LOC"),
        (23, 27, "LOC"),
        (6, 10, "ORG"),
        (15, 19, "ORG"),
    ]


def test_what_is_everywhere_is_no_name():
    assert shown("a " * (MOST_PLACES + 1), "a/X") == []
    assert len(shown("a " * MOST_PLACES, "a/X")) == MOST_PLACES - 1


def test_nothing_is_suggested_without_spans_or_with_very_many():
    live = LiveForms("Akar Akar")
    assert live.suggest([]) == []
    assert live.suggest([Span(1, 1, "PERSON", "anna", 0, 4)] * (MOST_SPANS + 1)) == []


def test_spans_in_pieces_and_empty_ones_have_no_form():
    live = LiveForms("Akar and Berg, Akar and Berg")
    assert live.suggest([Span(1, 1, "X", "anna", 0, 13, pieces=((0, 4), (9, 13))), Span(2, 1, "X", "anna", 5, 5)]) == []


def test_with_much_text_it_looks_for_some_forms_at_a_time(monkeypatch):
    text = "Akar met Berg in Oslo. Akar left, Berg left Oslo."
    spans = labelled(text, "Akar/PERSON", "Berg/PERSON", "Oslo/LOC")
    whole = LiveForms(text).suggest(spans)
    assert len(whole) == 3
    monkeypatch.setattr(live_module, "AT_ONCE", len(text))
    live = LiveForms(text)
    assert len(live.suggest(spans)) == 1
    assert live.is_behind
    assert not live.catch_up()
    assert live.catch_up()
    assert not live.is_behind
    assert live.suggest(spans) == whole
