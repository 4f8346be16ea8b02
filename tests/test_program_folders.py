import subprocess
import sys

from annotator import program_folders


def test_one_folder_takes_the_place_of_all(annotator_home):
    folders = {program_folders.config_folder(), program_folders.cache_folder(), program_folders.data_folder()}
    assert {folder.parent for folder in folders} == {annotator_home}
    assert len(folders) == 3


def test_without_that_folder_the_platform_says_where(monkeypatch, tmp_path):
    monkeypatch.delenv("ANNOTATOR_HOME")
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    folders = [program_folders.config_folder(), program_folders.cache_folder(), program_folders.data_folder()]
    assert len(set(folders)) == 3
    assert all(folder.name == "annotator" for folder in folders) or sys.platform != "linux"


def test_importing_does_not_load_the_platform_library(project_path):
    code = "import sys, annotator.settings; sys.exit('platformdirs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=project_path).returncode == 0
