"""spaCy's DocBin, without spaCy: its numbers are those that spaCy gave, and its files are taken apart by hand."""

import struct
import zlib

import msgpack
import pytest

from annotator.errors import FormatError
from annotator.formats import chosen_options, find_format, sniff_format
from annotator.formats.spacy.strings import SYMBOLS, string_number
from annotator.model import AnnotatedDocument, Document, DocumentLabel, Kind, Label, Scheme, Span
from annotator.report import Outcome, Report
from tests.formats.test_conformance import HOSTILE, changed, paths_in, read_or_refused, sample

SPACY = find_format("spacy")
TEXT = "Zakir Hasanov  met\nHulusi Akar."


def document(text, *spans, labels=()):
    made = [Span(at, 1, label, "", start, end) for at, (start, end, label) in enumerate(spans, 1)]
    given = [DocumentLabel(100 + at, 1, label, "") for at, label in enumerate(labels)]
    return AnnotatedDocument(Document(1, text), tuple(made), document_labels=tuple(given))


def write(path, *documents, scheme=Scheme(), **options):
    SPACY.write(documents, scheme, path, chosen_options(SPACY, options), Report())
    return msgpack.unpackb(zlib.decompress(path.read_bytes()), strict_map_key=False)


def pack(path, message):
    path.write_bytes(zlib.compress(msgpack.packb(message)))
    return path


def read(path, report=None):
    return list(SPACY.read(path, {}, report or Report()).documents)


def places(found):
    return [(span.start, span.end, span.label) for span in found.spans]


def rows(message):
    tokens = struct.unpack(f"<{len(message['tokens']) // 8}Q", message["tokens"])
    return [tokens[at : at + 3] for at in range(0, len(tokens), 3)]


def group(message, number=0):
    (packed, keys), *rest = msgpack.unpackb(message["span_groups"][number], strict_map_key=False).items()
    assert keys == ["sc"]
    assert not rest
    return [struct.unpack(">QQQllll", row)[2:] for row in msgpack.unpackb(packed)["spans"]]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.spacy"


@pytest.mark.parametrize(
    ("string", "number"),
    [
        ("", 0),
        ("PERSON", 380),
        ("ORG", 383),
        ("abc", 13021918864714763345),
        ("abcdefgh", 17751780907874141760),
        ("abcdefghi", 13885881106499164936),
        ("Ağrı dağı 😀", 8686104976427348003),
    ],
)
def test_strings_have_the_numbers_that_spacy_gives_them(string, number):
    assert string_number(string) == number


def test_there_are_as_many_symbols_as_in_spacy():
    assert len(SYMBOLS) == len(set(SYMBOLS)) == 457


def test_tokens_are_the_whole_text_and_entities_stand_on_them(path):
    message = write(path, document(TEXT, (0, 13, "PERSON"), (19, 30, "Kişi")))
    words = ["Zakir", "Hasanov", " ", "met", "\n", "Hulusi", "Akar", "."]
    kisi = string_number("Kişi")
    tags = [(3, 380), (1, 380), (2, 0), (2, 0), (2, 0), (3, kisi), (1, kisi), (2, 0)]
    assert rows(message) == [(string_number(word), *tag) for word, tag in zip(words, tags, strict=True)]
    assert list(message["spaces"]) == [1, 1, 0, 0, 0, 1, 0, 0]
    assert struct.unpack("<i", message["lengths"]) == (8,)
    assert set(message["strings"]) == {*words, "PERSON", "Kişi"}
    assert message["attrs"] == [65, 77, 78]


def test_overlapping_spans_are_in_the_group_and_all_of_them_if_wanted(path):
    article = document(TEXT, (0, 13, "PERSON"), (0, 5, "NAME"), (6, 18, "X"), (19, 25, "NAME"))
    name, x = string_number("NAME"), string_number("X")
    assert group(write(path, article)) == [(name, 0, 1, 0, 5), (x, 1, 4, 6, 18)]
    path.unlink()
    assert [row[1:3] for row in group(write(path, article, group="all"))] == [(0, 2), (0, 1), (1, 4), (5, 6)]
    assert places(read(path)[0]) == [(0, 13, "PERSON"), (0, 5, "NAME"), (6, 18, "X"), (19, 25, "NAME")]


def test_spans_off_the_tokens_are_named_with_what_becomes_of_them(path):
    article = document(TEXT, (1, 13, "A"), (1, 5, "B"), (13, 15, "C"), (13, 18, "D"), (0, 5, "B"))
    said = {
        (notice.start, notice.end): notice.message
        for notice in SPACY.losses(article, Scheme(), chosen_options(SPACY, {}))
    }
    assert "widened to “Zakir Hasanov”" in said[1, 13]
    assert "widened to “Zakir”" in said[1, 5]
    assert "nothing but blanks" in said[13, 15]
    assert "without" in said[13, 18]
    assert "written once" in said[0, 5]
    write(path, article)
    assert places(read(path)[0]) == [(0, 13, "A"), (0, 5, "B"), (15, 18, "D")]


def test_each_document_says_of_every_label_whether_it_has_it(path):
    scheme = Scheme((Label(1, "news", Kind.DOCUMENT), Label(2, "PERSON")))
    message = write(path, document("a", labels=["sport"]), document("b"), scheme=scheme)
    assert message["cats"] == [{"news": 0.0, "sport": 1.0}, {"news": 0.0, "sport": 0.0}]
    assert [[label.label for label in one.document_labels] for one in read(path)] == [["sport"], []]
    found = SPACY.read(path, {}, Report()).scheme.labels
    assert [(label.name, label.kind) for label in found] == [("news", Kind.DOCUMENT), ("sport", Kind.DOCUMENT)]


def test_scores_between_are_taken_from_a_half_on_and_said(path):
    message = write(path, document("a"))
    pack(path, message | {"cats": [{"x": 0.7, "y": 0.2, "z": 1}]})
    report = Report()
    assert [label.label for label in read(path, report)[0].document_labels] == ["x", "z"]
    assert len(list(report.of(Outcome.NOTED))) == 2


def test_older_files_and_other_groups_are_read(path):
    message = write(path, document("Akar met", (0, 4, "PERSON")))
    row = struct.pack(">QQQllll", 0, string_number("met"), 0, 1, 2, 5, 8)
    old = msgpack.packb([msgpack.packb({"name": "verbs", "attrs": {}, "spans": [row]})])
    pack(path, {key: part for key, part in message.items() if key not in {"flags", "cats"}} | {"span_groups": [old]})
    (found,) = read(path)
    assert places(found) == [(0, 4, "PERSON"), (5, 8, "verbs")]
    assert found.spans[1].attributes == (("kb_id", "met"),)
    pack(path, {key: part for key, part in message.items() if key != "span_groups"})
    assert places(read(path)[0]) == [(0, 4, "PERSON")]


def test_tags_that_contradict_each_other_are_read_as_others_do(path):
    message = write(path, document("a b c d", (0, 1, "X"), (2, 3, "X"), (4, 5, "Y")))
    tokens = [(row[0], 1, row[2]) for row in rows(message)]
    pack(path, message | {"tokens": b"".join(struct.pack("<3Q", *row) for row in tokens)})
    assert places(read(path)[0]) == [(0, 3, "X"), (4, 5, "Y")]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"strings": []}, "Document 1: token 1 has a word that is not among the strings"),
        ({"lengths": struct.pack("<i", 9)}, "damaged"),
        ({"lengths": struct.pack("<i", -1)}, "no length"),
        ({"lengths": b"abc"}, "whole numbers"),
        ({"attrs": [77, 78]}, "no words"),
        ({"cats": [{}, {}]}, "labels or span groups for each document"),
        ({"cats": [{"x": "y"}]}, "score"),
        ({"span_groups": [b"\xc1"]}, "Document 1: .*damaged"),
        ({"span_groups": [msgpack.packb([msgpack.packb({"name": "a", "spans": [b"x"]})])]}, "not what it must be"),
        (
            {
                "span_groups": [
                    msgpack.packb([msgpack.packb({"spans": [struct.pack(">QQQllll", 0, 0, 0, 0, 99, 0, 0)]})])
                ]
            },
            "from token 0 to 99",
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_the_document(path, change, message):
    pack(path, write(path, document("Akar met")) | change)
    with pytest.raises(FormatError, match=message):
        read(path)


def test_what_unpacks_to_more_than_it_should_or_breaks_off_is_refused(path, monkeypatch):
    write(path, document("Akar met " * 500))
    content = path.read_bytes()
    path.write_bytes(content[:-9])
    with pytest.raises(FormatError, match="breaks off"):
        read(path)
    path.write_bytes(content)
    monkeypatch.setattr("annotator.formats.spacy.unpacking.UNPACKED_LIMIT", 1000)
    with pytest.raises(FormatError, match="when unpacked"):
        read(path)


def test_a_wrong_type_in_any_field_is_read_or_refused(path, tmp_path):
    sample(SPACY, first := tmp_path / "b.spacy")
    message = msgpack.unpackb(zlib.decompress(first.read_bytes()), strict_map_key=False)
    message = {key: part[:3] if isinstance(part, list) and key != "strings" else part for key, part in message.items()}
    width = sum(struct.unpack(f"<{len(message['lengths']) // 4}i", message["lengths"])[:3])
    message |= {
        "lengths": message["lengths"][:12], "spaces": message["spaces"][:width],
        "tokens": message["tokens"][: 24 * width], "strings": message["strings"],
    }  # fmt: skip
    assert len(read(pack(path, message))) == 3
    for place in paths_in(message):
        if place[:1] == ("strings",) and place[1:] not in {(), (0,)}:
            continue
        for new in [*HOSTILE, b"", b"\x80", b"\x91" * 999]:
            try:
                pack(path, changed(message, place, new))
            except (ValueError, OverflowError, TypeError, RecursionError):
                continue
            read_or_refused(SPACY, path)


def test_it_is_known_by_what_it_holds(path, tmp_path):
    write(path, document("a"))
    other = path.rename(tmp_path / "a.bin")
    assert sniff_format(other).name == "spacy"
