"""The weights of a model, made ready for few and large products of matrices."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np  # noqa: TID253  (whoever imports this module wants numpy)
from attrs import frozen

from trustcore import ConfigurationError
from trustcore_providers.embedded.llama.config import Config
from trustcore_providers.embedded.llama.safetensors import Floats


@frozen(eq=False, repr=False)
class Layer:
    """One layer. Each matrix is applied from the right, to rows of activations.

    Attributes:
        query_key_value: All three projections side by side. The weights of the norm before them
            are multiplied in, and so is the root that attention scales by.
        output: From the heads back to the stream.
        gate_up: Both projections side by side, the norm's weights multiplied in. The gate's is
            halved, see `Llama`.
        down: From the feed-forward part back to the stream.
    """

    query_key_value: Floats
    output: Floats
    gate_up: Floats
    down: Floats


@frozen(eq=False, repr=False)
class Weights:
    """All weights of a model.

    Attributes:
        embeddings: One row per token.
        layers: In their order.
        head: From the stream to a logit per token, the last norm's weights multiplied in.
    """

    embeddings: Floats
    layers: tuple[Layer, ...]
    head: Floats

    @classmethod
    def of(cls, tensors: Mapping[str, Floats], config: Config) -> Weights:
        """Arrange tensors that have transformers' names.

        Raises:
            ConfigurationError: When they are not those of a model of this shape.
        """
        _check(tensors, config)
        embeddings = tensors["model.embed_tokens.weight"]
        return cls(
            embeddings,
            tuple(_layer(tensors, config, index) for index in range(config.layers)),
            _applied(embeddings, tensors["model.norm.weight"]),
        )


def _check(tensors: Mapping[str, Floats], config: Config) -> None:
    for name, shape in _shapes(config).items():
        if name not in tensors or tensors[name].shape != shape:
            msg = f"config.json and the weights do not belong together: {name} must be {shape}"
            raise ConfigurationError(msg)


def _shapes(config: Config) -> dict[str, tuple[int, ...]]:
    width, hidden = config.hidden_size, config.intermediate_size
    query, key = (count * config.head_dim for count in (config.heads, config.kv_heads))
    layer = {
        "input_layernorm": (width,),
        "self_attn.q_proj": (query, width),
        "self_attn.k_proj": (key, width),
        "self_attn.v_proj": (key, width),
        "self_attn.o_proj": (width, query),
        "post_attention_layernorm": (width,),
        "mlp.gate_proj": (hidden, width),
        "mlp.up_proj": (hidden, width),
        "mlp.down_proj": (width, hidden),
    }
    return {
        "model.embed_tokens.weight": (config.vocab_size, width),
        "model.norm.weight": (width,),
        **{
            f"model.layers.{index}.{name}.weight": shape
            for index in range(config.layers)
            for name, shape in layer.items()
        },
    }


def _layer(tensors: Mapping[str, Floats], config: Config, index: int) -> Layer:
    def named(name: str) -> Floats:
        return tensors[f"model.layers.{index}.{name}.weight"]

    query = _interleaved(named("self_attn.q_proj"), config.head_dim)
    key = _interleaved(named("self_attn.k_proj"), config.head_dim)
    scale = config.head_dim**-0.5
    attention = np.concatenate([query * scale, key, named("self_attn.v_proj")])
    feed_forward = np.concatenate([named("mlp.gate_proj") / 2, named("mlp.up_proj")])
    return Layer(
        _applied(attention, named("input_layernorm")),
        np.ascontiguousarray(named("self_attn.o_proj").T),
        _applied(feed_forward, named("post_attention_layernorm")),
        np.ascontiguousarray(named("mlp.down_proj").T),
    )


def _applied(matrix: Floats, norm: Floats) -> Floats:
    """A projection, stored by its outputs, together with the norm's weights before it."""
    return np.ascontiguousarray((matrix * norm).T)


def _interleaved(matrix: Floats, head_dim: int) -> Floats:
    """Bring the two halves of each head together, in pairs.

    A rotation turns component i of the first half with component i of the second. Beside each other
    they are one complex number, and the scores of attention do not depend on the order.
    """
    halves = matrix.reshape(-1, 2, head_dim // 2, matrix.shape[1])
    return halves.swapaxes(1, 2).reshape(matrix.shape)
