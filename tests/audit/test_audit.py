"""Licences: that of each package which runs with the program is known and allowed."""

import pytest

from tests.audit.licences import is_allowed, licence, required


def test_all_that_is_required_may_be_used():
    packages = required()
    assert {"SQLAlchemy", "lxml", "openpyxl"} <= {package.metadata["Name"] for package in packages}
    for package in packages:
        assert is_allowed(licence(package)), f"{package.metadata['Name']}: {licence(package)}"


@pytest.mark.parametrize(
    ("told", "allowed"),
    [("MIT", True), ("GPL-3.0-only", False), ("AGPL-3.0", False), ("LGPL-3.0-only OR GPL-2.0-only", True), ("", False),
     ("GNU General Public License v3 (GPLv3)", False), ("BSD-3-Clause AND LGPL-3.0", True)],
)  # fmt: skip
def test_what_is_allowed(told, allowed):
    assert is_allowed(told) is allowed
