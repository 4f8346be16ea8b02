import json
from pathlib import Path

import pytest

from annotator.errors import FormatError
from annotator.formats import chosen_options, find_format, sniff_format
from annotator.model import AnnotatedDocument, Document, Kind, Relation, Scheme, Span
from annotator.report import Outcome, Report

DOCCANO = find_format("doccano")
LABELS = [
    {"id": 44, "text": "Dog", "suffix_key": "a", "background_color": "#FF0000", "task_type": "Category"},
    {"id": 45, "text": "Cat", "prefix_key": "ctrl shift", "suffix_key": "c", "background_color": "red"},
]


def options(**chosen: str) -> dict[str, str]:
    return chosen_options(DOCCANO, chosen)


def file_of(tmp_path: Path, *rows: object) -> Path:
    path = tmp_path / "data.jsonl"
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def read(path: Path, report: Report | None = None, **chosen: str) -> list[AnnotatedDocument]:
    return list(DOCCANO.read(path, options(**chosen), report or Report()).documents)


def read_row(tmp_path: Path, row: object, **chosen: str) -> AnnotatedDocument:
    (document,) = read(file_of(tmp_path, row), **chosen)
    return document


def labelled(document: AnnotatedDocument) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label) for span in document.spans]


@pytest.mark.parametrize("key", ["label", "labels", "entities"])
def test_triples_are_spans_in_code_points(tmp_path: Path, key: str) -> None:
    document = read_row(tmp_path, {"text": "😀 Akar", key: [[2, 6, "PERSON"], [0, 1, "EMOJI"], [0, 6, "ALL"]]})
    assert labelled(document) == [(0, 6, "ALL"), (0, 1, "EMOJI"), (2, 6, "PERSON")]
    assert document.text[2:6] == "Akar"
    assert len({span.id for span in document.spans}) == 3


def test_names_alone_and_cats_are_labels_of_the_document(tmp_path: Path) -> None:
    for row in ({"label": ["news", "war"]}, {"label": "news", "cats": ["war"]}, {"cats": ["news", "war"]}):
        document = read_row(tmp_path, {"text": "x"} | row)
        assert [label.label for label in document.document_labels] == ["news", "war"]
        assert document.spans == ()


def test_entities_and_relations_keep_who_is_meant(tmp_path: Path) -> None:
    entities = [
        {"id": 70, "label": "ORG", "start_offset": 8, "end_offset": 9},
        {"id": "a", "label": "PERSON", "start_offset": 0, "end_offset": 4},
    ]
    row = {
        "text": "Akar of X",
        "entities": entities,
        "relations": [{"id": 1, "from_id": "a", "to_id": 70, "type": "of"}],
    }
    document = read_row(tmp_path, row)
    (relation,) = document.relations
    quoted = {span.id: document.text[span.start : span.end] for span in document.spans}
    assert (quoted[relation.source], relation.label, quoted[relation.target]) == ("Akar", "of", "X")


def test_comments_are_notes_and_other_keys_are_metadata(tmp_path: Path) -> None:
    fields = {"title": "T", "author": "A", "date": "2022-02-02", "source": "S", "url": "U"}
    row = {
        "id": "tweet-5",
        "text": "x",
        "label": [],
        "Comments": ["Why?"],
        **fields,
        "meta": {"page": 3},
        "comments": 4,
    }
    document = read_row(tmp_path, row)
    assert [note.text for note in document.notes] == ["Why?"]
    known = document.document
    assert (known.title, known.author, known.date, known.source, known.url) == ("T", "A", "2022-02-02", "S", "U")
    assert known.metadata == {"id": "tweet-5", "meta": {"page": 3}, "comments": 4}
    DOCCANO.write([document], Scheme(), out := tmp_path / "out.jsonl", options(), Report())
    assert json.loads(out.read_text(encoding="utf-8")) == row


def test_comments_of_a_project_with_relations_are_notes_too(tmp_path: Path) -> None:
    comments = [{"id": 3, "comment": "Why?"}, {"id": 4, "comment": "Who?"}]
    document = read_row(tmp_path, {"text": "x", "entities": [], "relations": [], "Comments": comments})
    assert [note.text for note in document.notes] == ["Why?", "Who?"]


def test_an_array_of_rows_is_read_as_lines_are(tmp_path: Path) -> None:
    rows = [
        {"id": 1, "text": "EU rejects", "label": [[0, 2, "ORG"]]},
        {"text": "x", "label": [[0, 9, "Y"]], "n": 1e300},
    ]
    path = tmp_path / "data.json"
    path.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    assert sniff_format(path) is DOCCANO
    (document,) = read(path, report := Report(), broken="skip")
    assert labelled(document) == [(0, 2, "ORG")]
    assert [notice.line for notice in report.of(Outcome.REFUSED)] == [13]
    path.write_text('[{"text": "x", "label": []}, 5]', encoding="utf-8")
    with pytest.raises(FormatError, match="must be an object"):
        read(path)


def test_annotations_of_another_kind_are_kept_as_metadata_and_told(tmp_path: Path) -> None:
    row = {"text": "Akar", "label": [], "ents": [{"start": 0, "end": 4, "label": "PER"}], "tags": ["a"], "page": [1, 2]}
    (document,) = read(file_of(tmp_path, row), report := Report())
    assert document.document.metadata["ents"] == row["ents"]
    assert [notice.message for notice in report.of(Outcome.NOTED)] == [
        "“ents” looks like annotations of a kind that is not known. It is kept as metadata."
    ]


def test_overlapping_spans_that_doccano_drops_from_projects_of_intents_are_spoken_of() -> None:
    spans = tuple(Span(at, 1, label, "", *ends) for at, (label, *ends) in enumerate(
        [("A", 0, 9), ("B", 0, 4), ("C", 8, 12), ("D", 9, 12), ("E", 12, 13)], 1))  # fmt: skip
    document = AnnotatedDocument(Document(1, "Akar of Xyz and"), spans)
    lost = list(DOCCANO.losses(document, Scheme(), options(shape="intent")))
    assert [(notice.start, notice.end, notice.message[:1]) for notice in lost] == [(0, 4, "B"), (8, 12, "C")]
    assert not list(DOCCANO.losses(document, Scheme(), options()))


def test_a_date_that_is_none_stays_metadata(tmp_path: Path) -> None:
    document = read_row(tmp_path, {"text": "x", "date": "last Monday"})
    assert (document.document.date, document.document.metadata) == ("", {"date": "last Monday"})


def test_text_may_be_called_data(tmp_path: Path) -> None:
    assert read_row(tmp_path, {"data": "Akar", "label": [[0, 4, "X"]]}).text == "Akar"
    assert read_row(tmp_path, {"text": "x", "data": "y"}).document.metadata == {"data": "y"}


def test_a_label_file_names_what_annotations_number(tmp_path: Path) -> None:
    labels = tmp_path / "labels.json"
    labels.write_text(json.dumps(LABELS), encoding="utf-8")
    annotations = [{"label": 45, "start_offset": 0, "end_offset": 4, "user": 1}, {"label": 44, "user": 1}]
    path = file_of(tmp_path, {"text": "Akar", "annotations": annotations})
    with pytest.raises(FormatError, match=r"line 1: “annotations”, number 1: .* without a name.*labels=FILE"):
        read(path)
    reading = DOCCANO.read(path, options(labels=str(labels)), Report())
    assert [(label.name, label.kind, label.color, label.key) for label in reading.scheme.labels] == [
        ("Dog", Kind.DOCUMENT, "#FF0000", "A"),
        ("Cat", Kind.SPAN, "#b9a9f2", "Ctrl+Shift+C"),
    ]
    (document,) = reading.documents
    assert labelled(document) == [(0, 4, "Cat")]
    assert [label.label for label in document.document_labels] == ["Dog"]


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (json.dumps([*LABELS, LABELS[1] | {"id": 46}]), "Cat is there twice"),
        (json.dumps([*LABELS, LABELS[1] | {"text": "Cow"}]), "key Ctrl\\+Shift\\+C belongs to two"),
        ("{}", "JSON array"),
        ("[\n{]", "line 2"),
        ('[{"text": ""}]', "Label 1 must be"),
        ("[1]", "Label 1 must be"),
    ],
)
def test_a_broken_label_file_has_a_sentence(tmp_path: Path, content: str, part: str) -> None:
    labels = tmp_path / "labels.json"
    labels.write_text(content, encoding="utf-8")
    with pytest.raises(FormatError, match=part) as caught:
        read(file_of(tmp_path, {"text": "x"}), labels=str(labels))
    assert caught.value.path == labels


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ('{"text": "abc", "label": [[0, 1', "breaks off"),
        ({"label": []}, "no text"),
        ({"text": 5}, "“text” is not a text.*overwritten"),
        ({"text": "abc", "label": [[0, 1, "X"], [0, 4, "X"]]}, "“label”, number 2: 0 to 4 is not inside.*has 3"),
        ({"text": "abc", "label": [[2, 1, "X"]]}, "2 to 1 is not inside"),
        ({"text": "abc", "label": [[-1, 1, "X"]]}, "-1 to 1 is not inside"),
        ({"text": "abc", "label": [[0, 10**30, "X"]]}, "whole numbers"),
        ({"text": "abc", "label": [[0.0, 1, "X"]]}, "whole numbers"),
        ({"text": "abc", "label": [[False, True, "X"]]}, "whole numbers"),
        ('{"text": "abc", "label": [[0, NaN, "X"]]}', "not JSON"),
        ({"text": "abc", "label": [[0, 1]]}, r"must be \[start, end, label\]"),
        ({"text": "abc", "label": [[0, 1, 3]]}, "label must be a text"),
        ({"text": "abc", "label": [[0, 1, ""]]}, "label must be a text"),
        ({"text": "abc", "label": {}}, "“label” must be a list"),
        ({"text": "abc", "entities": [{"id": 1, "label": "X", "start_offset": 0, "end_offset": 9}]}, "0 to 9"),
        (
            {"text": "abc", "entities": [{"id": 1, "label": "X", "start_offset": 0, "end_offset": 1}] * 2},
            "number 2: its id",
        ),
        ({"text": "abc", "relations": [{"from_id": 1, "to_id": 2, "type": "X"}]}, "ids of entities"),
        ({"text": "abc", "Comments": [1]}, "“Comments” must be a list of texts"),
        ({"text": "abc", "Comments": [{"id": 1}]}, "“Comments” must be a list of texts"),
        ({"text": "abc\ud83d"}, "Half a character"),
        ({"text": "abc\0"}, "NUL"),
        ({"text": "abc", "n": 10**30}, "64 bits"),
    ],
)
def test_a_wrong_third_line_is_named_with_its_reason(tmp_path: Path, row: object, part: str) -> None:
    row = row if isinstance(row, str) else json.dumps(row)
    path = file_of(tmp_path, {"text": "one"}, {"text": "two"}, row)
    with pytest.raises(FormatError, match=part) as caught:
        read(path)
    assert (caught.value.path, caught.value.line) == (path, 3)


def test_broken_lines_are_skipped_and_listed_when_the_user_says_so(tmp_path: Path) -> None:
    path = file_of(tmp_path, {"text": "one"}, "{", {"text": "abc", "label": [[0, 9, "X"]]}, {"text": "two"})
    report = Report()
    assert [document.text for document in read(path, report, broken="skip")] == ["one", "two"]
    assert [notice.line for notice in report.of(Outcome.REFUSED)] == [2, 3]


@pytest.mark.parametrize(
    ("shape", "row"),
    [
        ("sequence labelling", {"text": "Akar of X", "label": [[0, 4, "PERSON"], [8, 9, "ORG"]]}),
        ("intent", {"text": "Akar of X", "entities": [[0, 4, "PERSON"], [8, 9, "ORG"]], "cats": []}),
        (
            "relations",
            {
                "text": "Akar of X",
                "entities": [
                    {"id": 0, "label": "PERSON", "start_offset": 0, "end_offset": 4},
                    {"id": 1, "label": "ORG", "start_offset": 8, "end_offset": 9},
                ],
                "relations": [{"id": 0, "from_id": 0, "to_id": 1, "type": "of"}],
            },
        ),
    ],
)
def test_each_shape_is_written_as_doccano_has_it(tmp_path: Path, shape: str, row: dict[str, object]) -> None:
    spans = (Span(5, 1, "PERSON", "Ayla", 0, 4), Span(7, 1, "ORG", "Ayla", 8, 9))
    document = AnnotatedDocument(Document(1, "Akar of X"), spans, (Relation(9, 1, "of", "Ayla", 5, 7),))
    DOCCANO.write([document], Scheme(), out := tmp_path / "out.jsonl", options(shape=shape), Report())
    assert json.loads(out.read_text(encoding="utf-8")) == row
    lost = [notice.message for notice in DOCCANO.losses(document, Scheme(), options(shape=shape))]
    assert lost == ([] if shape == "relations" else ["The relation of is left out."])


def test_metadata_with_a_name_of_doccanos_is_said_to_be_lost() -> None:
    metadata = {"id": 5, "text": "other", "label": 1, "title": "moved", "author": "other"}
    document = AnnotatedDocument(Document(1, "abc", author="A", metadata=metadata))
    lost = [notice.message for notice in DOCCANO.losses(document, Scheme(), options())]
    assert [message.split("“")[1].split("”")[0] for message in lost] == ["text", "label", "title", "author"]
    carried = DOCCANO.carried(document, Scheme(), options()).document
    assert (carried.title, carried.author, carried.metadata) == ("moved", "A", {"id": 5})


def test_nothing_is_no_dataset(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="no document to write"):
        DOCCANO.write([], Scheme(), tmp_path / "out.jsonl", options(), Report())


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ('{"text": "abc", "label": []}', "doccano"),
        ('\ufeff{"text": "abc", "entities": []}\n{', "doccano"),
        ('{"text": "' + "x" * 100_000 + '", "label": []}\n', "doccano"),
        ('{"text": "abc"}', "doccano"),
        ('{"format": "annotator", "version": 1, "scheme": [], "text": "", "label": []}', "native"),
    ],
)
def test_the_content_says_whose_a_file_is_not_its_name(tmp_path: Path, content: str, name: str) -> None:
    path = tmp_path / "data.txt"
    path.write_text(content, encoding="utf-8")
    assert sniff_format(path).name == name


@pytest.mark.parametrize("content", ['{"tokens": [], "label": []}', '{"text": 5}', "[1]", "not JSON"])
def test_what_is_not_doccanos_is_not_taken_for_it(content: str) -> None:
    assert DOCCANO.sniff(Path("data.json"), content.encode()) == 0


def test_a_broken_file_of_that_name_comes_to_a_reader_that_says_why(tmp_path: Path) -> None:
    path = file_of(tmp_path, '{"text": "abc",')
    format_ = sniff_format(path)
    with pytest.raises(FormatError, match="line 1: The JSON breaks off"):
        list(format_.read(path, chosen_options(format_, {}), Report()).documents)


VALID = [
    "sequence_labeling/example_overlapping.jsonl",
    "relation_extraction/example.jsonl",
]


@pytest.mark.parametrize("name", VALID)
def test_doccanos_own_files_are_read_whole(shared_data: Path, name: str) -> None:
    path = shared_data / "fixtures" / "doccano" / name
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    documents = read(path)
    assert [document.text for document in documents] == [row["text"] for row in rows]
    for row, document in zip(rows, documents, strict=True):
        spans = [*row.get("label", []), *(
            (entity["start_offset"], entity["end_offset"], entity["label"]) for entity in row.get("entities", [])
        )]  # fmt: skip
        assert labelled(document) == [tuple(span) for span in spans]
        assert len(document.relations) == len(row.get("relations", []))


@pytest.mark.parametrize(
    ("name", "line"), [("sequence_labeling/example.jsonl", 3), ("intent/example.jsonl", 5)]
)  # fmt: skip
def test_doccanos_own_rows_without_text_are_refused_or_skipped(shared_data: Path, name: str, line: int) -> None:
    path = shared_data / "fixtures" / "doccano" / name
    with pytest.raises(FormatError, match=f"line {line}: The line has no text"):
        read(path)
    rows = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()][: line - 1]
    documents = read(path, broken="skip")
    assert [document.text for document in documents] == [row["text"] for row in rows]
    for row, document in zip(rows, documents, strict=True):
        assert labelled(document) == [tuple(span) for span in row.get("label", row.get("entities", []))]
        assert [label.label for label in document.document_labels] == row.get("cats", [])
        assert document.document.metadata == ({"meta": row["meta"]} if "meta" in row else {})


@pytest.mark.parametrize(("name", "fails"), [("valid_labels.json", False), ("invalid_labels.json", True)])
def test_doccanos_own_label_files(shared_data: Path, tmp_path: Path, name: str, *, fails: bool) -> None:
    labels = str(shared_data / "fixtures" / "doccano" / name)
    path = file_of(tmp_path, {"text": "x"})
    if fails:
        with pytest.raises(FormatError, match="Dog is there twice"):
            read(path, labels=labels)
    else:
        scheme = DOCCANO.read(path, options(labels=labels), Report()).scheme
        assert [(label.name, label.kind) for label in scheme.labels] == [("Dog", Kind.DOCUMENT), ("Cat", Kind.SPAN)]


def test_the_real_article_comes_back(shared_data: Path, tmp_path: Path) -> None:
    text_format = find_format("text")
    (path,) = (shared_data / "articles").glob("000_*.txt")
    (article,) = text_format.read(path, chosen_options(text_format, {}), Report()).documents
    start = article.text.index("Hulusi Akar")
    document = AnnotatedDocument(article.document, (Span(1, 1, "PERSON", "Ayla", start, start + 11),))
    DOCCANO.write([document], Scheme(), out := tmp_path / "out.jsonl", options(), Report())
    (found,) = read(out)
    assert found.text == document.text
    assert (found.document.date, found.document.author) == ("2022-02-02", "Vugar Khalilov")
    assert [found.text[span.start : span.end] for span in found.spans] == ["Hulusi Akar"]


def test_one_object_over_several_lines_is_a_document(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"id": 1, "text": "Akar met", "label": [[0, 4, "PER"]]}, indent=2))
    assert sniff_format(path) is DOCCANO
    (document,) = read(path)
    assert labelled(document) == [(0, 4, "PER")]


def test_a_label_file_by_itself_is_a_scheme_and_no_articles(tmp_path: Path) -> None:
    path = tmp_path / "labels.json"
    path.write_text(json.dumps([{"text": "Dog", "suffix_key": "a", "background_color": "#FF0000"}]))
    assert sniff_format(path) is DOCCANO
    reading = DOCCANO.read(path, options(), Report())
    assert [(label.name, label.key) for label in reading.scheme.labels] == [("Dog", "A")]
    assert not list(reading.documents)
