"""What an installed spaCy pipeline finds. Where spaCy is not installed, a stand-in says what spaCy would."""

import importlib.util
import sys
import types

import pytest

from annotator.errors import AnnotatorError
from annotator.model import Label, Scheme
from annotator.suggest import pipeline_tags
from annotator.suggest.crf import Crf
from annotator.suggest.pipeline_tags import PART, looked_at, tags_on
from annotator.suggest.spacy_pipeline import SpacyPipeline, same_label
from annotator.suggest.words_in_sentences import words_in_sentences
from tests.suggest.news import article, articles, places

SCHEME = Scheme((Label(1, "LOC"), Label(2, "Person")))
TEXT = "🦊 Anna met Ola in Oslo, Norway."
PACKAGE = """
def load(**options):
    import spacy
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([
        {"label": "GPE", "pattern": "Oslo"}, {"label": "PERSON", "pattern": "Anna"}, {"label": "LAW", "pattern": "met"},
        {"label": "PLACE", "pattern": "Ankara"}, {"label": "PLACE", "pattern": "Bergen"},
    ])
    return nlp
"""


@pytest.fixture(autouse=True)
def forgotten():
    """Nothing is remembered of another test's pipeline."""
    yield
    looked_at.cache_clear()
    pipeline_tags._loaded.cache_clear()


@pytest.fixture
def pipeline(tmp_path, monkeypatch):
    """The name of an installed pipeline with a ruler for entities."""
    if importlib.util.find_spec("spacy") is None:
        pytest.skip("spaCy is not installed: pip install annotator-desktop[spacy].")
    info = tmp_path / "tiny_pipeline-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tiny_pipeline\nVersion: 1.0\n")
    (tmp_path / "tiny_pipeline.py").write_text(PACKAGE)
    monkeypatch.syspath_prepend(str(tmp_path))
    return "tiny_pipeline"


def found(setup, text=TEXT, scheme=SCHEME):
    engine = SpacyPipeline(setup)
    engine.know(scheme)
    return [(text[one.start : one.end], one.label, str(one.why)) for one in engine.suggest(text)]


def test_entities_are_suggested_under_the_labels_that_mean_the_same(pipeline):
    assert found(pipeline) == [
        ("Anna", "Person", "tiny_pipeline says PERSON"),
        ("Oslo", "LOC", "tiny_pipeline says GPE"),
    ]


def test_labels_can_be_named(pipeline):
    assert [one[:2] for one in found(f"{pipeline}\nLAW=LOC\n")] == [("Anna", "Person"), ("met", "LOC"), ("Oslo", "LOC")]


def test_a_long_text_is_looked_at_in_parts(pipeline):
    text = "In Oslo it rains. " * (PART // 8)
    assert len(found(pipeline, text)) == text.count("Oslo")


def test_the_model_learns_the_tags(pipeline):
    words = words_in_sentences(TEXT)
    tags = {words.words[at]: found for at, found in tags_on(pipeline, TEXT, words.places)}
    assert "entity=B-GPE" in tags["Oslo"]
    assert "1:entity=B-GPE" in tags["in"]
    crf = Crf(pipeline)
    crf.learn(articles(10))
    assert {one.place for one in crf.suggest(article(99).text)} >= places(article(99))
    again = Crf(pipeline)
    again.restore(crf.keep())
    assert list(again.suggest(TEXT)) == list(crf.suggest(TEXT))
    with pytest.raises(ValueError, match="another pipeline"):
        Crf().restore(crf.keep())


@pytest.mark.parametrize("name", ["no_such_pipeline", "/tmp/pipeline", "../x", "", "os"])
def test_what_is_not_installed_as_a_pipeline_is_not_loaded(pipeline, name):
    with pytest.raises(AnnotatorError, match=r"There is no spaCy pipeline|cannot be loaded"):
        looked_at(name, TEXT)


def test_without_spacy_it_is_a_sentence(monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(AnnotatorError, match="spaCy is not installed"):
        looked_at("en_core_web_sm", TEXT)


def test_a_pipeline_that_cannot_be_loaded_is_a_sentence(monkeypatch):
    def load(name):
        raise OSError("made for another version")

    util = types.SimpleNamespace(is_package=lambda name: True)
    monkeypatch.setitem(sys.modules, "spacy", types.SimpleNamespace(util=util, load=load))
    with pytest.raises(AnnotatorError, match="cannot be loaded: OSError: made for another version"):
        looked_at("en_core_web_sm", TEXT)


@pytest.mark.parametrize(
    ("theirs", "labels", "label"),
    [
        ("GPE", ["LOC", "GPE"], "GPE"),
        ("GPE", ["Loc"], "Loc"),
        ("PERSON", ["ORG", "PER"], "PER"),
        ("ORG", ["Organisation"], "Organisation"),
        ("LAW", ["LOC"], ""),
        ("X", [], ""),
    ],
)
def test_labels_that_mean_the_same(theirs, labels, label):
    assert same_label(theirs, labels) == label


def test_what_is_installed_is_told_without_loading_it(monkeypatch, tmp_path):
    folder = tmp_path / "en_small-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Name: en-small\nVersion: 1.0\n", encoding="utf-8")
    (folder / "entry_points.txt").write_text("[spacy_models]\nen_small = en_small\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: name == "spacy" or None)
    assert "en_small" in pipeline_tags.installed_pipelines()
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert pipeline_tags.installed_pipelines() == ()
