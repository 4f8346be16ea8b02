"""Word lists and pattern files: what stands in them is suggested; what they must not say is refused with its line."""

import json

import pytest

from annotator.errors import FormatError
from annotator.suggest.list_files import LONGEST_FORM, MOST_EXPRESSIONS
from annotator.suggest.lists import ListsEngine

TEXT = "The Bank of Oslo paid 44-day old Anna 1,604 kr in San\nFrancisco, not in Osloby. ACME Corp. of oslo paid too."


def engine(tmp_path, content, name="LOC.txt"):
    path = tmp_path / name
    path.write_text(content if isinstance(content, str) else "\n".join(map(json.dumps, content)), encoding="utf-8")
    return ListsEngine(str(path))


def found(engine, text=TEXT):
    return [(text[one.start : one.end], one.label) for one in engine.suggest(text)]


def test_a_form_a_line_has_the_label_that_the_file_is_named_by(tmp_path):
    assert found(engine(tmp_path, "Oslo\nSan Francisco\n\nBergen\n")) == [("Oslo", "LOC"), ("San\nFrancisco", "LOC")]


def test_a_tab_and_a_label_may_follow(tmp_path):
    lists = engine(tmp_path, "Bank of Oslo\tORG\nOslo\tLOC\nAnna\tPERSON\tnobody reads this\r\n")
    assert found(lists) == [("Bank of Oslo", "ORG"), ("Oslo", "LOC"), ("Anna", "PERSON")]
    assert lists.lists.labels == {"ORG", "LOC", "PERSON"}


def test_several_files_are_one_list(tmp_path):
    first, second = tmp_path / "LOC.txt", tmp_path / "PERSON.txt"
    first.write_text("Oslo\n")
    second.write_text("Anna\nOslo\n")
    assert found(ListsEngine(f"{first}\n{second}")) == [("Oslo", "LOC"), ("Anna", "PERSON")]


PATTERNS = [
    ({"pattern": "Anna"}, ["Anna"]),
    ({"pattern": [{"LOWER": "oslo"}]}, ["Oslo", "oslo"]),
    ({"pattern": [{"LOWER": "san"}, {"LOWER": "francisco"}], "id": "sf"}, ["San\nFrancisco"]),
    ({"pattern": [{"LIKE_NUM": True}, {"TEXT": {"IN": ["kr", "dollars"]}}]}, ["1,604 kr"]),
    (
        {"pattern": [{"IS_TITLE": True, "OP": "+"}]},
        ["The Bank", "Bank", "Oslo", "Anna", "San\nFrancisco", "Francisco", "Osloby", "Corp."],
    ),
    ({"pattern": [{"TEXT": {"REGEX": "^[A-Z]{3,}$"}}, {"TEXT": "Corp.", "OP": "?"}]}, ["ACME Corp."]),
    (
        {"pattern": [{"TEXT": "in"}, {"IS_PUNCT": False, "OP": "*"}, {"IS_PUNCT": True}]},
        ["in San\nFrancisco,", "in Osloby."],
    ),
    ({"pattern": [{"ORTH": "of"}, {"LOWER": {"NOT_IN": ["oslo"]}}]}, []),
    ({"pattern": [{"TEXT": "not"}, {"TEXT": "of", "OP": "!"}, {"LENGTH": 6}]}, ["not in Osloby"]),
    ({"regex": r"\b[A-Z]{2,}\b"}, ["ACME"]),
    ({"regex": r"\d+-day"}, ["44-day"]),
]


@pytest.mark.parametrize(("pattern", "forms"), PATTERNS)
def test_a_pattern_finds(tmp_path, pattern, forms):
    lists = engine(tmp_path, [{"label": "X", **pattern}], "patterns.jsonl")
    assert found(lists) == [(form, "X") for form in forms]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        (" \n\n", "blank lines"),
        ("Oslo\nBer\0gen\n", "line 2"),
        ("Oslo\n\tLOC\n", "line 2: The form is empty"),
        ("Oslo\nBergen\t\n", "line 2: The label is no name"),
        ("x" * (LONGEST_FORM + 1), "line 1: The form has more than 200"),
        ('{"label": "X"}', "no “pattern”"),
        ('{"label": 3, "pattern": "a"}', "The label is no name"),
        ('{"label": "X", "pattern": "a", "regex": "a"}', "no “pattern”"),
        ('{"label": "X", "pattern": ', "line 1"),
        ('{"label": "X", "pattern": []}', "1 to 20 tokens"),
        ('{"label": "X", "pattern": ["a"]}', "is an object"),
        ('{"label": "X", "pattern": [{"LEMMA": "be"}]}', "LEMMA"),
        ('{"label": "X", "pattern": [{"TEXT": {"REGEX": "("}}]}', "line 1: This is no pattern"),
        ('{"label": "X", "pattern": [{"TEXT": {"FUZZY": "a"}}]}', "TEXT takes"),
        ('{"label": "X", "pattern": [{"TEXT": {}}]}', "TEXT takes"),
        ('{"label": "X", "pattern": [{"LENGTH": true}]}', "LENGTH"),
        ('{"label": "X", "pattern": [{"TEXT": "a", "OP": "{2}"}]}', "OP is one of"),
        ('{"label": "X", "pattern": [{"TEXT": "a", "OP": "*"}]}', "true of nothing"),
        ('{"label": "X", "regex": "("}', "line 1: This is no pattern"),
        ('{"label": "X", "regex": "a"}\n' * (MOST_EXPRESSIONS + 1), "200 regular expressions"),
    ],
)
def test_a_file_that_says_something_else_is_refused_with_its_line(tmp_path, content, reason):
    with pytest.raises(FormatError, match=r"LOC\.txt") as refused:
        found(engine(tmp_path, content))
    assert reason in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(FormatError, match="no such file"):
        found(ListsEngine(str(tmp_path / "none.txt")))


def test_a_pattern_that_would_never_end_is_left_out_and_said_once(tmp_path):
    lists = engine(tmp_path, [{"label": "X", "regex": r"(?:a|aa)+y"}, {"label": "X", "regex": "b"}], "patterns.jsonl")
    text = "a" * 60 + " b c"
    assert found(lists, text) == found(lists, text) == [("b", "X")]
    assert [str(one) for one in lists.troubles] == [
        "A pattern takes too long, and is not looked for any more: (?:a|aa)+y"
    ]


def test_many_ways_to_match_are_gone_at_once(tmp_path):
    stars = [{"IS_ALPHA": True, "OP": "*"}] * 19 + [{"TEXT": "!"}]
    assert found(engine(tmp_path, [{"label": "X", "pattern": stars}], "patterns.jsonl"), "a " * 500) == []
