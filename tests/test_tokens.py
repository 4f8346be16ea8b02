import subprocess
import sys

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from annotator import clusters, tokens

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    "expected",
    [
        # Abbreviations and what hangs on them.
        "U.S.|-|based| |firm|,| |the| |U.S.|'s| |pro|-|U.S.| |U.S.A.|,| |J.K.| |Rowling",
        "Ph.D.| |e.g.| |i.e.| |p.m.| |z.B.| |Dr.| |Smith| |of| |Apple| |Inc.|,| |no|.| |end|.",
        # Hyphens.
        "44-day| |military-technical| |al-Qaeda| |Nagorno-Karabakh| |Aix-en-Provence| |pro-Russian| |e-mail",
        "Baku|-|based| |NATO|-|led| |COVID-19|-|related| |al-Qaeda|-|linked| |T-shirt| |X-ray| |NATO|-|nun",
        "Armenia|–|Azerbaijan| |a|—|b| |--| |-|5| |end|-",
        # Apostrophes.
        "Turkey|'s| |Turkey|’s| |Nagorno-Karabakh|'s| |James|'| |'|quoted|'| |O'Brien| |O’Brien|’s",
        "can't| |I'm| |He'd| |rock'n'roll| |Xi'an| |Sana'a| |Hawai'i| |Qur'an| |Кам'янець",
        "Türkiye|'nin| |Bakı|'da| |Ankara|'ya| |Putin|'e| |Erdoğan|'ı| |2022|'de",
        "l'|Ukraine| |d'|Artagnan| |l'|U.E.| |qu'|il| |dell'|Ucraina| |aujourd'hui",
        # Numbers.
        "1,604| |2.5| |12:30| |$3.5bn| |2| |%| |5%|,| |€20| |20€| |US$5m| |2022-02-02| |3/4| |10|°|C| |1'000",
        "1,604|,| |2.5|.| |12|:|(|7|)",
        # Addresses.
        "user@example.org|,| |mailto|:|a.b-c@x.co.uk|.| |谢|user@example.org|谢",
        "(|https://example.com/a_(b)?q=1|)|.| |www.foo.com|,| |Amazon.com| |said|.|The| |@|user| |#|tag",
        # Marks never drag along.
        "“|Turkey|”| |(|Azerbaijan|)|,| |Karabakh|;| |wait|...| |no|…| |«|Ə|»",
        "AT&T| |snake_case| |_|_|init|_|_| |and|/|or| |C|+|+",
        # Scripts.
        "नमस्ते| |दुनिया|।| |क्षत्रिय",
        "cafe\u0301|,| |Za\u0308hne| |a\u00adb",
        "العَرَبِيَّة| |كـــتاب|،| |السلام|؟| |می\u200cخواهم",
        'צה"ל| |תל־אביב',
        "日|本|語|テキスト|を|食|べる|。|バラク|・|オバマ| |コーヒー|2020|年",
        "한국어는| |좋다",
        "ส|วั|ส|ดี| |คำ",
        f"{FAMILY}|!| |\U0001f1e9\U0001f1ea|\U0001f1eb\U0001f1f7|\U0001f44d\U0001f3fd|ok| |1\ufe0f\u20e3",
    ],
)
def test_tokens(expected):
    parts = expected.split("|")
    text = "".join(parts)
    assert [text[start:end] for start, end in tokens.tokens(text)] == [part for part in parts if part.strip()]


@pytest.mark.parametrize(
    ("text", "selected", "snapped"),
    [
        ("in Turkey's east", "urke", "Turkey"),
        ("in Turkey's east", "urkey's", "Turkey's"),
        ("the U.S.-based firm", "U.S", "U.S."),
        ("the U.S.-based firm", ".S.-ba", "U.S.-based"),
        ("Minister Zakir Hasanov, who", " Zakir Hasan", "Zakir Hasanov"),
        ("Minister Zakir Hasanov, who", "Hasanov,", "Hasanov,"),
        ("a 44-day war", "day", "44-day"),
        ("of 1,604 men", "60", "1,604"),
        (f"a {FAMILY} b", "\U0001f469", FAMILY),
        ("नमस्ते दुनिया", "मस्", "नमस्ते"),
        ("日本語", "本", "本"),
    ],
)
def test_snap(text, selected, snapped):
    start = text.index(selected)
    assert text[slice(*tokens.snap(text, start, start + len(selected)))] == snapped


def test_snapping_nothing_or_blanks_gives_nothing():
    assert tokens.snap("word", 2, 2) == (2, 2)
    assert tokens.snap("a   b", 1, 4) == (1, 1)
    assert tokens.snap("", 0, 0) == (0, 0)


def test_the_word_at_a_position():
    text = "Zakir  Hasanov's"
    assert tokens.word_at(text, 0) == (0, 5)
    assert tokens.word_at(text, 5) == (0, 5)
    assert tokens.word_at(text, 6) == (6, 6)
    assert tokens.word_at(text, 13) == (7, 14)
    assert tokens.word_at(text, 14) == (14, 16)
    assert tokens.word_at(text, 16) == (14, 16)


def test_moving_by_words_stops_where_each_token_begins():
    text = "  Zakir\nHasanov's (x) "
    starts = [token.start for token in tokens.tokens(text)]
    forward, position = [], 0
    while (position := tokens.next_word(text, position)) < len(text):
        forward.append(position)
    assert forward == starts
    backward = []
    while position > starts[0]:
        position = tokens.previous_word(text, position)
        backward.append(position)
    assert backward == starts[::-1]
    assert tokens.previous_word(text, starts[0]) == 0
    assert tokens.previous_word(text, 4) == 2
    assert tokens.previous_word("", 0) == tokens.next_word("", 0) == 0


WORDS = st.lists(
    st.sampled_from(
        [
            *"aBé1語ガの.,'’-_@&$%\"()/ \n\r\u00a0\u200b\u0301\u200d\u0600\u00ad\u0e33\u0915\u094d\u1100\u1161",
            *("U.S.", "Dr.", "http://", "www.", "'s", "l'", "al-Qa", "צ", "\U0001f468", "\U0001f1e9", "\U0001f3fd"),
        ]
    ),
    max_size=40,
).map("".join)


@given(st.one_of(st.text(), WORDS))
def test_tokens_are_sorted_and_disjoint_on_cluster_borders_and_hold_all_that_is_not_blank(text):
    found = tokens.tokens(text)
    borders = {0, *(cluster.end() for cluster in regex.finditer(r"\X", text))}
    covered = [position for start, end in found for position in range(start, end)]
    assert covered == [position for position in range(len(text)) if not clusters.is_blank(text, position)]
    assert all(start < end and {start, end} <= borders for start, end in found)


@given(st.one_of(st.text(), WORDS), st.data())
def test_a_position_shows_the_same_token_as_the_whole_text(text, data):
    position = data.draw(st.integers(0, len(text)))
    inside = [token for token in tokens.tokens(text) if token.start <= position < token.end]
    before = [token for token in tokens.tokens(text) if token.end == position]
    assert tokens.word_at(text, position) == next(iter(inside + before), (position, position))
    later = [token.start for token in tokens.tokens(text) if token.start > position]
    assert tokens.next_word(text, position) == next(iter(later), len(text))
    earlier = [token.start for token in tokens.tokens(text) if token.start < position]
    assert tokens.previous_word(text, position) == (earlier[-1] if earlier else 0)


@given(WORDS, st.data())
def test_snapping_goes_outward_to_tokens_and_is_idempotent(text, data):
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    first, last = tokens.snap(text, start, end)
    assert tokens.snap(text, first, last) == (first, last)
    touched = [token for token in tokens.tokens(text) if token.start < end and start < token.end]
    if start < end and touched:
        assert (first, last) == (touched[0].start, touched[-1].end)
    else:
        assert first == last


@pytest.mark.parametrize("unit", ["語", "a", "Baku-based,", "e\u0301", FAMILY, "ส"])
def test_in_a_text_without_blanks_positions_and_the_whole_text_agree(unit):
    text = unit * (30_000 // len(unit)) + " end"
    every = set(tokens.tokens(text))
    assert {tokens.word_at(text, position) for position in range(0, len(text), 997)} <= every


def test_importing_does_not_load_the_pattern_library(project_path):
    code = "import sys, annotator.tokens; sys.exit('regex' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=project_path).returncode == 0
