"""Figures as a table: what was measured, the bound it has, and its ratio to a floor of the same run."""

import statistics
from collections.abc import Sequence
from typing import NamedTuple


class Figure(NamedTuple):
    """One measurement. `bound` and `value` are in `unit`; a bound of None is for information."""

    what: str
    value: float
    unit: str
    bound: float | None = None
    floor: float | None = None
    """The floor of the same run, in the same unit."""

    @property
    def holds(self) -> bool:
        """Return whether the figure is within its bound."""
        return self.bound is None or self.value <= self.bound


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` (0 to 1) of all values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(values: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def markdown(title: str, figures: Sequence[Figure]) -> str:
    """Return the figures as a table in Markdown."""
    lines = [f"## {title}", "", "| what | measured | bound | times the floor | holds |", "|---|---:|---:|---:|---|"]
    for figure in figures:
        ratio = "" if not figure.floor else f"{figure.value / figure.floor:.2f}"
        bound = "" if figure.bound is None else f"{figure.bound:g} {figure.unit}"
        holds = "" if figure.bound is None else "yes" if figure.holds else "**no**"
        lines.append(f"| {figure.what} | {figure.value:.2f} {figure.unit} | {bound} | {ratio} | {holds} |")
    return "\n".join(lines) + "\n"
