import re
from pathlib import Path

import pytest

from annotator.errors import FormatError
from annotator.formats import Reading, chosen_options, find_format, sniff_format
from annotator.formats.brat.names import written
from annotator.model import (
    AnnotatedDocument,
    Attribute,
    AttributeKind,
    Document,
    DocumentLabel,
    Kind,
    Label,
    Note,
    Relation,
    Scheme,
    Span,
)
from annotator.report import Outcome, Report

BRAT = find_format("brat")
TEXT = "😀 Akar met\nHulusi Hasanov."


def pair(tmp_path: Path, lines: str, text: str | bytes = TEXT, name: str = "a") -> Path:
    (tmp_path / f"{name}.txt").write_bytes(text if isinstance(text, bytes) else text.encode())
    path = tmp_path / f"{name}.ann"
    path.write_text(lines, encoding="utf-8", newline="")
    return path


def reading(path: Path, report: Report | None = None, **chosen: str) -> Reading:
    return BRAT.read(path, chosen_options(BRAT, chosen), report or Report())


def read(tmp_path: Path, lines: str, text: str | bytes = TEXT, report: Report | None = None) -> AnnotatedDocument:
    (document,) = reading(pair(tmp_path, lines, text), report).documents
    return document


def quoted(document: AnnotatedDocument) -> list[str]:
    return [document.text[span.start : span.end] for span in document.spans]


def linked(document: AnnotatedDocument) -> list[tuple[str, str, str]]:
    names = {span.id: span.label for span in document.spans}
    return [(one.label, names[one.source], names[one.target]) for one in document.relations]


def write(documents: list[AnnotatedDocument], scheme: Scheme, path: Path) -> dict[str, str]:
    BRAT.write(documents, scheme, path, chosen_options(BRAT, {}), Report())
    return {file.name: file.read_bytes().decode() for file in path.iterdir()}


def test_every_kind_of_line_is_read(tmp_path: Path) -> None:
    lines = (
        "T1\tPERSON 2 6\tAkar\nT2\tPERSON 11 25\tHulusi Hasanov\r\nT3\tMeet 7 10\tmet\n\n"
        "R1\tKnows Arg1:T1 Arg2:T2\t\nE1\tMeet:T3 Host:T1 Guest:T2\n*\tAlias T1 T2\n"
        "A1\tSure T1\nM1\tNegation E1\nA2\tMention T2 Name\nN1\tReference T1 Wikipedia:64\tHulusi Akar\n"
        "#1\tAnnotatorNotes T1\tWho?\n#2\tAnnotatorNotes R1\tReally?\n#3\tAnnotatorNotes A1\tlost\n"
    )
    document = read(tmp_path, lines, report=(report := Report()))
    first, met, second = document.spans
    assert quoted(document) == ["Akar", "met", "Hulusi Hasanov"]
    assert dict(first.attributes) == {"Sure": True, "Reference": "Wikipedia:64", "Reference text": "Hulusi Akar"}
    assert (dict(met.attributes), dict(second.attributes)) == ({"Negation": True}, {"Mention": "Name"})
    assert (first.note, document.relations[2].note) == ("Who?", "Really?")
    assert linked(document) == [
        ("Host", "Meet", "PERSON"), ("Guest", "Meet", "PERSON"), ("Knows", "PERSON", "PERSON"),
        ("Alias", "PERSON", "PERSON"),
    ]  # fmt: skip
    said = " ".join(notice.message for notice in report.notices)
    assert "1 events were read as spans" in said
    assert "1 notes were left out" in said


def test_names_of_the_ends_of_a_relation_are_told_when_they_are_not_kept(tmp_path: Path) -> None:
    spans = "T1\tP 2 6\tAkar\nT2\tMeet 7 10\tmet\n"
    named = read(tmp_path, f"{spans}R1\tDoes Who:T1 What:T2\nR2\tDoes Arg1:T1 Arg2:T2\n", report=(report := Report()))
    assert linked(named) == 2 * [("Does", "P", "Meet")]
    (told,) = [notice.message for notice in report.notices]
    assert told.startswith("1 relations name their ends otherwise than Arg1 and Arg2")


def test_events_that_share_a_trigger_stay_apart(tmp_path: Path) -> None:
    lines = "T1\tP 2 6\tAkar\nT2\tMeet 7 10\tmet\nE1\tMeet:T2 Who:T1\nE2\tMeet:T2 What:E1 Who:T1 Who2:T2\n"
    document = read(tmp_path, lines)
    one, other = [span for span in document.spans if span.label == "Meet"]
    ends = {(relation.label, relation.source, relation.target) for relation in document.relations}
    akar = document.spans[0].id
    assert ends == {
        ("Who", one.id, akar),
        ("What", other.id, one.id),
        ("Who", other.id, akar),
        ("Who", other.id, one.id),
    }


def test_pieces_stay_and_those_that_a_line_break_cut_are_joined(tmp_path: Path) -> None:
    document = read(tmp_path, "T1\tA 2 6;18 25\tAkar Hasanov\nT2\tB 7 10;11 17\tmet Hulusi\nT3\tC 4 6;2 4\tAkar\n")
    places = {span.label: (span.start, span.end, span.pieces) for span in document.spans}
    assert places == {"A": (2, 25, ((2, 6), (18, 25))), "B": (7, 17, ()), "C": (2, 6, ())}


def test_a_span_across_lines_is_cut_when_it_is_written(tmp_path: Path) -> None:
    document = AnnotatedDocument(Document(1, TEXT), (Span(1, 1, "B", "", 7, 17),))
    files = write([document], Scheme(), tmp_path / "out")
    assert files["000001.ann"] == "T1\tB 7 10;11 17\tmet Hulusi\n"
    (found,) = reading(tmp_path / "out").documents
    assert (found.spans[0].start, found.spans[0].end, found.spans[0].pieces) == (7, 17, ())


@pytest.mark.parametrize(
    ("lines", "text", "expected", "part"),
    [
        ("T1\tP 3 7\tAkar\n", TEXT, TEXT, "UTF-16"),
        ("T1\tP 5 9\tAkar\n", TEXT, TEXT, "bytes"),
        ("T1\tP 12 16\tAkar\n", "One line.\r\nTwo Akar.", "One line.\nTwo Akar.", None),
        ("T1\tP 14 18\tAkar\n", "One line.\r\nTwo Akar.", "One line.\nTwo Akar.", "CR LF"),
        ("T1\tP 15 19\tAkar\n", "One line.\r\nTwo Akar.", "One line.\r\nTwo Akar.", None),
        ("T1\tP 1 5\tAkar\n", b"\xef\xbb\xbfAkar", "Akar", "byte order mark"),
        ("T1\tP 0 4\tAkar\n", b"\xef\xbb\xbfAkar", "Akar", None),
        ("T1\tP 4 8\tAkar\n", TEXT, TEXT, "does not stand at 4 to 8"),
    ],
)
def test_however_the_offsets_count_the_quotes_tell(
    tmp_path: Path, lines: str, text: str | bytes, expected: str, part: str | None
) -> None:
    document = read(tmp_path, lines, text, report := Report())
    assert quoted(document) == ["Akar"]
    if part is not None or expected == text:
        assert document.text == expected
    said = [notice.message for notice in report.of(Outcome.REPAIRED)]
    assert part is None or part in " ".join(said)


@pytest.mark.parametrize(
    ("lines", "line", "part"),
    [
        ("T1\tP 2 6\tAkar\nX1\tP\n", 2, "no line of brat's"),
        ("T1\tP 6 2\tx\n", 1, "no place"),
        ("T1\tP x y\tx\n", 1, "must read: T1"),
        ("T1 P 2 6\n", 1, "must read: T1"),
        ("\nT1\tP 2 99\n", 2, "2 to 99 is not inside the text, which has 26"),
        ("T1\tP 2 6\nT1\tP 2 6\n", 2, "T1 is there twice"),
        ("R1\tKnows Arg1:T1 Arg2:T2\n", 1, "names T1, which is not in the file"),
        ("T1\tP 2 6\nR1\tKnows Arg1:T1\n", 2, "joins two spans, not 1"),
        ("T1\tP 2 6\nR1\tKnows T1 T1\n", 2, "must read: R1"),
        ("T1\tP 2 6\nE1\tMeet Who:T1\n", 2, "must read: E1"),
        ("T1\tP 2 6\nA1\tSure\n", 2, "must name what it says"),
        ("T1\tP 2 6\n*\tAlias T1\n", 2, "two or more"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, lines: str, line: int, part: str) -> None:
    path = pair(tmp_path, lines)
    with pytest.raises(FormatError, match=re.escape(part)) as caught:
        list(reading(path).documents)
    assert (caught.value.path, caught.value.line) == (path, line)


def test_half_a_pair_and_a_folder_without_one_are_refused(tmp_path: Path) -> None:
    lone = tmp_path / "lone.ann"
    lone.write_text("")
    for path in (lone, tmp_path):
        with pytest.raises(FormatError, match=r"lone\.txt"):
            list(reading(path).documents)
    lone.unlink()
    with pytest.raises(FormatError, match="no annotations"):
        list(reading(tmp_path).documents)


def test_an_empty_ann_and_an_empty_text_are_a_document(tmp_path: Path) -> None:
    assert read(tmp_path, "", "").text == ""
    assert sniff_format(tmp_path) is BRAT
    assert sniff_format(tmp_path / "a.ann") is BRAT
    assert sniff_format(tmp_path / "a.txt") is BRAT


def test_files_that_belong_to_no_pair_are_told(tmp_path: Path) -> None:
    pair(tmp_path, "")
    (tmp_path / "README.txt").write_text("Read me.")
    (tmp_path / "annotation.conf").write_text("[entities]\nPERSON\n")
    assert len(list(reading(tmp_path, report := Report()).documents)) == 1
    assert [notice.path for notice in report.of(Outcome.SKIPPED)] == [tmp_path / "README.txt"]


CONF = """# a comment
[entities]
<POG>=Person|Org
!Thing
\tPerson
\tOrg
-----------
Place
[relations]
Located\tArg1:<POG>, Arg2:Place
Alias  Arg1:Person, Arg2:Person, <REL-TYPE>:symmetric-transitive
Any\tArg1:<ENTITY>, Arg2:<ENTITY>
[events]
Meet\tWho+:Person, Where?:Place, What{2}:<EVENT>
[attributes]
Sure\tArg:<ENTITY>
Negation\tArg:<EVENT>
Mention\tArg:Person|Org, Value:Name|Nominal
"""
LOOKS = """[labels]
Place | A place | Pl
[drawing]
SPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken
Person\tbgColor:#FF821C
Located\tcolor:red, dashArray:3-3
"""


def test_the_configuration_becomes_the_scheme(tmp_path: Path) -> None:
    pair(tmp_path, "")
    (tmp_path / "annotation.conf").write_text(CONF)
    (tmp_path / "visual.conf").write_text(LOOKS)
    (tmp_path / "kb_shortcuts.conf").write_text("# keys\nP Person\nP Org\n")
    scheme = reading(tmp_path).scheme
    spans = {label.name: label for label in scheme.of_kind(Kind.SPAN)}
    assert [(name, label.parent) for name, label in spans.items()] == [
        ("Thing", ""), ("Person", "Thing"), ("Org", "Thing"), ("Place", ""), ("Meet", "")
    ]  # fmt: skip
    assert [spans[name].color for name in ("Person", "Place")] == ["#FF821C", "#90ee90"]
    assert (spans["Person"].key, spans["Org"].key, spans["Place"].description) == ("P", "", "A place")
    assert spans["Person"].attributes == (
        Attribute("Sure", AttributeKind.YES_NO), Attribute("Mention", AttributeKind.CHOICE, ("Name", "Nominal"))
    )  # fmt: skip
    assert [one.name for one in spans["Meet"].attributes] == ["Negation"]
    links = {label.name: (label.sources, label.targets, label.symmetric) for label in scheme.of_kind(Kind.RELATION)}
    assert links == {
        "Located": (("Person", "Org"), ("Place",), False), "Alias": (("Person",), ("Person",), True),
        "Any": ((), (), False), "Who": (("Meet",), ("Person",), False), "Where": (("Meet",), ("Place",), False),
        "What": (("Meet",), ("Meet",), False),
    }  # fmt: skip
    assert scheme.labels[5].color == "#ff0000"


def test_what_is_written_is_what_brat_has(tmp_path: Path) -> None:
    attributes = (("Mention", ("Name", "Nominal")), ("Reference", "Wikidata:Q5"), ("Sure", True))
    scheme = Scheme(
        (
            Label(1, "Full name", color="#112233", key="F", attributes=(Attribute("Mention", choices=("Name",)),)),
            Label(2, "Knows", Kind.RELATION, sources=("Full name",), symmetric=True, position=1),
        )
    )
    document = AnnotatedDocument(
        Document(1, TEXT, "Talks: “held”", metadata={"page": 3}),
        (Span(1, 1, "Full name", "Ayla", 2, 6, (), attributes, "Who?\nHe."), Span(2, 1, "Org", "Ayla", 18, 25)),
        (Relation(3, 1, "Knows", "Ayla", 1, 2, (("since", "1999"),)),),
        (DocumentLabel(4, 1, "news", "Ayla"),),
        (Note(5, 1, "Ayla", "Long."),),
    )
    files = write([document, AnnotatedDocument(Document(2, "\ufeffx"))], scheme, tmp_path / "out")
    name = written("Full name")
    assert name.startswith("Full_name_")
    assert files["000001-Talks-held.txt"] == TEXT
    assert files["000001-Talks-held.ann"] == (
        f"T1\t{name} 2 6\tAkar\nT2\tOrg 18 25\tHasanov\nR1\tKnows Arg1:T1 Arg2:T2\n"
        "N1\tReference T1 Wikidata:Q5\t\nA1\tMention T1 Name\nA2\tMention T1 Nominal\nA3\tSure T1\nA4\tsince R1 1999\n"
        '#1\tAnnotatorNotes T1\t"Who?\\nHe."\n'
    )
    assert f'# {name} is written for "Full name"\n{name}\nOrg\n' in files["annotation.conf"]
    assert f"Knows\tArg1:{name}, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive\n" in files["annotation.conf"]
    assert f"Mention\tArg:{name}, Value:Name|Nominal\n" in files["annotation.conf"]
    assert f"{name} | Full name\n" in files["visual.conf"]
    assert f"{name}\tbgColor:#112233" in files["visual.conf"]
    assert files["kb_shortcuts.conf"] == f"F {name}\n"
    one, other = (found := reading(tmp_path / "out")).documents
    assert (one.document.title, one.document.metadata, one.notes[0].text) == ("Talks: “held”", {"page": 3}, "Long.")
    assert (one.spans[0].attributes, one.spans[0].note) == (attributes, "Who?\nHe.")
    assert [label.label for label in one.document_labels] == ["news"]
    assert (other.text, other.document.title) == ("\ufeffx", "")
    assert [label.name for label in found.scheme.labels] == ["Full name", "Org", "Knows"]


def test_a_title_never_says_where_a_file_is_written(tmp_path: Path) -> None:
    titles = ("../../etc/passwd", "a/b\\c", "CON", "😀", "x" * 999)
    documents = [AnnotatedDocument(Document(at, "x", title)) for at, title in enumerate(titles, 1)]
    names = [name for name in sorted(write(documents, Scheme(), tmp_path / "out")) if name.endswith(".txt")]
    assert [name[:20] for name in names] == [
        "000001-etc-passwd.tx", "000002-a-b-c.txt", "000003-CON.txt", "000004.txt", "000005-" + "x" * 13
    ]  # fmt: skip


def test_a_broken_index_is_named(tmp_path: Path) -> None:
    pair(tmp_path, "")
    for row, part in (('{"file": 1}', "must be a text"), ('{"notes": [1]}', "list of texts"), ("[1]", "not a JSON")):
        (tmp_path / "documents.jsonl").write_text(row)
        with pytest.raises(FormatError, match=part):
            list(reading(tmp_path).documents)


def test_pairs_of_the_shared_tasks_in_biology_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("IL-4 binds IL-5.")
    (tmp_path / "a.a1").write_text("T1\tProtein 0 4\tIL-4\nT2\tProtein 11 15\tIL-5\n")
    (tmp_path / "a.a2").write_text("T3\tBinding 5 10\tbinds\nE1\tBinding:T3 Theme:T1 Theme2:T2\n")
    (document,) = reading(tmp_path).documents
    assert linked(document) == [("Theme", "Binding", "Protein"), ("Theme", "Binding", "Protein")]


@pytest.mark.parametrize("corpus", ["news", "bionlp-ge", "discontinuous", ""])
def test_real_corpora_are_read_whole(shared_data: Path, tmp_path: Path, corpus: str) -> None:
    folder = shared_data / "fixtures" / "brat" / corpus
    documents = list((found := reading(folder, report := Report())).documents)
    assert not list(report.of(Outcome.REPAIRED))
    lines = [line for path in folder.rglob("*.ann") for line in path.read_text(encoding="utf-8").splitlines()]
    shared = len([line for line in lines if line[0] == "E"]) - len(
        {(path, line.split(":")[1].split()[0]) for path in folder.rglob("*.ann")
         for line in path.read_text(encoding="utf-8").splitlines() if line[0] == "E"}
    )  # fmt: skip
    assert len(documents) == len(list(folder.rglob("*.ann")))
    assert sum(len(document.spans) for document in documents) == sum(line[0] == "T" for line in lines) + shared
    roles = sum(len(line.split("\t")[1].split()) - 1 for line in lines if line[0] == "E")
    links = sum(line[0] == "R" for line in lines) + sum(len(line.split()) - 3 for line in lines if line[0] == "*")
    assert sum(len(document.relations) for document in documents) == roles + links
    write(documents, found.scheme, tmp_path / "one")
    again = list((second := reading(tmp_path / "one")).documents)
    assert [quoted(document) for document in again] == [quoted(document) for document in documents]
    assert [linked(document) for document in again] == [linked(document) for document in documents]
    assert [label.name for label in second.scheme.labels][: len(found.scheme.labels)] or not found.scheme.labels
    first = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    write(again, second.scheme, tmp_path / "two")
    assert {path.name: path.read_bytes() for path in (tmp_path / "two").iterdir()} == first
