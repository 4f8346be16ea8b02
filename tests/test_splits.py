"""Parts of a dataset: their sizes, their labels, what stays together, and that nothing ever moves."""

import hashlib
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import AnnotatorError
from annotator.splits import Member, parse_shares, split_by_date, split_by_share

SHARES = parse_shares("80/10/10")


def member(number: int, date: str = "", **labels: int) -> Member:
    return Member(hashlib.sha256(str(number).encode()).hexdigest(), date, tuple(sorted(labels.items())))


def labelled(number: int) -> list[list[Member]]:
    chosen = random.Random(1)
    return [
        [member(at, PERSON=chosen.randint(0, 9), ORG=chosen.randint(0, 3), RARE=int(at % 50 == 0))]
        for at in range(number)
    ]


def share_of(label: str, units, parts) -> dict[str, int]:
    found: Counter[str] = Counter()
    for unit in units:
        for one in unit:
            found[parts[one.key]] += dict(one.labels).get(label, 0)
    return dict(found)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("80/10/10", ["train", "dev", "test"]),
        ("75/25", ["train", "test"]),
        ("100", ["train"]),
        ("33.3/33.3/33.4", None),
    ],
)
def test_shares_are_written_in_per_cent(written, names):
    shares = parse_shares(written)
    assert sum(share for _, share in shares) == pytest.approx(1)
    assert names is None or [name for name, _ in shares] == names


@pytest.mark.parametrize(
    "written", ["", "80", "80/10", "a/b", "100/0", "50/50/50", "40/30/20/10", "120/-20", "nan/nan"]
)
def test_anything_else_is_a_sentence(written):
    with pytest.raises(AnnotatorError, match="80/10/10"):
        parse_shares(written)


def test_every_label_has_its_share_and_so_have_the_articles():
    units = labelled(1_000)
    parts = split_by_share(units, SHARES, {})
    sizes = Counter(parts.values())
    assert abs(sizes["train"] - 800) <= 30
    for label in ("PERSON", "ORG", "RARE"):
        found = share_of(label, units, parts)
        total = sum(found.values())
        for name, share in SHARES:
            assert found[name] == pytest.approx(share * total, rel=0.2), (label, found)


def test_without_labels_the_shares_are_exact():
    parts = split_by_share([[member(at)] for at in range(100)], SHARES, {}, stratified=False)
    assert Counter(parts.values()) == {"train": 80, "dev": 10, "test": 10}


def test_what_belongs_together_comes_into_one_part():
    units = [[member(at * 3 + more) for more in range(3)] for at in range(50)]
    parts = split_by_share(units, SHARES, {})
    assert all(len({parts[one.key] for one in unit}) == 1 for unit in units)


def test_the_order_in_which_articles_come_does_not_matter():
    units = labelled(200)
    assert split_by_share(units, SHARES, {}) == split_by_share(units[::-1], SHARES, {})


@given(st.lists(st.integers(0, 40), max_size=60), st.integers(0, 60), st.booleans())
def test_nothing_ever_moves(numbers, cut, by_date):
    """Whatever comes later, and however it belongs together with what was there."""
    split = split_by_date if by_date else split_by_share
    first = [[member(at, f"2020-01-{at % 28 + 1:02}", A=at % 3)] for at in sorted(set(numbers[:cut]))]
    kept = split(first, SHARES, {})
    later = [*first, *([member(at, f"2021-01-{at % 28 + 1:02}", A=at % 2)] for at in range(100, 120))]
    joined = [[one for unit in later[at : at + 2] for one in unit] for at in range(0, len(later), 2)]
    for units in (later, joined):
        parts = split(units, SHARES, kept)
        assert {key: parts[key] for key in kept} == kept


def test_what_is_new_comes_to_what_it_belongs_to():
    kept = {member(1).key: "test"}
    parts = split_by_share([[member(1), member(2)], [member(3)]], SHARES, kept)
    assert parts[member(2).key] == "test"


def test_what_was_kept_counts_for_the_shares():
    units = [[member(at)] for at in range(20)]
    kept = {member(at).key: "train" for at in range(10)}
    sizes = Counter(split_by_share(units, parse_shares("50/50"), kept).values())
    assert sizes == {"train": 10, "test": 10}


def test_a_part_that_is_not_asked_for_is_not_kept():
    parts = split_by_share([[member(1)]], parse_shares("100"), {member(1).key: "elsewhere"})
    assert parts == {member(1).key: "train"}


def test_by_date_the_newest_are_for_testing():
    units = [[member(at, f"2020-{at + 1:02}-01")] for at in range(10)]
    parts = split_by_date(units, SHARES, {})
    in_order = [parts[unit[0].key] for unit in units]
    assert in_order == ["train"] * 8 + ["dev", "test"]
    later = [*units, [member(99, "2019-01-01")], [member(98, "2025-01-01")], [member(97)]]
    again = split_by_date(later, SHARES, parts)
    assert [again[member(number).key] for number in (99, 98, 97)] == ["train", "test", "train"]
