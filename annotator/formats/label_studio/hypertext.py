"""The text of an HTML task: what its text nodes hold, in which Label Studio counts its global offsets."""

from html.parser import HTMLParser

HIDDEN = frozenset({"script", "style", "head", "template"})


def text_content(html: str) -> str:
    """Return all that stands between the tags, references resolved, scripts and styles left out."""
    reader = _TextReader()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts).replace("\0", "\ufffd")


class _TextReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in HIDDEN:
            self._hidden.append(tag)
        elif tag == "br":
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and tag == self._hidden[-1]:
            self._hidden.pop()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)
