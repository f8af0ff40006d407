"""What the model is to know, and how it is said: tables that we write."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of facts."""
    with (_HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table(name: str) -> dict[str, Any]:
    """A table of texts."""
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))
