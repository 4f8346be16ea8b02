"""Which copies stay, for how long, and when a new one is due."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotator.store.copies import (
    INTERVAL,
    REPLACED,
    Copy,
    copy_at,
    folder_of,
    is_due,
    let_go,
    list_copies,
    name_of,
)

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
PROJECT = Path("news.annotator")


def copies(*ages, size=1, why=""):
    return [Copy(Path(name_of(PROJECT, NOW - age, why)), NOW - age, why, size) for age in ages]


def hours(*numbers):
    return [timedelta(hours=number) for number in numbers]


def test_a_copy_is_known_by_its_name(tmp_path):
    project = tmp_path / "news.annotator"
    folder_of(project).mkdir()
    for name in (name_of(project, NOW), name_of(project, NOW + INTERVAL, REPLACED), "notes.annotator", "x.part"):
        (folder_of(project) / name).write_bytes(b"1234")
    found = list_copies(project)
    assert [(copy.at, copy.why, copy.size) for copy in found] == [(NOW + INTERVAL, REPLACED, 4), (NOW, "", 4)]
    assert copy_at(folder_of(project) / "notes.annotator") is None
    assert list_copies(tmp_path / "other.annotator") == ()


@pytest.mark.parametrize(
    ("age", "due"),
    [(timedelta(minutes=59), False), (timedelta(hours=1), True), (timedelta(0), False), (-timedelta(days=400), True)],
)
def test_one_is_due_when_the_newest_is_old_or_from_a_clock_that_went_wrong(age, due):
    assert is_due(copies(age), NOW, INTERVAL) is due
    assert is_due([], NOW, INTERVAL)
    assert is_due(copies(age, why=REPLACED), NOW, INTERVAL)


def test_one_an_hour_one_a_day_one_a_week():
    ages = [timedelta(minutes=20 * number) for number in range(3 * 24 * 400)]
    gone = {copy.at for copy in let_go(copies(*ages), NOW)}
    kept = [copy for copy in copies(*ages) if copy.at not in gone]
    by_age = [NOW - copy.at for copy in kept]
    assert by_age[0] == timedelta(0)
    assert 24 <= sum(age < timedelta(days=1) for age in by_age) <= 26
    assert 29 <= sum(timedelta(days=1) <= age < timedelta(days=31) for age in by_age) <= 31
    assert 47 <= sum(timedelta(days=31) <= age for age in by_age) <= 50
    assert max(by_age) < timedelta(days=366)


def test_the_newest_two_stay_whatever_their_age_and_size():
    old = copies(*(timedelta(days=1_000 + number) for number in range(4)))
    assert let_go(old, NOW) == old[2:]
    large = copies(*hours(0, 1, 2, 30), size=10)
    assert let_go(large, NOW, most_bytes=30) == large[3:]
    assert let_go(large, NOW, most_bytes=1) == large[2:]


def test_what_was_put_aside_stays():
    assert let_go(copies(*(timedelta(days=1_000 + n) for n in range(5)), why=REPLACED), NOW) == []
