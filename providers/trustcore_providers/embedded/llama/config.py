"""The shape of a model, as transformers' `config.json` has it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from attrs import frozen

from trustcore import ConfigurationError

_REFUSED = {
    "attention_bias": False,
    "hidden_act": "silu",
    "mlp_bias": False,
    "model_type": "llama",
    "rope_type": "default",
    "tie_word_embeddings": True,
}
"""Keys whose other values would need code that is not there."""


@frozen
class Config:
    """The shape of a model.

    Attributes:
        vocab_size: How many tokens there are.
        hidden_size: Width of the stream that each layer reads and adds to.
        intermediate_size: Width of the feed-forward part.
        layers: How many layers there are.
        heads: How many heads of queries a layer has.
        kv_heads: How many heads of keys and values; each serves `heads / kv_heads` of queries.
        head_dim: Width of a head.
        epsilon: What is added to a mean square before its root is taken.
        theta: Base of the wave lengths of the rotary positions.
        context: The most tokens of a prompt and its continuation together.
    """

    vocab_size: int
    hidden_size: int
    intermediate_size: int
    layers: int
    heads: int
    kv_heads: int
    head_dim: int
    epsilon: float
    theta: float
    context: int

    @classmethod
    def read(cls, path: Path) -> Config:
        """Read `config.json`.

        Raises:
            ConfigurationError: When the model has parts that this code has not.
        """
        found: dict[str, Any] = orjson.loads(path.read_bytes())
        rope = found.get("rope_parameters") or found.get("rope_scaling") or {}
        _refuse_others({**found, **rope})
        heads = found["num_attention_heads"]
        return cls(
            vocab_size=found["vocab_size"],
            hidden_size=found["hidden_size"],
            intermediate_size=found["intermediate_size"],
            layers=found["num_hidden_layers"],
            heads=heads,
            kv_heads=found.get("num_key_value_heads") or heads,
            head_dim=found.get("head_dim") or found["hidden_size"] // heads,
            epsilon=found["rms_norm_eps"],
            theta=rope.get("rope_theta") or found.get("rope_theta") or 10000.0,
            context=found["max_position_embeddings"],
        )


def _refuse_others(found: Mapping[str, Any]) -> None:
    for key, needed in _REFUSED.items():
        if found.get(key, needed) != needed:
            msg = f"config.json: {key} must be {needed!r}, not {found[key]!r}; nothing else is read"
            raise ConfigurationError(msg)
