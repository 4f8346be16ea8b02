"""A process of our own beside this one: the same Python, with the same modules, which runs `main` of one of them."""

import os
import subprocess
import sys
import threading
from typing import Any


def start(
    module: str, *, given: Any = subprocess.PIPE, answer: Any = subprocess.PIPE, steps_back: bool = False
) -> "subprocess.Popen[bytes]":
    """Start it with that input and output; one that `steps_back` lets all others go first. Raises OSError."""
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    if steps_back:
        flags |= getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
    return subprocess.Popen(
        # `-P` keeps it from modules that lie where the program was started.
        [sys.executable, "-P", "-c", f"from {module} import main; main()"],
        stdin=given,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        creationflags=flags,
    )


def step_back() -> None:
    """Let all others go first, and be the first to go where memory runs out: what a process says of itself."""
    if hasattr(os, "nice"):
        os.nice(10)
    try:
        with open("/proc/self/oom_score_adj", "w") as file:  # noqa: PTH123 - Nothing but Linux has it.
            file.write("700")
    except OSError:
        return


def end_with_input() -> None:
    """End this process when its input ends, which is when the one that started it is gone, killed perhaps."""

    def wait() -> None:
        # Not by sys.stdin: Python would find its lock taken when the process ends by itself, and abort.
        while os.read(0, 1024):
            pass
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
