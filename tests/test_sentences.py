import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator import clusters
from annotator.sentences import sentence_at, sentences


def quoted(text):
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["Mr. Smith met Dr. J. K. Rowling in the U.S. Army base.", "He left."],
        ["He came at 5 p.m. Tuesday.", "The sun set."],
        ["They live in the U.S.", "The end is near."],
        ["Apple Inc. rose 2.5 % on Feb. 24.", "Others did not."],
        ["He works for Apple Inc.", "She does not."],
        ["It was No. 5.", "He said no.", "Then she left."],
        ["See Fig. 2 and Art. 5, e.g. The Guardian, i.e. The one.", "Done."],
        ['"What?" he asked.', "“Go!”", "She went (today).", "He stayed."],
        ["“I agree.”", "He nodded."],
        ["Well... nothing.", "Wait...", "Then go.", "So why?!", "Yes!"],
        ["Done.[12]", "Next."],
        ["1. First of all, read.", "Then write."],
        ["Write to user@example.org or see www.example.org.", "It costs $1.5."],
        ["Ph.D. students came.", "All left."],
        ["M. Dupont et Mme. Martin, z.B. Herr Müller.", "Ça va."],
    ],
)
def test_sentences_in_latin_script(parts):
    assert quoted("  ".join(parts)) == parts


@pytest.mark.parametrize(
    "parts",
    [
        ["第一句。", "第二句！", "「引用。」", "第三句"],
        ["これは本です。", "それは？", "（はい。）"],
        ["नमस्ते दुनिया।", "यह एक वाक्य है॥", "हाँ।"],
        ["ما هذا؟", "هذا كتاب.", "یہ ہے۔", "نعم"],
        ["Ինչ է։", "Այո։"],
    ],
)
@pytest.mark.parametrize("blank", ["", " "])
def test_sentences_in_other_scripts(parts, blank):
    assert quoted((" " if any(part.endswith(".") for part in parts) else blank).join(parts)) == parts


def test_a_line_ends_a_sentence_and_blank_lines_hold_none():
    assert quoted("A headline\n\n  By A. Writer\nfirst line\nsecond\u2028third\n \n") == [
        "A headline",
        "By A. Writer",
        "first line",
        "second",
        "third",
    ]


def test_the_sentence_around_a_position():
    text = "One two.  Three four.\n\n  Five"
    assert sentence_at(text, 3) == (0, 8)
    assert sentence_at(text, 9) == (0, 8)
    assert sentence_at(text, 10) == (10, 21)
    assert sentence_at(text, 21) == (10, 21)
    assert sentence_at(text, 22) == (22, 22)
    assert sentence_at(text, 23) == (25, 29)
    assert sentence_at(text, len(text)) == (25, 29)
    assert sentence_at("", 0) == (0, 0)


TEXTS = st.lists(
    st.sampled_from(
        ["word", "Word", "Dr", "U.S.", "5", ".", "!", "?", "…", "。", "؟", '"', "”", "(", ")", " ", "\n", "\r", "é"]
    )
).map("".join)


@given(st.one_of(st.text(), TEXTS))
def test_sentences_are_sorted_disjoint_trimmed_and_hold_all_that_is_not_blank(text):
    last = 0
    for start, end in sentences(text):
        assert last <= start < end <= len(text)
        assert clusters.trim(text, start, end) == (start, end)
        assert not text[last:start].strip().strip("\u200b\u200e\u200f\ufeff\u061c\u202a\u202b\u2066\u2069")
        last = end
    assert clusters.trim(text, last, len(text)) == (last, last)


@given(st.one_of(st.text(), TEXTS), st.data())
def test_the_sentence_at_a_position_is_one_of_the_sentences(text, data):
    position = data.draw(st.integers(0, len(text)))
    found = sentence_at(text, position)
    inside = [sentence for sentence in sentences(text) if sentence[0] <= position < sentence[1]]
    assert not inside or found == inside[0]
    assert found[0] == found[1] or found in sentences(text)


@pytest.mark.parametrize("sentence", ["The Ministry of Defence said so on Tuesday.", "他说话。", "word"])
def test_a_long_line_has_the_same_sentences_from_wherever_one_looks(sentence):
    text = "Short.\n" + f"{sentence} " * (20_000 // len(sentence)) + "\nEnd."
    every = set(sentences(text))
    assert {sentence_at(text, position) for position in range(0, len(text), 211)} <= every
    assert max(end - start for start, end in every) <= clusters.STEP + clusters.REACH
    if sentence.endswith("."):
        assert {text[start:end] for start, end in every} == {"Short.", sentence, "End."}
