"""Projects on a network or in a folder that a cloud keeps in step: a notice, and no log."""

import os
import sys
from contextlib import closing
from types import SimpleNamespace

import psutil
import pytest

from annotator.store import folders
from annotator.store.folders import file_system, why_no_log
from annotator.store.project import Project
from tests.store.making import article, bring_in, label, new_project, spans


@pytest.fixture
def path(file):
    """All of this is about files."""
    return file


@pytest.fixture
def mounts(monkeypatch):
    """Say what is mounted: a network is not at hand in a test, and what is has no device of this machine."""
    monkeypatch.setattr(folders, "_has_own_device", lambda _folder: False)

    def say(**types):
        found = [SimpleNamespace(mountpoint=str(place), fstype=kind) for place, kind in types.items()]
        monkeypatch.setattr(psutil, "disk_partitions", lambda **_: found)

    return say


@pytest.mark.parametrize(
    "name", ["Dropbox", "OneDrive", "OneDrive - A Company", "Google Drive", "My Drive", "iCloud Drive", "Nextcloud"]
)
def test_a_folder_of_a_cloud_gives_a_notice(tmp_path, name):
    (tmp_path / name / "work").mkdir(parents=True)
    assert "kept in step with other machines" in why_no_log(tmp_path / name / "work" / "a.annotator")


def test_through_a_link_as_well(tmp_path):
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "Dropbox")
    assert why_no_log(tmp_path / "link" / "a.annotator")


def test_an_ordinary_folder_gives_none(tmp_path):
    assert why_no_log(tmp_path / "a.annotator") == ""
    assert file_system(tmp_path) != ""


@pytest.mark.parametrize(("kind", "noticed"), [("nfs4", True), ("cifs", True), ("fuse.sshfs", True), ("ext4", False)])
def test_a_network_gives_a_notice(tmp_path, mounts, kind, noticed):
    mounts(**{"/": "ext4", str(tmp_path): kind})
    assert ("is on a network" in why_no_log(tmp_path / "a.annotator")) == noticed
    (tmp_path / "below").mkdir()
    assert file_system(tmp_path / "below") == kind


def test_the_innermost_mount_counts(tmp_path, mounts):
    (tmp_path / "local").mkdir()
    mounts(**{"/": "ext4", str(tmp_path): "nfs", str(tmp_path / "local"): "ext4"})
    assert why_no_log(tmp_path / "local" / "a.annotator") == ""


def test_a_system_that_does_not_say(tmp_path, mounts):
    mounts()
    assert file_system(tmp_path) == ""
    assert why_no_log(tmp_path / "a.annotator") == ""


def test_a_project_there_works_without_a_log(tmp_path):
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    path = folder / "a.annotator"
    with closing(new_project(path)) as project, closing(Project.open(path)) as other:
        assert len(project.notices) == 1
        assert str(folder) in str(project.notices[0])
        bring_in(project, [article(1)], keep_ids=True)
        label(other, 1)
        project.poll()
        project.undo("Ayla")
        assert spans(other, 1) == []
        project.idle()
        assert list(project.check()) == []
        assert [file.name for file in folder.iterdir()] == ["a.annotator"]


def test_a_project_that_is_moved_there_and_back(path, tmp_path):
    with closing(new_project(path)) as project:
        bring_in(project, [article(1)], keep_ids=True)
        assert project.notices == ()
    folder = tmp_path / "Nextcloud"
    folder.mkdir()
    path.rename(folder / path.name)
    with closing(Project.open(folder / path.name)) as project:
        label(project, 1)
    (folder / path.name).rename(path)
    with closing(Project.open(path)) as project:
        assert project.notices == ()
        assert len(spans(project, 1)) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="Elsewhere the number of a device does not say that.")
def test_a_disk_of_this_machine_is_not_asked_for_its_name(tmp_path, mounts, monkeypatch):
    mounts(**{"/": "nfs"})
    assert why_no_log(tmp_path / "a.annotator") != ""
    monkeypatch.setattr(folders, "_has_own_device", lambda _folder: True)
    assert why_no_log(tmp_path / "a.annotator") == ""


@pytest.mark.skipif(sys.platform != "linux", reason="Elsewhere the number of a device does not say that.")
@pytest.mark.parametrize(("device", "own"), [(os.makedev(8, 1), True), (os.makedev(0, 49), False)])
def test_only_disks_have_a_number_of_a_device(device, own):
    assert folders._has_own_device(SimpleNamespace(stat=lambda: SimpleNamespace(st_dev=device))) is own
