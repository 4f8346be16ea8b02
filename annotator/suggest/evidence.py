"""What was accepted and rejected before, as evidence for what is suggested now: by label, and by form.

A label whose suggestions were mostly wrong is suggested with lower scores, and so is a form that was rejected, in every
article. What was rejected in an article is not suggested there at all: see `rejected`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace

from annotator.model import value
from annotator.suggest import Suggestion

Record = tuple[int, int]
"""How many suggestions were accepted, and how many rejected."""

AS_EXPECTED = 0.7
"""The share of suggestions that is mostly accepted: a label that does as well is believed as it is."""
TRUST_IN_LABEL = 10
TRUST_IN_FORM = 2
"""After so many decisions, they count as much as what was expected."""


@value
class Evidence:
    """What one annotator decided: of each label, and of each form under a label."""

    labels: Mapping[str, Record] = field(default_factory=dict, hash=False)
    forms: Mapping[tuple[str, str], Record] = field(default_factory=dict, hash=False)

    def weighed(self, text: str, found: Iterable[Suggestion]) -> Iterator[Suggestion]:
        """Yield suggestions in a text with the scores that they deserve; none gets a higher one."""
        for one in found:
            weight = self._of_label(one.label) * self._of_form(text[one.start : one.end], one.label)
            yield one if weight >= 1 else replace(one, score=one.score * weight)

    def _of_label(self, label: str) -> float:
        accepted, rejected = self.labels.get(label, (0, 0))
        share = (accepted + AS_EXPECTED * TRUST_IN_LABEL) / (accepted + rejected + TRUST_IN_LABEL)
        return min(1.0, share / AS_EXPECTED)

    def _of_form(self, form: str, label: str) -> float:
        accepted, rejected = self.forms.get((form, label), (0, 0))
        return (accepted + TRUST_IN_FORM) / (accepted + rejected + TRUST_IN_FORM)
