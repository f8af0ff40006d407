from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from trustcore import ConfigurationError
from trustcore_providers.embedded.llama.safetensors import read_tensors


def written(path: Path, header: dict[str, Any], data: bytes) -> Path:
    head = json.dumps(header).encode()
    path.write_bytes(len(head).to_bytes(8, "little") + head + data)
    return path


@pytest.mark.parametrize(("name", "kind"), [("F16", "<f2"), ("F32", "<f4"), ("F64", "<f8")])
def test_types(name: str, kind: str, tmp_path: Path) -> None:
    """Whatever the file has, float64 comes out, in the shape that the header tells."""
    data = np.arange(8, dtype=kind).tobytes()
    size = len(data)
    header = {
        "__metadata__": {"format": "pt"},
        "a": {"dtype": name, "shape": [2, 3], "data_offsets": [0, size * 6 // 8]},
        "b": {"dtype": name, "shape": [2], "data_offsets": [size * 6 // 8, size]},
    }
    found = read_tensors(written(tmp_path / "x.safetensors", header, data))

    assert {"a": [[0, 1, 2], [3, 4, 5]], "b": [6, 7]} == {
        name: tensor.tolist() for name, tensor in found.items()
    }
    assert {np.dtype(np.float64)} == {tensor.dtype for tensor in found.values()}


ROW = {"dtype": "F16", "shape": [4], "data_offsets": [0, 8]}


@pytest.mark.parametrize(
    ("header", "data"),
    [
        ({"a": ROW}, b"123"),
        ({"a": {**ROW, "dtype": "I64"}}, bytes(8)),
        ({"a": {**ROW, "shape": [5]}}, bytes(8)),
        ({"a": {"dtype": "F16"}}, bytes(8)),
        ({"a": 5}, bytes(8)),
        ([], b""),
    ],
)
def test_what_is_no_such_file(header: dict[str, Any], data: bytes, tmp_path: Path) -> None:
    """Cut short, of a type that no weight has, or not what its header says."""
    path = written(tmp_path / "x.safetensors", header, data)

    with pytest.raises(ConfigurationError, match=r"x\.safetensors is not a whole file of tensors"):
        read_tensors(path)


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04" + bytes(20), b"version https://git-lfs"])
def test_another_file(raw: bytes, tmp_path: Path) -> None:
    """Even one that is empty, or a pointer to the real one."""
    path = tmp_path / "x.safetensors"
    path.write_bytes(raw)

    with pytest.raises(ConfigurationError, match="is not a whole file"):
        read_tensors(path)
