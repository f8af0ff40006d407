"""Read a file of tensors: https://github.com/huggingface/safetensors#format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np  # noqa: TID253  (whoever imports this module wants numpy)
import orjson
from numpy.typing import NDArray  # noqa: TID253  (as numpy)

from trustcore import ConfigurationError

Floats = NDArray[np.float64]
"""Twice as precise as models usually are, and half as fast. Sums are rounded differently by every
processor and for every number of rows: here by so little that texts are the same everywhere."""

_TYPES = {"F16": "<f2", "F32": "<f4", "F64": "<f8"}
_LENGTH = 8
"""Bytes that say how long the header is."""


def read_tensors(path: Path) -> dict[str, Floats]:
    """The tensors of a file by name, as float64.

    Raises:
        ConfigurationError: When it is no such file, is cut short, or has numbers of another type.
    """
    raw = path.read_bytes()
    data = _LENGTH + int.from_bytes(raw[:_LENGTH], "little")
    try:
        header: dict[str, Any] = orjson.loads(raw[_LENGTH:data])
        header.pop("__metadata__", None)
        return {name: _tensor(raw, data, **entry) for name, entry in header.items()}
    except (KeyError, TypeError, ValueError) as error:
        msg = f"{path.name} is not a whole file of tensors of type {', '.join(_TYPES)}: {error}"
        raise ConfigurationError(msg) from error


def _tensor(
    raw: bytes, data: int, *, dtype: str, shape: list[int], data_offsets: list[int]
) -> Floats:
    start, end = data_offsets
    stored = np.dtype(_TYPES[dtype])
    numbers = np.frombuffer(raw, stored, (end - start) // stored.itemsize, data + start)
    return numbers.reshape(shape).astype(np.float64)
