"""How often the suggestions of each label were right: whose are mostly wrong, those go quiet."""

from collections.abc import Mapping

from annotator.model import Verdict

Record = Mapping[str, tuple[int, int]]
"""By label, how many suggestions were accepted, and how many rejected."""

FEWEST = 10
"""Verdicts from which on they say something about a label."""
SHARE = 0.4
"""A label of whose suggestions a smaller share is accepted costs more than it saves."""


def goes_quiet(record: Record, label: str) -> bool:
    """Return whether the suggestions of a label are mostly wrong."""
    accepted, rejected = record.get(label, (0, 0))
    return accepted + rejected >= FEWEST and accepted < SHARE * (accepted + rejected)


def share_accepted(record: Record) -> float | None:
    """Return which share of all suggestions was accepted, 0 to 1; None where nothing was decided."""
    accepted = sum(yes for yes, _ in record.values())
    decided = accepted + sum(no for _, no in record.values())
    return accepted / decided if decided else None


def with_verdict(record: Record, verdict: Verdict, step: int = 1) -> Record:
    """Return the record with a verdict more, or with `step` -1 without one."""
    accepted, rejected = record.get(verdict.label, (0, 0))
    if verdict.accepted:
        accepted += step
    else:
        rejected += step
    return {**record, verdict.label: (max(0, accepted), max(0, rejected))}
