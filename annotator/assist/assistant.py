"""All engines, or some of them, taught by the same articles, and kept in a file."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from annotator.errors import AnnotatorError
from annotator.files import written_beside
from annotator.model import AnnotatedDocument, value
from annotator.suggest import Suggester, Suggestion, all_engines
from annotator.suggest.combined import LEAST_FORM, combined
from annotator.suggest.evidence import Evidence
from annotator.suggest.words_in_sentences import words_in_sentences
from annotator.translation import mark

MODEL_VERSION = "3"
"""Another one whenever words get other features: a model knows only those that it was taught."""
LARGEST_MODEL = 500_000_000
"""Bytes: a model file that holds more is refused."""


NO_EVIDENCE = Evidence()


@value
class Taught:
    """From how many articles and spans something was learned, and a hash of them; 0 and empty for nothing."""

    articles: int = 0
    spans: int = 0
    fingerprint: str = ""


class Assistant:
    """All engines, or some of them, taught by the same articles."""

    def __init__(self, names: Sequence[str] = ()) -> None:
        """Take the engines of these names, else all. Raises AnnotatorError for one that is not there."""
        known = all_engines()
        for name in names:
            if name not in known:
                raise AnnotatorError(
                    mark("errors", "There is no engine {name}. There are: {names}."), name=name, names=", ".join(known)
                )
        self.engines: tuple[Suggester, ...] = tuple(known[name]() for name in names or known)
        self.taught = Taught()

    def learn(self, documents: Sequence[AnnotatedDocument]) -> None:
        """Forget what was learned, and learn from articles, whose spans are all of one annotator."""
        for engine in self.engines:
            engine.learn(documents)
        self.taught = Taught(len(documents), sum(len(one.spans) for one in documents), fingerprint(documents))

    def suggest(self, text: str, evidence: Evidence = NO_EVIDENCE) -> list[Suggestion]:
        """Return what all engines suggest for a text, without overlaps, in reading order; `evidence` lowers scores."""
        found = [one for engine in self.engines for one in evidence.weighed(text, engine.suggest(text))]
        alone = len(self.engines) == 1
        sure = (one for one in found if alone or one.engine != "forms" or one.score >= LEAST_FORM)
        return combined(sure, words_in_sentences(text), {"crf": 0, "forms": 1})

    def save(self, path: Path) -> None:
        """Write what was learned to a file: always the same bytes for the same articles."""
        import orjson

        with written_beside(path) as new, ZipFile(new, "w") as archive:
            archive.writestr(ZipInfo("version"), MODEL_VERSION)
            archive.writestr(ZipInfo("taught"), orjson.dumps(asdict(self.taught)))
            for engine in self.engines:
                for name, content in sorted(engine.keep().items()):
                    archive.writestr(ZipInfo(f"{engine.name}/{name}"), content)

    @classmethod
    def load(cls, path: Path) -> "Assistant":
        """Read what `save` wrote. Raises AnnotatorError when it is something else."""
        import orjson

        wrong = mark("errors", "{path} is no model that this version can read. Train it again.")
        kept: dict[str, dict[str, bytes]] = {}
        try:
            with ZipFile(path) as archive:
                if sum(info.file_size for info in archive.infolist()) > LARGEST_MODEL:
                    raise AnnotatorError(wrong, path=path)
                if archive.read("version") != MODEL_VERSION.encode():
                    raise AnnotatorError(wrong, path=path)
                taught = Taught(**orjson.loads(archive.read("taught")))
                for name in archive.namelist():
                    engine, _, part = name.partition("/")
                    if part:
                        kept.setdefault(engine, {})[part] = archive.read(name)
            assistant = cls(sorted(kept))
            for one in assistant.engines:
                one.restore(kept[one.name])
        except (OSError, BadZipFile, KeyError, ValueError, TypeError) as error:
            raise AnnotatorError(wrong, path=path) from error
        assistant.taught = taught
        return assistant


def fingerprint(documents: Iterable[AnnotatedDocument]) -> str:
    """Return what tells whether a model fits: a hash of the texts and of the spans that it was taught."""
    found = hashlib.sha256()
    for document in documents:
        found.update(hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).digest())
        for span in document.spans:
            found.update(f"{span.start} {span.end} {span.label}\0".encode())
    return found.hexdigest()
