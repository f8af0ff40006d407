"""`--shared` and `--cache` with the URL of a server."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trustcore.cli.app import app
from trustcore.cli.serve_config import read_config

ASK = ["prompt", "What is 100 + 300?", "--model", "embedded/primer"]


@pytest.mark.parametrize("flag", ["--shared", "--cache"])
def test_a_wrong_scheme_is_a_wrong_flag(flag: str) -> None:
    """The message names the schemes that are known; the password is not in it."""
    done = CliRunner().invoke(app, [*ASK, flag, "rediz://:secret-word@localhost/0"])
    assert 2 == done.exit_code
    assert "did you mean 'redis'" in done.stderr
    assert "secret-word" not in done.output


def test_a_missing_package_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who lacks the package is told what to install, before any call."""
    monkeypatch.setitem(sys.modules, "redis", None)
    done = CliRunner().invoke(app, [*ASK, "--shared", "redis://localhost:6379/0"])
    assert 2 == done.exit_code
    assert 'pip install "trustcore[redis]"' in " ".join(done.stderr.split())


def test_a_file_of_settings_names_it_and_shows_nothing(tmp_path: Path) -> None:
    """The URL is taken from the file, and is not in the repr of what was read."""
    path = tmp_path / "serve.toml"
    path.write_text('shared = "redis://:secret-word@localhost/0"\n', "utf-8")
    found = read_config(path)
    assert "redis://:secret-word@localhost/0" == found.shared
    assert "secret-word" not in repr(found)
