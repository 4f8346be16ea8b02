from importlinter import cli


def test_every_part_imports_only_what_lies_below_it(project_path, capsys):
    status = cli.lint_imports(config_filename=str(project_path / "pyproject.toml"), no_cache=True, no_logo=True)
    assert status == cli.EXIT_STATUS_SUCCESS, capsys.readouterr().out
