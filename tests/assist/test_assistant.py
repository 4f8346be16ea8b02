"""All engines together, and the file that keeps what they learned."""

from itertools import pairwise
from zipfile import ZipFile

import pytest

from annotator.assist.assistant import Assistant
from annotator.errors import AnnotatorError
from tests.suggest.news import article, articles, places


@pytest.fixture
def assistant():
    taught = Assistant()
    taught.learn(articles(15))
    return taught


def test_suggestions_do_not_overlap_and_stand_in_reading_order(assistant):
    found = assistant.suggest(article(99).text)
    assert {one.place for one in found} == places(article(99))
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_file_keeps_what_was_learned(assistant, tmp_path):
    assistant.save(tmp_path / "a.model")
    assistant.save(tmp_path / "b.model")
    assert (tmp_path / "a.model").read_bytes() == (tmp_path / "b.model").read_bytes()
    again = Assistant.load(tmp_path / "a.model")
    assert again.suggest(article(99).text) == assistant.suggest(article(99).text)


def test_a_file_of_some_engines_has_only_those(tmp_path):
    forms = Assistant(["forms"])
    forms.learn(articles(3))
    forms.save(tmp_path / "model")
    assert [engine.name for engine in Assistant.load(tmp_path / "model").engines] == ["forms"]


@pytest.mark.parametrize("content", [b"", b"nothing", b"PK\x03\x04"])
def test_a_file_that_is_no_model_is_refused(tmp_path, content):
    (tmp_path / "model").write_bytes(content)
    with pytest.raises(AnnotatorError, match="model is no model that this version can read"):
        Assistant.load(tmp_path / "model")


@pytest.mark.parametrize(
    "parts", [{}, {"version": "2"}, {"version": "1", "sing/song": "la"}, {"version": "1", "forms/forms": "{"}]
)
def test_an_archive_that_is_no_model_is_refused(tmp_path, parts):
    with ZipFile(tmp_path / "model", "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(AnnotatorError):
        Assistant.load(tmp_path / "model")


def test_an_engine_that_is_not_there_is_named():
    with pytest.raises(AnnotatorError, match=r"There is no engine sing\. There are: .*crf.*forms"):
        Assistant(["sing"])
