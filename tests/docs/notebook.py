"""Makes the tutorial's notebook of its page: `python tests/docs/notebook.py`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PAGE, NOTEBOOK = ROOT / "docs" / "tutorial.md", ROOT / "docs" / "tutorial.ipynb"
BLOCK = re.compile(r"^```python\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def notebook_of(page: str) -> dict[str, Any]:
    """The notebook of a page: its Python blocks are cells of code, what is between them text."""
    cells = [_cell(index, part) for index, part in enumerate(BLOCK.split(page))]
    kept = [cell for cell in cells if cell["source"]]
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    return {"cells": kept, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _cell(index: int, part: str) -> dict[str, Any]:
    source = part.strip("\n").splitlines(keepends=True)
    cell: dict[str, Any] = {"id": f"cell-{index}", "metadata": {}, "source": source}
    if index % 2:
        return {"cell_type": "code", "execution_count": None, "outputs": [], **cell}
    return {"cell_type": "markdown", **cell}


def written(notebook: dict[str, Any]) -> str:
    """A notebook as its file has it."""
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    NOTEBOOK.write_text(written(notebook_of(PAGE.read_text("utf-8"))), "utf-8")
