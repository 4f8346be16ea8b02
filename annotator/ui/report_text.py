"""A report in words: what was read, repaired, skipped, refused and lost."""

from PySide6.QtCore import QLocale

from annotator.report import Outcome, Report
from annotator.ui.translation import mark, translate
from annotator.visible import visible

HEADINGS = {
    Outcome.REFUSED: mark("report", "Could not be read"),
    Outcome.LOST: mark("report", "Cannot be carried by the format"),
    Outcome.SKIPPED: mark("report", "Left out"),
    Outcome.REPAIRED: mark("report", "Changed on the way"),
    Outcome.ALIKE: mark("report", "Much like another article"),
    Outcome.NOTED: mark("report", "How it was read"),
}
"""In the order of how much the user has to know."""


def counted(report: Report) -> str:
    """Return how many articles and spans there were, as the object of a sentence."""
    return number_of(report.documents, report.spans)


def number_of(documents: int, spans: int) -> str:
    """Return so many articles and spans in words."""
    number = QLocale().toString
    articles = (
        translate("report", "1 article")
        if documents == 1
        else translate("report", "{count} articles").format(count=number(documents))
    )
    if not spans:
        return articles
    labelled = (
        translate("report", "1 span")
        if spans == 1
        else translate("report", "{count} spans").format(count=number(spans))
    )
    return translate("report", "{articles} with {spans}").format(articles=articles, spans=labelled)


def report_text(report: Report) -> str:
    """Return every notice under its heading; empty when there is nothing to tell."""
    parts = []
    for outcome, heading in HEADINGS.items():
        count = report.outcomes[outcome]
        if count:
            lines = [f"{translate('report', heading)} ({QLocale().toString(count)}):"]
            lines += [f"  {visible(str(notice))}" for notice in report.of(outcome)]
            if count > report.limit:
                lines.append("  …")
            parts.append("\n".join(lines))
    return "\n\n".join(parts)
