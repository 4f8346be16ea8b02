import json
import tracemalloc
from pathlib import Path

import pytest

from annotator.bio import Misfit, fit
from annotator.errors import EncodingUnknownError, FormatError
from annotator.formats import chosen_options, find_format, sniff_format
from annotator.model import AnnotatedDocument, Document, Scheme, Span, reading_order
from annotator.report import Outcome, Report
from annotator.tokenised import tokenised
from annotator.tokens import tokens

CONLL = find_format("conll")
IOB1 = "U.N. NNP I-NP I-ORG\nofficial NN I-NP O\nEkeus NNP I-NP I-PER\n\nheads VBZ I-VP O\nBaghdad NNP I-NP I-LOC\n"
TWO = "-DOCSTART- O\n\nThe O\nUN B-ORG\nmet O\n. O\n\nIn O\nNew B-LOC\nYork I-LOC\n. O\n\n"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data.conll"


def read(path, report=None, **options):
    return list(CONLL.read(path, chosen_options(CONLL, options), report or Report()).documents)


def read_text(path, content, report=None, **options):
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read(path, report, **options)


def write(path, documents, report=None, **options):
    path.unlink(missing_ok=True)
    CONLL.write(documents, Scheme(), path, chosen_options(CONLL, options), report or Report())
    return path.read_text(encoding="utf-8")


def lost(document, **options):
    return [str(notice) for notice in CONLL.losses(document, Scheme(), chosen_options(CONLL, options))]


def noted(report):
    return " ".join(notice.message for notice in report.of(Outcome.NOTED))


def article(text, *spans, **known):
    found = sorted(
        (Span(at, 1, label, "", start, end) for at, (start, end, label) in enumerate(spans, 1)), key=reading_order
    )
    return AnnotatedDocument(Document(1, text, "Talks", **known), tuple(found))


def quotes(document):
    return [(document.text[span.start : span.end], span.label) for span in document.spans]


# --- reading


def test_the_text_is_put_together_with_single_blanks_and_a_line_a_sentence(path):
    (document,) = read_text(path, TWO)
    assert document.text == "The UN met .\nIn New York ."
    assert quotes(document) == [("UN", "ORG"), ("New York", "LOC")]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (IOB1, "IOB1"),
        (TWO, "IOB2"),
        ("The O\nUN U-ORG\nin O\nNew B-LOC\nYork L-LOC\n", "BILOU."),
        ("The O\nUN S-ORG\nin O\nNew B-LOC\nYork E-LOC\n", "BIOES"),
        ("The O\nUN W-ORG\nin O\nNew B-LOC\nYork M-LOC\nCity E-LOC\n", "BMEWO"),
        ("The O\nUN O\n", "No token has a label"),
    ],
)
def test_how_tags_are_written_is_found_out_and_said(path, content, name):
    report = Report()
    read_text(path, content, report)
    assert name in noted(report)
    assert not list(report.of(Outcome.REPAIRED))


def test_four_columns_and_what_is_not_read_of_them(path):
    report = Report()
    (document,) = read_text(path, IOB1, report)
    assert quotes(document) == [("U.N.", "ORG"), ("Ekeus", "PER"), ("Baghdad", "LOC")]
    (notice,) = report.of(Outcome.SKIPPED)
    assert notice.line == 1
    assert "2 (“NNP”), 3 (“I-NP”)" in notice.message
    chunks = read_text(path, IOB1, tag="3")[0]
    assert {span.label for span in chunks.spans} == {"NP", "VP"}


def test_columns_between_tabs_may_hold_blanks(path):
    (document,) = read_text(path, "1\tNew York\tB-LOC\t_\n2\t!\tO\t_\n", token="2", tag="3")
    assert quotes(document) == [("New York", "LOC")]
    assert "tokens" not in document.document.metadata


@pytest.mark.parametrize("change", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")])
def test_a_byte_order_mark_and_cr_lf_are_no_part_of_tokens(path, change):
    assert read_text(path, change(TWO)) == read_text(path, TWO)


def test_a_blank_that_ends_no_line_belongs_to_its_token(path):
    (document,) = read_text(path, "10\xa0000 B-NUM\n\u200bx O\n")
    assert quotes(document) == [("10\xa0000", "NUM")]
    assert write(path, [document]) == "-DOCSTART- O\n\n10\xa0000 B-NUM\n\u200bx O\n\n"


@pytest.mark.parametrize(
    "mark",
    ["-DOCSTART-", "-DOCSTART- O", "-DOCSTART- -X- -X- O", "-DOCSTART-\tO", "# newdoc id = 7", "#begin document (x)"],
)
def test_documents_begin_with_a_mark(path, mark):
    documents = read_text(path, f"{mark}\n\na O\n\nb O\n\n{mark}\nc O\n")
    assert [document.text for document in documents] == ["a\nb", "c"]


def test_marks_may_stand_behind_their_documents(path):
    documents = read_text(path, "a O\n\n-DOCSTART- O\n\nb O\n\n-DOCSTART- O\n\n")
    assert [document.text for document in documents] == ["a", "b"]


def test_a_document_may_be_empty(path):
    assert [document.text for document in read_text(path, "-DOCSTART- O\n\n-DOCSTART- O\n\na O\n")] == ["", "a"]


def test_each_sentence_may_be_a_document(path):
    documents = read_text(path, TWO, documents="sentences")
    assert [document.text for document in documents] == ["The UN met .", "In New York ."]
    assert quotes(documents[1]) == [("New York", "LOC")]


def test_comments_give_ids_titles_and_the_text_of_sentences(path):
    report = Report()
    comments = "# newdoc id = n-7\n# title = Talks\n# sent_id = 1\n# text = The UN met.\n"
    content = comments + "1\tThe\tO\n2\tUN\tB-ORG\n3\tmet\tO\n4\t.\tO\n"
    (document,) = read_text(path, content, report, token="2")
    assert (document.document.title, document.document.metadata) == ("Talks", {"id": "n-7"})
    assert document.text == "The UN met."
    assert quotes(document) == [("UN", "ORG")]
    assert "1 comments" in noted(report)


def test_a_text_that_is_not_that_of_the_tokens_is_not_believed(path):
    report = Report()
    (document,) = read_text(path, "# text = The EU met.\nThe O\nUN B-ORG\nmet O\n", report)
    assert document.text == "The UN met"
    assert [notice.line for notice in report.of(Outcome.REPAIRED)] == [2]


def test_a_token_may_begin_with_the_sign_of_a_comment(path):
    (document,) = read_text(path, "# O\n1 O\n\n#metoo B-TAG\n#a=b O\n")
    assert document.text == "# 1\n#metoo #a=b"


def test_bare_letters_get_a_label(path):
    report = Report()
    (document,) = read_text(path, "a B\nb I\nc O\n", report)
    assert quotes(document) == [("a b", "ENTITY")]
    assert "2 tags have no label" in noted(report)


def test_labels_without_letters_are_read_when_told_so(path):
    report = Report()
    (document,) = read_text(path, "Zakir\tPERSON\nHasanov\tPERSON\nin\tO\nB-1\tLOC\n", report, letters="no")
    assert quotes(document) == [("Zakir Hasanov", "PERSON"), ("B-1", "LOC")]
    assert "labels without letters" in noted(report)


@pytest.mark.parametrize(("encoding", "named"), [("iso-8859-1", "latin-1"), ("gb18030", "gb18030"), ("utf-16", "")])
def test_other_encodings_are_read_when_they_are_named_or_marked(path, encoding, named):
    text = "联通 B-ORG\n. O\n" if encoding != "iso-8859-1" else "España B-LOC\n. O\n"
    (document,) = read_text(path, text.encode(encoding), encoding=named)
    assert document.text == text.split(" ", 1)[0] + " ."
    if named:
        with pytest.raises(EncodingUnknownError, match="encoding=NAME"):
            read(path)


def test_contradictions_are_repaired_line_by_line(path):
    report = Report()
    (document,) = read_text(path, "a B-X\nb I-Y\n\nc I-Z\n", report)
    assert quotes(document) == [("a", "X"), ("b", "Y"), ("c", "Z")]
    assert [notice.line for notice in report.of(Outcome.REPAIRED)] == [2, 4]


@pytest.mark.parametrize(
    ("content", "options", "line", "message"),
    [
        ("a O\nb\n", {}, 2, "one column, “b”, and must have 2"),
        ("a NN\n", {}, 1, "“NN” is no tag.* letters=no"),
        ("a\t\n", {"letters": "no"}, 1, "“” is no tag"),
        ("word tag\na O\n", {}, 1, "heading"),
        ("1 a B-X _\n", {}, 1, "name it by the option tag=3"),
        ("a O\rb O\n", {}, 1, "carriage return"),
        ("a O\nb X O\n", {"tag": "4"}, 1, "must have 4"),
        ("a O\n\tO\n", {}, 2, "no token"),
        ("\n# only = comments\n", {}, None, "holds no token"),
        ("a O\nb \xff\n".encode("latin-1"), {}, 2, "not in UTF-8"),
        ("# newdoc id = 1\n# document text = x\na O\n", {}, 2, "JSON string"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(path, content, options, line, message):
    with pytest.raises(FormatError, match=message) as error:
        read_text(path, content, **options)
    assert (error.value.path, error.value.line) == (path, line)


@pytest.mark.parametrize("options", [{"token": "0"}, {"token": "last"}, {"tag": "x"}, {"tag": "²"}, {"tag": "1"}])
def test_columns_that_cannot_be_have_a_sentence(path, options):
    with pytest.raises(FormatError, match="column"):
        read_text(path, TWO, **options)


# --- writing


def test_what_was_written_by_this_program_is_read_and_written_byte_for_byte(path, tmp_path):
    text = TWO + "-DOCSTART- O\n\n-DOCSTART- O\n\nEnd O\n\n"
    documents = read_text(path, text)
    assert write(tmp_path / "again.conll", documents) == text
    assert lost(documents[0]) == []


@pytest.mark.parametrize("separator", ["blank", "tab"])
def test_columns_are_written_where_they_are_to_be(path, separator):
    text = write(path, [article("UN met", (0, 2, "ORG"))], tag="4", separator=separator)
    between = {"blank": " ", "tab": "\t"}[separator]
    assert text.splitlines() == ["-DOCSTART- -X- -X- O".replace(" ", between), "", "UN _ _ B-ORG".replace(" ", between),
                                 "met _ _ O".replace(" ", between), ""]  # fmt: skip
    assert quotes(read(path, tag="4")[0]) == [("UN", "ORG")]
    assert sniff_format(path) == CONLL


@pytest.mark.parametrize(("token", "tag"), [("2", "1"), ("3", "last"), ("2", "5")])
@pytest.mark.parametrize("text", ["# met -DOCSTART- #a=b", "-DOCSTART- O"])
def test_any_columns_read_back(path, token, tag, text):
    document = article(text, (0, 1, "X"))
    options = {"token": token, "tag": tag, "tokens": "blanks"}
    write(path, [document, document], **options)
    carried = CONLL.carried(document, Scheme(), chosen_options(CONLL, options))
    found = read(path, token=token, tag=tag)
    assert [(one.text, quotes(one)) for one in found] == [(carried.text, quotes(carried))] * 2


def test_with_comments_title_id_and_text_come_back_exactly(path):
    document = article("The UN  met.\n\n“No.”\r\n", (4, 6, "ORG"), metadata={"id": "n-7"})
    report = Report()
    write(path, [document], report, comments="yes")
    (found,) = read(path)
    assert (found.text, found.document.title) == (document.text, "Talks")
    assert found.document.metadata == {"id": "n-7"}
    assert quotes(found) == quotes(document)
    assert not report.notices


def test_that_blanks_are_lost_is_said_once(path):
    report = Report()
    write(path, [article("The UN met."), article("It did."), article("No")], report)
    (notice,) = report.of(Outcome.LOST)
    assert "2 of the texts" in notice.message


def test_articles_are_written_in_words_or_in_what_stands_between_blanks(path):
    document = article("Turkey's U.N. envoy left. He “won”.")
    lines = write(path, [document]).split("\n")
    assert [line.split(" ")[0] for line in lines[2:]] == [
        *("Turkey", "'s", "U.N.", "envoy", "left", ".", ""),
        *("He", "“", "won", "”", ".", "", ""),
    ]
    lines = write(path, [document], tokens="blanks").split("\n")
    assert [line.split(" ")[0] for line in lines[2:]] == [
        "Turkey's",
        "U.N.",
        "envoy",
        "left.",
        "",
        "He",
        "“won”.",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("spans", "message", "written"),
    [
        ([(3, 3, "X")], "3 to 3: X “”: it has no length, and is left out", []),
        ([(3, 4, "X")], "it holds nothing but blanks, and is left out", []),
        ([(4, 15, "X")], "begins or ends inside a word, and is widened to “pro-Russian”", [("pro-Russian", "X")]),
        ([(0, 4, "X")], "it begins or ends with a blank, and is written without", [("Two", "X")]),
        ([(0, 15, "A"), (4, 15, "B")], "4 to 15: B “pro-Russian”: it overlaps A “Two pro-Russian”, 0 to 15, and is",
         [("Two pro-Russian", "A")]),
        ([(16, 30, "X")], "it goes across sentences, and is cut in 2", [("mayors .", "X"), ("They", "X")]),
    ],
)  # fmt: skip
def test_each_span_that_does_not_fit_is_named_before_writing(path, spans, message, written):
    document = article("Two pro-Russian mayors. They left.", *((s, min(e, 28), label) for s, e, label in spans))
    if message.endswith("“pro-Russian”"):
        document = article(document.text, (4, 10, "X"))
    (loss,) = lost(document)
    assert "“Talks”, " in loss
    assert message in loss
    write(path, [document])
    assert quotes(read(path)[0]) == written


def test_the_shortest_of_overlapping_spans_may_be_kept(path):
    document = article("Two pro-Russian mayors", (0, 22, "A"), (4, 15, "B"))
    assert "A “Two" in lost(document, overlaps="shortest")[0]
    write(path, [document], overlaps="shortest")
    assert quotes(read(path)[0]) == [("pro-Russian", "B")]


def test_a_label_with_blanks_is_written_without_and_said(path):
    document = article("in Bakı", (3, 7, "Yer adı"))
    (loss,) = lost(document)
    assert "Yer_adı" in loss
    assert "B-Yer_adı" in write(path, [document])
    assert lost(document, separator="tab") == []
    write(path, [document], separator="tab")
    assert quotes(read(path)[0]) == [("Bakı", "Yer adı")]


def test_no_document_is_a_sentence(path):
    with pytest.raises(FormatError, match="no document"):
        write(path, [])


# --- knowing the format


@pytest.mark.parametrize(
    ("name", "content", "format_name"),
    [
        ("wiki.txt", TWO, "conll"),
        ("ner.tsv", "Zakir\tPERSON\nmet\tO\na\tO\nman\tO\nin\tO\nBaku\tLOC\nand\tO\n.\tO\n", "conll"),
        ("a.tsv", "JAPAN\tB-LOC\nGET\tO\n\nNadim\tB-PER\nLadki\tI-PER", "conll"),
        ("a.iob2", "# text = a b\na O\nb O\n", "conll"),
        ("a.txt", "The minister met.\n\nThey sent an E-mail\n", "text"),
        ("a.txt", "Vitamin B\n", "text"),
        ("b.conll", "a NN\nb VB\n", "conll"),
    ],
)
def test_a_file_is_known_by_its_lines(tmp_path, name, content, format_name):
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert sniff_format(tmp_path / name).name == format_name


def test_a_column_that_counts_the_words_is_not_taken_for_them(path):
    path.write_text("# of a page\n1\tDie\tO\tO\n2\tUni\tB-ORG\tO\n3\tBerlin\tI-ORG\tB-LOC\n\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"line 2: The words seem to be numbers, 1 to 3.*token=2.*tag=3"):
        read(path)
    (document,) = read(path, token="2", tag="3")
    assert quotes(document) == [("Uni Berlin", "ORG")]


ONTONOTES = """#begin document (bn/abc/00/abc_0001); part 000
bn/abc/00/abc_0001   0   0   Russian    JJ   (TOP(S(NP*   -   -   -   Speaker#1   (NORP)     *   (ARG0*   (0
bn/abc/00/abc_0001   0   1   President  NNP  *            -   -   -   Speaker#1   *          *   *        -
bn/abc/00/abc_0001   0   2   Vladimir   NNP  *            -   -   -   Speaker#1   (PERSON*   *   *        -
bn/abc/00/abc_0001   0   3   V.         NNP  *            -   -   -   Speaker#1   *          *   *        -
bn/abc/00/abc_0001   0   4   Putin      NNP  *)           -   -   -   Speaker#1   *)         *   *)       0)

bn/abc/00/abc_0001   0   0   Moscow     NNP  (TOP(NP*))   -   -   -   -           (GPE)      -

#end document
#begin document (bn/abc/00/abc_0002); part 001
bn/abc/00/abc_0002   1   0   Nobody     NN   (TOP(NP*))   -   -   -   -           *          -

#end document
"""


def test_names_in_brackets_are_read_from_the_columns_of_conll_2012(path):
    path.write_text(ONTONOTES, encoding="utf-8")
    assert sniff_format(path).name == "conll"
    report = Report()
    first, second = CONLL.read(path, chosen_options(CONLL, {}), report).documents
    assert quotes(first) == [("Russian", "NORP"), ("Vladimir V. Putin", "PERSON"), ("Moscow", "GPE")]
    assert (first.text, second.text) == ("Russian President Vladimir V. Putin\nMoscow", "Nobody")
    assert first.document.metadata["id"] == "(bn/abc/00/abc_0001); part 000"
    assert any("CoNLL-2012" in notice.message for notice in report.notices)
    path.write_text(ONTONOTES.replace("(NORP)", "(NORP*"), encoding="utf-8")
    with pytest.raises(FormatError, match=r"line 4: .*PERSON\*” is no tag"):
        read(path)


def test_memory_is_flat(path):
    with path.open("w", encoding="utf-8") as file:
        for number in range(400):
            file.write(f"-DOCSTART- O\n\nDocument{number} O\n" + "word O\nBaku I-LOC\n\n" * 30)
    tracemalloc.start()
    number = sum(1 for _ in CONLL.read(path, chosen_options(CONLL, {}), Report(limit=100)).documents)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert number == 400
    assert peak < 1_000_000


# --- real data


def rows(path):
    """Token and tag of each line, and blank ones: what two files must have in common."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [line for line in lines if not line.startswith("-DOCSTART-")]
    return [line for line, before in zip(found, ["", *found], strict=False) if line or before]


def test_wikigold_goes_in_and_out_without_a_difference(shared_data, tmp_path):
    source = shared_data / "wikigold" / "wikigold.conll.txt"
    report = Report()
    documents = read(source, report)
    assert len(documents) == 145
    assert "IOB1" in noted(report)
    assert not list(report.of(Outcome.REPAIRED))
    assert [loss for document in documents for loss in lost(document)] == []
    write(tmp_path / "1.conll", documents, tags="IOB1")
    assert rows(tmp_path / "1.conll") == rows(source)
    for options in ({}, {"tags": "BILOU"}, {"comments": "yes"}, {"separator": "tab", "tag": "4"}):
        said = Report()
        first = write(tmp_path / "1.conll", documents, said, **options)
        again = read(tmp_path / "1.conll")
        assert not said.notices
        assert [(one.text, quotes(one)) for one in again] == [(one.text, quotes(one)) for one in documents]
        assert write(tmp_path / "2.conll", again, **options) == first


def re3d(folder: Path):
    """Its articles, as they are in JSON, a line each."""
    for part in ("centcom", "us-state-department"):
        spans = {}
        for line in (folder / part / "entities.json").read_text(encoding="utf-8").splitlines():
            entity = json.loads(line)
            spans.setdefault(entity["documentId"], []).append((entity["begin"], entity["end"], entity["type"]))
        for line in (folder / part / "documents.json").read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            yield article(document["text"], *spans.get(document["_id"], ()))


def test_the_report_on_re3d_names_each_span_that_does_not_fit(shared_data, path):
    documents = list(re3d(shared_data / "re3d"))
    assert len(documents) == 45
    write(path, documents)
    unfit = 0
    for document, found in zip(documents, read(path), strict=True):
        borders = tokens(document.text)
        starts, ends = {start for start, _ in borders}, {end for _, end in borders}
        notices = list(CONLL.losses(document, Scheme(), chosen_options(CONLL, {})))
        named = [(notice.start, notice.end) for notice in notices]
        unfit += len(named)
        for span in document.spans:
            place = (span.start, span.end)
            others = [other for other in document.spans if other.id != span.id]
            overlaps = any(other.start < span.end and span.start < other.end for other in others)
            if span.start not in starts or span.end not in ends:
                assert place in named, "inside a word"
            elif not overlaps and place not in named:
                squeezed = "".join(document.text[slice(*place)].split())
                assert (squeezed, span.label) in [("".join(text.split()), label) for text, label in quotes(found)]
        # Those that are written, whole or changed, and those that are left out, are all that there are.
        words = tokenised(document.document, "words")
        fitted = fit(document.spans, words.tokens, words.sentences)
        left_out = [entry for entry in fitted.unfit if not entry.chunks]
        more = sum(len(entry.chunks) - 1 for entry in fitted.unfit if Misfit.CROSSES_SENTENCES in entry.reasons)
        assert len(found.spans) == len(document.spans) - len(left_out) + more
        assert len(notices) == len(fitted.unfit)
    assert unfit > 500


def test_the_fixtures_of_others_are_read_or_refused_with_their_line(shared_data):
    fixtures = shared_data / "fixtures"
    assert quotes(read(fixtures / "conll" / "2003-en-orig.conll")[0]) == [
        ("U.N.", "ORG"),
        ("Ekeus", "PER"),
        ("Baghdad", "LOC"),
    ]
    assert ("Del Bosque", "PER") in quotes(read(fixtures / "conll" / "ner2002_test.conll")[0])
    labelling = fixtures / "doccano" / "sequence_labeling"
    assert quotes(read(labelling / "example.conll")[0]) == [("JAPAN", "LOC"), ("Nadim Ladki", "PER")]
    with pytest.raises(FormatError, match="line 1: “SOCCERO” is no tag"):
        read(labelling / "labeling.invalid.conll")
