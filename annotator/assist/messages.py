"""What the window and the process that learns say to each other: one JSON object a line, nothing that runs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from annotator.errors import AnnotatorError
from annotator.model import value
from annotator.suggest import Reason, Suggestion


@value
class Charge:
    """What the process is there for: whose labels of which project, by which engines (all, if none is named)."""

    project: str
    annotator: str
    engines: tuple[str, ...] = ()
    setups: tuple[tuple[str, str], ...] = ()
    """By the name of an engine that has to be told what to suggest by: that."""


@value
class Learning:
    """It has begun to learn from so many articles; `Learned` follows."""

    articles: int


@value
class Learned:
    """There is something new to suggest by: learned from so many articles and spans, or read from the cache.

    `agreement` is how far it suggests the same as before in articles that are left, 0 to 1, None for the first time;
    `is_settled`: it was next to the same several times, so more articles would teach little.
    """

    articles: int
    spans: int
    seconds: float
    agreement: float | None = None
    is_settled: bool = False


@value
class Suggested:
    """All that is suggested in an article, however unlikely. The offsets count in the text with this sha256, in hex."""

    document: int
    sha256: str
    suggestions: tuple[Suggestion, ...]


@value
class Picked:
    """The articles that would teach most, the best first; none if none is left."""

    documents: tuple[int, ...]


@value
class Trouble:
    """Something went wrong. With `is_over`, the process is not started again unless it is asked to."""

    error: AnnotatorError
    is_over: bool = False


@value
class Broken:
    """A bug in the process, as Python reports it. The process goes on."""

    report: str


Answer = Learning | Learned | Suggested | Picked | Trouble | Broken


def as_line(kind: str, content: Mapping[str, object]) -> bytes:
    """Return a message as a line."""
    import orjson

    try:
        return orjson.dumps({"is": kind, **content}) + b"\n"
    except TypeError:
        # A project's path may be no text, and orjson neither writes nor reads that.
        return json.dumps({"is": kind, **content}).encode() + b"\n"


def from_line(line: bytes) -> tuple[str, dict[str, Any]]:
    """Return the kind and the content of a message. Raises ValueError when it is none."""
    import orjson

    try:
        content = orjson.loads(line)
    except orjson.JSONDecodeError:
        content = json.loads(line)
    if not isinstance(content, dict) or not isinstance(content.get("is"), str):
        raise ValueError("this is no message")  # noqa: TRY004 - What is read is wrong, not the call.
    return content.pop("is"), content


def charge_line(charge: Charge) -> bytes:
    """Return what the process is told first."""
    return as_line(
        "charge",
        {
            "project": charge.project,
            "annotator": charge.annotator,
            "engines": charge.engines,
            "setups": dict(charge.setups),
        },
    )


def charge_of(content: Mapping[str, Any]) -> Charge:
    """Return what `charge_line` said."""
    return Charge(content["project"], content["annotator"], tuple(content["engines"]), tuple(content["setups"].items()))


def answer_line(answer: Answer) -> bytes:
    """Return an answer as a line."""
    match answer:
        case Learning(articles=articles):
            return as_line("learning", {"articles": articles})
        case Learned():
            return as_line("learned", asdict(answer))
        case Picked(documents=documents):
            return as_line("picked", {"documents": documents})
        case Suggested(document=document, sha256=sha256, suggestions=suggestions):
            rows = [_row(one) for one in suggestions]
            return as_line("suggested", {"document": document, "sha256": sha256, "suggestions": rows})
        case Trouble(error=error, is_over=is_over):
            values = {name: value if isinstance(value, int) else str(value) for name, value in error.values.items()}
            sentence = error.sentence if error.values else str(error)
            return as_line("trouble", {"sentence": sentence, "values": values, "is_over": is_over})
        case Broken(report=report):
            return as_line("broken", {"report": report})


def answer_of(kind: str, content: Mapping[str, Any]) -> Answer:
    """Return what `answer_line` said. Raises ValueError, KeyError or TypeError when it is something else."""
    match kind:
        case "learning":
            return Learning(content["articles"])
        case "learned":
            return Learned(**content)
        case "picked":
            return Picked(tuple(content["documents"]))
        case "suggested":
            suggestions = tuple(_suggestion(row) for row in content["suggestions"])
            return Suggested(content["document"], content["sha256"], suggestions)
        case "trouble":
            return Trouble(AnnotatorError(content["sentence"], **content["values"]), content["is_over"])
        case "broken":
            return Broken(content["report"])
        case _:
            raise ValueError(f"there is no answer {kind}")


def _row(one: Suggestion) -> list[object]:
    why = [one.why.sentence, list(map(list, one.why.values))]
    return [one.start, one.end, one.label, one.score, one.engine, one.is_inner, *why]


def _suggestion(row: Sequence[Any]) -> Suggestion:
    start, end, label, score, engine, is_inner, sentence, values = row
    why = Reason(sentence, tuple((name, value) for name, value in values))
    return Suggestion(start, end, label, score, engine, why, is_inner=is_inner)
