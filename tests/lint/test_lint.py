"""What looks wrong is found where it is, and nothing else; what was marked as right is not found again."""

from dataclasses import replace

import pytest

from annotator.edits import updated
from annotator.errors import EditError
from annotator.lint import CHECKED, Finding, Problem, unmarked
from annotator.lint.across import Consistency, Parts
from annotator.lint.mending import can_be_mended, mark_as_right, mend
from annotator.lint.spans import problem_of_status, problems_of_spans
from annotator.model import AnnotatedDocument, Document, Label, Progress, Scheme, Span, Status

SCHEME = Scheme((Label(1, "PERSON"), Label(2, "ORG"), Label(3, "ALONE", may_overlap=False)))


def article(text, *spans, id=1, annotator="anna", **more):
    """Spans are `(start, end, label)`."""
    made = tuple(
        Span(id * 100 + number, id, label, annotator, start, end) for number, (start, end, label) in enumerate(spans)
    )
    return AnnotatedDocument(Document(id, text, f"Title {id}", metadata=more), made)


def shape(text, start, end):
    return [finding.problem for finding in problems_of_spans(article(text, (start, end, "ORG")), SCHEME)]


@pytest.mark.parametrize(
    ("text", "start", "end", "problems"),
    [
        ("Bank of Oslo rose.", 0, 12, []),
        ("Bank of Oslo rose.", 0, 13, [Problem.BLANKS]),
        ("Bank of Oslo rose.", 4, 12, [Problem.BLANKS]),
        ("Bank of Oslo rose.", 0, 11, [Problem.HALF_WORD]),
        ("Bank of Oslo rose.", 1, 12, [Problem.HALF_WORD]),
        ("Obama's plan, then.", 0, 5, []),
        ("Obama's plan, then.", 8, 13, [Problem.END_MARK]),
        ("Obama's plan, then.", 12, 13, [Problem.PUNCTUATION]),
        ("Obama's plan, then.", 12, 14, [Problem.PUNCTUATION]),
        ("Obama's plan, then.", 13, 14, [Problem.BLANKS]),
        ("It rose. Then it fell.", 3, 13, [Problem.SENTENCES]),
        ("It rose.\nThen it fell.", 3, 13, [Problem.SENTENCES]),
        ("Dr. Akar met J. Smith of Acme Inc. there.", 0, 33, []),
        ("Cafe\u0301 Nero", 0, 4, [Problem.HALF_CHARACTER]),
        ("👩\u200d🚀 flew", 0, 1, [Problem.HALF_CHARACTER]),
        ("東京都知事", 0, 2, []),
        ("Oslo", 2, 9, [Problem.OUTSIDE]),
        ("Oslo", 0, 4, []),
        ("Oslo", 0, 0, []),
    ],
)
def test_where_a_span_begins_and_ends(text, start, end, problems):
    assert shape(text, start, end) == problems


def test_what_the_scheme_forbids_to_overlap_is_found_within_a_layer():
    document = article("Bank of Oslo", (0, 12, "ORG"), (8, 12, "ALONE"))
    (finding,) = problems_of_spans(document, SCHEME)
    assert (finding.problem, finding.quote, finding.other) == (Problem.OVERLAP, "Oslo", "ORG")
    other = replace(document, spans=(document.spans[0], replace(document.spans[1], annotator="bert")))
    assert list(problems_of_spans(other, SCHEME)) == []


def test_what_may_lie_inside_is_no_forbidden_overlap():
    nested = Scheme((Label(2, "ORG"), Label(3, "ALONE", may_overlap=False, nests_in=("ORG",))))
    assert list(problems_of_spans(article("Bank of Oslo", (0, 12, "ORG"), (8, 12, "ALONE")), nested)) == []
    crossing = article("Bank of Oslo", (0, 7, "ORG"), (5, 12, "ALONE"))
    assert [one.problem for one in problems_of_spans(crossing, nested)] == [Problem.OVERLAP]


def test_an_empty_article_that_is_done_is_found():
    done = Progress(9, 1, "anna", Status.DONE)
    empty = replace(article("Text."), progress=(done,))
    assert [finding.problem for finding in problem_of_status(empty)] == [Problem.EMPTY]
    assert list(problem_of_status(replace(article("Text.", (0, 4, "ORG")), progress=(done,)))) == []
    assert list(problem_of_status(article("Text."))) == []


def across(*documents):
    found = Consistency()
    for document in documents:
        found.learn(document)
    found.prepare()
    return [*(one for document in documents for one in found.look_at(document)), *found.rest()]


def of(problem, findings):
    return [finding for finding in findings if finding.problem == problem]


def test_the_same_text_with_another_label_is_found_where_it_is_rarer():
    documents = [
        article("Akar spoke.", (0, 4, label), id=number) for number, label in enumerate(["PERSON", "PERSON", "ORG"], 1)
    ]
    (finding,) = of(Problem.TWO_LABELS, across(*documents))
    assert (finding.document, finding.label, finding.other, finding.number) == (3, "ORG", "PERSON", "2")
    assert "Elsewhere the same text is PERSON (2)." in str(finding)


def test_two_labels_in_every_place_are_no_contradiction():
    documents = [article("Akar spoke.", (0, 4, "PERSON"), (0, 4, "ORG"), id=number) for number in (1, 2)]
    assert of(Problem.TWO_LABELS, across(*documents)) == []


def test_annotators_are_not_held_against_each_other():
    documents = [
        article("Akar spoke.", (0, 4, "PERSON"), id=1),
        article("Akar spoke.", (0, 4, "ORG"), id=2, annotator="bert"),
    ]
    assert of(Problem.TWO_LABELS, across(*documents)) == []


def test_what_is_labelled_here_and_not_there_is_found():
    text = "Hulusi Akar met Akar. Hulusi Akar said so, and Akara too."
    documents = [article(text, (0, 11, "PERSON"), (16, 20, "PERSON"), id=number) for number in (1, 2)]
    found = of(Problem.UNLABELLED, across(*documents))
    assert [(one.document, one.start, one.end, one.other) for one in found] == [
        (1, 22, 33, "PERSON"),
        (2, 22, 33, "PERSON"),
    ]


def test_what_is_oftener_left_out_than_labelled_is_no_slip():
    documents = [article("May may. " + "May. " * 9, (0, 3, "PERSON"), id=number) for number in (1, 2)]
    assert of(Problem.UNLABELLED, across(*documents)) == []


def test_an_article_that_nobody_has_begun_is_not_looked_through():
    begun = [article("Akar spoke.", (0, 4, "PERSON"), id=number) for number in (1, 2)]
    assert of(Problem.UNLABELLED, across(*begun, article("Akar came.", id=3))) == []
    done = replace(article("Akar came.", id=3), progress=(Progress(9, 3, "anna", Status.DONE),))
    assert [one.document for one in of(Problem.UNLABELLED, across(*begun, done))] == [3]


def test_a_form_with_marks_and_in_other_scripts_is_found():
    text = "“U.S.” and U.S. policy in 北京 and 北京."
    documents = [article(text, (1, 5, "ORG"), id=1), article(text, (1, 5, "ORG"), id=2)]
    assert [one.start for one in of(Problem.UNLABELLED, across(*documents))] == [11, 11]


def test_a_label_that_is_used_once_is_found():
    documents = [
        article("Akar spoke.", (0, 4, "PERSON"), id=1),
        article("B spoke of X.", (0, 1, "PERSON"), (11, 12, "ORG"), id=2),
    ]
    assert [(one.document, one.label) for one in of(Problem.ONCE, across(*documents))] == [(2, "ORG")]


def test_reprints_in_two_parts_are_found_by_file_or_by_metadata():
    text = " ".join(f"word{number}" for number in range(200))
    one = Document(1, text, "One", sha256="a")
    other = Document(2, f"Update. {text}", "Other", metadata={"split": "test"}, sha256="b")
    found = Parts({"a": "train"})
    assert list(found.look_at(one)) == []
    (finding,) = found.look_at(other)
    assert (finding.other, finding.number) == ("One", "train, test")
    same = Parts({"a": "test"})
    assert [*same.look_at(one), *same.look_at(other)] == []
    untold = Parts({})
    assert [*untold.look_at(one), *untold.look_at(replace(other, metadata={"split": 3}))] == []


def mended(document, finding):
    edits = mend(document, SCHEME, finding)
    return [(span.start, span.end, span.label) for span in updated(document, edits).spans]


@pytest.mark.parametrize(
    ("text", "start", "end", "after"),
    [
        ("Bank of Oslo rose.", 0, 13, [(0, 12, "ORG")]),
        ("Bank of Oslo rose.", 0, 11, [(0, 12, "ORG")]),
        ("A plan, then.", 2, 7, [(2, 6, "ORG")]),
        ("A plan, then.", 6, 7, []),
        ("A plan, then.", 7, 8, []),
        ("Cafe\u0301 Nero", 0, 4, [(0, 5, "ORG")]),
    ],
)
def test_a_badly_cut_span_is_mended(text, start, end, after):
    document = article(text, (start, end, "ORG"))
    (finding,) = problems_of_spans(document, SCHEME)
    assert can_be_mended(finding)
    assert mended(document, finding) == after


def test_what_is_inconsistent_is_mended():
    documents = [
        article("Akar met Akar.", (0, 4, label), id=number)
        for number, label in enumerate(["PERSON", "PERSON", "ORG"], 1)
    ]
    found = across(*documents)
    assert mended(documents[2], of(Problem.TWO_LABELS, found)[0]) == [(0, 4, "PERSON")]
    documents = documents[:2]
    unlabelled = of(Problem.UNLABELLED, across(*documents))
    assert mended(documents[0], unlabelled[0]) == [(0, 4, "PERSON"), (9, 13, "PERSON")]


def test_an_empty_article_is_taken_up_again():
    empty = replace(article("Text."), progress=(Progress(9, 1, "anna", Status.DONE),))
    (finding,) = problem_of_status(empty)
    assert updated(empty, mend(empty, SCHEME, finding)).progress[0].status == Status.TODO


def test_what_has_no_one_way_is_not_mended_nor_what_is_gone():
    with pytest.raises(EditError, match="more than one way"):
        mend(article("x"), SCHEME, Finding(Problem.SENTENCES, 1, "", "anna"))
    document = article("Bank of Oslo rose.", (0, 13, "ORG"))
    (finding,) = problems_of_spans(document, SCHEME)
    with pytest.raises(EditError, match="no longer there"):
        mend(article("Bank of Oslo rose."), SCHEME, finding)


def test_what_is_marked_as_right_is_not_found_again_and_only_that():
    document = article("Oslo fell. Oslo rose.", (0, 3, "ORG"), (5, 9, "ORG"), (11, 14, "PERSON"))
    first, other = problems_of_spans(document, SCHEME)
    marked = updated(document, mark_as_right(document, first))
    assert marked.document.metadata[CHECKED] == ["half word ORG “Osl”"]
    (left,) = unmarked(problems_of_spans(marked, SCHEME), marked.document)
    assert left.mark == other.mark
    assert mark_as_right(marked, first) == []


@pytest.mark.parametrize("kept", ["x", 3, None, [3, None], {"a": 1}])
def test_what_is_under_the_key_of_the_marks_may_be_anything(kept):
    document = article("Oslo", (0, 3, "ORG"), checked=kept)
    (finding,) = unmarked(problems_of_spans(document, SCHEME), document.document)
    marked = updated(document, mark_as_right(document, finding))
    assert finding.mark in marked.document.metadata[CHECKED]


def test_an_article_without_a_title_is_called_as_it_begins():
    document = article("Bank of Oslo rose.", (0, 13, "ORG"))
    document = replace(document, document=replace(document.document, title=""))
    (finding,) = problems_of_spans(document, SCHEME)
    assert finding.title == "Bank of Oslo rose."
