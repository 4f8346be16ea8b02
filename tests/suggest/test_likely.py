import pytest

from annotator.clusters import STEP
from annotator.model import Span
from annotator.suggest.experience import Experience
from annotator.suggest.likely import LikelyEntities


def likely(text, experience=None):
    return LikelyEntities(text, experience or Experience())


def shown(text, experience=None):
    """Return what is found and not hidden."""
    return [text[one.start : one.end] for one in likely(text, experience).onward(0) if not one.is_hidden]


def labelled(text, *forms, experience=None):
    """Return what is learned from a text in which just these forms are labelled."""
    learned = experience or Experience()
    spans = [Span(n, 1, "X", "me", text.index(form), text.index(form) + len(form)) for n, form in enumerate(forms)]
    likely(text, learned).learn_all(spans)
    return learned


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Yesterday Zakir Hasanov met Hulusi Akar in Ankara.", ["Zakir Hasanov", "Hulusi Akar", "Ankara"]),
        ("Then the University of Oslo wrote.", ["University of Oslo"]),
        ("It was Abu Bakr al-Baghdadi, and Osama bin Laden.", ["Abu Bakr al-Baghdadi", "Osama bin Laden"]),
        ("They fought the Battle of the Bulge there.", ["Battle of the Bulge"]),
        ("The Azerbaijani Defence Minister Zakir Hasanov came.", ["Azerbaijani Defence Minister", "Zakir Hasanov"]),
        ("They wrote to J. R. Smith and to NATO.", ["J. R. Smith", "NATO"]),
        ("It costs $3.5 billion, 5 percent more, over 12 km.", ["$3.5 billion", "5 percent", "12 km"]),
        ("On May 6, 2016 and on Tuesday they came.", ["May 6, 2016", "Tuesday"]),
        ("They read “A Farewell to Arms” to him.", ["A Farewell to Arms"]),
        ("В среду Иванов приехал в Москву.", ["Иванов", "Москву"]),
        ("Στην πόλη ο Νίκος Παππάς μίλησε.", ["Στην", "Νίκος Παππάς"]),
        ("He saw two of them.", []),
        ("I think I know. In the end we won.", []),
        ("", []),
        ("\n\n", []),
    ],
)
def test_what_is_likely_without_having_learned(text, found):
    assert shown(text) == found


def test_a_form_that_was_labelled_is_likely_wherever_it_stands_as_whole_words():
    learned = labelled("we saw coalition troops there", "coalition troops")
    assert shown("so coalition troops, not coalition trooper, left", learned) == ["coalition troops"]


def test_the_longest_form_wins():
    learned = labelled("the red army and the blue army choir", "red army", "army choir")
    labelled("the red army choir", "red army choir", experience=learned)
    assert shown("a red army choir sang", learned) == ["red army choir"]


def test_small_words_that_were_labelled_are_found_also_where_they_begin_a_sentence():
    assert shown("We won.", labelled("So we won.", "we")) == ["We"]


def test_a_script_without_blanks_and_capitals_offers_what_was_labelled():
    assert shown("他在東京出生。", labelled("東京在日本。", "東京")) == ["東京"]


def test_a_form_that_is_always_passed_over_vanishes_but_stays_to_be_found():
    text = "In Ankara it rained."
    learned = Experience()
    for _ in range(6):
        likely(text, learned).learn_all([])
    assert shown(text, learned) == []
    assert [one.form for one in likely(text, learned).onward(0)] == ["Ankara"]


def test_a_shape_that_is_never_labelled_vanishes_in_forms_not_seen_before():
    learned = Experience()
    for number in range(30):
        likely(f"It lasted {number + 2} hours.", learned).learn_all([])
    assert shown("It lasted 99 hours.", learned) == []


def test_words_that_are_labelled_with_names_are_offered_with_them():
    learned = Experience()
    for name in ("Iraqi", "Turkish"):
        labelled(f"and the {name} forces came", f"the {name} forces", experience=learned)
    assert shown("then the Syrian forces left", learned) == ["the Syrian forces"]


def test_a_form_whose_label_was_taken_off_is_forgotten():
    learned = labelled("some troops", "troops")
    learned.forget_form("troops")
    assert shown("more troops", learned) == []


def test_backward_comes_by_the_same_in_the_other_order():
    text = "In Oslo.\nIn Bergen, Norway.\n\nIn Rome."
    found = likely(text)
    assert list(found.backward(len(text))) == list(found.onward(0))[::-1]
    assert [one.form for one in found.onward(0)] == ["Oslo", "Bergen", "Norway", "Rome"]


def test_around_finds_what_holds_a_position():
    text = "He met Zakir Hasanov."
    found = likely(text).around(text.index("Hasanov"))
    assert found is not None
    assert found.form == "Zakir Hasanov"
    assert likely(text).around(0) is None


@pytest.mark.parametrize("joint", [" ", "\n"])
def test_a_long_text_is_looked_at_piece_by_piece(joint):
    text = joint.join(["In Oslo it rained."] * 60_000)
    found = likely(text)
    first = next(found.onward(500_000))
    assert text[first.start : first.end] == "Oslo"
    assert sum(end - start for start, end in found._seen) < 10 * STEP


def test_a_long_line_gives_each_of_its_names_once():
    text = "In Oslo it rained. " * 2_000
    starts = [one.start for one in likely(text).onward(0)]
    assert starts == sorted(set(starts))
    assert len(starts) == 2_000


@pytest.mark.parametrize(
    ("text", "word", "reaches"),
    [
        ("we saw the hospital from afar", "the", "the hospital"),
        ("with a civilian workforce of", "a", "a civilian workforce"),
        ("with the Azerbaijani Defence Minister there", "the", "the Azerbaijani Defence Minister"),
        ("of Zakir Hasanov", "Zakir", "Zakir Hasanov"),
        ("we saw the, and left", "the", "the"),
        ("this of course", "this", "this"),
        ("one supply route", "supply", "supply"),
        ("the\nhospital", "the", "the"),
    ],
)
def test_what_begins_with_a_word_reaches_as_far_as_a_phrase(text, word, reaches):
    start = text.index(word)
    assert text[start : likely(text).reaching(start, start + len(word))] == reaches


def test_that_words_go_in_pairs_is_learned():
    text = "a supply route and a weapon system near partner forces"
    learned = labelled(text, "supply route", "weapon system")
    start = text.index("partner")
    assert text[start : likely(text, learned).reaching(start, start + 7)] == "partner forces"
    labelled("those partner forces, that supply route and weapon systems", "partner", "supply", experience=learned)
    labelled("those partner forces, that supply route and weapon systems", "weapon", experience=learned)
    assert text[start : likely(text, learned).reaching(start, start + 7)] == "partner"


def test_small_words_between_names_part_them_where_that_was_learned():
    text = "We met Green of Ottawa and Brown of Toronto and Black of Calgary."
    assert "Black of Calgary" in shown(text)
    learned = labelled(text, "Green", "Toronto")
    found = shown(text, learned)
    assert found[-2:] == ["Black", "Calgary"]
    labelled("The University of Oslo and the Bank of England, the House of Lords.", *(
        "University of Oslo", "Bank of England", "House of Lords"
    ), experience=learned)  # fmt: skip
    assert "Black of Calgary" in shown(text, learned)


@pytest.mark.parametrize("ordinal", ["3rd", "65th", "62d", "1st"])
def test_an_ordinal_begins_a_name(ordinal):
    assert shown(f"They joined the {ordinal} Air Division there.") == [f"{ordinal} Air Division"]


def test_a_word_that_is_known_decides_for_itself_what_small_words_behind_it_do():
    text = "We met Green of Ottawa at the Battle of Antietam."
    learned = labelled(text, "Green", "Battle of Antietam")
    labelled("We met Brown of Toronto.", "Brown", experience=learned)
    assert shown("Then came the Battle of Gettysburg.", learned) == ["Battle of Gettysburg"]
    assert shown("Then came Black of Calgary.", learned) == ["Black", "Calgary"]
