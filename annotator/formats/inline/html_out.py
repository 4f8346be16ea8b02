"""A document as HTML to be read, in which spans are marked. No script, nothing fetched, and every text escaped."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import orjson

from annotator.attributes import shown
from annotator.color import from_hex, luminance
from annotator.formats.inline.nesting import Opened, Words, nested
from annotator.model import AnnotatedDocument, Kind, Label, Scheme, Span, quote

STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.9 Georgia, serif; max-width: 44rem; margin: 3rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.5rem; line-height: 1.3; }
article + article { border-top: 1px solid #8886; margin-top: 3rem; padding-top: 1rem; }
.text { white-space: pre-wrap; overflow-wrap: break-word; }
.about, dl, ul { font: .85rem/1.6 system-ui, sans-serif; }
mark { border-radius: .2em; padding: .1em .15em; }
mark::after { content: attr(data-label); font: 600 .6em system-ui, sans-serif; margin-left: .35em; opacity: .75; }
mark:empty { padding: 0 .1em; }
@media print { mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""
HEAD = f"""<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Annotated articles</title>
<style>{STYLE}</style>
</head>
<body>
"""
TAIL = "</body>\n</html>\n"
COLOR = re.compile(r"#[0-9a-fA-F]{6}")
SPECIAL = re.compile("[&<>\"'\r\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
CR, NONE = "\r", "\ufffd"
DARK_INK, LIGHT_INK = "#000000", "#ffffff"


def article_html(annotated: AnnotatedDocument, scheme: Scheme, ids: Mapping[int, str]) -> str:
    """Return an element `article`, with its line end. `ids` are those of spans in the file."""
    return "".join(_parts(annotated, scheme, ids))


def _parts(annotated: AnnotatedDocument, scheme: Scheme, ids: Mapping[int, str]) -> Iterator[str]:
    known = annotated.document
    yield "<article>\n"
    if known.title:
        yield f'<h1 dir="auto">{_escaped(known.title)}</h1>\n'
    about = [text for text in (known.author, known.date, known.source, known.url) if text]
    if about:
        yield f'<p class="about" dir="auto">{_escaped(" · ".join(about))}</p>\n'
    labels = [label.label for label in annotated.document_labels]
    if labels:
        yield f'<p class="about" dir="auto">{_escaped(", ".join(labels))}</p>\n'
    styles = {label: _style(scheme.find(label)) for label in {span.label for span in annotated.spans}}
    yield '<div class="text" dir="auto">'
    for event in nested(annotated):
        if isinstance(event, Words):
            yield _text(event.text)
        elif isinstance(event, Opened):
            yield _mark(event.span, ids[event.span.id], styles[event.span.label])
        else:
            yield "</mark>"
    yield "</div>\n"
    yield from _lists(annotated)
    yield "</article>\n"


def _lists(annotated: AnnotatedDocument) -> Iterator[str]:
    """Yield what stands below the text: relations, notes, metadata."""
    spans = {span.id: span for span in annotated.spans}
    items = []
    for relation in annotated.relations:
        ends = [_named(annotated.text, spans[end]) for end in (relation.source, relation.target)]
        said = [f"{name}: {shown(content)}" for name, content in relation.attributes]
        items.append("; ".join([f"{ends[0]} — {relation.label} → {ends[1]}", *said, *filter(None, [relation.note])]))
    items += [note.text for note in annotated.notes]
    if items:
        lines = "".join(f'<li dir="auto">{_escaped(item)}</li>\n' for item in items)
        yield f"<ul>\n{lines}</ul>\n"
    if annotated.document.metadata:
        yield "<dl>\n"
        for key, content in annotated.document.metadata.items():
            told = content if isinstance(content, str) else orjson.dumps(content).decode()
            yield f'<dt dir="auto">{_escaped(key)}</dt><dd dir="auto">{_escaped(told)}</dd>\n'
        yield "</dl>\n"


def _named(text: str, span: Span) -> str:
    return f"{span.label} “{quote(text, span, joint=' … ')}”"


def _mark(span: Span, id_: str, style: str) -> str:
    if span.attributes or span.note:
        said = [f"{name}: {shown(content)}" for name, content in span.attributes]
        about = _about(span.label, span.annotator, *said, span.note)
    else:
        about = _about_plain(span.label, span.annotator)
    return f'<mark data-id="{id_}" {about} style="{style}">'


def _about(label: str, *said: str) -> str:
    title = " · ".join([label, *filter(None, said)])
    return f'data-label="{_escaped(shown_label(label))}" title="{_escaped(title)}"'


_about_plain = lru_cache(maxsize=1024)(_about)
"""The same for nearly all spans of a label."""


def _style(label: Label | None) -> str:
    color = label.color if label is not None and COLOR.fullmatch(label.color) else Label(0, "x", Kind.SPAN).color
    ink = DARK_INK if luminance(from_hex(color)) > 0.18 else LIGHT_INK
    return f"background:{color};color:{ink}"


def _text(text: str) -> str:
    """Return a text, escaped; an element stands for a character that HTML cannot hold."""
    return SPECIAL.sub(lambda found: ESCAPED.get(found[0]) or _character(found[0]), text)


def _character(character: str) -> str:
    """Return an element for a character; a carriage return is not seen."""
    return f'<span data-code="{ord(character)}">{"" if character == CR else NONE}</span>'


def _escaped(text: str) -> str:
    """Return a text, escaped, with U+FFFD for what HTML cannot hold."""
    return SPECIAL.sub(lambda found: ESCAPED.get(found[0], NONE), text)


def shown_label(label: str) -> str:
    """Return a label as it is shown: on one line, with U+FFFD for what HTML cannot hold."""
    return SPECIAL.sub(lambda found: found[0] if found[0] in ESCAPED else NONE, " ".join(label.split()))
