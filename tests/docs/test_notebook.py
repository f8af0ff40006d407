"""The notebook of the tutorial."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.docs.notebook import NOTEBOOK, PAGE, notebook_of, written

RUN = """
import asyncio, json, sys

async def run(cells):
    scope = {"__name__": "__main__"}
    for cell in cells:
        exec(compile(cell, "cell", "exec"), scope)

asyncio.run(run(json.load(sys.stdin)))
"""


def test_the_notebook_is_that_of_the_page() -> None:
    """`python tests/docs/notebook.py` writes it again."""
    assert written(notebook_of(PAGE.read_text("utf-8"))) == NOTEBOOK.read_text("utf-8")


def test_the_notebook_runs_from_top_to_bottom(tmp_path: Path) -> None:
    """Cell by cell inside of a running event loop, as notebooks have one."""
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", RUN],
        input=json.dumps(code),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert (0, "") == (done.returncode, done.stderr)
    assert len(code) >= 8
