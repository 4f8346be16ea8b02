"""Runs in Label Studio's own environment, and knows nothing of Annotator: `python inside_label_studio.py FOLDER`.

For each FILE.json in FOLDER a project is made in a new database with the label_config FILE.xml, the file is uploaded
and exported again, to FILE.exported and FILE.minimal. All of it by Label Studio's API, called without a network. Prints
what it did not take.
"""

import os
import sys
import tempfile
from pathlib import Path


def main() -> None:
    """Go through the files."""
    folder = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as place:
        client = _start(Path(place))
        for path in sorted(folder.glob("*.json")):
            project = _made(client, path)
            _upload(client, project, path)
            for kind, suffix in (("JSON", ".exported"), ("JSON_MIN", ".minimal")):
                answer = client.get(f"/api/projects/{project}/export", {"exportType": kind, "download_all_tasks": True})
                assert answer.status_code == 200, answer.content
                content = b"".join(answer.streaming_content) if answer.streaming else answer.content
                path.with_suffix(suffix).write_bytes(content)


def _start(place: Path):
    """Return a client of the API, as a user of an organisation in a new database."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "core.settings.label_studio",
        "BASE_DATA_DIR": str(place),
        "LABEL_STUDIO_BASE_DATA_DIR": str(place),
        "SENTRY_DSN": "",
        "FRONTEND_SENTRY_DSN": "",
        "COLLECT_ANALYTICS": "False",
        "LATEST_VERSION_CHECK": "False",
        "LOG_LEVEL": "ERROR",
    }
    import label_studio

    sys.path.insert(0, str(Path(label_studio.__file__).parent))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from organizations.models import Organization
    from rest_framework.test import APIClient
    from users.models import User

    user = User.objects.create_user(email="someone@example.org", password="something")
    user.active_organization = Organization.create_organization(created_by=user, title="Label Studio")
    user.save()
    client = APIClient()
    client.force_authenticate(user)
    return client


def _made(client, path: Path) -> int:
    config = path.with_suffix(".xml").read_text(encoding="utf-8")
    answer = client.post("/api/projects", {"title": path.stem, "label_config": config}, format="json")
    assert answer.status_code == 201, answer.content
    return answer.json()["id"]


def _upload(client, project: int, path: Path) -> None:
    with path.open("rb") as file:
        answer = client.post(f"/api/projects/{project}/import", {"file": file}, format="multipart")
    assert answer.status_code == 201, answer.content
    said = answer.json()
    print(f"{path.name}: {said['task_count']} tasks, {said['annotation_count']} annotations")


if __name__ == "__main__":
    main()
