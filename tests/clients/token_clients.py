"""nervaluate reads our CoNLL, and the package conllu our CoNLL-U."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from annotator.formats import chosen_options, find_format
from annotator.model import AnnotatedDocument, Scheme
from annotator.report import Report


def check_nervaluate(datasets: Mapping[str, Sequence[AnnotatedDocument]], folder: Path) -> Iterator[str]:
    """Yield what was found: against itself, all spans of a file are found and right."""
    from importlib.metadata import version

    from nervaluate import Evaluator

    yield f"nervaluate {version('nervaluate')}"
    conll = find_format("conll")
    options = chosen_options(conll, {"separator": "tab"})
    for name, documents in datasets.items():
        path = folder / f"{name}.conll"
        conll.write(documents, Scheme(), path, options, Report())
        content = "".join(
            line for line in path.read_text(encoding="utf-8").splitlines(keepends=True) if "DOCSTART" not in line
        )
        labels = sorted({span.label for document in documents for span in document.spans})
        results = Evaluator(content, content, tags=labels, loader="conll").evaluate()["overall"]["strict"]
        wanted = sum(len(conll.carried(document, Scheme(), options).spans) for document in documents)
        assert (results.correct, results.possible, results.actual) == (wanted, wanted, wanted)
        yield f"{name}: {results.correct} spans, all right by the strict measure"


def check_conllu(datasets: Mapping[str, Sequence[AnnotatedDocument]], folder: Path) -> Iterator[str]:
    """Yield what was found: the words, the texts of sentences, and the tags."""
    from importlib.metadata import version

    import conllu

    yield f"conllu {version('conllu')}"
    format_ = find_format("conllu")
    for name, documents in datasets.items():
        path = folder / f"{name}.conllu"
        options = chosen_options(format_, {})
        format_.write(documents, Scheme(), path, options, Report())
        sentences = conllu.parse(path.read_text(encoding="utf-8"))
        words = [word for sentence in sentences for word in sentence]
        begins = sum(word["misc"]["NER"].startswith("B-") for word in words)
        assert begins == sum(len(format_.carried(document, Scheme(), options).spans) for document in documents)
        for sentence in sentences:
            assert _letters("".join(word["form"] for word in sentence)) == _letters(sentence.metadata["text"])
        yield f"{name}: {len(sentences)} sentences, {len(words)} words, {begins} spans"


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
