"""Every Python block of the README and of the docs runs as it stands, page by page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.fake_server import fake_server

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
PRINTED = re.compile(r"^```\n+```text\n(.*?)^```", re.MULTILINE | re.DOTALL)
"""What a page shows below an example: what that prints."""


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    """The address of a fake server that answers sums and makes up the rest."""
    with fake_server() as address:
        yield address


def blocks(page: Path) -> list[str]:
    return BLOCK.findall(page.read_text("utf-8"))


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if blocks(page)],
    ids=lambda page: page.relative_to(ROOT).as_posix(),
)
def test_a_page_runs_as_one_program(page: Path, base_url: str, tmp_path: Path) -> None:
    """A reader who types in its blocks sees what the page shows, and no error."""
    program = tmp_path / "page.py"
    program.write_text("\n\n".join(blocks(page)), "utf-8")
    environment = {**os.environ, "OPENAI_BASE_URL": base_url, "OPENAI_API_KEY": "invented"}
    done = subprocess.run(
        [sys.executable, "-W", "error", str(program)],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert (0, "") == (done.returncode, done.stderr)
    shown = PRINTED.findall(page.read_text("utf-8"))
    assert [] == [text for text in shown if text not in done.stdout]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """Relative links of the README and the docs name files that exist."""
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text("utf-8"))
    missing = [link for link in links if not (page.parent / link).exists()]
    assert [] == missing
