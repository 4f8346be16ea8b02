"""All engines, or some of them, taught by the same articles, and kept in a file."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from types import MappingProxyType
from zipfile import BadZipFile, ZipFile, ZipInfo

from annotator.arguments import may_lie_inside
from annotator.errors import AnnotatorError
from annotator.files import written_beside
from annotator.model import AnnotatedDocument, Scheme, value
from annotator.suggest import Suggester, Suggestion, all_engines, broken_programs, every_engine
from annotator.suggest.combined import LEAST_FORM, Fits, combined
from annotator.suggest.evidence import Evidence
from annotator.suggest.words_in_sentences import words_in_sentences
from annotator.translation import mark

MODEL_VERSION = "5"
"""Another one whenever words get other features, or an engine keeps something else."""
LARGEST_MODEL = 500_000_000
"""Bytes: a model file that holds more is refused."""


NO_EVIDENCE = Evidence()
NO_SETUPS: Mapping[str, str] = MappingProxyType({})
FAILED = mark("errors", "The engine {engine} failed, and suggests nothing here: {reason}")


@value
class Taught:
    """From how many articles and spans something was learned, and a hash of them; 0 and empty for nothing."""

    articles: int = 0
    spans: int = 0
    fingerprint: str = ""


class Assistant:
    """All engines, or some of them, taught by the same articles."""

    def __init__(
        self, names: Sequence[str] = (), setups: Mapping[str, str] = NO_SETUPS, *, ready: Iterable[Suggester] = ()
    ) -> None:
        """Take the engines of these names, else all that suggest as they are; and those that are set up.

        Of those some may be `ready` already, from another assistant. Raises AnnotatorError for one that is not there,
        or is not set up.
        """
        made = {engine.name: engine for engine in ready if engine.needs_setup}
        known = every_engine()
        for name in (*names, *setups):
            if name not in known:
                raise AnnotatorError(
                    mark("errors", "There is no engine {name}. There are: {names}."), name=name, names=", ".join(known)
                )
            if known[name].needs_setup and not setups.get(name):
                raise AnnotatorError(
                    mark("errors", "The engine {name} has to be told first what to suggest by."), name=name
                )
        chosen = dict.fromkeys((*(names or all_engines()), *setups))
        self.engines: tuple[Suggester, ...] = tuple(
            made[name] if name in made else _made(known[name], setups.get(name, "")) for name in chosen
        )
        self.taught = Taught()
        self._fits: Fits = lambda _, __: True
        self._troubles = list(broken_programs())

    def take_troubles(self) -> list[AnnotatorError]:
        """Return what went wrong with some engine, while the others went on, since this was last asked."""
        troubles, self._troubles = self._troubles, []
        return troubles

    @property
    def has_slow(self) -> bool:
        """Return whether any engine answers after the others."""
        return any(engine.is_slow for engine in self.engines)

    def know(self, scheme: Scheme) -> None:
        """Tell the engines the project's labels."""
        self._fits = partial(may_lie_inside, scheme)
        for engine in self.engines:
            engine.know(scheme)

    def learn(self, documents: Sequence[AnnotatedDocument]) -> None:
        """Forget what was learned, and learn from articles, whose spans are all of one annotator."""
        for engine in self.engines:
            with self._going_on(engine):
                engine.learn(documents)
        self.taught = Taught(len(documents), sum(len(one.spans) for one in documents), fingerprint(documents))

    def suggest(
        self, text: str, evidence: Evidence = NO_EVIDENCE, *, more: Sequence[Suggestion] | None = None
    ) -> list[Suggestion]:
        """Return what all engines suggest for a text, without overlaps, in reading order; `evidence` lowers scores.

        Slow engines are not asked when `more` is given: what they have found, if anything.
        """
        quick = (one for engine in self.engines if not engine.is_slow for one in self._ask(engine, text))
        found = list(evidence.weighed(text, [*quick, *(self.found_slowly(text) if more is None else more)]))
        alone = len(self.engines) == 1
        sure = (one for one in found if alone or one.engine != "forms" or one.score >= LEAST_FORM)
        return combined(sure, words_in_sentences(text), {"crf": 0, "forms": 1}, fits=self._fits)

    def found_slowly(self, text: str) -> list[Suggestion]:
        """Return what slow engines suggest for a text; other threads may ask the others meanwhile."""
        return [one for engine in self.engines if engine.is_slow for one in self._ask(engine, text)]

    def _ask(self, engine: Suggester, text: str) -> list[Suggestion]:
        """Return what an engine suggests, within the text."""
        found: Sequence[Suggestion] = ()
        with self._going_on(engine):
            found = tuple(engine.suggest(text))
        return [one for one in found if 0 <= one.start < one.end <= len(text) and one.score > 0]

    @contextmanager
    def _going_on(self, engine: Suggester) -> Iterator[None]:
        """Let an engine that fails, or is of others and has a bug, not stop the rest."""
        try:
            yield
        except AnnotatorError as error:
            self._troubles.append(error)
        except Exception as error:
            if type(engine).__module__.startswith("annotator."):
                raise
            self._troubles.append(AnnotatorError(FAILED, engine=engine.name, reason=f"{type(error).__name__}: {error}"))
        told = getattr(engine, "troubles", [])  # A program of the user's own may have no room for them.
        self._troubles += told
        told.clear()

    def save(self, path: Path) -> None:
        """Write what was learned to a file: always the same bytes for the same articles.

        Engines that are set up are not in it: a file of somebody else's must not say what is read or asked.
        """
        import orjson

        with written_beside(path) as new, ZipFile(new, "w") as archive:
            archive.writestr(ZipInfo("version"), MODEL_VERSION)
            archive.writestr(ZipInfo("taught"), orjson.dumps(asdict(self.taught)))
            kept = [engine for engine in self.engines if not engine.needs_setup]
            archive.writestr(ZipInfo("engines"), orjson.dumps([engine.name for engine in kept]))
            for engine in kept:
                for name, content in sorted(engine.keep().items()):
                    archive.writestr(ZipInfo(f"{engine.name}/{name}"), content)

    @classmethod
    def load(cls, path: Path, setups: Mapping[str, str] = NO_SETUPS, *, ready: Iterable[Suggester] = ()) -> "Assistant":
        """Read what `save` wrote, and set up others. Raises AnnotatorError when it is something else."""
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
                names = orjson.loads(archive.read("engines"))
                for name in archive.namelist():
                    engine, _, part = name.partition("/")
                    if part:
                        kept.setdefault(engine, {})[part] = archive.read(name)
            assistant = cls(names, setups, ready=ready)
            for one in assistant.engines:
                if not one.needs_setup:
                    one.restore(kept.get(one.name, {}))
        except (OSError, BadZipFile, KeyError, ValueError, TypeError) as error:
            raise AnnotatorError(wrong, path=path) from error
        assistant.taught = taught
        return assistant


def _made(engine: type[Suggester], setup: str) -> Suggester:
    return engine(setup) if setup else engine()


def fingerprint(documents: Iterable[AnnotatedDocument]) -> str:
    """Return what tells whether a model fits: a hash of the texts and of the spans that it was taught."""
    found = hashlib.sha256()
    for document in documents:
        found.update(hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).digest())
        for span in document.spans:
            found.update(f"{span.start} {span.end} {span.label}\0".encode())
    return found.hexdigest()
