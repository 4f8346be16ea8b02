"""An article as one HTML file: no script, nothing from elsewhere, the text to be selected, spans drawn by CSS."""

from collections.abc import Iterator, Sequence
from html import escape

import regex
from PySide6.QtCore import QLocale

from annotator.model import Document, Span
from annotator.ui.picture import Follow, Picture
from annotator.ui.picture_heading import heading_facts, heading_title
from annotator.ui.picture_html_runs import Run, runs_of
from annotator.ui.picture_html_style import Style
from annotator.ui.picture_legend import label_numbers
from annotator.ui.plain_text import is_right_to_left
from annotator.ui.text_view.paragraphs import Paragraphs
from annotator.ui.text_view.span_index import SpanIndex
from annotator.ui.translation import translate
from annotator.visible import one_line

_CLUSTER = regex.compile(r"\X")
_NOT_IN_HTML = regex.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\p{Cs}]")
"""See https://infra.spec.whatwg.org/#noncharacter and #control"""
_LANGUAGE = regex.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")

PAGE = """<!DOCTYPE html>
<html{language}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Annotator">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<article>
{heading}{text}{legend}</article>
</body>
</html>
"""


def draw(picture: Picture, follow: Follow) -> bytes:
    """Return the file, in UTF-8."""
    numbers = label_numbers(picture.labels, picture.spans)
    style = Style(list(numbers), picture)
    text = "".join(_paragraphs(picture, style, follow))
    page = PAGE.format(
        language=_language(picture.document),
        title=_escaped(picture.title or translate("picture", "Article")),
        heading=_heading(picture),
        text=text,
        legend=_legend(numbers, style) if picture.legend and numbers else "",
        style=style.sheet(),
    )
    return page.encode()


def _language(document: Document) -> str:
    language = document.metadata.get("language")
    return f' lang="{language}"' if isinstance(language, str) and _LANGUAGE.fullmatch(language) else ""


def _heading(picture: Picture) -> str:
    title, facts = heading_title(picture.document), heading_facts(picture.document)
    lines = [
        f"<h1{_direction(title)}>{_escaped(title)}</h1>\n" if title else "",
        f"<p{_direction(facts)}>{_escaped(facts)}</p>\n" if facts else "",
    ]
    return f"<header>\n{''.join(lines)}</header>\n" if any(lines) else ""


def _paragraphs(picture: Picture, style: Style, follow: Follow) -> Iterator[str]:
    text = picture.document.text
    paragraphs = Paragraphs(text)
    index = SpanIndex(paragraphs.starts, picture.spans)
    for number in range(len(paragraphs)):
        start, end = paragraphs.bounds(number)
        runs = list(runs_of(start, end - start, index.of(number)))
        yield _paragraph(text[start:end], runs, style, is_cut=end < len(text) and not paragraphs.ends_line(number))
        follow(number / len(paragraphs))


def _paragraph(text: str, runs: Sequence[Run], style: Style, *, is_cut: bool) -> str:
    names = ["cut"] * is_cut + ["blank"] * (not text and not any(run.rows for run in runs))
    classes = f' class="{" ".join(names)}"' if names else ""
    direction = _direction(text)
    inner = "".join(_run(text, run, style) for run in runs)
    return f"<p{classes}{direction}>{inner or '<br>'}</p>\n"


def _run(text: str, run: Run, style: Style) -> str:
    """Return a stretch; chips hang from its first letter, which no browser puts on another line than itself."""
    here = text[run.start : run.end]
    if not run.rows:
        return _escaped(here)
    first = _CLUSTER.match(here)
    cut = first.end() if first and run.begins else 0
    anchor = f"<span class=a>{_escaped(here[:cut])}{_chips(text, run, style)}</span>" if run.begins else ""
    element = "span" if run.tint is None and not run.begins else "mark"
    inner = f'<span class="{style.stretch(run)}">{anchor}{_escaped(here[cut:])}</span>'
    return f'<{element} class="{style.rows(run.rows)}">{inner}</{element}>'


def _chips(text: str, run: Run, style: Style) -> str:
    return "".join(_chip(row, span, text[run.start :] or text, style) for row, span in run.begins)


def _chip(row: int, span: Span, text: str, style: Style) -> str:
    name = one_line(span.label) or "?"
    spoken = _escaped(translate("picture", "Label {label}").format(label=name))
    classes = style.chip(span.label, from_right=is_right_to_left(text))
    return f'<b class="{classes}" style="--row:{row}" role=img aria-label="{spoken}">{_escaped(name)}</b>'


def _legend(numbers: dict[str, int], style: Style) -> str:
    entries = "".join(
        f'<li><i class="{style.swatch(label)}"></i> <bdi>{_escaped(one_line(label) or "?")}</bdi> '
        f"<small>{QLocale().toString(number)}</small></li>\n"
        for label, number in numbers.items()
    )
    return f'<footer>\n<ul aria-label="{_escaped(translate("picture", "Labels"))}">\n{entries}</ul>\n</footer>\n'


def _direction(text: str) -> str:
    return ' dir="rtl"' if is_right_to_left(text) else ' dir="ltr"'


def _escaped(text: str) -> str:
    """Return text that is nothing but text, in elements and in attributes; what HTML cannot hold has a stand-in."""
    return escape(_NOT_IN_HTML.sub("\ufffd", text)).replace("\r", "&#13;")
