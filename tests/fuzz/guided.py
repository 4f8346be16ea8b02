"""Fuzzing that is guided by coverage, with the extra `fuzz`: `python -m tests.fuzz.guided FORMAT --seconds 60`.

What atheris finds to run other lines of the readers is kept, in the folder --corpus, and changed further. It begins
with the samples of the format and the inputs that were findings once. It ends at the first finding, whose input it
keeps in that folder as well. An input may take 5 seconds, as in `python -m tests.fuzz`; memory has the limit of all.
"""

import argparse
import importlib
import os
import pkgutil
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["annotator"], enable_loader_override=False):
    from annotator import formats
    from annotator.formats import all_formats
    from tests.fuzz.reading import MOST_MEGABYTES, ROOM, Victim

    # What is imported when it is first used would be imported too late to be watched.
    for module in pkgutil.walk_packages(formats.__path__, f"{formats.__name__}."):
        importlib.import_module(module.name)

MOST_SECONDS = 5
NATIVE_MEGABYTES = 500
"""What libFuzzer itself and its corpus may take besides."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.guided", description=__doc__)
    parser.add_argument("format", choices=[format_.name for format_ in all_formats() if format_.reads])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, default=None, help="a folder that stays; else it is gone afterwards")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fuzz-", dir=ROOM) as folder:
        corpus = chosen.corpus or Path(folder) / "corpus"
        corpus.mkdir(parents=True, exist_ok=True)
        place = Path(folder) / "reader"
        place.mkdir()
        if child := os.fork():  # libFuzzer ends its process by itself.
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        fuzz(Victim(chosen.format, place), corpus, chosen.seconds, chosen.seed)
    return 0


def fuzz(victim: Victim, corpus: Path, seconds: int, seed: int) -> None:
    """Read inputs for so many seconds, or to the first finding; this process ends with it."""
    for number, sample in enumerate(victim.samples):
        (corpus / f"sample-{number}").write_bytes(sample)
    options = victim.choices()

    def read(content: bytes) -> None:
        victim.read(content, options[len(content) % len(options)])

    limits = [
        f"-max_total_time={seconds}",
        f"-seed={seed}",
        f"-timeout={MOST_SECONDS}",
        f"-rss_limit_mb={MOST_MEGABYTES + NATIVE_MEGABYTES}",
        f"-max_len={max(map(len, victim.samples)) * 2}",
        f"-artifact_prefix={corpus}/finding-",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *limits, str(corpus)], read)
    atheris.Fuzz()


if __name__ == "__main__":
    raise SystemExit(main())
