"""A dataset in parts: nothing is lost between them, nothing moves, and the same again is the same to the byte."""

import hashlib
import json
import random
from contextlib import closing

import pytest

from annotator.edits import Edit
from annotator.errors import CancelledError, FormatError
from annotator.formats import all_formats, find_format
from annotator.ids import new_id
from annotator.label_edits import add_label
from annotator.model import Kind, Scheme, Span
from annotator.report import Report
from annotator.store.project import Project
from annotator.text_fixing import fix_text
from annotator.transfer.card import Dataset, Part, card
from annotator.transfer.datasets import Following, Terms, export_dataset
from annotator.transfer.exporting import Target, export_labels
from annotator.transfer.importing import import_files
from annotator.transfer.scope import WHOLE_PROJECT
from annotator.transfer.splitting import DATE, Split, read_splits

DOCCANO = Target("doccano")
SPLIT = Split((("train", 0.8), ("dev", 0.1), ("test", 0.1)))
WORDS = [f"word{number}" for number in range(500)]


def article(seed, length=80):
    chosen = random.Random(seed)
    return " ".join(chosen.choice(WORDS) for _ in range(length)) + "."


def add_articles(project, folder, seeds, *, source=""):
    path = folder / f"rows-{min(seeds)}-{source}.jsonl"
    rows = [
        {
            "text": article(seed),
            "label": [[0, 5, "AB"[seed % 2]]],
            "date": f"2020-01-{seed % 28 + 1:02}",
            "source": source,
        }
        for seed in seeds
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    import_files(project, [path], annotator="anna", format_name="doccano")


@pytest.fixture
def project(tmp_path):
    with closing(Project.open(tmp_path / "news.annotator", create=True)) as opened:
        opened.ensure_annotator("anna")
        add_articles(opened, tmp_path, range(40))
        yield opened


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def parts_of(folder):
    """Return the part of each text, as the files have it."""
    return {
        json.loads(line)["text"]: name
        for name in ("train", "dev", "test")
        if (folder / f"{name}.jsonl").exists()
        for line in (folder / f"{name}.jsonl").read_text().splitlines()
    }


def test_every_article_is_in_one_part_and_the_shares_are_kept(project, tmp_path):
    report = export_dataset(project, tmp_path / "out", DOCCANO, WHOLE_PROJECT, SPLIT)
    parts = parts_of(tmp_path / "out")
    assert sorted(parts) == sorted(article(seed) for seed in range(40))
    assert sorted(parts.values()) == ["dev"] * 4 + ["test"] * 4 + ["train"] * 32
    assert (report.documents, report.spans) == (40, 40)


def test_a_second_run_gives_the_same_bytes(project, tmp_path):
    for name in ("one", "two"):
        export_dataset(project, tmp_path / name, DOCCANO, WHOLE_PROJECT, SPLIT)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_articles_that_come_later_move_none(project, tmp_path):
    out = tmp_path / "out"
    export_dataset(project, out, DOCCANO, WHOLE_PROJECT, SPLIT)
    before = parts_of(out)
    add_articles(project, tmp_path, range(100, 160))
    export_dataset(project, out, DOCCANO, WHOLE_PROJECT, SPLIT, force=True)
    assert {text: part for text, part in parts_of(out).items() if text in before} == before
    export_dataset(project, tmp_path / "new", DOCCANO, WHOLE_PROJECT, SPLIT, keep=out / "splits.tsv")
    assert parts_of(tmp_path / "new") == parts_of(out)


def test_an_article_whose_text_was_fixed_keeps_its_part(project, tmp_path):
    out = tmp_path / "out"
    export_dataset(project, out, DOCCANO, WHOLE_PROJECT, SPLIT)
    text, part = next((text, part) for text, part in parts_of(out).items() if part == "test")
    document = next(one for one in project.annotated_documents() if one.text == text)
    fixed = article(999)
    project.apply("Fix", fix_text(document, fixed, []), "anna")
    export_dataset(project, out, DOCCANO, WHOLE_PROJECT, SPLIT, force=True)
    assert parts_of(out)[fixed] == part


def test_reprints_and_one_source_stay_together(project, tmp_path):
    add_articles(project, tmp_path, range(200, 215), source="Wire")
    reprints = tmp_path / "reprints.jsonl"
    reprints.write_text(json.dumps({"text": f"Update: {article(3)} More.", "label": []}) + "\n")
    import_files(project, [reprints], annotator="anna", format_name="doccano")
    together = Split(SPLIT.shares, together="source")
    export_dataset(project, tmp_path / "out", DOCCANO, WHOLE_PROJECT, together)
    parts = parts_of(tmp_path / "out")
    assert parts[article(3)] == parts[f"Update: {article(3)} More."]
    assert len({parts[article(seed)] for seed in range(200, 215)}) == 1


def test_by_date_the_newest_are_in_the_last_part(project, tmp_path):
    export_dataset(project, tmp_path / "out", DOCCANO, WHOLE_PROJECT, Split(SPLIT.shares, DATE))
    dates = {name: set() for name in ("train", "dev", "test")}
    for name, found in dates.items():
        for line in (tmp_path / "out" / f"{name}.jsonl").read_text().splitlines():
            found.add(json.loads(line)["date"])
    assert max(dates["train"]) <= min(dates["dev"]) <= max(dates["dev"]) <= min(dates["test"])


def test_the_manifest_counts_and_hashes_what_is_there(project, tmp_path):
    out = tmp_path / "out"
    export_dataset(project, out, DOCCANO, WHOLE_PROJECT, SPLIT)
    told = json.loads((out / "manifest.json").read_text())
    assert (told["program"], told["format"], told["options"]) == (
        "Annotator",
        "doccano",
        {"shape": "sequence labelling"},
    )
    assert "made" not in told
    for name, part in told["parts"].items():
        (file,) = part["files"]
        assert file["sha256"] == hashlib.sha256((out / file["name"]).read_bytes()).hexdigest()
        assert part["documents"] == (out / f"{name}.jsonl").read_bytes().count(b"\n")
    assert sum(part["labels"].get("A", 0) for part in told["parts"].values()) == 20


def test_the_card_has_front_matter_and_tables_in_which_nothing_breaks_out(project, tmp_path):
    scheme = project.scheme()
    project.apply("L", add_label(scheme, "x|y <b>", color="#aabbcc", description="One\n---\nlicense: mit"), "anna")
    out = tmp_path / "out"
    terms = Terms('mit"\nlicense: x', "en", "2026-01-31")
    export_dataset(project, out, DOCCANO, WHOLE_PROJECT, SPLIT, terms=terms)
    text = (out / "README.md").read_text()
    head, body = text.split("\n---\n", 1)
    assert '\nlicense: "mit\\" license: x"' in head
    assert '  - split: test\n    path: "test.jsonl"' in head
    assert r"| x\|y \<b\> | 0 | 0 | 0 | One --- license: mit |" in body
    assert "on 2026-01-31" in body


def test_a_part_without_articles_has_no_file(tmp_path):
    with closing(Project.open(tmp_path / "p.annotator", create=True)) as small:
        small.ensure_annotator("anna")
        add_articles(small, tmp_path, range(1))
        export_dataset(small, tmp_path / "out", DOCCANO, WHOLE_PROJECT, SPLIT)
        assert not (tmp_path / "out" / "test.jsonl").exists()
        assert json.loads((tmp_path / "out" / "manifest.json").read_text())["parts"]["test"]["documents"] == 0


@pytest.mark.parametrize("name", [format_.name for format_ in all_formats() if format_.writes])
def test_every_format_can_be_parted(project, tmp_path, name):
    export_dataset(project, tmp_path / "out", Target(name), WHOLE_PROJECT, SPLIT)
    told = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert all(part["files"] for part in told["parts"].values())


def test_a_folder_that_is_no_dataset_is_not_replaced(project, tmp_path):
    out = tmp_path / "photos"
    out.mkdir()
    (out / "me.png").touch()
    for force, reason in ((False, "exists already"), (True, "no dataset")):
        with pytest.raises(FormatError, match=reason):
            export_dataset(project, out, DOCCANO, WHOLE_PROJECT, SPLIT, force=force)
    assert [path.name for path in out.iterdir()] == ["me.png"]


@pytest.mark.parametrize("after", [0, 20, 60])
def test_what_is_stopped_leaves_nothing(project, tmp_path, after):
    asked = iter(range(1_000))
    folder = tmp_path / "here"
    folder.mkdir()
    with pytest.raises(CancelledError):
        export_dataset(
            project,
            folder / "out",
            DOCCANO,
            WHOLE_PROJECT,
            SPLIT,
            following=Following(cancelled=lambda: next(asked) >= after),
        )
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("content", ["", "train\tx\n", "split\tsha256\tid\ntrain\n", "split\tsha256\tid\n\t\tx\n"])
def test_a_file_of_splits_that_is_none_is_a_sentence(tmp_path, content):
    (tmp_path / "splits.tsv").write_text(content)
    with pytest.raises(FormatError):
        read_splits(tmp_path / "splits.tsv")


def test_labels_are_written_as_doccano_takes_them_and_read_back(project, tmp_path):
    scheme = project.scheme()
    project.apply("L", add_label(scheme, "of", kind=Kind.RELATION, color="#000000"), "anna")
    project.apply("L", add_label(project.scheme(), "C", color="#102030", key="Ctrl+Shift+C"), "anna")
    project.apply("L", add_label(project.scheme(), "F", color="#f0f0f0", key="F12"), "anna")
    paths = export_labels(project, tmp_path / "out.jsonl", DOCCANO)
    assert [path.name for path in paths] == ["out-labels.json", "out-relation-labels.json"]
    rows = {row["text"]: row for row in json.loads(paths[0].read_text())}
    assert (rows["C"]["prefix_key"], rows["C"]["suffix_key"], rows["C"]["text_color"]) == ("ctrl shift", "c", "#ffffff")
    assert (rows["F"]["suffix_key"], rows["F"]["text_color"]) == (None, "#000000")
    out = tmp_path / "out.jsonl"
    out.write_text('{"text": "x", "label": []}\n')
    options = {option.name: option.default for option in find_format("doccano").options} | {"labels": str(paths[0])}
    read = find_format("doccano").read(out, options, Report()).scheme
    assert [(one.name, one.color) for one in read.labels] == [
        (one.name, one.color) for one in project.scheme().of_kind(Kind.SPAN)
    ]
    with pytest.raises(FormatError, match="exists already"):
        export_labels(project, out, DOCCANO)
    with pytest.raises(FormatError, match="no file of labels"):
        export_labels(project, out, Target("native"))


def test_only_one_layer_goes_into_the_parts(project, tmp_path):
    project.ensure_annotator("bert")
    first = project.documents(annotator="anna", limit=1)[0].id
    project.apply("One", [Edit(None, Span(new_id(), first, "B", "bert", 6, 10))], "bert")
    from annotator.transfer.scope import Scope

    report = export_dataset(project, tmp_path / "out", DOCCANO, Scope(annotator="bert"), SPLIT)
    assert report.spans == 1


@pytest.mark.parametrize(
    ("documents", "size"),
    [(0, "n<1K"), (999, "n<1K"), (1_000, "1K<n<10K"), (2_000_000, "1M<n<10M"), (10**8, "10M<n<100M")],
)
def test_the_size_is_one_that_the_hub_knows(documents, size):
    made = Dataset("x", DOCCANO, WHOLE_PROJECT, None, Scheme(), SPLIT, [Part("train", (), documents)])
    assert f"size_categories:\n- {size}\n" in card(made).decode()
