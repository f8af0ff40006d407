"""Reads TOML files from anywhere: presets and prices."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from trustcore.errors import ConfigurationError

MAX_BYTES = 4 * 2**20
"""More than any table of presets or prices has; a device or a model's weights have more."""

MAX_DEPTH = 32
"""Tables within tables. What reads them goes down by recursion, which Python bounds."""


def read_tables(path: Path, refusal: Callable[[str], ConfigurationError]) -> dict[str, Any]:
    """Read a TOML file in UTF-8, with or without a byte-order mark.

    Args:
        path: The file.
        refusal: Makes the error of a problem, which is worded to follow the file's name.

    Raises:
        ConfigurationError: What `refusal` makes, when the file cannot be read, is not TOML, or
            holds what no preset and no price has: it is nested too deep, or a number of more than
            64 bits is in it.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "that is no path"
        raise refusal(f"cannot be read: {why}") from error
    if len(data) > MAX_BYTES:
        raise refusal(f"is longer than {MAX_BYTES // 2**20} MiB")
    tables = _parsed(data, refusal)
    problem = _problem(tables)
    if problem:
        raise refusal(problem)
    return tables


def _parsed(data: bytes, refusal: Callable[[str], ConfigurationError]) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise refusal("is not TOML: it is not in UTF-8; save it so") from error
    except RecursionError:  # its traceback is long, and says nothing more
        raise refusal(f"is nested deeper than {MAX_DEPTH} tables") from None
    except ValueError as error:
        raise refusal(f"is not TOML: {error}") from error


def _problem(tables: dict[str, Any]) -> str | None:
    """What is wrong in values that TOML has and nobody needs; found without recursion."""
    level: list[object] = [tables]
    for _ in range(MAX_DEPTH):
        level = [value for one in level for value in _children(one)]
        if any(type(one) is int and not -(2**63) <= one < 2**63 for one in level):
            return "holds a whole number of more than 64 bits"
    return f"is nested deeper than {MAX_DEPTH} tables" if level else None


def _children(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
