"""Suggestions in the articles of a project, and what becomes of those that are accepted."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from annotator.arguments import may_lie_inside
from annotator.assist.accepting import Accepted, accepted, write_accepted
from annotator.assist.assistant import Assistant
from annotator.assist.deciding import decided
from annotator.assist.lessons import CLOSED, evidence_of, layer_of
from annotator.model import AnnotatedDocument, Kind, value
from annotator.store import DocumentFilter
from annotator.store.project import Project
from annotator.suggest import Suggestion
from annotator.suggest.combined import Fits, is_nested
from annotator.suggest.rejected import Rejected


@value
class Suggested:
    """What is suggested in one article."""

    document: int
    text: str
    suggestions: tuple[Suggestion, ...]


def suggest_in_project(
    project: Project,
    assistant: Assistant,
    annotator: str,
    *,
    line: float,
    progress: Callable[[float], object] = lambda _: None,
) -> Iterator[Suggested]:
    """Yield the articles that the annotator has neither done nor skipped, with suggestions of at least `line`.

    What overlaps a span of the annotator is left out, unless it is meant to lie inside others and may. So is what the
    annotator has rejected there, and labels that the scheme does not have.
    """
    scheme = project.scheme()
    labels = {label.name for label in scheme.of_kind(Kind.SPAN)}
    assistant.know(scheme)
    evidence = evidence_of(project, annotator)
    total = max(1, len(project.document_ids(DocumentFilter(), annotator=annotator)))
    for number, document in enumerate(layer_of(project, annotator, DocumentFilter())):
        progress((number + 1) / total)
        if any(one.annotator == annotator and one.status in CLOSED for one in document.progress):
            continue
        found = [one for one in assistant.suggest(document.text, evidence) if one.score >= line and one.label in labels]
        verdicts = [one for one in project.verdicts(document.document.id) if one.annotator == annotator]
        fits = partial(may_lie_inside, scheme)
        left = Rejected(document.text, document.spans, verdicts).left(_beside_spans(found, document, fits))
        yield Suggested(document.document.id, document.text, tuple(left))


def _beside_spans(found: Sequence[Suggestion], document: AnnotatedDocument, fits: Fits) -> Iterator[Suggestion]:
    """Yield what overlaps no span, and what is meant to lie inside others and may."""
    taken = {at for span in document.spans for at in range(span.start, span.end)}
    for one in found:
        if taken.isdisjoint(range(one.start, one.end)) or (
            one.is_inner and all(is_nested(one, span, fits) for span in document.spans)
        ):
            yield one


def accept(project: Project, found: Sequence[Suggested], annotator: str, *, above: float) -> int:
    """Label what is likelier than `above`, as one action; return how many spans that made.

    What the scheme's rules forbid is left out, and so is what the annotator has decided about.
    """
    scheme = project.scheme()
    wanted = {one.document: [each for each in one.suggestions if each.score > above] for one in found}

    def made() -> Iterator[Accepted]:
        for document in project.some_documents([id_ for id_, offers in wanted.items() if offers]):
            id_ = document.document.id
            said = decided(one for one in project.verdicts(id_) if one.annotator == annotator)
            yield from accepted(document, scheme, [one for one in wanted[id_] if one.place not in said], annotator)

    return write_accepted(project, made(), annotator, lambda spans: f"Accept {spans:,} suggestions above {above:g}")
