"""A model of random weights, which knows nothing and is computed like any other."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from trustcore_providers.embedded.language_model import LanguageModel
from trustcore_providers.embedded.tokenizer import Tokenizer

WORDS = ("What", " is", " the", " sun", " moon", "Mars", " planet", " larger", " than", " sum")
PHRASES = ("Reply with only the letter of one option.",)

SMALL: dict[str, Any] = {
    "model_type": "llama",
    "vocab_size": 280,
    "hidden_size": 24,
    "intermediate_size": 40,
    "num_hidden_layers": 3,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 8,
    "rms_norm_eps": 1e-5,
    "rope_theta": 10000.0,
    "max_position_embeddings": 96,
    "tie_word_embeddings": True,
}
"""Heads that share keys, heads wider than their share of the stream, a few tokens too many."""

Write = Callable[..., Path]
Value = Any  # of `config.json`


@pytest.fixture(scope="session")
def write_model(tmp_path_factory: pytest.TempPathFactory) -> Write:
    """Writes a model of the small shape, with changes, and returns its folder."""

    def write(*, scale: float = 1.5, **changes: Value) -> Path:
        folder = tmp_path_factory.mktemp("model")
        shape = {**SMALL, **changes}
        (folder / "config.json").write_text(json.dumps(shape))
        Tokenizer(PHRASES, WORDS).save(folder / "tokenizer.json")
        write_tensors(folder / "model.safetensors", random_weights(shape, scale))
        return folder

    return write


@pytest.fixture(scope="session")
def folder(write_model: Write) -> Path:
    return write_model()


@pytest.fixture(scope="session")
def model(folder: Path) -> LanguageModel:
    return LanguageModel.read(folder)


def random_weights(shape: Mapping[str, Any], scale: float) -> dict[str, NDArray[np.float16]]:
    generator = np.random.default_rng(7)
    width, hidden = shape["hidden_size"], shape["intermediate_size"]
    query = shape["num_attention_heads"] * shape["head_dim"]
    key = shape["num_key_value_heads"] * shape["head_dim"]
    found: dict[str, NDArray[np.float16]] = {}

    def matrix(name: str, rows: int, columns: int) -> None:
        numbers = generator.normal(0, scale / np.sqrt(columns), (rows, columns))
        found[f"model.{name}.weight"] = numbers.astype(np.float16)

    def norm(name: str) -> None:
        found[f"model.{name}.weight"] = generator.uniform(0.5, 1.5, width).astype(np.float16)

    matrix("embed_tokens", shape["vocab_size"], width)
    norm("norm")
    for layer in (f"layers.{index}" for index in range(shape["num_hidden_layers"])):
        matrix(f"{layer}.self_attn.q_proj", query, width)
        matrix(f"{layer}.self_attn.k_proj", key, width)
        matrix(f"{layer}.self_attn.v_proj", key, width)
        matrix(f"{layer}.self_attn.o_proj", width, query)
        matrix(f"{layer}.mlp.gate_proj", hidden, width)
        matrix(f"{layer}.mlp.up_proj", hidden, width)
        matrix(f"{layer}.mlp.down_proj", width, hidden)
        norm(f"{layer}.input_layernorm")
        norm(f"{layer}.post_attention_layernorm")
    return found


def write_tensors(path: Path, tensors: Mapping[str, NDArray[np.float16]]) -> None:
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    offset = 0
    for name, tensor in tensors.items():
        end = offset + tensor.nbytes
        header[name] = {"dtype": "F16", "shape": tensor.shape, "data_offsets": [offset, end]}
        offset = end
    head = json.dumps(header).encode()
    raw = b"".join(tensor.tobytes() for tensor in tensors.values())
    path.write_bytes(len(head).to_bytes(8, "little") + head + raw)
