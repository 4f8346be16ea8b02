"""What was rejected in an article is not suggested there again: neither the place nor the form, wherever it stands.

Who rejects Oslo as ORG and labels it LOC has said that it is no ORG; who rejects it and leaves it has said that it is
nothing. All offsets are code points.
"""

from collections.abc import Iterable, Sequence

from annotator.model import Span, Verdict
from annotator.suggest import Suggestion


class Rejected:
    """The forms that one annotator has rejected in an article."""

    def __init__(self, text: str, spans: Sequence[Span], verdicts: Iterable[Verdict]) -> None:
        """Take the spans and the verdicts of one annotator."""
        self._text = text
        self._rejected = {(text[one.start : one.end], one.label) for one in verdicts if not one.accepted}
        forms = {form for form, _ in self._rejected}
        labelled = {(text[span.start : span.end], span.label) for span in spans} if forms else set()
        self._nothing = forms - {form for form, _ in labelled - self._rejected}

    def __contains__(self, one: Suggestion) -> bool:
        """Return whether it must not be suggested."""
        form = self._text[one.start : one.end]
        return form in self._nothing or (form, one.label) in self._rejected

    def left(self, found: Iterable[Suggestion]) -> list[Suggestion]:
        """Return what may be suggested."""
        return [one for one in found if one not in self]
