"""What every format in the registry has to keep, whatever it is: nothing here names one."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.errors import FormatError
from annotator.formats import Feature, Format, Options, Way, all_formats, sniff_format
from annotator.model import (
    AnnotatedDocument,
    Document,
    DocumentLabel,
    Note,
    Progress,
    Relation,
    Scheme,
    Span,
    Status,
)
from annotator.report import Outcome, Report
from tests.strategies import annotated_documents, schemes

READERS = [format_ for format_ in all_formats() if format_.reads]
BOTH = [format_ for format_ in READERS if format_.writes]


def choices(format_: Format, *ways: Way) -> list[dict[str, str]]:
    """The format's options as they are, and every other choice of each one that serves these ways."""
    default = {option.name: option.default for option in format_.options}
    return [
        default,
        *(
            default | {option.name: choice}
            for option in format_.options
            if option.way in ways
            for choice in option.choices
            if choice != option.default
        ),
    ]


CASES = [
    pytest.param(format_, options, id=" ".join([format_.name, *filter(None, options.values())]))
    for format_ in BOTH
    for options in choices(format_, Way.WRITING, Way.BOTH)
]
each_way = pytest.mark.parametrize(("format_", "options"), CASES)
generated = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@pytest.fixture(scope="module")
def new_path(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Format], Path]:
    """Paths that do not exist, in a folder of their own."""
    return lambda format_: tmp_path_factory.mktemp("written") / f"data{format_.suffixes[0]}"


def written(
    format_: Format,
    documents: Iterable[AnnotatedDocument],
    scheme: Scheme,
    path: Path,
    options: Options,
    report: Report | None = None,
) -> bytes:
    format_.write(documents, scheme, path, options, report or Report())
    files = sorted(path.rglob("*")) if format_.folder else [path]
    return b"".join(file.name.encode() + file.read_bytes() for file in files if file.is_file())


def read(format_: Format, path: Path, options: Options) -> tuple[Scheme, list[AnnotatedDocument]]:
    report = Report()
    reading = format_.read(path, options, report)
    documents = list(reading.documents)
    assert not list(report.of(Outcome.REFUSED))
    return reading.scheme, documents


def told(document: AnnotatedDocument, carries: frozenset[Feature]) -> dict[str, Any]:
    """Everything in a document that can be compared with what a format gives back."""

    def who(name: str) -> str:
        return name if Feature.ANNOTATORS in carries else ""

    def ids(number: int) -> int:
        return number if Feature.IDS in carries else 0

    known = document.document
    place = {span.id: (span.start, span.end, span.label) for span in document.spans}
    content: dict[str, Any] = {
        "text": known.text,
        "spans": sorted(
            (span.start, span.end, span.label, who(span.annotator), ids(span.id), span.pieces,
             repr(span.attributes), span.note)
            for span in document.spans
        ),
        "relations": sorted(
            (place[relation.source], place[relation.target], relation.label, who(relation.annotator),
             ids(relation.id), repr(relation.attributes), relation.note)
            for relation in document.relations
        ),
        "labels": sorted((label.label, who(label.annotator), ids(label.id)) for label in document.document_labels),
        "notes": sorted((note.text, who(note.annotator), ids(note.id)) for note in document.notes),
    }  # fmt: skip
    if Feature.METADATA in carries:
        content |= {name: getattr(known, name) for name in ("title", "author", "date", "source", "url", "metadata")}
    if Feature.STATUS in carries:
        content["progress"] = document.progress
    if Feature.IDS in carries:
        content |= {"id": known.id, "origin": known.origin}
    return content


@each_way
@generated
@given(documents=st.lists(annotated_documents(), min_size=1, max_size=3), scheme=schemes())
def test_what_is_not_spoken_of_as_lost_comes_back(
    format_: Format, options: dict[str, str], new_path: Callable[[Format], Path],
    documents: list[AnnotatedDocument], scheme: Scheme,
) -> None:  # fmt: skip
    report = Report()
    first = written(format_, documents, scheme, path := new_path(format_), options, report)
    found_scheme, found = read(format_, path, options)
    assert len(found) == len(documents)
    for before, after in zip(documents, found, strict=True):
        kept = format_.carried(before, scheme, options)
        assert told(after, format_.carries) == told(kept, format_.carries)
        losses = list(format_.losses(before, scheme, options))
        assert all(loss.outcome == Outcome.LOST for loss in losses)
        if not losses and not report.notices:
            assert told(after, format_.carries) == told(before, format_.carries)
    if Feature.SCHEME in format_.carries:
        assert found_scheme == scheme
    assert sniff_format(path).name == format_.name
    assert written(format_, documents, scheme, new_path(format_), options) == first
    assert written(format_, found, found_scheme, new_path(format_), options) == first


@each_way
@generated
@given(document=annotated_documents(annotators=["Ayla"], plain=True))
def test_plain_spans_come_back_from_every_format(
    format_: Format, options: dict[str, str], new_path: Callable[[Format], Path], document: AnnotatedDocument
) -> None:
    document = replace(document, document=replace(document.document, metadata={}, origin=None))
    if list(format_.losses(CONTROLS, Scheme(), options)):
        document = without_controls(document)
    if list(format_.losses(PADDED, Scheme(), options)):
        document = in_words(document)
    elif list(format_.losses(EXAMPLES[Feature.OVERLAPPING], Scheme(), options)):
        document = apart(document)
    written(format_, [document], Scheme(), path := new_path(format_), options)
    (found,) = read(format_, path, options)[1]
    assert not list(format_.losses(document, Scheme(), options))
    assert told(found, format_.carries) == told(document, format_.carries)


def in_words(document: AnnotatedDocument) -> AnnotatedDocument:
    """The document as formats have it that are made of words: spans of whole ones, apart, in labels without blanks."""
    text, spans = "", []
    for span in document.spans:
        words = "".join(
            letter for letter in document.text[span.start : span.end] if letter.isascii() and letter.isalpha()
        )
        start, text = len(text), f"{text}{words or 'none'} "
        spans.append(replace(span, start=start, end=len(text) - 1, label=span.label.replace(" ", "")))
    known = Document(document.document.id, text.rstrip(), document.document.title)
    return replace(document, document=known, spans=tuple(spans))


def apart(document: AnnotatedDocument) -> AnnotatedDocument:
    """The document without spans that overlap others."""
    spans: list[Span] = []
    for span in document.spans:
        if not spans or spans[-1].end <= span.start:
            spans.append(span)
    return replace(document, spans=tuple(spans))


def without_controls(document: AnnotatedDocument) -> AnnotatedDocument:
    """The document as XML can hold it."""
    known = document.document
    fields = {
        name: re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "x", getattr(known, name))
        for name in ("text", "title", "author", "date", "source", "url")
    }
    return replace(document, document=replace(known, **fields))


TEXT = Document(1, "Zakir Hasanov met Hulusi Akar in Ankara.")
ONE = Span(2, 1, "PERSON", "Ayla", 0, 13)
PADDED = AnnotatedDocument(TEXT, (replace(ONE, end=14),))
"""A span that ends with a blank: what loses it is made of words."""
CONTROLS = AnnotatedDocument(replace(TEXT, text="a\x07"))
"""A text with a character that XML has no room for."""
TWO = Span(3, 1, "PERSON", "Ayla", 18, 29)
EXAMPLES = {
    Feature.NESTED: AnnotatedDocument(TEXT, (ONE, Span(3, 1, "NAME", "Ayla", 0, 5))),
    Feature.OVERLAPPING: AnnotatedDocument(TEXT, (ONE, Span(3, 1, "X", "Ayla", 6, 17))),
    Feature.DISCONTINUOUS: AnnotatedDocument(TEXT, (replace(ONE, end=29, pieces=((0, 5), (18, 29))),)),
    Feature.ZERO_LENGTH: AnnotatedDocument(TEXT, (replace(ONE, end=0),)),
    Feature.RELATIONS: AnnotatedDocument(TEXT, (ONE, TWO), (Relation(4, 1, "met", "Ayla", 2, 3),)),
    Feature.ATTRIBUTES: AnnotatedDocument(TEXT, (replace(ONE, attributes=(("sure", True),)),)),
    Feature.NOTES: AnnotatedDocument(TEXT, (ONE,), notes=(Note(4, 1, "Ayla", "Read again."),)),
    Feature.DOCUMENT_LABELS: AnnotatedDocument(TEXT, (ONE,), document_labels=(DocumentLabel(4, 1, "news", "Ayla"),)),
    Feature.METADATA: AnnotatedDocument(replace(TEXT, metadata={"page": 3}), (ONE,)),
    Feature.ANNOTATORS: AnnotatedDocument(TEXT, (ONE, replace(TWO, annotator="Björn"))),
    Feature.EXACT_TEXT: AnnotatedDocument(replace(TEXT, text="Zakir  Hasanov met."), (replace(ONE, end=14),)),
    Feature.INSIDE_WORDS: AnnotatedDocument(TEXT, (replace(ONE, start=2),)),
    Feature.STATUS: AnnotatedDocument(TEXT, progress=(Progress(4, 1, "Ayla", Status.DONE, True, "See."),)),
}  # fmt: skip


@pytest.mark.parametrize("feature", EXAMPLES)
@pytest.mark.parametrize("format_", BOTH, ids=lambda format_: format_.name)
def test_a_feature_is_carried_or_said_to_be_lost(
    format_: Format, feature: Feature, new_path: Callable[[Format], Path]
) -> None:
    lost = []
    for options in choices(format_, Way.WRITING):
        written(format_, [EXAMPLES[feature]], Scheme(), new_path(format_), options, report := Report())
        lost.append([*format_.losses(EXAMPLES[feature], Scheme(), options), *report.of(Outcome.LOST)])
    if feature in format_.carries:
        assert [] in lost, "carried in no shape"
    else:
        assert all(lost), "lost without a word"


@pytest.mark.parametrize("format_", BOTH, ids=lambda format_: format_.name)
def test_100_000_spans_in_one_document(format_: Format, new_path: Callable[[Format], Path]) -> None:
    options = choices(format_)[0]
    text = "Akar 😀 met. " * 100_000
    spans = tuple(Span(number + 1, 1, "PERSON", "Ayla", 12 * number, 12 * number + 4) for number in range(100_000))
    document = AnnotatedDocument(Document(1, text), spans)
    written(format_, [document], Scheme(), path := new_path(format_), options)
    (found,) = read(format_, path, options)[1]
    assert len(found.spans) == 100_000
    assert told(found, format_.carries) == told(format_.carried(document, Scheme(), options), format_.carries)


def read_or_refused(format_: Format, path: Path) -> None:
    """Read whatever it is: documents whose spans lie in their texts, or a FormatError that names the file."""
    for options in choices(format_, *Way):
        try:
            for document in format_.read(path, options, Report()).documents:
                assert all(0 <= span.start <= span.end <= len(document.text) for span in document.spans)
                document.text.encode()
        except FormatError as error:
            refusal = error
            assert refusal.path == path
            assert refusal.reason.endswith((".", "?"))


def sample(format_: Format, path: Path) -> bytes:
    """A file of the format with something of everything."""
    documents = [
        replace(example, document=replace(example.document, id=100 * number))
        for number, example in enumerate(EXAMPLES.values(), 1)
    ]
    return written(format_, documents, Scheme(), path, choices(format_, Way.WRITING)[-1]) and path.read_bytes()


@pytest.mark.parametrize(
    "format_", [format_ for format_ in BOTH if not format_.folder], ids=lambda format_: format_.name
)
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(
    format_: Format, new_path: Callable[[Format], Path], data: st.DataObject
) -> None:
    content = sample(format_, path := new_path(format_))
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(content)), st.integers(0, len(content)))))
    if data.draw(st.booleans()):
        end = min(end, start + 3)
    damage = data.draw(
        st.binary(max_size=4) | st.sampled_from([b"\0", b"\n", b'"', b"\\ud800", b"\xed\xa0\x80", b"[" * 9999])
    )
    path.write_bytes(content[:start] + damage + content[end:])
    read_or_refused(format_, path)


HOSTILE: list[Any] = [
    *(None, True, -1, 0, 10**6, 2**63, 2**64, 10**400, 0.5, 1e300, float("nan"), float("-inf")),
    *("", "x", "\0", "\ud800", "1" * 99, "007", "²"),
    *([], [[]], [None], [0], ["x"], [1, 2], [5, 1, "X"], ["a", "b", "c"], ["abc"]),
    *([[0, 1]], [[0, 1, 2]], [[5, 1, "X"]], [[0, 99999, "X"]], [[-1, 1, "X"]], [[0, 10**30, "X"]], [[0, 1, ""]]),
    *([[False, True, "X"]], [[0.0, 1.0, "X"]], [["0", "1", "X"]]),
    *(
        {},
        {"a": 1},
        [{}],
        [{"id": 1}],
        [{"id": []}],
        {"\0": 1},
        {"start": 0},
        {str(number): number for number in range(5)},
    ),
    json.loads("[" * 500 + "]" * 500),
]


def paths_in(content: object, path: tuple[object, ...] = ()) -> Iterable[tuple[object, ...]]:
    """Every place in a JSON value, the whole included."""
    yield path
    if isinstance(content, dict | list):
        for key, inner in content.items() if isinstance(content, dict) else enumerate(content):
            yield from paths_in(inner, (*path, key))


def changed(content: Any, path: tuple[Any, ...], new: object) -> Any:
    """The value with something else at one place."""
    if not path:
        return new
    copy = dict(content) if isinstance(content, dict) else list(content)
    copy[path[0]] = changed(content[path[0]], path[1:], new)
    return copy


@pytest.mark.parametrize(
    "format_", [format_ for format_ in BOTH if ".jsonl" in format_.suffixes], ids=lambda format_: format_.name
)
def test_a_wrong_type_in_any_field_is_read_or_refused(format_: Format, new_path: Callable[[Format], Path]) -> None:
    lines = sample(format_, path := new_path(format_)).decode().splitlines()
    for number, line in enumerate(lines):
        row = json.loads(line)
        for place in paths_in(row):
            for new in HOSTILE:
                damaged = [*lines[:number], json.dumps(changed(row, place, new)), *lines[number + 1 :]]
                path.write_text("\n".join(damaged), encoding="utf-8")
                read_or_refused(format_, path)


EVERYTHING = AnnotatedDocument(
    replace(TEXT, title="Talks", date="2022-02-02", metadata={"page": 3}),
    (replace(ONE, attributes=(("kind", ("a", "b")), ("sure", True)), note="Read again."), replace(TWO, end=28)),
    (Relation(4, 1, "met", "Ayla", 2, 3),),
    (DocumentLabel(5, 1, "news", "Björn"),),
    (Note(6, 1, "Ayla", "Ask."),),
)
"""Something of everything, in one document."""


@pytest.mark.parametrize(
    "format_",
    [format_ for format_ in BOTH if ".json" in format_.suffixes and not format_.folder],
    ids=lambda format_: format_.name,
)
def test_a_wrong_type_anywhere_in_json_is_read_or_refused(format_: Format, new_path: Callable[[Format], Path]) -> None:
    content = json.loads(written(format_, [EVERYTHING], Scheme(), path := new_path(format_), choices(format_)[0]) and
                         path.read_bytes())  # fmt: skip
    for place in paths_in(content):
        for new in HOSTILE:
            path.write_text(json.dumps(changed(content, place, new)), encoding="utf-8")
            read_or_refused(format_, path)


@pytest.mark.parametrize("format_", READERS, ids=lambda format_: format_.name)
@pytest.mark.parametrize(
    "content", [b"", b"\0\1\2", "ağ".encode("utf-16"), b"\xff\xfe", b"\n\n", b"[" * 100_000, "ğ".encode("iso-8859-9")]
)
def test_what_is_no_file_of_the_format_has_a_sentence(
    format_: Format, content: bytes, new_path: Callable[[Format], Path]
) -> None:
    path = new_path(format_)
    path.write_bytes(content)
    read_or_refused(format_, path)


@pytest.mark.parametrize("format_", READERS, ids=lambda format_: format_.name)
def test_a_missing_file_and_a_folder_have_a_sentence(format_: Format, tmp_path: Path) -> None:
    options = choices(format_)[0]
    with pytest.raises(FormatError, match="no such file"):
        list(format_.read(tmp_path / "missing", options, Report()).documents)
    if not format_.folder:
        with pytest.raises(FormatError, match="folder"):
            list(format_.read(tmp_path, options, Report()).documents)
