from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def questions(tmp_path: Path) -> Callable[..., Path]:
    """Writes a table of so many questions."""

    def write(count: int = 3, name: str = "in.csv") -> Path:
        path = tmp_path / name
        lines = [f"id{index},question {index}" for index in range(count)]
        path.write_text("\n".join(["id,question", *lines]) + "\n", "utf-8")
        return path

    return write
