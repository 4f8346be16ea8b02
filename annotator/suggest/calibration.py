"""What a score is worth: a curve from scores to how often they were right, drawn from what was held out.

Platt's scaling ("Probabilistic outputs for support vector machines", 1999) of the log odds of a score, drawn toward the
curve that is right for most projects: a few held-out spans bend it little, hundreds bend it to what they say.
"""

from collections.abc import Iterable
from math import exp, log

from annotator.model import value

FARTHEST = 6.0
"""Log odds beyond these say nothing more."""
STEPS = 12
LONGEST_STEP = 0.5
FLATTEST = 0.1
"""A higher score is never worth less."""

Scored = tuple[float, bool]
"""A score, and whether what got it was right."""


@value
class Calibration:
    """A score is worth the probability whose log odds are `slope` times its own and `offset`."""

    slope: float = 0.65
    offset: float = -0.25

    def worth(self, score: float) -> float:
        """Return how likely it is, 0 to 1, that what has this score is right."""
        return _share(self.slope * _odds(score) + self.offset)

    def score(self, worth: float) -> float:
        """Return the score that is worth so much."""
        return _share((_odds(worth) - self.offset) / self.slope)


USUAL = Calibration()
"""Measured on encyclopaedia articles and on reports, after 5 to 100 of them: 0.97 is worth 0.88."""
TRUST = 40.0, 80.0
"""How firmly slope and offset are held at the usual: as by so many spans that agree with it."""


def fitted(scored: Iterable[Scored]) -> Calibration:
    """Return what fits spans that were held out: the likeliest curve, by Newton's method."""
    pairs = [(_odds(score), right) for score, right in scored]
    slope, offset = USUAL.slope, USUAL.offset
    for _ in range(STEPS):
        along, up = (TRUST[0] * (USUAL.slope - slope), TRUST[1] * (USUAL.offset - offset))
        by_slope, by_both, by_offset = TRUST[0], 0.0, TRUST[1]
        for odds, right in pairs:
            share = _share(slope * odds + offset)
            miss, weight = right - share, share * (1 - share)
            along += miss * odds
            up += miss
            by_slope += weight * odds * odds
            by_both += weight * odds
            by_offset += weight
        area = by_slope * by_offset - by_both * by_both
        steps = (along * by_offset - up * by_both) / area, (up * by_slope - along * by_both) / area
        shorter = max(1.0, *(abs(step) / LONGEST_STEP for step in steps))
        slope, offset = max(FLATTEST, slope + steps[0] / shorter), offset + steps[1] / shorter
    return Calibration(slope, offset)


def _odds(score: float) -> float:
    """Return the logarithm of the odds of a probability."""
    if not 0 < score < 1:
        return FARTHEST if score >= 1 else -FARTHEST
    return max(-FARTHEST, min(FARTHEST, log(score / (1 - score))))


def _share(odds: float) -> float:
    return 1 / (1 + exp(-odds))
