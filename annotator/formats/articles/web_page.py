"""Web pages: the main text of saved HTML, found by trafilatura. Nothing is fetched, no script is run."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.errors import FormatError
from annotator.files import MEGABYTE, decoded
from annotator.files.encodings import check_encoding
from annotator.formats.articles.extracted import Blocks, Extracted, NoTextError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAIN, ALL = "main", "all"
LIMIT = 16 * MEGABYTE
"""Bytes of a page."""
MOST_TAGS = 1_000_000
"""Of a page: its tree takes ten times as much memory as they do."""
MOST_TAGS_WEIGHED = 60_000
"""Trafilatura needs 10 seconds and a hundred megabytes to weigh so many; articles have some thousands."""

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.IGNORECASE)
_AS_BROWSERS = {"iso-8859-1": "windows-1252", "latin1": "windows-1252", "iso-8859-9": "windows-1254"}
"""What browsers take for something larger that holds it."""
_PICTURE = re.compile(r"data:[\w/+.-]{1,80};base64,[A-Za-z0-9+/=]{100,}")
"""What programs that save a page in one file write in place of a picture's address: megabytes."""
_BLANKS = re.compile(r"\s+")
_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "title", "svg", "math", "object", "iframe",
                     "select", "button", "textarea"})  # fmt: skip
_PARAGRAPHS = frozenset({"p", "head", "quote", "code", "pre", "div", "section", "article", "main", "header", "footer",
                         "nav", "aside", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "figcaption",
                         "list", "ul", "ol", "dl", "table", "body", "form", "address", "caption", "hr"})  # fmt: skip
_ITEMS = frozenset({"item", "li", "dt", "dd"})
_ROWS = frozenset({"row", "tr"})
_CELLS = frozenset({"cell", "td", "th"})
_BREAKS = frozenset({"lb", "br"})
_AS_WRITTEN = frozenset({"pre", "code"})
_LIBRARIES = ("trafilatura", "htmldate", "courlan", "justext")


def extract(content: bytes, path: Path, encoding: str, part: str) -> Extracted:
    """Return a page's main text, or all of it. Raises FormatError, NoTextError, and what lxml raises."""
    text, found = decoded(content, path, encoding=encoding or named_encoding(content))
    text = _PICTURE.sub("", text)
    tags = text.count("<")
    if tags > MOST_TAGS:
        reason = f"The page has more than {MOST_TAGS:,} tags. Take out of it what is no article."
        raise FormatError(reason, path=path)
    about, main = _main_text(text, path) if tags <= MOST_TAGS_WEIGHED else (({}, {}), "")
    if part == MAIN and main:
        changes = ("Only the main text was taken from the page, without what stands around it, such as menus.",)
        return Extracted(main, *about, changes, found)
    whole = blocks_of(_tree(text, path))
    if not whole:
        reason = "The page holds no text. Where scripts put it together, save the page from the browser as it is seen."
        raise NoTextError(reason, path=path)
    told = "All words of the page were taken, and its markup left out."
    if part == MAIN:
        told = f"{'No main text was found' if tags <= MOST_TAGS_WEIGHED else 'The page is very long'}. {told}"
    return Extracted(whole, *about, (told,), found)


def named_encoding(content: bytes) -> str:
    """Return the encoding that the page says it is in, empty when it names none that is known."""
    match = _CHARSET.search(content[:4096])
    name = match[1].decode("ascii", errors="replace").lower() if match else ""
    name = _AS_BROWSERS.get(name, name)
    try:
        check_encoding(name)
    except FormatError:
        return ""
    return "" if name.startswith("utf") else name


def _tree(text: str, path: Path) -> "HtmlElement":
    """Return the tree of a page. Raises FormatError when the parser has given up before the end."""
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    tree = document_fromstring(text.encode(errors="replace") or b"<html/>", parser=parser)
    if any(error.level_name == "FATAL" for error in parser.error_log):
        raise FormatError(
            "The page is nested too deep, or a piece of it too long. Take out of it what is no article.", path=path
        )
    return tree


def _main_text(text: str, path: Path) -> tuple[tuple[dict[str, str], dict[str, object]], str]:
    """Return what the page says about itself, and its main text: empty when there is none."""
    from trafilatura import bare_extraction
    from trafilatura.metadata import extract_metadata

    for name in _LIBRARIES:  # Else what they have to say would be printed.
        logging.getLogger(name).addHandler(logging.NullHandler())
    dates = {"original_date": True, "extensive_search": False}  # No date rather than one of another article.
    about = extract_metadata(_tree(text, path), date_config=dates)
    found: Any = bare_extraction(_tree(text, path), with_metadata=False, include_comments=False)
    return _told(about), "" if found is None or found.body is None else blocks_of(found.body)


def _told(about: Any) -> tuple[dict[str, str], dict[str, object]]:
    """Return the fields of the document, and what else is worth keeping."""
    fields = {
        "title": about.title,
        "author": (about.author or "").replace("; ", ", "),
        "date": about.date,
        "source": about.sitename or about.hostname,
        "url": about.url,
    }
    further = {"description": about.description, "tags": about.tags, "categories": about.categories}
    return ({name: " ".join(told.split()) for name, told in fields.items() if told},
            {name: told for name, told in further.items() if told})  # fmt: skip


def blocks_of(tree: Any) -> str:
    """Return the words of a tree of HTML, or of trafilatura's own elements, block by block."""
    blocks = Blocks()
    for tag, text, enters, written in _walk(tree):
        if text is not None:
            blocks.add(text if written else _BLANKS.sub(" ", text))
        elif tag in _ROWS:
            (blocks.open_row if enters else blocks.close_row)()
        elif tag in _CELLS and not enters:
            blocks.close_cell()
        elif tag in _BREAKS and enters:
            blocks.add("\n")
        elif tag in _ITEMS:
            blocks.close("item")
        elif tag in _PARAGRAPHS:
            blocks.close()
    return blocks.text()


def _walk(tree: Any) -> Iterator[tuple[str, str | None, bool, bool]]:
    """Yield starts and ends of elements, and texts with whether their blanks count."""
    from lxml.etree import iterwalk

    written = hidden = 0
    for event, element in iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        enters = event == "start"
        step = 1 if enters else -1
        written += step * (tag in _AS_WRITTEN)
        # Trafilatura calls a heading what HTML calls the part that is not shown.
        hidden += step * (tag in _UNSEEN and not (tag == "head" and element.getparent() is not None
                                                  and element.getparent().tag != "html"))  # fmt: skip
        if not hidden:
            yield tag, None, enters, False
        text = element.text if enters else element.tail
        if text and not hidden and not (event == "end" and element is tree):
            yield tag, text, enters, written > 0
