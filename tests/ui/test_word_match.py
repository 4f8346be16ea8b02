import pytest

from annotator.ui.word_match import begins_words, match, word_starts


@pytest.mark.parametrize(
    ("typed", "text", "meant"),
    [
        ("exd", "Export dataset…", "Exd"),
        ("exda", "Export dataset…", "Exda"),
        ("data ex", "Export dataset…", "Exdata"),
        ("dn", "Done, next", "Dn"),
        ("DONE", "Done, next", "Done"),
        ("np", "New project…", "Np"),
        ("pers", "PERSON", "PERS"),
        ("şəh", "Böyük ŞƏHƏR", "ŞƏH"),
        ("京", "北京市", "京"),
        ("xpo", "Export dataset…", "xpo"),
        ("", "Anything", ""),
        ("😀", "a 😀 b", "😀"),
    ],
)
def test_what_is_meant(typed, text, meant):
    found = match(typed, text)
    assert "".join(text[at] for at in sorted(found.positions)) == meant


@pytest.mark.parametrize(("typed", "text"), [("exx", "Export dataset"), ("set ex no", "Export set"), ("eo", "Export")])
def test_what_is_not_meant(typed, text):
    assert match(typed, text) is None


def test_one_run_is_better_than_two_and_the_beginning_better_than_the_end():
    def cost(text):
        return match("ne", text).cost

    assert cost("Next article") < cost("Done, next") < cost("Number of entries") + cost("Done, next")
    assert cost("Next article") < cost("Number of entries") < cost("Scene")


def test_a_long_text_is_no_trap():
    assert match("a" * 30 + "b", "a " * 40) is None


def test_words_of_a_sentence():
    assert begins_words("mark art", "Mark this article done.")
    assert not begins_words("ark", "Mark this article done.")


def test_words_begin_after_what_is_no_letter():
    assert word_starts("Done, next—2nd") == [0, 6, 11]
