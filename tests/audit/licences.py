"""The licences of all that runs with the program: what it requires, and what that requires."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
FORBIDDEN = re.compile(r"\b(?:A?GPL|GNU (?:Affero )?General Public)", re.IGNORECASE)
"""LGPL is allowed: Qt is used as a library."""
REQUIREMENT = re.compile(r"[A-Za-z0-9._-]+")


def required() -> list[Distribution]:
    """Return the installed packages that are required at run time, without those of extras."""
    found: dict[str, Distribution] = {}
    waiting = list(_named(tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]))
    while waiting:
        one = waiting.pop()
        key = re.sub(r"[-_.]+", "-", one).lower()
        if key in found:
            continue
        try:
            found[key] = distribution(one)
        except PackageNotFoundError:  # Of another system.
            continue
        waiting += _named(line for line in found[key].requires or [] if "extra ==" not in line)
    return [found[key] for key in sorted(found)]


def _named(lines: Iterable[str]) -> Iterator[str]:
    return (match[0] for line in lines if (match := REQUIREMENT.match(line)))


def licence(package: Distribution) -> str:
    """Return what a package says of its licence: an expression, else its classifiers, else a line."""
    told = package.metadata
    if expression := told.get("License-Expression"):
        return str(expression)
    lines = told.get_all("Classifier") or []
    classifiers = [line.rpartition(" :: ")[2] for line in lines if line.startswith("License")]
    first = (told.get("License") or "").strip().split("\n")[0]
    return first if first and len(first) < 100 else "; ".join(classifiers) or first[:100]


def is_allowed(told: str) -> bool:
    """Return whether one of the licences that one may choose from is free of conditions on the whole program."""
    if not told:
        return False
    choices = re.split(r"\s+OR\s+|;", told)
    return any(not FORBIDDEN.search(choice) for choice in choices)
