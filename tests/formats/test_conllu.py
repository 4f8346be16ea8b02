"""CoNLL-U: what treebanks hold, entities as tags and in brackets, and exact texts out and in."""

import pytest

from annotator.errors import FormatError
from annotator.formats import chosen_options, find_format, sniff_format
from annotator.model import AnnotatedDocument, Document, Scheme, Span
from annotator.report import Outcome, Report
from tests.formats.test_conformance import HOSTILE, read_or_refused, sample

CONLLU = find_format("conllu")


def row(number, form, misc="_"):
    return "\t".join([str(number), form, *["_"] * 7, misc])


def sentence(*words, comments=()):
    rows = [row(at, *word) if isinstance(word, tuple) else row(at, word) for at, word in enumerate(words, 1)]
    return "\n".join([*comments, *rows, "", ""])


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.conllu"


@pytest.fixture
def read(path):
    def do(content, report=None, **options):
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(CONLLU.read(path, chosen_options(CONLLU, options), report or Report()).documents)

    return do


def quotes(document):
    return [(document.text[span.start : span.end], span.label) for span in document.spans]


def written(path, document, **options):
    CONLLU.write([document], Scheme(), path, chosen_options(CONLLU, options), Report())
    return path.read_text(encoding="utf-8")


def test_blanks_are_what_misc_says_of_them(read):
    (found,) = read(
        sentence(("Ab", "SpaceAfter=No"), ("c", r"SpacesAfter=\s\s\n"), ("d", "SpacesBefore=x"), "e")
        + sentence(("f", r"SpacesBefore=\t|SpacesAfter=\n\n"), comments=["# newpar"])
    )
    assert found.text == "Abc  \nd e\n\tf\n\n"
    assert found.document.metadata == {}


def test_without_any_word_of_blanks_the_text_is_put_together_and_keeps_its_tokens(read):
    report = Report()
    (found,) = read(sentence("Akar", "met", ".") + sentence("He", "left"), report)
    assert (found.text, found.document.metadata) == ("Akar met .\nHe left", {"tokens": "blanks"})
    assert "put together" in report.notices[0].message


def test_the_text_in_the_comment_is_taken_if_it_has_the_same_tokens(read):
    report = Report()
    (found,) = read(
        sentence("He", ("left", "NER=B-X"), ".", comments=["# text = He left."])
        + sentence("She", ("stayed", "NER=B-Y"), comments=["# text = Something else"]),
        report,
    )
    assert found.text == "He left.\nShe stayed"
    assert quotes(found) == [("left", "X"), ("stayed", "Y")]
    assert [(notice.outcome, notice.line) for notice in report.notices] == [(Outcome.REPAIRED, 7)]


def test_tokens_of_several_words_and_empty_nodes(read):
    report = Report()
    lines = [
        "# text = I haven't a clue.",
        row(1, "I", "NER=O"), row("2-3", "haven't"), row(2, "have", "NER=O"), row(3, "not", "NER=B-NEG"),
        row("3.1", "really", "NER=B-ADV"), row(4, "a", "NER=O"), row(5, "clue", "SpaceAfter=No|NER=S-OBJ"), row(6, "."),
    ]  # fmt: skip
    (found,) = read("\n".join(lines) + "\n\n", report)
    assert found.text == "I haven't a clue."
    assert quotes(found) == [("haven't", "NEG"), ("clue", "OBJ")]
    assert "1 entities on empty nodes" in str(report.notices[0])


@pytest.mark.parametrize("key", ["NER", "ner", "name", "NE", "Entity"])
def test_tags_are_found_under_any_key(read, key):
    (found,) = read(sentence(("Yer", f"x=y|{key}=B-LOC"), ("adı", f"{key}=I-LOC"), ("o", f"{key}=O")))
    assert quotes(found) == [("Yer adı", "LOC")]


def test_mentions_in_brackets_nest_cross_sentences_come_in_parts_and_corefer(read):
    report = Report()
    (found,) = read(
        "# global.Entity = eid-etype-head-infstat\n"
        + sentence(("The", "Entity=(e1-person-2-new"), ("man", "Entity=e1)"), "of", ("Iran", "Entity=(e2-place-1-giv)"))
        + sentence(("He", "Entity=(e1-person-1-giv)(e3[1/2]-event-1-x"), ("sat", "Entity=e3[1/2])"), "it", "out")
        + sentence(("then", "Entity=(e3[2/2]-event-1-x)"))
        + sentence(("x", "Entity=e9)"), ("y", "Entity=(e8-a-1-b"), ("z", "Entity=nothing)(")),
        report,
    )  # fmt: skip
    assert quotes(found) == [
        ("The man", "person"), ("Iran", "place"), ("He sat it out\nthen", "event"), ("He", "person"),
    ]  # fmt: skip
    assert found.spans[0].attributes == (("head", "2"), ("infstat", "new"))
    assert [found.text[start:end] for start, end in found.spans[2].pieces] == ["He sat", "then"]
    (coreference,) = found.relations
    ends = {span.id: found.text[span.start : span.end] for span in found.spans}
    assert (ends[coreference.source], ends[coreference.target]) == ("He", "The man")
    assert sorted(notice.line for notice in report.of(Outcome.SKIPPED)) == [14, 15, 16, 16]


def test_older_brackets_begin_with_the_type(read):
    (found,) = read("# global.Entity = etype-eid\n" + sentence(("A", "Entity=(person-1"), ("b", "Entity=person-1)")))
    assert quotes(found) == [("A b", "person")]


def test_documents_are_marked_or_each_sentence_is_one(read):
    content = (
        "# newdoc id = n1\n# title = Talks\n"
        + sentence("a")
        + sentence("b")
        + "# newdoc\n"
        + sentence("c")
        + "# newdoc\n\n"
    )
    found = read(content)
    assert [document.text for document in found] == ["a\nb", "c", ""]
    assert (found[0].document.title, found[0].document.metadata["id"]) == ("Talks", "n1")
    assert [document.text for document in read(content, documents="sentences")] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("1\ta\n", "line 1: The line has 2 cells"),
        (row("x", "a") + "\n", "line 1: “x” is no number"),
        (row("2-1", "a") + "\n", "line 1: The word 2-1 does not follow"),
        (row(1, "a") + "\n" + row(1, "b") + "\n", "line 2: The word 1 does not follow"),
        (row(1, "") + "\n", "line 1: The line has no word"),
        (row("0.1", "a") + "\n", "no word but empty nodes"),
        ("# newpar\n\n", "no token"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(read, content, message):
    with pytest.raises(FormatError, match=message):
        read(content)


def test_what_is_written(path):
    text = "Zakir met\n  Akar. He left.\n"
    spans = (Span(1, 7, "PER|X", "", 0, 5), Span(2, 7, "PER|X", "", 12, 16))
    assert written(path, AnnotatedDocument(Document(7, text, "Talks"), spans), key="name").splitlines() == [
        "# newdoc id = 7",
        "# title = Talks",
        "# sent_id = 7-1",
        "# text = Zakir met",
        row(1, "Zakir", r"name=B-PER\pX"),
        row(2, "met", r"name=O|SpacesAfter=\n\s\s"),
        "",
        "# sent_id = 7-2",
        "# text = Akar.",
        row(1, "Akar", r"name=B-PER\pX|SpaceAfter=No"),
        row(2, ".", r"name=O|SpacesAfter=\s"),
        "",
        "# sent_id = 7-3",
        "# text = He left.",
        row(1, "He", "name=O"),
        row(2, "left", "name=O|SpaceAfter=No"),
        row(3, ".", r"name=O|SpacesAfter=\n"),
        "",
    ]
    assert sniff_format(path).name == "conllu"


def test_another_key_would_not_be_found_again(path):
    with pytest.raises(FormatError, match="The option key takes"):
        written(path, AnnotatedDocument(Document(1, "a")), key="tag")


def test_spans_that_do_not_fit_are_named():
    document = AnnotatedDocument(Document(1, "Ab cd. Ef"), (Span(1, 1, "X", "", 1, 9), Span(2, 1, "Y", "", 3, 5)))
    said = [notice.message for notice in CONLLU.losses(document, Scheme(), chosen_options(CONLLU, {}))]
    assert "widened" in said[0]
    assert "cut in 2" in said[0]
    assert "overlaps" in said[1]


def test_a_wrong_value_in_any_cell_is_read_or_refused(path, tmp_path):
    lines = sample(CONLLU, tmp_path / "b.conllu").decode().split("\n")[:14]
    values = [str(new).replace("\ud800", "\0") for new in HOSTILE[:22]]
    values += ["Entity=(", "Entity=)", "Entity=((a)", "Entity=(a[9/3]", "NER=B-", r"SpacesAfter=\x", "=", "a|b|=c"]
    for number, line in enumerate(lines):
        cells = line.split("\t")
        for at in (0, 1, len(cells) - 1):
            for new in values:
                changed = "\t".join([*cells[:at], new, *cells[at + 1 :]]) if at < len(cells) else new
                path.write_text("\n".join([*lines[:number], changed, *lines[number + 1 :]]), encoding="utf-8")
                read_or_refused(CONLLU, path)


def test_the_fixture_of_others_is_read_whole(shared_data):
    path = shared_data / "fixtures" / "conll" / "conllu-en-orig.conllu"
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line]
    inside = {f"{number}" for cells in rows if "-" in cells[0] for number in cells[0].split("-")}
    report = Report()
    (found,) = CONLLU.read(path, chosen_options(CONLLU, {}), report).documents
    assert found.text.split("\n") == ["They buy and sell books.", "I haven't a clue."]
    assert len(inside) == 2
    assert not list(report.of(Outcome.REPAIRED))
    assert sniff_format(path).name == "conllu"


@pytest.mark.parametrize("key", ["NER", "ner", "NE", "NamedEntity", "ner_tag"])
def test_tags_are_found_under_the_names_that_treebanks_give_them(read, key):
    (found,) = read(sentence(("Akar", f"{key}=B-PER"), ("met", f"{key}=O")))
    assert quotes(found) == [("Akar", "PER")]
