"""The child that reads inputs: `python -m tests.fuzz.child FORMAT SEED FIRST NUMBER`. It dies of what takes too long.

Each input stands in its file before it is read, so that whoever started the child can keep it. A line `at N` is
written now and then, and `found {…}` for what was raised.
"""

import json
import random
import resource
import shutil
import signal
import sys
import traceback

from tests.fuzz.mutation import mutated
from tests.fuzz.reading import MOST_MEGABYTES, chosen_option, victim_here

MOST_SECONDS = 5
ADDRESSES = 3 * 2**30


class TookTooLongError(BaseException):
    """An input takes longer than it may."""


def _ring(*_: object) -> None:
    raise TookTooLongError


def main() -> None:
    name, seed, first, number = sys.argv[1], *map(int, sys.argv[2:])
    victim = victim_here(name)
    print("file", victim.path, flush=True)  # noqa: T201
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    signal.signal(signal.SIGALRM, _ring)
    read = 0
    for at in range(first, first + number):
        chance = random.Random(f"{name} {seed} {at}")
        content = mutated(chance, chance.choice(victim.samples), victim.samples)
        options = chosen_option(chance, victim)
        signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS)
        try:
            read += victim.read(content, options)
        except BaseException as error:  # noqa: BLE001
            signal.setitimer(signal.ITIMER_REAL, 0)
            _tell(at, options, error, content)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        if used > MOST_MEGABYTES:
            _tell(at, options, MemoryError(f"{used:.0f} MB"), content)
            print("at", at + 1, flush=True)  # noqa: T201
            break
        if at % 500 == 0:
            print("at", at, flush=True)  # noqa: T201
    else:
        print("at", first + number, flush=True)  # noqa: T201
    print("read", read, flush=True)  # noqa: T201
    shutil.rmtree(victim.path.parent, ignore_errors=True)


def _tell(at: int, options: dict[str, str], error: BaseException, content: bytes) -> None:
    where = traceback.extract_tb(error.__traceback__)
    ours = [
        f"{frame.filename.rpartition('/annotator/')[2]}:{frame.lineno}"
        for frame in where
        if "/annotator/" in frame.filename
    ]
    found = {
        "at": at, "options": options, "error": f"{type(error).__name__}: {str(error)[:200]}",
        "where": ours[-1] if ours else "", "content": content.hex(),
    }  # fmt: skip
    print("found", json.dumps(found), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
