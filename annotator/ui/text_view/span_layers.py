"""The spans of a text by layer: one's own, those of others, which are outlined, and what is suggested."""

from collections.abc import Iterable, Sequence

from annotator.model import Span
from annotator.ui.text_view.paragraphs import Paragraphs
from annotator.ui.text_view.span_index import SpanIndex


class SpanLayers:
    """Holds a text in paragraphs, and what is drawn in each."""

    def __init__(self) -> None:
        self.paragraphs = Paragraphs("")
        self._index = SpanIndex(self.paragraphs.starts)
        self.others = SpanIndex(self.paragraphs.starts)
        """Spans of other annotators."""
        self.offered = SpanIndex(self.paragraphs.starts)
        """Suggestions; change them by `change_offered` only."""
        self.hidden: frozenset[str] = frozenset()
        """Labels whose spans are neither drawn nor found by the pointer: see `hide_labels`."""

    @property
    def text(self) -> str:
        """Return the text, as it is stored."""
        return self.paragraphs.text

    @property
    def index(self) -> SpanIndex:
        """Return the spans; change them by `change_spans` only."""
        return self._index

    def take_text(self, text: str, spans: Iterable[Span]) -> None:
        """Take another text with its spans; of others there are none, and nothing is suggested."""
        self.paragraphs = Paragraphs(text)
        self._index = SpanIndex(self.paragraphs.starts, spans)
        self.others = SpanIndex(self.paragraphs.starts)
        self.offered = SpanIndex(self.paragraphs.starts)

    def show_others(self, spans: Iterable[Span]) -> None:
        """Outline these spans from now on."""
        self.others = SpanIndex(self.paragraphs.starts, spans)

    def drawn(self, paragraph: int) -> Sequence[Span]:
        """Return the spans that are drawn in a paragraph, in no particular order."""
        return self._seen(self._index.of(paragraph))

    def marked(self, paragraph: int) -> Sequence[Span]:
        """Return what has marks below the lines of a paragraph: spans and suggestions."""
        offered = self.offered.of(paragraph)
        return self._seen([*self._index.of(paragraph), *offered]) if offered else self.drawn(paragraph)

    def outlined(self, paragraph: int) -> Sequence[Span]:
        """Return the spans of others that are outlined in a paragraph."""
        return self._seen(self.others.of(paragraph))

    def _seen(self, spans: Sequence[Span]) -> Sequence[Span]:
        return [span for span in spans if span.label not in self.hidden] if self.hidden else spans
