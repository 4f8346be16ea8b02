"""PySide6 need not read the source of what is loaded."""

import subprocess
import sys

SCRIPT = """
import inspect, sys
import PySide6.QtWidgets
from annotator.ui.feature_reading import spare_reading
{spare}
read = []
real = inspect.getsource
inspect.getsource = lambda module: read.append(module.__name__) or real(module)
import decimal, json
from annotator.ui.key_cap import cap_width
from annotator.model import Span
print(*read)
"""


def sources_read(spare, cwd):
    script = SCRIPT.format(spare=spare)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=cwd)
    return set(done.stdout.split())


def test_ours_and_what_is_loaded_are_not_read(project_path):
    assert "annotator.ui.key_cap" in sources_read("", project_path)
    assert not [name for name in sources_read("spare_reading()", project_path) if name.startswith("annotator.ui")]
