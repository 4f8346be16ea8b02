"""Known holes of the packages that run with the program: asked of pip-audit, which asks the package index."""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

NOT_INSTALLED = "Known holes were not looked for: pip-audit is not installed (pip install annotator-desktop[audit])."
NOT_REACHED = "Known holes were not looked for: the package index could not be asked ({why})."
NOT_KNOWN = "Whether {number} of {all} packages have known holes could not be looked up: {names}."
LOOKED_UP = "{number} of {all} packages were looked up; {holes} with known holes."


def look(wanted: Sequence[str]) -> tuple[list[str], int]:
    """Return what is to be said of packages, each `NAME==VERSION`, and how many have known holes."""
    if importlib.util.find_spec("pip_audit") is None:
        return [NOT_INSTALLED], 0
    command = [sys.executable, "-m", "pip_audit", "--no-deps", "--disable-pip", "--progress-spinner", "off"]
    done = subprocess.run(
        [*command, "--format", "json", "-r", "/dev/stdin"],
        input="\n".join(wanted),
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        return said(json.loads(done.stdout))
    except ValueError:
        return [NOT_REACHED.format(why=(done.stderr.strip().splitlines() or ["no answer"])[-1])], 0


def said(answer: Mapping[str, Any]) -> tuple[list[str], int]:
    """Return what is to be said of pip-audit's answer, and how many packages have known holes."""
    packages = answer["dependencies"]
    unknown = [one["name"] for one in packages if "skip_reason" in one]
    holed = [one for one in packages if one.get("vulns")]
    lines = [
        f"{one['name']} {one['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'no version yet'}"
        for one in holed
        for hole in one["vulns"]
    ]
    if unknown:
        lines.append(NOT_KNOWN.format(number=len(unknown), all=len(packages), names=", ".join(unknown)))
    if len(unknown) < len(packages):
        looked_up = len(packages) - len(unknown)
        lines.append(LOOKED_UP.format(number=looked_up, all=len(packages), holes=len(holed) or "none"))
    return lines, len(holed)
