import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from annotator.errors import AnnotatorError
from annotator.resources import find_resource

ICON = "icons/annotator.svg"
OFFLINE = ["--no-index", "--no-deps", "--disable-pip-version-check", "--quiet"]


def test_in_a_clone_resources_lie_beside_the_package(project_path):
    assert find_resource(ICON) == project_path / "resources" / ICON
    assert find_resource("icons").is_dir()


def test_the_program_icon_is_a_drawing():
    assert ET.parse(find_resource(ICON)).getroot().tag == "{http://www.w3.org/2000/svg}svg"


def test_a_missing_resource_is_named_with_the_remedy():
    with pytest.raises(AnnotatorError, match=r"icons/nothing\.svg is missing .* Install the program again\."):
        find_resource("icons/nothing.svg")


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """A folder into which a wheel of the project has been installed."""
    folder = tmp_path_factory.mktemp("wheel")
    project = Path(__file__).resolve().parent.parent
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder / "dist", project]
    run(build, folder)
    (wheel,) = (folder / "dist").glob("*.whl")
    run([sys.executable, "-m", "pip", "install", *OFFLINE, "--target", folder / "site", wheel], folder)
    return folder / "site"


def run(command, folder) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def test_in_a_wheel_resources_lie_inside_the_package(installed):
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from annotator.resources import find_resource; "
        "print(find_resource(sys.argv[2]))"
    )
    found = run([sys.executable, "-I", "-c", code, installed, ICON], installed)
    assert Path(found) == installed / "annotator" / "resources" / ICON
    assert Path(found).read_bytes() == find_resource(ICON).read_bytes()


def test_a_wheel_brings_every_resource_and_the_licence(installed, project_path):
    resources = project_path / "resources"
    wanted = {path.relative_to(resources) for path in resources.rglob("*") if path.is_file()}
    there = installed / "annotator" / "resources"
    assert {path.relative_to(there) for path in there.rglob("*") if path.is_file()} == wanted
    assert list(installed.glob("*.dist-info/licenses/LICENSE"))
