"""Runs in doccano's own environment, and knows nothing of Annotator: `python inside_doccano.py FOLDER`.

For each FILE.jsonl in FOLDER, whose name begins with the kind of project, a project is made in a new database, the
labels of FILE-labels.json are uploaded, the file is imported and exported again, to FILE.exported. Prints what doccano
found fault with.
"""

import io
import os
import sys
import tempfile
from pathlib import Path

KINDS = {"spans": "SequenceLabeling", "relations": "SequenceLabeling", "intent": "IntentDetectionAndSlotFilling"}


def main() -> None:
    """Go through the files."""
    folder = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as place:
        _start(Path(place))
        from django.contrib.auth.models import User

        user = User.objects.create_superuser("admin", "", "admin")
        for path in sorted(folder.glob("*.jsonl")):
            project = _project(path, user)
            for labels in sorted(folder.glob(f"{path.stem}-*labels.json")):
                _upload_labels(project, labels, user)
            _import(project, path, user)
            _export(project, path.with_suffix(".exported"), Path(place))


def _start(place: Path) -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.base",
        "DATABASE_URL": f"sqlite:///{place / 'doccano.sqlite3'}",
        "MEDIA_ROOT": str(place / "media"),
        "DEBUG": "False",
    }
    import backend

    sys.path.insert(0, str(Path(backend.__file__).parent))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("create_roles", stdout=io.StringIO())


def _project(path: Path, user):
    from projects.models import IntentDetectionAndSlotFillingProject, SequenceLabelingProject

    kind = path.stem.split("-")[0]
    about = {"name": path.stem, "created_by": user, "project_type": KINDS[kind], "collaborative_annotation": True}
    if kind == "intent":
        project = IntentDetectionAndSlotFillingProject.objects.create(**about)
    else:
        project = SequenceLabelingProject.objects.create(
            **about, allow_overlapping=True, use_relation=kind == "relations"
        )
    project.add_admin()
    return project


def _upload_labels(project, path: Path, user) -> None:
    from rest_framework.test import APIClient

    client = APIClient()
    client.force_authenticate(user)
    kind = path.stem.removeprefix(project.name).removesuffix("labels").strip("-") or "span"
    with path.open("rb") as file:
        answer = client.post(f"/v1/projects/{project.id}/{kind}-type-upload", {"file": file}, format="multipart")
    assert answer.status_code == 201, answer.content


def _import(project, path: Path, user) -> None:
    from data_import.datasets import load_dataset
    from data_import.pipeline.catalog import JSONL
    from data_import.pipeline.readers import FileName

    task = "RelationExtraction" if project.name.startswith("relations") else project.project_type
    names = [FileName(str(path), path.name, path.name)]
    dataset = load_dataset(task, JSONL, names, project, encoding="utf_8")
    dataset.save(user, batch_size=1000)
    for error in dataset.errors:
        print(f"{path.name}: {error}")


def _export(project, out: Path, place: Path) -> None:
    from data_export.celery_tasks import create_collaborative_dataset
    from data_export.pipeline.factories import create_formatter, create_writer

    folder = place / project.name
    folder.mkdir()
    create_collaborative_dataset(
        project, str(folder), confirmed_only=False, formatters=create_formatter(project, "JSONL"),
        writer=create_writer("JSONL"),
    )  # fmt: skip
    out.write_bytes((folder / "all.jsonl").read_bytes())


if __name__ == "__main__":
    main()
