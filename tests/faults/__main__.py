"""The long forms, each of which prints a table and ends with 1 when something did not hold.

python -m tests.faults --rounds 100            kills so many children of each kind
python -m tests.faults damage --rounds 1000    damages a project's file so many times
python -m tests.faults power --rounds 1000     cuts the power so many times
python -m tests.faults io --rounds 100         lets calls on files fail so many times, in each kind of work
"""

# ruff: noqa: T201

import argparse
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from tests.faults.damage import KINDS, Variants
from tests.faults.io_errors import WORKS, Disk, why_not
from tests.faults.power import power_cuts
from tests.faults.rounds import VICTIMS, rounds


def main() -> int:
    if sys.argv[1:2] == ["team"]:
        from tests.faults.team import main as team

        return team(sys.argv[2:])
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("what", nargs="?", choices=["kill", "damage", "power", "io"], default="kill")
    parser.add_argument("--rounds", type=int, default=100, help="of each kind")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--keep", type=Path, help="a folder for damaged files of which something is wrong")
    parser.add_argument("--only", choices=[victim.name for victim in VICTIMS])
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}")
    if chosen.what == "damage":
        return _damage(chosen.rounds, chosen.seed, chosen.keep)
    if chosen.what == "power":
        return _power(chosen.rounds, chosen.seed)
    if chosen.what == "io":
        return _io_errors(chosen.rounds, chosen.seed)
    print(
        f"{'kind':8} {'rounds':>6} {'killed':>6} {'in work':>7} {'spans':>7} {'imports':>7} {'seconds':>7} {'lost':>5}"
    )
    failed = []
    for victim in VICTIMS:
        if chosen.only in (None, victim.name):
            failed += _run(victim, chosen.rounds, chosen.seed)
    for line in failed:
        print(line)
    return 1 if failed else 0


def _damage(count, seed, keep):
    print(f"{'kind':7} {'rounds':>6} {'found':>6} {'late':>5} {'unread':>7} {'back':>7} {'wrong':>6}")
    with tempfile.TemporaryDirectory() as folder:
        done = []
        with suppress(KeyboardInterrupt):  # What was done until then is told.
            for one in Variants(Path(folder), keep).run(count, seed):
                done.append(one)
                for complaint in one.complaints:
                    print(f"{one.kind} {one.seed}: {complaint}", flush=True)
    for kind in KINDS:
        of = [one for one in done if one.kind == kind]
        found, late = sum(one.found for one in of), sum(bool(one.late) for one in of)
        wrong = sum(bool(one.complaints) for one in of)
        unread, back = sum(one.unread for one in of), sum(one.back for one in of)
        print(f"{kind:7} {len(of):6} {found:6} {late:5} {unread:7} {back:7} {wrong:6}")
    return int(any(one.complaints for one in done))


def _power(count, seed):
    kinds, bad = Counter(), 0
    with tempfile.TemporaryDirectory() as folder:
        for name, complaints in power_cuts(Path(folder), count, seed):
            kinds[name.split()[1]] += 1
            bad += bool(complaints)
            for complaint in complaints:
                print(f"{name}: {complaint}", flush=True)
    print(", ".join(f"{kind}: {n}" for kind, n in sorted(kinds.items())), f"wrong: {bad}", sep="; ")
    return int(bad > 0)


def _io_errors(count, seed):
    if reason := why_not():
        print(f"Not on this machine: {reason}.")
        return 0
    print(f"{'work':8} {'rounds':>6} {'failed':>6} {'refused':>7} {'wrong':>6}")
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        disk = Disk(Path(folder))
        for work in WORKS:
            done = list(disk.run(work, count, seed))
            wrong = [one for one in done if one.complaints]
            failed, refused = sum(one.has_failed for one in done), sum(one.refused for one in done)
            print(f"{work.name:8} {len(done):6} {failed:6} {refused:7} {len(wrong):6}", flush=True)
            for one in wrong:
                print(f"{work.name} {one.fault}: {'; '.join(one.complaints)}", flush=True)
            bad += len(wrong)
    return int(bad > 0)


def _run(victim, count, seed):
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        done = list(rounds(victim, Path(folder) / "faults.annotator", count, seed))
    killed = [one for one in done if not one.reported.ended]
    in_work = [one for one in killed if one.reported.lines]
    spans = sum(len(one.reported.spans) for one in done)
    imports = sum(one.reported.imported for one in done)
    bad = [one for one in done if one.complaints]
    seconds = time.monotonic() - started
    print(
        f"{victim.name:8} {count:6} {len(killed):6} {len(in_work):7} {spans:7} {imports:7} {seconds:7.0f} {len(bad):5}",
        flush=True,
    )
    return [f"{victim.name} {one.seed} {one.moment}: {'; '.join(one.complaints)}" for one in bad]


if __name__ == "__main__":
    raise SystemExit(main())
