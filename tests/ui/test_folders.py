from pathlib import Path

from annotator.ui.first_project import open_sample
from annotator.ui.folders import folder_beside


def test_files_are_looked_for_beside_the_project(project, project_file):
    assert folder_beside(project) == project_file.parent


def test_nobody_looks_for_files_where_the_sample_lies(qapp, annotator_home):
    sample = open_sample("anna")
    for folder in (folder_beside(sample), folder_beside(None)):
        assert folder.is_dir()
        assert not folder.is_relative_to(annotator_home)
        assert folder.is_relative_to(Path.home())
    sample.close()
