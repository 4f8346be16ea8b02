from pathlib import Path

from annotator.transfer.sources import Source, find_sources, gather_sources


def names(sources: list[Source], folder: Path) -> list[tuple[str, str]]:
    return [(source.path.relative_to(folder).as_posix(), source.format.name) for source in sources]


def put(path: Path, content: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def test_a_folder_that_is_a_dataset_is_one_source(tmp_path: Path) -> None:
    for name in ("corpus/train/a", "corpus/train/b", "corpus/test/c"):
        put(tmp_path / f"{name}.txt", "x")
        put(tmp_path / f"{name}.ann")
    put(tmp_path / "corpus" / "annotation.conf", "[entities]\n")
    put(tmp_path / "corpus" / "LICENSE", "Free.")
    put(tmp_path / "article.txt", "An article.")
    assert names(find_sources([tmp_path / "corpus"]), tmp_path) == [("corpus", "brat")]
    put(tmp_path / "more" / "d.jsonl", '{"text": "x", "label": []}')
    for at in range(9):
        put(tmp_path / "texts" / f"{at}.txt", "Another article.")
    found = names(find_sources([tmp_path]), tmp_path)
    assert found[:3] == [("article.txt", "text"), ("corpus", "brat"), ("more/d.jsonl", "doccano")]
    assert len(found) == 12


def test_a_pair_among_other_files_is_one_source(tmp_path: Path) -> None:
    put(tmp_path / "pair.txt", "x")
    put(tmp_path / "pair.ann", "T1\tA 0 1\tx\n")
    for at in range(9):
        put(tmp_path / f"{at}.txt", "An article.")
    sources, refused = gather_sources([tmp_path])
    assert not refused
    assert ("pair.ann", "brat") in names(sources, tmp_path)
    assert len(sources) == 10
