"""BioC's XML: read element by element, written as text. http://bioc.sourceforge.net/BioC.dtd."""

import json
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from annotator.errors import FormatError
from annotator.files.json_weight import check_weight
from annotator.files.xml_elements import Element, root_children
from annotator.formats.bioc.parts import Article, Infons, Link, Mention, Stretch
from annotator.formats.bioc.values import ILLEGAL, REPLACED, safe

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE collection SYSTEM "BioC.dtd">\n'
    "<collection><source></source><date></date><key></key>\n"
)
TAIL = "</collection>\n"
LINE_ENDS = {"\r": "&#13;"}
IN_ATTRIBUTE = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def articles(path: Path) -> Iterator[Article]:
    """Yield the articles of a file. Raises FormatError with file and line."""
    collection: Infons = {}
    for element in root_children(path, "collection"):
        if element.tag == "document":
            try:
                article = _article(element)
            except FormatError as error:
                raise FormatError(error.reason, path=path, line=error.line or element.line) from error
            article.collection = dict(collection)
            yield article
        elif element.tag == "infon":
            collection[element.attributes.get("key", "")] = element.text
        elif element.text.strip():
            collection[element.tag] = element.text.strip()


def _article(element: Element) -> Article:
    article = Article(element.text_of("id").strip(), _infons(element), line=element.line)
    article.passages = [_stretch(child) for child in element.all("passage")]
    article.mentions = [_mention(child) for child in element.all("annotation")]
    article.links = [_link(child) for child in element.all("relation")]
    return article


def _stretch(element: Element) -> Stretch:
    text, offset = element.child("text"), element.child("offset")
    stretch = Stretch(_whole(offset.text if offset else "0", element), _infons(element))
    if text is not None:
        stretch.text = text.text
    stretch.sentences = [_stretch(child) for child in element.all("sentence")]
    stretch.mentions = [_mention(child) for child in element.all("annotation")]
    stretch.links = [_link(child) for child in element.all("relation")]
    if REPLACED in stretch.infons and stretch.text is not None:
        stretch.text = _with_characters(stretch.text, stretch.infons.pop(REPLACED), element)
    return stretch


def _infons(element: Element) -> Infons:
    return {child.attributes.get("key", ""): child.text for child in element.children if child.tag == "infon"}


def _mention(element: Element) -> Mention:
    places = tuple(
        (_whole(child.attributes.get("offset", ""), child), _whole(child.attributes.get("length", ""), child))
        for child in element.children
        if child.tag == "location"
    )
    text = element.child("text")
    id_ = element.attributes.get("id", "")
    return Mention(id_, _infons(element), places, None if text is None else text.text, element.line)


def _link(element: Element) -> Link:
    nodes = tuple(
        (child.attributes.get("refid", ""), child.attributes.get("role", "")) for child in element.all("node")
    )
    return Link(element.attributes.get("id", ""), _infons(element), nodes, element.line)


def _whole(text: str, element: Element) -> int:
    digits = text.strip()
    if digits.isascii() and digits.isdigit() and len(digits) < 19:
        return int(digits)
    raise FormatError(
        f"<{element.tag}> has “{text[:40]}” where a whole number must stand. Correct it.", line=element.line
    )


def _with_characters(text: str, told: object, element: Element) -> str:
    """Return a text with the characters again for which there was no room in XML."""
    characters = list(text)
    check_weight(str(told))
    try:
        for at, code in json.loads(str(told)):
            if characters[at] != "\ufffd" or at < 0 or not ILLEGAL.match(chr(code)) or code == 0:
                raise ValueError(at)
            characters[at] = chr(code)
    except (ValueError, TypeError, IndexError, OverflowError, RecursionError) as error:
        raise FormatError(f"The infon “{REPLACED}” does not fit the text. Remove it.", line=element.line) from error
    return "".join(characters)


# --- writing


def article_xml(article: Article) -> str:
    """Return an article as XML, with its line end."""
    parts = [f"<document><id>{_text(article.id)}</id>", *_infons_xml(article.infons)]
    for passage in article.passages:
        parts += _passage(passage)
    parts.append("</document>\n")
    return "".join(parts)


def _passage(passage: Stretch) -> Iterator[str]:
    text = passage.text or ""
    yield "<passage>"
    if replaced := [[found.start(), ord(found[0])] for found in ILLEGAL.finditer(text)]:
        yield f'<infon key="{REPLACED}">{json.dumps(replaced)}</infon>'
    yield f"<offset>{passage.offset}</offset><text>{_text(text)}</text>\n"
    for mention in passage.mentions:
        yield f"<annotation id={quoteattr(mention.id)}>"
        yield from _infons_xml(mention.infons)
        for offset, length in mention.places:
            yield f'<location offset="{offset}" length="{length}"/>'
        yield f"<text>{_text(mention.text or '')}</text></annotation>\n"
    for link in passage.links:
        yield f"<relation id={quoteattr(link.id)}>"
        yield from _infons_xml(link.infons)
        for id_, role in link.nodes:
            yield f"<node refid={quoteattr(id_)} role={quoteattr(role)}/>"
        yield "</relation>\n"
    yield "</passage>"


def _infons_xml(infons: Infons) -> Iterator[str]:
    for key, content in infons.items():
        yield f"<infon key={quoteattr(key, IN_ATTRIBUTE)}>{_text(str(content))}</infon>"


def _text(text: str) -> str:
    return escape(safe(text), LINE_ENDS)
