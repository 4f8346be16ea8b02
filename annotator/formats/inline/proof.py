"""The proof of what is written: a reader of its own takes it apart, and finds the text and the spans that went in."""

from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from xml.parsers import expat

from annotator.errors import FormatError
from annotator.model import AnnotatedDocument, Piece
from annotator.pieces import pieces_of

Found = tuple[str, dict[str, tuple[str, tuple[Piece, ...]]]]
"""The text, and by the ids of spans their labels and pieces."""


def check(annotated: AnnotatedDocument, ids: dict[int, str], shown: Callable[[str], str], found: Found) -> None:
    """Raise FormatError unless the text and every span are what they were. `shown` is how labels are written."""
    text, spans = found
    wanted = {ids[span.id]: (shown(span.label), pieces_of(span)) for span in annotated.spans}
    if text != annotated.text or spans != wanted:
        name = annotated.document.title or str(annotated.document.id)
        raise FormatError(
            f"The export failed its proof: “{name}” does not read back as it was written. Nothing was exported. "
            "Please report this with the document."
        )


class Gathering:
    """Puts text and spans together again from elements and characters."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.open: list[tuple[str, str, int]] = []
        self.pieces: dict[str, tuple[str, list[Piece]]] = {}

    def add(self, text: str) -> None:
        """Add characters."""
        self.parts.append(text)
        self.length += len(text)

    def begin(self, id_: str, label: str) -> None:
        """Begin an element of a span."""
        self.open.append((id_, label, self.length))

    def end(self) -> None:
        """End the element that began last."""
        id_, label, start = self.open.pop()
        _, pieces = self.pieces.setdefault(id_, (label, []))
        pieces.append((start, self.length))

    def found(self) -> Found:
        """Return all of it, parts of a span that touch as one."""
        return "".join(self.parts), {id_: (label, _joined(parts)) for id_, (label, parts) in self.pieces.items()}


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    joined: list[Piece] = []
    for start, end in sorted(pieces):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def read_xml(written: str) -> Found:
    """Return what the element `text` of a document in XML holds."""
    gathering = Gathering()
    inside = [False]

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "text":
            inside[0] = True
        elif inside[0] and tag == "span":
            gathering.begin(attributes["id"], attributes["label"])
        elif inside[0] and tag == "character":
            gathering.add(chr(int(attributes["code"])))

    def end(tag: str) -> None:
        if tag == "text":
            inside[0] = False
        elif inside[0] and tag == "span":
            gathering.end()

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda text: gathering.add(text) if inside[0] else None
    try:
        parser.Parse(written.encode(), True)
    except expat.ExpatError as error:
        raise FormatError(f"The export failed its proof: {error}. Nothing was exported. Please report this.") from error
    return gathering.found()


class _HtmlReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.gathering = Gathering()
        self._depth = 0
        self._passed = False
        """Whether what comes next stands for a character and is none itself."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "div" and said.get("class") == "text":
            self._depth = 1
        elif self._depth and tag == "mark":
            self.gathering.begin(said["data-id"] or "", said["data-label"] or "")
        elif self._depth and tag == "span":
            self.gathering.add(chr(int(said["data-code"] or "0")))
            self._passed = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "div":
            self._depth = 0
        elif self._depth and tag == "mark":
            self.gathering.end()
        elif tag == "span":
            self._passed = False

    def handle_data(self, data: str) -> None:
        if self._depth and not self._passed:
            self.gathering.add(data)


def read_html(written: str) -> Found:
    """Return what the division of the class `text` of an article in HTML holds."""
    reader = _HtmlReader()
    reader.feed(written)
    reader.close()
    return reader.gathering.found()
