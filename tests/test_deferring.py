"""Modules that stay unloaded until something of them is asked for."""

import builtins
import subprocess
import sys

import pytest

from annotator.deferring import deferring


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Modules `heavy` and `shelf.part`, each of which notes that it was loaded; and a `user` of both."""
    (tmp_path / "shelf").mkdir()
    (tmp_path / "shelf" / "__init__.py").touch()
    for name in ("heavy", "shelf/part"):
        code = f"import builtins\nbuiltins.loaded.append({name!r})\nNAME = {name!r}\ndouble = lambda x: 2 * x\n"
        (tmp_path / f"{name}.py").write_text(code)
    (tmp_path / "user.py").write_text(
        "import heavy\nimport shelf.part\nfrom shelf import part\ntaken = heavy.double\n"
        "def ask():\n    return heavy.NAME, shelf.part.NAME, part.NAME\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(builtins, "loaded", [], raising=False)
    yield builtins.loaded
    for name in ("heavy", "shelf", "shelf.part", "user"):
        sys.modules.pop(name, None)


def test_nothing_is_loaded_until_something_is_asked_for(package):
    with deferring({"heavy": ("double",), "shelf.part": ()}):
        import user
    assert package == []
    assert user.ask() == ("heavy", "shelf/part", "shelf/part")
    assert package == ["heavy", "shelf/part"]


def test_a_function_may_be_taken_out_before(package):
    with deferring({"heavy": ("double",), "shelf.part": ()}):
        import user
    assert package == []
    assert user.taken(4) == 8
    assert package == ["heavy"]


def test_who_imports_it_later_gets_the_real_one(package):
    with deferring({"heavy": ("double",), "shelf.part": ()}):
        import user
    import heavy
    import shelf.part

    assert heavy is not user.heavy
    assert (heavy.NAME, shelf.part.NAME) == ("heavy", "shelf/part")
    assert package == ["heavy", "shelf/part"]


def test_what_is_loaded_already_stays(package):
    import heavy

    with deferring({"heavy": ()}):
        import user
    assert user.heavy is heavy


def test_the_store_is_loaded_without_asynchronous_engines(project_path):
    script = (
        "import sys\nimport annotator.store.sqlalchemy_loading, annotator.store.project\n"
        "print(sorted({'asyncio', 'ssl', 'email', 'sqlalchemy.dialects.sqlite.aiosqlite'} & set(sys.modules)))\n"
        "from sqlalchemy.dialects.sqlite import aiosqlite\nfrom sqlalchemy.util import concurrency\n"
        "print(aiosqlite.dialect.driver, concurrency.iscoroutine(0))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=project_path)
    assert done.stdout == "[]\naiosqlite False\n"
