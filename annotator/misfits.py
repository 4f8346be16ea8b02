"""What is said of spans that do not fit the tokens on which a format writes them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from annotator.bio import Misfit, Unfit
from annotator.edits import title_of
from annotator.model import AnnotatedDocument, Span
from annotator.report import Notice, Outcome

MESSAGES = {
    Misfit.ZERO_LENGTH: "it has no length, and is left out",
    Misfit.BLANK: "it holds nothing but blanks, and is left out",
    Misfit.PIECES: "it is in pieces, and is written whole",
    Misfit.PADDED: "it begins or ends with a blank, and is written without",
    Misfit.INSIDE_WORD: "it begins or ends inside a word, and is widened to “{written}”",
    Misfit.OVERLAP: "it overlaps {rival}, and is left out",
    Misfit.CROSSES_SENTENCES: "it goes across sentences, and is cut in {parts}",
}


def misfit_notices(
    annotated: AnnotatedDocument, tokens: Sequence[tuple[int, int]], unfit: Iterable[Unfit]
) -> Iterator[Notice]:
    """Yield a notice for each span that does not fit, with its place and what is written of it."""
    title = annotated.document.title or str(annotated.document.id)
    for one in unfit:
        message = f"{_named(annotated, one.span)}: {_reasons(annotated, tokens, one)}."
        yield Notice(Outcome.LOST, message, document=title, start=one.span.start, end=one.span.end)


def _reasons(annotated: AnnotatedDocument, tokens: Sequence[tuple[int, int]], unfit: Unfit) -> str:
    rival = written = ""
    if unfit.rival is not None:
        rival = f"{_named(annotated, unfit.rival)}, {unfit.rival.start} to {unfit.rival.end}"
    if unfit.chunks:
        start, end = tokens[unfit.chunks[0].first][0], tokens[unfit.chunks[-1].end - 1][1]
        written = title_of(annotated, replace(unfit.span, start=start, end=end, pieces=()))
    return "; ".join(
        MESSAGES[reason].format(rival=rival, written=written, parts=len(unfit.chunks)) for reason in unfit.reasons
    )


def _named(annotated: AnnotatedDocument, span: Span) -> str:
    return f"{span.label} “{title_of(annotated, span)}”"
