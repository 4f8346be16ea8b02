"""The long form: `python -m tests.fuzz FORMAT|all --inputs 100000 --seed 1` reads so many inputs with each reader.

What raises anything but a FormatError, takes longer than 5 seconds or more than 500 MB is a finding. Each is told once
for the place where it came from, and its input is kept in the folder --keep.
"""

# ruff: noqa: T201

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from annotator.formats import all_formats

ROOT = Path(__file__).resolve().parents[2]
A_CHILD = 5_000
"""Inputs of one child: what leaks does not add up."""


@dataclass
class Result:
    """What became of the inputs of one reader; `found` are findings by error and place."""

    inputs: int = 0
    read: int = 0
    found: dict[str, dict[str, object]] = field(default_factory=dict)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    names = [format_.name for format_ in all_formats() if format_.reads]
    parser.add_argument("format", choices=[*names, "all"])
    parser.add_argument("--inputs", type=int, default=100_000, help="of each reader")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="for each reader, at most")
    parser.add_argument("--keep", type=Path, default=None, help="a folder for the inputs of findings")
    chosen = parser.parse_args()
    print(f"{'reader':16} {'inputs':>8} {'read':>8} {'seconds':>8} {'findings':>8}")
    failed = 0
    for name in names if chosen.format == "all" else [chosen.format]:
        started = time.monotonic()
        result = fuzzed(name, chosen.inputs, chosen.seed, started + chosen.seconds)
        seconds = time.monotonic() - started
        print(f"{name:16} {result.inputs:8} {result.read:8} {seconds:8.0f} {len(result.found):8}", flush=True)
        for number, (what, found) in enumerate(result.found.items(), 1):
            print(f"    {what} (input {found['at']}, options {found['options']})")
            if chosen.keep:
                (chosen.keep / name).mkdir(parents=True, exist_ok=True)
                (chosen.keep / name / f"{number}").write_bytes(bytes.fromhex(str(found["content"])))
        failed += len(result.found)
    return 1 if failed else 0


def fuzzed(name: str, inputs: int, seed: int, until: float = float("inf")) -> Result:
    """Have children read the inputs; one that dies is followed by another, behind the input it died of."""
    result, at = Result(), 0
    while at < inputs and time.monotonic() < until:
        for kind, told in _child(name, seed, at, min(A_CHILD, inputs - at), until):
            if kind == "found":
                result.found.setdefault(
                    f"{told['error'].partition(':')[0]} at {told['where']}: {told['error']}"[:160], told
                )
            elif kind == "read":
                result.read += told
            else:
                at = told
        result.inputs = at
    return result


def _child(name: str, seed: int, first: int, number: int, until: float) -> Iterator[tuple[str, object]]:
    command = [sys.executable, "-m", "tests.fuzz.child", name, *map(str, (seed, first, number))]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    file, at, ended = None, first, False
    try:
        for line in child.stdout:
            kind, _, told = line.strip().partition(" ")
            if kind == "file":
                file = Path(told)
            elif kind == "found":
                yield kind, json.loads(told)
            elif kind == "read":
                ended = True
                yield kind, int(told)
            elif kind == "at" and told.isdigit():  # What libraries print besides is passed over.
                at = int(told)
                yield kind, at
                if time.monotonic() > until:
                    return
        code = child.wait()
        if not ended:
            content = file.read_bytes() if file and file.is_file() else b""
            complaint = f"the child ended with {code}: {child.stderr.read()[-300:]}"
            yield "found", {"at": at, "options": {}, "error": complaint, "where": "", "content": content.hex()}
            yield "at", at + 500
    finally:
        child.kill()
        child.wait()
        child.stdout.close()
        child.stderr.close()


if __name__ == "__main__":
    raise SystemExit(main())
