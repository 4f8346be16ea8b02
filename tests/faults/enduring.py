"""A child that labels whatever the disk does, and says each sentence: see `io_errors`."""

import random
import sys
from contextlib import closing

from annotator.cli.printing import tell
from annotator.errors import AnnotatorError, EditError
from annotator.store.project import Project
from tests.faults.labelling import label, say, step_back_or_forth

STEPS = 30


def main(path: str, seed: str) -> int:
    """Label, undo and redo for a while; return as the command line does: 1 when something was refused."""
    chance, refused = random.Random(seed), 0
    try:
        with closing(Project.open(path)) as project:
            say("ready")
            for _ in range(STEPS):
                refused += _step(project, chance)
    except AnnotatorError as error:
        tell(f"annotator: {error}", errors=True)
        return 1
    return int(refused > 0)


def _step(project: Project, chance: random.Random) -> int:
    try:
        if chance.random() < 0.1:
            project.idle()
        (step_back_or_forth if chance.random() < 0.15 else label)(project, chance)
    except EditError:
        return 0
    except AnnotatorError as error:
        tell(f"annotator: {error}", errors=True)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
