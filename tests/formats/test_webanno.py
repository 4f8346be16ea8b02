"""WebAnno TSV: INCEpTION's own files, and ours."""

import re

import pytest

from annotator.errors import FormatError
from annotator.formats import chosen_options, find_format, sniff_format
from annotator.model import AnnotatedDocument, Document, Relation, Scheme, Span
from annotator.report import Outcome, Report
from tests.formats.test_conformance import EXAMPLES, HOSTILE, read_or_refused

WEBANNO = find_format("webanno")
HEAD = "#FORMAT=WebAnno TSV 3.3\n"
SPANS = "#T_SP=webanno.custom.Span|value\n"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.tsv"


@pytest.fixture
def read(path):
    def do(content, report=None, **options):
        path.write_text(content, encoding="utf-8")
        (found,) = WEBANNO.read(path, chosen_options(WEBANNO, options), report or Report()).documents
        return found

    return do


def tsv(header, text, *rows):
    lines = "\n".join(f"#Text={line}" for line in text.split("\n"))
    return HEAD + header + "\n\n" + lines + "\n" + "".join("\t".join(row) + "\t\n" for row in rows)


def quotes(document):
    return [(document.text[span.start : span.end], span.label) for span in document.spans]


def joined(document):
    words = {span.id: document.text[span.start : span.end] for span in document.spans}
    return [(words[one.source], one.label, words[one.target]) for one in document.relations]


def written(folder, *documents, **options):
    WEBANNO.write(documents, Scheme(), folder, chosen_options(WEBANNO, options), Report())
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.iterdir())}


def test_features_beside_the_label_are_attributes_and_linguistic_layers_wait_to_be_named(read):
    ner = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
    pos = "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS"
    content = tsv(f"#T_SP={pos}|PosValue|coarseValue\n#T_SP={ner}|identifier|value\n", "Akar met",
                  ("1-1", "0-4", "Akar", "NNP", "PROPN", "Q1\\_2", "PER"),
                  ("1-2", "5-8", "met", "V", "*", "*", "_"))  # fmt: skip
    report = Report()
    found = read(content, report)
    assert quotes(found) == [("Akar", "PER"), ("met", "NamedEntity")]
    assert [span.attributes for span in found.spans] == [(("identifier", "Q1_2"),), ()]
    assert "Not read: the layer de.tudarmstadt" in report.notices[0].message
    assert quotes(read(content, layers=pos)) == [("Akar", "NNP"), ("met", "V")]


def test_relations_find_the_spans_that_their_numbers_name(read):
    header = SPANS + "#T_RL=webanno.custom.Relation|label|BT_webanno.custom.Span\n"
    found = read(
        tsv(
            header,
            "Akar met him",
            ("1-1", "0-4", "Akar", "PER[1]|GEN[2]", "_", "_"),
            ("1-2", "5-8", "met", "V", "knows|*", "1-1[2_0]|1-1[1_0]"),
            ("1-3", "9-12", "him", "PRO[3]|X[4]", "is", "1-2[0_4]"),
        )
    )
    assert sorted(joined(found)) == [("Akar", "Relation", "met"), ("Akar", "knows", "met"), ("met", "is", "him")]
    labels = {span.id: span.label for span in found.spans}
    assert [(labels[one.source], labels[one.target]) for one in found.relations] == [
        ("GEN", "V"),
        ("PER", "V"),
        ("V", "X"),
    ]


def test_a_relation_to_what_was_not_read_is_said(read):
    report = Report()
    header = "#T_RL=webanno.custom.Relation|label|BT_webanno.custom.Other\n"
    read(tsv(header, "a b", ("1-1", "0-1", "a", "_", "_"), ("1-2", "2-3", "b", "x", "1-1")), report)
    assert [(notice.outcome, notice.line) for notice in report.notices] == [(Outcome.SKIPPED, 7)]


def test_chains_of_several_tokens(read):
    header = "#T_CH=de.x.CoreferenceLink|referenceRelation|referenceType\n"
    found = read(
        tsv(
            header,
            "The man sat",
            ("1-1", "0-3", "The", "*->1-1", "person[1]"),
            ("1-2", "4-7", "man", "*->1-1", "person[1]"),
            ("1-3", "8-11", "sat", "next->1-2", "event"),
        )
    )
    assert quotes(found) == [("The man", "person"), ("sat", "event")]
    assert joined(found) == [("The man", "CoreferenceLink", "sat")]


def test_offsets_in_code_points_are_found_out(read):
    report = Report()
    found = read(tsv(SPANS, "😀 Akar", ("1-1", "0-1", "😀", "_"), ("1-2", "2-6", "Akar", "PER")), report)
    assert quotes(found) == [("Akar", "PER")]
    assert [notice.outcome for notice in report.notices] == [Outcome.REPAIRED]


def test_blanks_between_sentences_are_put_where_inception_puts_them(read):
    first = tsv(SPANS, "a.", ("1-1", "2-3", "a", "_"), ("1-2", "3-4", ".", "_"))
    assert read(first + "\n#Text=b\n2-1\t7-8\tb\t_\t\n\n#Text=c\n3-1\t8-9\tc\t_\t\n").text == "  a.\n  bc"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("#FORMAT=WebAnno TSV 2.0\n", "line 1: The first line"),
        (HEAD + "#T_XX=a\n", "line 2: “#T_XX=a” is no layer"),
        (HEAD + "#T_RL=a|label\n", "line 2: The layer a does not name"),
        (HEAD + "1-1\t0-1\ta\n", "line 2: A token stands here"),
        (tsv(SPANS, "a", ("1-1", "0-1")), "line 6: The line has"),
        (tsv(SPANS, "a", ("x", "0-1", "a", "_")), "line 6: The line must begin"),
        (tsv(SPANS, "a", ("1-1", "2-1", "a", "_")), "line 6: The token ends at 1"),
        (tsv(SPANS, "a b", ("1-1", "0-1", "a", "_"), ("1-2", "1-2", "b", "_")), "line 7: The text does not read “b”"),
        (tsv(SPANS, "a", ("1-1", "9999999999-9999999999", "a", "_")), "line 6: The sentence begins at"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_line(read, content, message):
    with pytest.raises(FormatError, match=message):
        read(content)


def test_what_is_written(tmp_path):
    text = "😀 Akar's men sat.\nHe left.\n"
    spans = (
        Span(1, 1, "PER|x", "", 2, 6), Span(2, 1, "GROUP", "", 2, 12), Span(3, 1, "SAT", "", 13, 20),
        Span(4, 1, "ZERO", "", 2, 2),
    )  # fmt: skip
    relations = (Relation(5, 1, "of", "", 2, 1), Relation(6, 1, "do", "", 3, 2))
    files = written(tmp_path / "out", AnnotatedDocument(Document(1, text, "Talks: one/two"), spans, relations))
    assert list(files) == ["000001 Talks one two.tsv"]
    content = files["000001 Talks one two.tsv"]
    assert "1-1\t0-2\t😀\t_\t_\t_\t\n" in content
    assert "1-2.1\t3-3\t\tZERO\t_\t_\t\n" in content
    assert re.search(r"1-2\t3-7\tAkar\tGROUP\[1\]\|PER\\\|x\[2\]\tof\|do\t1-2\[1_2\]\|", content)
    assert content.endswith(
        "#Text=He left.\n#Text=\n"
        "2-1\t19-21\tHe\tSAT[3]\t_\t_\t\n2-2\t22-26\tleft\t_\t_\t_\t\n2-3\t26-27\t.\t_\t_\t_\t\n"
    )


def test_a_blank_before_a_span_which_is_lost_changes_no_numbers(tmp_path):
    spans = (Span(3, 1, "PER", "", 0, 3), Span(2, 1, "PER", "", 1, 16))
    first = written(tmp_path / "one", AnnotatedDocument(Document(1, " 中文Zakir Hasanov"), spans))
    (found,) = WEBANNO.read(tmp_path / "one", chosen_options(WEBANNO, {}), Report()).documents
    assert written(tmp_path / "two", found) == first


def test_parts_of_words_and_spans_across_sentences_come_back(tmp_path):
    text = "aaaaaa bbbbbb cccccc. Dd."
    places = [(3, 6), (7, 10), (3, 17), (0, 13), (9, 24), (10, 10), (0, 0), (25, 25), (25, 25)]
    spans = tuple(Span(at, 1, f"L{at}", "", *place) for at, place in enumerate(places, 1))
    written(folder := tmp_path / "out", AnnotatedDocument(Document(1, text), spans))
    (found,) = WEBANNO.read(folder, chosen_options(WEBANNO, {}), Report()).documents
    assert found.text == text
    assert sorted((span.start, span.end, span.label) for span in found.spans) == sorted(
        (span.start, span.end, span.label) for span in spans
    )


def test_what_is_lost_is_named():
    spans = (Span(1, 1, "A", "", 0, 3), Span(2, 1, "B", "", 0, 1), Span(3, 1, "C\r", "", 2, 2))
    document = AnnotatedDocument(Document(1, "\n ab"), spans, (Relation(4, 1, "r", "", 1, 2),))
    said = [notice.message for notice in WEBANNO.losses(document, Scheme(), {})]
    assert len(said) == 5
    assert "without the blanks at its ends" in said[1]


def test_a_folder_is_known_by_its_first_file_and_read_in_order(tmp_path):
    written(folder := tmp_path / "out", *(AnnotatedDocument(Document(n, f"a{n}", f"T{n}")) for n in range(1, 13)))
    assert sniff_format(folder, lambda format_: format_.folder).name == "webanno"
    found = list(WEBANNO.read(folder, chosen_options(WEBANNO, {}), Report()).documents)
    assert [(one.text, one.document.title) for one in found] == [(f"a{n}", f"T{n}") for n in range(1, 13)]
    (tmp_path / "empty").mkdir()
    with pytest.raises(FormatError, match="holds no file"):
        WEBANNO.read(tmp_path / "empty", chosen_options(WEBANNO, {}), Report())


def test_a_wrong_value_in_any_cell_is_read_or_refused(tmp_path, path):
    documents = [EXAMPLES["relations"], EXAMPLES["borders inside words"], EXAMPLES["overlapping"]]
    files = written(tmp_path / "out", *documents)
    chain = tsv("#T_CH=a.Link|referenceRelation|referenceType\n#T_SP=a.H|ROLE_a.H:l_T|a.H\n", "a b",
                ("1-1", "0-1", "a", "*->1-1", "*[1]", "r;s", "1-1;1-2"),
                ("1-2", "2-3", "b", "*->1-2", "*", "*", "1-1"))  # fmt: skip
    values = [str(new).replace("\ud800", "\0") for new in HOSTILE[:22:2]]
    values += [
        "_",
        "*",
        "|",
        "a|",
        "[1]",
        "a[1]",
        "\\",
        "->",
        "*->1-1",
        "*->9-",
        "1-1",
        "9-9",
        "1-1[1_1]",
        "1-1[9_9]",
        "a;b",
    ]
    for content in [*files.values(), chain]:
        lines = content.split("\n")
        for number, line in enumerate(lines):
            cells = line.split("\t")
            for at in range(len(cells)):
                for new in values:
                    changed = "\t".join([*cells[:at], new, *cells[at + 1 :]])
                    path.write_text("\n".join([*lines[:number], changed, *lines[number + 1 :]]), encoding="utf-8")
                    read_or_refused(WEBANNO, path)


# --- INCEpTION's own files

WORDS = ("This", "is", "a", "test", ".")
OWN = {
    "CrossSentenceSpanWithFeatureValue": [("He loves her .\nShe loves him not .", "PERSON")],
    "MultiTokenSpanWithFeatureValue": [("This is a test .", "PERSON")],
    "MultiTokenStackedSpanWithFeatureValue": [("This is a test .", "PERSON"), ("This is a test .", "LOCATION")],
    "SentenceWithEmoji": [("😊", "Span")],
    "SentenceWithLineBreak": [("This", "Span")],
    "SimpleSlotFeature": [("This", "SimpleLinkHost"), ("is", "SimpleSpan"), ("a", "SimpleSpan")],
    "SingleNonTokenRelationWithoutFeature": [("This", "Span"), (".", "Span")],
    "StackedChain": [(word, "SimpleLink") for word in ("This", "This", "is", "is", "a", "a")],
    "SubMultiTokenSpanWithFeatureValue": [
        ("aaaaaa", "1"), ("aaaaaa bbbbbb", "2"), ("bb", "3"), ("bbbb", "4"), ("bbbb", "5"), ("aaa bbbbbb", "6"),
        ("aaaaaa bbb", "7"), ("aaa bbb", "8"), ("aaa bbbbbb ccc", "9"), ("", "10"), ("", "11"), ("", "12"),
    ],
    "TokenBoundedSpanWithNastyFeatureValue": [
        (word, "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity:value") for word in WORDS
    ],
    "TokenBoundedSpanWithUnderscoreFeatureValue": [(word, "_") for word in WORDS],
    "ZeroLengthSpansWithFeatureValues": [("", "PERSON"), ("", "ORG")],
}  # fmt: skip
JOINED = {
    "SimpleSlotFeature": [("This", "p1", "is"), ("This", "p2", "a")],
    "SingleNonTokenRelationWithoutFeature": [("This", "SimpleRelation", ".")],
    "StackedChain": [
        ("This", "SimpleLink", "is"), ("is", "SimpleLink", "a"), ("a", "SimpleLink", "is"),
        ("is", "SimpleLink", "This"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", OWN)
def test_inceptions_own_files_are_read_whole_and_come_back(shared_data, tmp_path, name):
    source = shared_data / "fixtures" / "webanno-tsv" / f"test{name}" / "reference.tsv"
    (found,) = WEBANNO.read(source, chosen_options(WEBANNO, {}), report := Report()).documents
    assert sorted(quotes(found)) == sorted(OWN[name])
    assert sorted(joined(found)) == sorted(JOINED.get(name, []))
    assert not report.notices
    assert sniff_format(source).name == "webanno"
    lines = source.read_text(encoding="utf-8").splitlines()
    sentences = [line.removeprefix("#Text=") for line in lines if line.startswith("#Text=")]
    assert found.text == "\n".join(sentences)
    written(folder := tmp_path / "out", found)
    (again,) = WEBANNO.read(folder, chosen_options(WEBANNO, {}), Report()).documents
    assert (again.text, sorted(quotes(again)), sorted(joined(again))) == (
        found.text, sorted(quotes(found)), sorted(joined(found)),
    )  # fmt: skip
