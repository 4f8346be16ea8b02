"""What the code of the program may not do, wherever it stands: found by reading it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "annotator").rglob("*.py"))
NEVER = {"pickle", "cPickle", "marshal", "shelve", "dill", "joblib", "cloudpickle", "xmlrpc", "telnetlib", "ftplib"}
NETWORK = {"socket", "http", "urllib.request", "requests", "httpx", "aiohttp", "smtplib", "asyncio", "ssl"}
MAY_CONNECT = {
    "annotator/suggest/chat_endpoint.py": "the language model that somebody has said yes to",
    "annotator/store/listening.py": "the server of PostgreSQL that a team's project is on",
    "annotator/ui/platform_check.py": "the display, which on Linux may be a socket",
}
RUN_CODE = {"eval", "exec", "compile", "__import__"}
SHELLS = {"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput", "commands.getoutput"}


def imported(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)] if node.module else []


def nodes(path, *kinds):
    return [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, kinds)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_that_files_hold_is_run(path):
    name = path.relative_to(ROOT).as_posix()
    for node in nodes(path, ast.Import, ast.ImportFrom):
        for module in imported(node):
            assert module.split(".")[0] not in NEVER, f"{name}:{node.lineno} imports {module}"
            of_network = module in NETWORK or module.split(".")[0] in NETWORK
            assert not of_network or name in MAY_CONNECT, f"{name}:{node.lineno} imports {module}"
    for node in nodes(path, ast.Call):
        called = ast.unparse(node.func)
        assert called not in RUN_CODE, f"{name}:{node.lineno} calls {called}"
        assert called not in SHELLS, f"{name}:{node.lineno} calls {called}"
        through_shell = [keyword for keyword in node.keywords if keyword.arg == "shell"]
        assert not through_shell, f"{name}:{node.lineno} asks for a shell"
        assert not called.endswith(("yaml.load", "torch.load")), f"{name}:{node.lineno} calls {called}"


def test_what_may_connect_is_there():
    assert all((ROOT / name).is_file() for name in MAY_CONNECT)
