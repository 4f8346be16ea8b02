"""`python -m tests.audit`: licences of all that runs with the program, and its known holes where pip-audit is there."""

# ruff: noqa: T201

import shutil
import subprocess
import sys

from tests.audit.licences import is_allowed, licence, required


def main() -> int:
    refused = 0
    for package in required():
        told = licence(package)
        allowed = is_allowed(told)
        refused += not allowed
        print(f"{package.metadata['Name']:24} {package.version:12} {told}{'' if allowed else '   NOT ALLOWED'}")
    return max(int(refused > 0), _holes())


def _holes() -> int:
    if shutil.which("pip-audit") is None:
        print("Known holes were not looked for: pip-audit is not installed (pip install pip-audit).")
        return 0
    wanted = "\n".join(f"{package.metadata['Name']}=={package.version}" for package in required())
    command = ["pip-audit", "--no-deps", "--disable-pip", "-r", "/dev/stdin"]
    return subprocess.run(command, input=wanted, text=True, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
