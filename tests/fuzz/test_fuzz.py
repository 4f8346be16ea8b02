"""The short form of the fuzzing: some inputs for each reader, and all that were findings once."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.formats import all_formats
from tests.fuzz.mutation import mutated
from tests.fuzz.reading import Victim, chosen_option, regressions

READERS = [format_.name for format_ in all_formats() if format_.reads]


@pytest.fixture(scope="module", params=READERS)
def victim(request, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("annotator.formats.articles.pdf.read_pages", None)  # Put back at the end.
        yield Victim(request.param, tmp_path_factory.mktemp("victim"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_what_is_nearly_right_is_read_or_refused_with_a_sentence(victim, seed):
    chance = random.Random(seed)
    content = mutated(chance, chance.choice(victim.samples), victim.samples)
    victim.read(content, chosen_option(chance, victim))


def test_what_was_a_finding_once_is_none_now(victim):
    for path in regressions(victim.format.name):
        for options in victim.choices():
            victim.read(path.read_bytes(), options)


def test_the_sample_itself_is_read(victim):
    assert victim.read(victim.samples[0], victim.choices()[0])
