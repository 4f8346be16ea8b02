"""Programs that cannot live beside others have an environment of their own, made when asked."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Environment:
    """A program's environment: its name, what pip installs in it, and how large that is."""

    name: str
    requirements: Sequence[str]
    size: str

    def python(self, folder: Path, *, make: bool) -> Path:
        """Return the Python of the environment in `folder`; with `make` it is made first where it is not there."""
        place = folder / self.name
        python = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        if not python.exists():
            if not make:
                raise SystemExit(
                    f"{self.name} has no environment in {folder}. Say --make, and pip installs there "
                    f"{' '.join(map(repr, self.requirements))}, which takes {self.size}; or name its folder with "
                    "--environments."
                )
            subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
            subprocess.run([str(python), "-m", "pip", "install", "--quiet", *self.requirements], check=True)
        return python

    def version(self, python: Path) -> str:
        """Return the version of the program that is installed."""
        return run(python, ["-c", f"import importlib.metadata as m; print(m.version({self.name!r}))"]).strip()


def run(python: Path, arguments: Sequence[str]) -> str:
    """Return what a program says; ends with that if it fails."""
    done = subprocess.run([str(python), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return done.stdout


def said(output: str) -> Iterator[str]:
    """Yield the lines of an output that are not empty."""
    yield from filter(None, map(str.strip, output.splitlines()))
