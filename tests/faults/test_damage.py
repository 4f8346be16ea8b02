"""The short form: some variants of a damaged file; the long one is `python -m tests.faults damage`."""

import pytest

from tests.faults.damage import Variants


@pytest.fixture(scope="module")
def variants(tmp_path_factory):
    return Variants(tmp_path_factory.mktemp("damage"))


@pytest.mark.parametrize("part", range(4))
def test_nothing_wrong_is_read_and_what_is_left_comes_back(variants, part):
    done = list(variants.run(10, seed=1_000 + part))
    assert [f"{one.seed}: {complaint}" for one in done for complaint in one.complaints] == []
    assert sum(one.found for one in done) >= 3
