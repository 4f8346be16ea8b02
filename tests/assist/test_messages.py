"""What goes over the pipe comes out as it went in, and what is something else is refused."""

import io

import pytest

from annotator.assist.messages import (
    Broken,
    Charge,
    Learned,
    Learning,
    Picked,
    Suggested,
    Trouble,
    answer_line,
    answer_of,
    charge_line,
    charge_of,
    from_line,
)
from annotator.assist.worker import Worker
from annotator.errors import AnnotatorError
from annotator.suggest import Reason, Suggestion

CHARGE = Charge("/tmp/ä.annotator", "Änne", ("crf",))
ANSWERS = [
    Learning(12),
    Learned(12, 345, 0.5),
    Learned(12, 345, 0.5, 0.9, is_settled=True),
    Picked((3, 2**62)),
    Suggested(2**62, "ab", (Suggestion(0, 3, "LOC\n", 0.5, "crf", Reason("a {b}", (("b", 2), ("c", "x")))),)),
    Broken("Traceback"),
]


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_comes_out_as_it_went_in(answer):
    line = answer_line(answer)
    assert line.count(b"\n") == 1
    assert answer_of(*from_line(line)) == answer


def test_a_sentence_can_still_be_translated(tmp_path):
    told = answer_of(
        *from_line(answer_line(Trouble(AnnotatorError("{path} is {n}.", path=tmp_path, n=2), is_over=True)))
    )
    assert (told.error.sentence, told.error.values, told.is_over) == (
        "{path} is {n}.",
        {"path": str(tmp_path), "n": 2},
        True,
    )
    (plain,) = answer_of(*from_line(answer_line(Trouble(AnnotatorError("100 {% of it."))))).error.args
    assert plain == "100 {% of it."


def test_a_charge_comes_out_as_it_went_in():
    kind, content = from_line(charge_line(CHARGE))
    assert (kind, charge_of(content)) == ("charge", CHARGE)


@pytest.mark.parametrize("line", [b"", b"\n", b"[]", b"{}", b'{"is": 1}', b'{"is": "learned"}', b'{"is": "song"}'])
def test_what_is_no_answer_is_refused(line):
    with pytest.raises((ValueError, KeyError, TypeError)):
        answer_of(*from_line(line))


def test_a_bug_is_told_and_the_process_goes_on():
    answers = io.BytesIO()
    worker = Worker(io.BytesIO(), answers)
    worker._attempt(lambda: 1 / 0)
    worker._attempt(lambda: Learning(1))
    first, second = (answer_of(*from_line(line)) for line in answers.getvalue().splitlines())
    assert "ZeroDivisionError" in first.report
    assert second == Learning(1)


def test_an_engine_that_is_not_there_is_a_sentence_and_the_end():
    answers = io.BytesIO()
    Worker(io.BytesIO(charge_line(Charge("x", "anna", ("sing",)))), answers).run()
    told = answer_of(*from_line(answers.getvalue()))
    assert "There is no engine sing" in str(told.error)
    assert told.is_over


def test_a_project_whose_path_is_no_text_is_told_as_it_is():
    charge = Charge("/d\udce9r/caf\udce9.annotator", "anna", ("crf",))
    assert charge_of(from_line(charge_line(charge))[1]) == charge
