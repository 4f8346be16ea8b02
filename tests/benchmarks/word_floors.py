"""Formats that are made of words, by spaCy and by the libraries that read them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.model import AnnotatedDocument
from tests.benchmarks.floor_kinds import Documents, Floor, Found, Row, counted
from tests.benchmarks.json_floors import lines_of, reader_of, rows_of_lines


def _blank_english():
    import spacy

    return spacy.blank("en")


def _tagged(documents: Documents) -> Iterator[tuple[Any, AnnotatedDocument]]:
    """Yield spaCy's documents with the spans that fit as entities."""
    from spacy.util import filter_spans

    language = _blank_english()
    for document in documents:
        made = language.make_doc(document.text)
        spans = [made.char_span(span.start, span.end, span.label) for span in document.spans]
        made.ents = filter_spans([span for span in spans if span is not None])
        yield made, document


def _tags(made) -> list[str]:
    return [f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O" for token in made]


def _write_docbin(documents: Documents, path: Path) -> None:
    from spacy.tokens import DocBin

    DocBin(docs=(made for made, _ in _tagged(documents)), store_user_data=True).to_disk(path)


def _read_docbin(path: Path) -> Found:
    from spacy.tokens import DocBin

    found = DocBin().from_disk(path).get_docs(_blank_english().vocab)
    return counted((one.text, [(span.start_char, span.end_char, span.label_) for span in one.ents]) for one in found)


def _write_conll(documents: Documents, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        for made, _ in _tagged(documents):
            file.write("-DOCSTART- O\n\n")
            for token, tag in zip(made, _tags(made), strict=True):
                if not token.is_space:
                    file.write(f"{token.text} {tag}\n")
            file.write("\n")


def _read_conll(path: Path) -> Found:
    def documents() -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
        words: list[str] = []
        spans: list[tuple[int, int, str]] = []
        at = 0
        with path.open(encoding="utf-8") as file:
            for line in file:
                cells = line.split()
                if not cells or cells[0].startswith("#"):
                    continue
                if cells[0] == "-DOCSTART-":
                    if words:
                        yield " ".join(words), spans
                    words, spans, at = [], [], 0
                    continue
                word, tag = cells[0], cells[-1]
                if tag[0] == "B":
                    spans.append((at, at + len(word), tag[2:]))
                elif tag[0] == "I":
                    spans[-1] = (spans[-1][0], at + len(word), tag[2:])
                words.append(word)
                at += len(word) + 1
        yield " ".join(words), spans

    return counted(documents())


def _write_conllu(documents: Documents, path: Path) -> None:
    from conllu import Token, TokenList

    with path.open("w", encoding="utf-8") as file:
        for made, document in _tagged(documents):
            fields = dict.fromkeys(("lemma", "upos", "xpos", "feats", "head", "deprel", "deps"))
            words = [
                Token(id=at, form=token.text, **fields, misc={"NER": tag})
                for at, (token, tag) in enumerate(zip(made, _tags(made), strict=True), 1)
                if not token.is_space
            ]
            file.write(TokenList(words, {"newdoc id": str(document.document.id)}).serialize())


def _read_conllu(path: Path) -> Found:
    import conllu

    texts = spans = 0
    with path.open(encoding="utf-8") as file:
        for sentence in conllu.parse_incr(file):
            texts += "newdoc id" in sentence.metadata
            spans += sum(word["misc"]["NER"].startswith("B-") for word in sentence)
    return texts, spans


def _write_webanno(documents: Documents, path: Path) -> None:
    path.mkdir()
    for made, document in _tagged(documents):
        lines = ["#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Span|value\n\n\n"]
        lines.append(f"#Text={document.text}\n")
        for at, (token, tag) in enumerate(zip(made, _tags(made), strict=True), 1):
            lines.append(f"1-{at}\t{token.idx}-{token.idx + len(token)}\t{token.text}\t{tag[2:] or '_'}\n")
        (path / f"{document.document.id}.tsv").write_text("".join(lines), encoding="utf-8")


def _read_webanno(path: Path) -> Found:
    def documents() -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
        for file in sorted(path.glob("*.tsv")):
            texts: list[str] = []
            tokens: list[tuple[int, int, str]] = []
            spans: dict[str, tuple[int, int, str]] = {}
            for line in file.read_text(encoding="utf-8").split("\n"):
                if line.startswith("#Text="):
                    texts.append(line[6:])
                elif line and line[0] != "#":
                    number, place, word, labels, *_ = line.split("\t")
                    start, end = map(int, place.split("-"))
                    tokens.append((start, end, word))
                    for label in labels.split("|"):
                        if label != "_":
                            key = label if label.endswith("]") else f"{number} {label}"
                            first = spans[key][0] if key in spans else start
                            spans[key] = (first, end, label.split("[")[0])
            text = "\n".join(texts)
            assert sum(text[start:end] == word for start, end, word in tokens) > 0
            yield text, list(spans.values())

    return counted(documents())


def _prodigy(documents: Documents, path: Path) -> None:
    """Tokens by spaCy, as Prodigy itself makes them."""
    language = _blank_english()

    def row(document: AnnotatedDocument) -> Row:
        made = language.make_doc(document.text)
        tokens = [
            {"text": token.text, "start": token.idx, "end": token.idx + len(token), "id": token.i,
             "ws": bool(token.whitespace_)}
            for token in made
        ]  # fmt: skip
        spans = []
        for span in document.spans:
            found = made.char_span(span.start, span.end, span.label, alignment_mode="expand")
            spans.append({"start": span.start, "end": span.end, "token_start": found.start, "token_end": found.end - 1,
                          "label": span.label})  # fmt: skip
        return {"text": document.text, "tokens": tokens, "spans": spans, "answer": "accept"}

    lines_of(row)(documents, path)


def _from_prodigy(row: Row) -> tuple[str, list[tuple[int, int, str]]]:
    return row["text"], [(span["start"], span["end"], span["label"]) for span in row["spans"]]


def _token_row(made, document: AnnotatedDocument) -> Row:
    return {"id": str(document.document.id), "tokens": [token.text for token in made], "ner_tags": _tags(made)}


def _write_token_lines(documents: Documents, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        for made, document in _tagged(documents):
            file.write(json.dumps(_token_row(made, document), ensure_ascii=False) + "\n")


def _write_parquet(documents: Documents, path: Path) -> None:
    from datasets import Dataset

    Dataset.from_list([_token_row(made, document) for made, document in _tagged(documents)]).to_parquet(str(path))


FLOORS = {
    "conll": Floor("spaCy; plain Python", _write_conll, _read_conll),
    "conllu": Floor("spaCy and conllu; conllu", _write_conllu, _read_conllu),
    "huggingface": Floor("spaCy and json", _write_token_lines, None),
    "parquet": Floor("spaCy and datasets", _write_parquet, None),
    "prodigy": Floor("spaCy and json; json", _prodigy, reader_of(rows_of_lines, _from_prodigy)),
    "spacy": Floor("spaCy", _write_docbin, _read_docbin),
    "webanno": Floor("spaCy; plain Python", _write_webanno, _read_webanno),
}
