"""One input, read by one reader: documents that are sound, or a sentence. Anything else is a finding."""

import random
import tempfile
from pathlib import Path

from annotator.errors import FormatError
from annotator.formats import Format, Way, find_format
from annotator.formats.articles import pdf, pdf_pages
from annotator.report import Report
from tests.samples import main_file, put_sample

ROOM = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
MOST_MEGABYTES = 500


class UnsoundError(Exception):
    """What was read is not what a reader may give."""


class Victim:
    """A reader with its sample in a folder of its own; `samples` are the files that inputs are made of."""

    def __init__(self, name: str, folder: Path) -> None:
        self.format: Format = find_format(name)
        self.path = main_file(put_sample(self.format, folder), self.format)
        self.samples = [self.path.read_bytes(), *(kept.read_bytes() for kept in regressions(name))]
        if name == "pdf":
            pdf.read_pages = pages_here  # A process for each would take most of the time.

    def read(self, content: bytes, options: dict[str, str]) -> bool:
        """Return whether the input was read, not refused. Raises what is a finding."""
        self.path.write_bytes(content)
        try:
            for annotated in self.format.read(self.path, options, Report()).documents:
                length = len(annotated.text)
                if not all(0 <= span.start <= span.end <= length for span in annotated.spans):
                    raise UnsoundError("a span lies outside of its text")
                annotated.text.encode()
                if "\0" in annotated.text:
                    raise UnsoundError("the text holds a zero")
        except FormatError as error:
            if not error.reason.endswith((".", "?", "!", "…")):
                raise UnsoundError(f"no sentence: {error.reason}") from error
            return False
        return True

    def choices(self) -> list[dict[str, str]]:
        """The options as they are, and each choice of each option for reading."""
        default = {option.name: option.default for option in self.format.options}
        return [default, *(
            default | {option.name: choice} for option in self.format.options
            if option.way in {Way.READING, Way.BOTH} for choice in option.choices
        )]  # fmt: skip


def pages_here(content: bytes, path: Path) -> tuple[list[str], dict[str, str]]:
    """What the process for PDFs does, in this one."""
    try:
        told = pdf_pages._read(content)
    except FormatError as error:
        raise FormatError(error.reason, path=path) from error
    return told["pages"], told["about"]  # type: ignore[return-value]


def regressions(name: str) -> list[Path]:
    """The inputs that were findings once, of one reader."""
    folder = Path(__file__).resolve().parent.parent / "data" / "fuzz" / name
    return sorted(folder.iterdir()) if folder.is_dir() else []


def victim_here(name: str) -> Victim:
    """A reader with a folder that stays."""
    return Victim(name, Path(tempfile.mkdtemp(prefix="fuzz-", dir=ROOM)))


def chosen_option(chance: random.Random, victim: Victim) -> dict[str, str]:
    """The options as they are, mostly."""
    choices = victim.choices()
    return choices[0] if chance.random() < 0.7 else chance.choice(choices)
