"""A child that takes in hostile files, a secret that none of them may bring in, and a server that none may call."""

import socket
from contextlib import closing

import pytest

from tests.hostile.confined import Confined

SECRET = "The password is swordfish."


@pytest.fixture(scope="session")
def confined():
    with closing(Confined()) as child:
        yield child


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text(SECRET)
    return path


@pytest.fixture
def server():
    """The address of a server; the test fails when anybody has called it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        with pytest.raises(BlockingIOError):
            listening.accept()
