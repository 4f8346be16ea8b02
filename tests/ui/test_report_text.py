from pathlib import Path

from annotator.report import Outcome, Report
from annotator.ui.report_text import counted, report_text


def test_what_one_must_know_comes_first():
    report = Report()
    report.add(Outcome.REPAIRED, "Blanks were trimmed.", path=Path("a.jsonl"), line=3)
    report.add(Outcome.REFUSED, "It is no JSON.", path=Path("a.jsonl"), line=7)
    assert report_text(report) == (
        "Could not be read (1):\n  a.jsonl, line 7: It is no JSON.\n\n"
        "Changed on the way (1):\n  a.jsonl, line 3: Blanks were trimmed."
    )


def test_nothing_to_tell_is_an_empty_text():
    assert report_text(Report()) == ""


def test_what_was_not_kept_is_hinted_at():
    report = Report(limit=2)
    for number in range(5):
        report.add(Outcome.SKIPPED, f"Text {number}.")
    assert report_text(report) == "Left out (5):\n  Text 0.\n  Text 1.\n  …"


def test_it_counts_articles_and_spans():
    assert counted(Report(documents=1)) == "1 article"
    assert counted(Report(documents=2000, spans=1)) == "2,000 articles with 1 span"


def test_a_name_makes_no_line_of_its_own():
    report = Report()
    report.add(Outcome.LOST, "The label P\nCould not be read (1): \u202eREP is not kept.", document="A\x1b[31m")
    assert report_text(report) == (
        "Cannot be carried by the format (1):\n"
        "  “A\\x1b[31m”: The label P\\nCould not be read (1): \\u202eREP is not kept."
    )
