"""Projects that begin with something: the labels that every new one has, and the sample project."""

from pathlib import Path

from annotator.resources import find_resource
from annotator.store.project import Project

SUFFIX = ".annotator"


def with_suffix(path: Path) -> Path:
    """Return the path of a project file: with the suffix that tells what it is."""
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)


def create_project(path: Path) -> Project:
    """Make a project file with the usual labels, or open the one that is there. Raises ProjectError."""
    from annotator.transfer.starting import default_scheme

    return Project.open(path, create=True, scheme=default_scheme())


def make_sample(path: Path, annotator: str) -> None:
    """Make the sample project. It gets its name last: a half-made one is never opened."""
    from annotator.transfer.importing import import_files

    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    project = create_project(part)
    try:
        project.ensure_annotator(annotator)
        import_files(project, [find_resource("sample/news.jsonl")], annotator=annotator)
    finally:
        project.close()
    part.rename(path)
