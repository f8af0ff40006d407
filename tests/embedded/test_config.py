from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from trustcore import ConfigurationError
from trustcore_providers.embedded.language_model import LanguageModel
from trustcore_providers.embedded.llama.config import Config

Write = Callable[..., Path]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"model_type": "gpt2"}, "model_type must be 'llama', not 'gpt2'"),
        ({"hidden_act": "gelu"}, "hidden_act must be 'silu'"),
        ({"attention_bias": True}, "attention_bias must be False"),
        ({"tie_word_embeddings": False}, "tie_word_embeddings must be True"),
        ({"rope_parameters": {"rope_type": "yarn"}}, "rope_type must be 'default'"),
        ({"rope_scaling": {"rope_type": "linear", "factor": 2.0}}, "rope_type must be 'default'"),
    ],
)
def test_what_would_be_computed_wrongly_is_refused(
    changes: dict[str, object], message: str, write_model: Write
) -> None:
    """A model with other parts than these must not answer as if it had none."""
    with pytest.raises(ConfigurationError, match=message):
        Config.read(write_model(**changes) / "config.json")


def test_what_may_be_left_out(folder: Path, tmp_path: Path) -> None:
    """As many heads of keys as of queries, which share the stream's width, and the usual base."""
    shape = json.loads((folder / "config.json").read_text())
    for key in ("num_key_value_heads", "head_dim", "rope_theta"):
        del shape[key]
    (tmp_path / "config.json").write_text(json.dumps(shape))
    config = Config.read(tmp_path / "config.json")

    assert (4, 6, 10000.0) == (config.kv_heads, config.head_dim, config.theta)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"hidden_size": 48}, r"embed_tokens.weight must be \(280, 48\)"),
        ({"num_hidden_layers": 4}, r"layers.3.input_layernorm.weight must be \(24,\)"),
        ({"num_key_value_heads": 4}, r"layers.0.self_attn.k_proj.weight must be \(32, 24\)"),
    ],
)
def test_weights_of_another_shape(
    changes: dict[str, int], message: str, write_model: Write
) -> None:
    """Weights and shape belong together."""
    folder = write_model()
    (folder / "config.json").write_text((write_model(**changes) / "config.json").read_text())

    with pytest.raises(ConfigurationError, match=f"do not belong together: model.{message}"):
        LanguageModel.read(folder)


def test_a_vocabulary_of_another_model(write_model: Write) -> None:
    """So do weights and vocabulary."""
    with pytest.raises(ConfigurationError, match="has 276 tokens, more than the 270"):
        LanguageModel.read(write_model(vocab_size=270))
