"""`python -m tests.audit`: licences of all that runs with the program, and its known holes as far as they are told."""

# ruff: noqa: T201

import sys

from tests.audit.holes import look
from tests.audit.licences import is_allowed, licence, required


def main() -> int:
    refused = 0
    for package in required():
        told = licence(package)
        allowed = is_allowed(told)
        refused += not allowed
        print(f"{package.metadata['Name']:24} {package.version:12} {told}{'' if allowed else '   NOT ALLOWED'}")
    lines, holed = look([f"{package.metadata['Name']}=={package.version}" for package in required()])
    print(*lines, sep="\n")
    return int(refused > 0 or holed > 0)


if __name__ == "__main__":
    sys.exit(main())
