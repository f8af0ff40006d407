"""What strangers need to join says the same as the project's own settings."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import trustcore

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_the_version_is_the_projects() -> None:
    """`trustcore.__version__` is the one that is installed."""
    assert PROJECT["project"]["version"] == trustcore.__version__


def test_pre_commit_formats_as_we_do() -> None:
    """The hook's ruff is the one that `make check` asks for."""
    ours = next(one for one in PROJECT["dependency-groups"]["check"] if "ruff" in one)
    hook = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    assert [ours.removeprefix("ruff~=")] == re.findall(r"rev: v(\S+)", hook)


def test_every_event_is_on_the_page_about_logging() -> None:
    """Whoever reads a log line finds it there."""
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "trustcore").glob("**/*.py"))
    events = set(re.findall(r'(?:\blog\.\w+|\btell)\(\s*"([a-z ]+)"', code))
    page = (ROOT / "docs" / "logging.md").read_text("utf-8")
    assert {"endpoint unwell", "still waiting", "call failed"} <= events
    assert [] == sorted(one for one in events if f"`{one}`" not in page)
