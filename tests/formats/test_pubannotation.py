import json
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import FormatError
from annotator.formats import Reading, chosen_options, find_format, sniff_format
from annotator.model import AnnotatedDocument, Document, Kind, Relation, Scheme, Span
from annotator.report import Outcome, Report

PUBANNOTATION = find_format("pubannotation")
TEXT = "😀 IL-4 binds IL-5."


def denotation(id_: str, begin: object, end: object, obj: object = "Protein") -> dict[str, Any]:
    return {"id": id_, "span": {"begin": begin, "end": end}, "obj": obj}


def reading(path: Path, report: Report | None = None, **chosen: str) -> Reading:
    return PUBANNOTATION.read(path, chosen_options(PUBANNOTATION, chosen), report or Report())


def file_of(tmp_path: Path, content: object) -> Path:
    path = tmp_path / "data.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def read(tmp_path: Path, row: dict[str, Any], report: Report | None = None) -> AnnotatedDocument:
    (document,) = reading(file_of(tmp_path, {"text": TEXT} | row), report).documents
    return document


def places(document: AnnotatedDocument) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label) for span in document.spans]


def test_denotations_relations_attributes_and_modifications(tmp_path: Path) -> None:
    row = {
        "denotations": [denotation("T1", 2, 6), denotation("T2", 13, 17),
                        {"span": {"begin": 7, "end": 12}, "obj": "Verb"}],
        "relations": [{"id": "R1", "pred": "binds", "subj": "T1", "obj": "T2"}],
        "attributes": [
            {"id": "A1", "subj": "T1", "pred": "sure", "obj": True}, {"subj": "T1", "pred": "name", "obj": "a"},
            {"subj": "T1", "pred": "name", "obj": "b"}, {"subj": "R1", "pred": "score", "obj": 0.5}],
        "modifications": [{"id": "M1", "pred": "Negation", "obj": "T2"}],
        "sourcedb": "PubMed", "sourceid": "12", "project": "ge", "source": "PubMed",
    }  # fmt: skip
    document = read(tmp_path, row)
    assert places(document) == [(2, 6, "Protein"), (7, 12, "Verb"), (13, 17, "Protein")]
    first, _, last = document.spans
    assert (dict(first.attributes), dict(last.attributes)) == ({"sure": True, "name": ("a", "b")}, {"Negation": True})
    (relation,) = document.relations
    assert (relation.label, relation.source, relation.target) == ("binds", first.id, last.id)
    assert relation.attributes == (("score", 0.5),)
    assert {span.annotator for span in document.spans} == {"ge"}
    assert (document.document.source, document.document.metadata) == (
        "PubMed",
        {"sourcedb": "PubMed", "sourceid": "12"},
    )


def test_spans_in_pieces_in_both_of_their_ways(tmp_path: Path) -> None:
    bag = {"id": "T1", "span": [{"begin": 13, "end": 17}, {"begin": 2, "end": 6}], "obj": "Both"}
    (span,) = read(tmp_path, {"denotations": [bag]}).spans
    assert (span.start, span.end, span.pieces) == (2, 17, ((2, 6), (13, 17)))
    chain = {
        "denotations": [denotation("T1", 2, 6, "_FRAGMENT"), denotation("T2", 13, 17, "Both"), denotation("T3", 0, 1)],
        "relations": [
            {"pred": "_lexicallyChainedTo", "subj": "T2", "obj": "T1"}, {"pred": "is", "subj": "T2", "obj": "T3"}],
    }  # fmt: skip
    document = read(tmp_path, chain)
    assert [(span.label, span.pieces) for span in document.spans] == [("Protein", ()), ("Both", ((2, 6), (13, 17)))]
    assert [relation.label for relation in document.relations] == ["is"]


def test_tracks_are_layers_with_ids_of_their_own(tmp_path: Path) -> None:
    tracks = [
        {"project": "one", "denotations": [denotation("T1", 2, 6)]},
        {"project": "two", "denotations": [denotation("T1", 13, 17)],
         "relations": [{"pred": "self", "subj": "T1", "obj": "T1"}]},
        {},
    ]  # fmt: skip
    document = read(tmp_path, {"tracks": tracks})
    assert [(span.annotator, span.start) for span in document.spans] == [("one", 2), ("two", 13)]
    assert document.relations[0].source == document.spans[1].id


def test_what_can_only_be_utf16_units_is_converted_and_said(tmp_path: Path) -> None:
    row = {"text": "IL-4 😀😀", "denotations": [denotation("T1", 0, 4), denotation("T2", 7, 9)]}
    document = read(tmp_path, row, report := Report())
    assert places(document) == [(0, 4, "Protein"), (6, 7, "Protein")]
    assert "UTF-16" in next(report.of(Outcome.REPAIRED)).message


def test_textae_has_blocks_null_for_a_label_and_types_with_colours(tmp_path: Path) -> None:
    types = [{"id": "Protein", "color": "#FF00FF"}, {"id": "a*"}, {"id": "Cell", "label": "A cell"}, 5]
    config = {"entity types": types,
              "relation types": [{"id": "binds", "color": "<b>"}]}  # fmt: skip
    row = {"text": TEXT, "config": config, "blocks": [denotation("B1", 0, 18, "Sentence")],
           "denotations": [denotation("T1", 2, 6, None)]}  # fmt: skip
    found = reading(file_of(tmp_path, row), report := Report())
    assert [(label.name, label.kind, label.description) for label in found.scheme.labels] == [
        ("Protein", Kind.SPAN, ""), ("Cell", Kind.SPAN, "A cell"), ("binds", Kind.RELATION, "")
    ]  # fmt: skip
    assert found.scheme.labels[0].color == "#FF00FF"
    (document,) = found.documents
    assert places(document) == [(0, 18, "Sentence"), (2, 6, "unlabelled")]
    assert len(list(report.of(Outcome.NOTED))) == 2
    assert document.document.metadata == {"config": config}


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ({"text": None}, "has no text"),
        ({"denotations": [denotation("T1", 2, 99)]}, "denotation 1: 2 to 99 is not inside the text, which has 18"),
        ({"denotations": [denotation("T1", -2, 3)]}, "-2 to 3 is not inside"),
        ({"denotations": [denotation("T1", 2.5, 3)]}, "begin must be a whole number, not 2.5"),
        ({"denotations": [denotation("T1", 2, 6, "")]}, "its obj must be a text"),
        ({"denotations": [denotation("T1", 2, 6)] * 2}, "denotation 2: its id must be a text that nothing else has"),
        ({"denotations": [{"span": 5, "obj": "X"}]}, "its span must be an object"),
        ({"denotations": 5}, "“denotations” must be a list"),
        ({"relations": [{"pred": "a", "subj": "T1", "obj": "T2"}]}, "relation 1: its subj must be the id"),
        ({"tracks": [{"attributes": [{"pred": "a", "subj": "T1"}]}]}, "track 1, attribute 1: its subj"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, row: dict[str, Any], part: str) -> None:
    path = file_of(tmp_path, [{"text": "x"}, {"text": TEXT} | row])
    with pytest.raises(FormatError, match=part) as caught:
        list(reading(path).documents)
    assert caught.value.reason.startswith("Document 2: ")
    assert len(list(reading(path, report := Report(), broken="skip").documents)) == 1
    assert report.outcomes[Outcome.REFUSED] == 1


def test_one_document_is_an_object_and_several_are_an_array(tmp_path: Path) -> None:
    document = AnnotatedDocument(
        Document(1, TEXT, metadata={"sourcedb": "X"}),
        (Span(1, 1, "A", "Ayla", 2, 17, ((2, 6), (13, 17)), (("kind", ("a", "b")),), "Why?"),
         Span(2, 1, "B", "Ayla", 7, 12)),
        (Relation(3, 1, "of", "Ayla", 2, 1),),
    )  # fmt: skip
    for number in (0, 1, 2, 3):
        path = tmp_path / f"{number}.json"
        PUBANNOTATION.write([document] * number, Scheme(), path, chosen_options(PUBANNOTATION, {}), Report())
        content = json.loads(path.read_text(encoding="utf-8"))
        assert isinstance(content, dict) == (number == 1)
        assert len(list(reading(path).documents)) == number
    assert content[0] == {
        "project": "Ayla",
        "denotations": [
            {"id": "T1", "span": [{"begin": 2, "end": 6}, {"begin": 13, "end": 17}], "obj": "A", "note": "Why?"},
            {"id": "T2", "span": {"begin": 7, "end": 12}, "obj": "B"}],
        "relations": [{"id": "R1", "pred": "of", "subj": "T2", "obj": "T1"}],
        "attributes": [{"id": "A1", "subj": "T1", "pred": "kind", "obj": "a"},
                       {"id": "A2", "subj": "T1", "pred": "kind", "obj": "b"}],
        "text": TEXT, "sourcedb": "X",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["1_annotations", "2_annotations", "3_annotations", "multi_tracks"])
def test_examples_of_textae_are_read_whole(shared_data: Path, tmp_path: Path, name: str) -> None:
    path = shared_data / "fixtures" / "pubannotation" / f"{name}.json"
    row = json.loads(path.read_text(encoding="utf-8"))
    assert sniff_format(path) is PUBANNOTATION
    (document,) = reading(path).documents
    tracks = [row, *row.get("tracks", [])]
    spans = [one for track in tracks for key in ("denotations", "blocks") for one in track.get(key, [])]
    assert sorted((span.start, span.end) for span in document.spans) == sorted(
        (one["span"]["begin"], one["span"]["end"]) for one in spans
    )
    assert len(document.relations) == sum(len(track.get("relations", [])) for track in tracks)
    said = {(one["subj"], one["pred"]) for track in tracks for one in track.get("attributes", [])}
    assert sum(len(one.attributes) for one in (*document.spans, *document.relations)) == len(said)
    PUBANNOTATION.write([document], Scheme(), out := tmp_path / "o.json", chosen_options(PUBANNOTATION, {}), Report())
    (again,) = reading(out).documents
    assert (sorted(places(again)), len(again.relations)) == (sorted(places(document)), len(document.relations))


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("invalid", "denotation 1: begin must be a whole number, not '-2'"),
        ("invalid_multi", "denotation 1: -2 to 15 is not inside"),
        ("invalid_blocks_only", "block 1: 10 to 1 is not inside"),
        ("warning_not_integer_span", "denotation 2: begin must be a whole number, not 49.5"),
        ("invalid_color_config", "has no text"),
    ],
)
def test_invalid_examples_of_textae_say_why(shared_data: Path, name: str, part: str) -> None:
    path = shared_data / "fixtures" / "pubannotation" / f"{name}.json"
    with pytest.raises(FormatError, match=part) as caught:
        list(reading(path).documents)
    assert (caught.value.path, caught.value.line) == (path, 1)


@pytest.mark.parametrize("name", ["invalid_attributes_annotation", "invalid_color_annotation"])
def test_a_configuration_that_is_wrong_leaves_the_text(shared_data: Path, name: str) -> None:
    (document,) = reading(shared_data / "fixtures" / "pubannotation" / f"{name}.json").documents
    assert document.text == "dummy string"


def test_the_names_of_the_first_years_are_known(tmp_path: Path) -> None:
    span = {"begin": 0, "end": 4}
    row = {
        "text": "IL-4 binds IL-5.",
        "catanns": [{"id": "T1", "span": span, "category": "Protein"},
                    {"id": "T2", "span": {"begin": 11, "end": 15}, "category": "Protein"}],
        "relanns": [{"id": "R1", "type": "binds", "subject": "T1", "object": "T2"}],
        "modanns": [{"id": "M1", "type": "Negation", "object": "T1"}],
    }  # fmt: skip
    assert sniff_format(file_of(tmp_path, row)) is PUBANNOTATION
    document = read(tmp_path, row)
    assert places(document) == [(0, 4, "Protein"), (11, 15, "Protein")]
    assert [relation.label for relation in document.relations] == ["binds"]
    assert document.spans[0].attributes == (("Negation", True),)
    assert document.document.metadata == {}


@pytest.mark.parametrize("content", [3, ["x"], {"id": 1}])
def test_old_annotations_of_a_wrong_kind_are_refused(tmp_path: Path, content: object) -> None:
    with pytest.raises(FormatError, match="“catanns” must be a list of objects"):
        read(tmp_path, {"text": "IL-4", "catanns": content})
