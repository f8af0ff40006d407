"""The forward pass, beside one that is written as the formulas stand, slowly and in float64."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from trustcore_providers.embedded.language_model import LanguageModel
from trustcore_providers.embedded.llama.cache import Cache
from trustcore_providers.embedded.llama.model import Llama
from trustcore_providers.embedded.llama.probabilities import log_probabilities
from trustcore_providers.embedded.llama.reading import logits_of, read_text
from trustcore_providers.embedded.llama.safetensors import read_tensors

Doubles = NDArray[np.float64]
Write = Callable[..., Path]

TOKENS = st.lists(st.integers(0, 279), min_size=1, max_size=20)
CLOSE = 1e-10


def never() -> None:
    """A checkpoint that stops nothing."""


def reference(folder: Path, tokens: list[int]) -> Doubles:
    """Logits after each token: no cache, one position, one head, one pair at a time."""
    shape = json.loads((folder / "config.json").read_text())
    theta = shape.get("rope_parameters", shape)["rope_theta"]
    tensors = {
        name.removeprefix("model.").removesuffix(".weight"): tensor.astype(np.float64)
        for name, tensor in read_tensors(folder / "model.safetensors").items()
    }

    def norm(x: Doubles, name: str) -> Doubles:
        root = np.sqrt(sum(one * one for one in x) / len(x) + shape["rms_norm_eps"])
        normed: Doubles = x / root * tensors[name]
        return normed

    def turned(x: Doubles, position: int) -> Doubles:
        half = len(x) // 2
        out = np.empty_like(x)
        for pair in range(half):
            angle = position / theta ** (2 * pair / len(x))
            out[pair] = x[pair] * np.cos(angle) - x[pair + half] * np.sin(angle)
            out[pair + half] = x[pair + half] * np.cos(angle) + x[pair] * np.sin(angle)
        return out

    def heads(x: Doubles, position: int | None) -> list[Doubles]:
        parts = np.split(x, len(x) // shape["head_dim"])
        return parts if position is None else [turned(part, position) for part in parts]

    def attention(stream: list[Doubles], layer: str) -> list[Doubles]:
        normed = [norm(x, f"{layer}.input_layernorm") for x in stream]
        projected = {
            part: [tensors[f"{layer}.self_attn.{part}_proj"] @ x for x in normed] for part in "qkv"
        }
        queries = [heads(x, at) for at, x in enumerate(projected["q"])]
        keys = [heads(x, at) for at, x in enumerate(projected["k"])]
        values = [heads(x, None) for x in projected["v"]]
        share = len(queries[0]) // len(keys[0])
        rows = []
        for at, mine in enumerate(queries):
            found = []
            for head, query in enumerate(mine):
                scores = [query @ keys[t][head // share] for t in range(at + 1)]
                powers = np.exp(np.array(scores) / np.sqrt(shape["head_dim"]))
                found.append(
                    sum(p * values[t][head // share] for t, p in enumerate(powers)) / sum(powers)
                )
            rows.append(tensors[f"{layer}.self_attn.o_proj"] @ np.concatenate(found))
        return rows

    def feed_forward(x: Doubles, layer: str) -> Doubles:
        normed = norm(x, f"{layer}.post_attention_layernorm")
        gate = tensors[f"{layer}.mlp.gate_proj"] @ normed
        up = tensors[f"{layer}.mlp.up_proj"] @ normed
        out: Doubles = tensors[f"{layer}.mlp.down_proj"] @ (gate / (1 + np.exp(-gate)) * up)
        return out

    stream = [tensors["embed_tokens"][token] for token in tokens]
    for index in range(shape["num_hidden_layers"]):
        layer = f"layers.{index}"
        stream = [x + a for x, a in zip(stream, attention(stream, layer), strict=True)]
        stream = [x + feed_forward(x, layer) for x in stream]
    return np.array([tensors["embed_tokens"] @ norm(x, "norm") for x in stream])


def logits(llama: Llama, tokens: list[int]) -> Doubles:
    """After each token, read at once."""
    rows = read_text(llama, Cache(llama.config, 4), np.array(tokens), never)
    return llama.logits(rows)


def apart(one: NDArray[Any], other: NDArray[Any]) -> float:
    """How far two sets of log-probabilities are from each other at most."""
    return float(np.abs(log_probabilities(one) - log_probabilities(other)).max())


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"num_key_value_heads": 4},
        {"num_key_value_heads": 1},
        {"num_attention_heads": 6, "num_key_value_heads": 6, "head_dim": 4},
        {"rope_theta": 100.0},
        {"rope_parameters": {"rope_theta": 100.0, "rope_type": "default"}},
    ],
    ids=str,
)
def test_it_computes_what_the_formulas_say(changes: dict[str, Any], write_model: Write) -> None:
    """Whatever the number of heads that share keys, the width of a head and the wave lengths."""
    folder = write_model(**changes)
    model = LanguageModel.read(folder)
    tokens = np.random.default_rng(3).integers(0, 280, 30).tolist()

    assert apart(reference(folder, tokens), logits(model.llama, tokens)) < CLOSE


@given(data=st.data(), tokens=TOKENS)
def test_reading_in_parts(data: st.DataObject, tokens: list[int], model: LanguageModel) -> None:
    """However a text is split, the cache makes the parts one text."""
    cuts = data.draw(st.lists(st.integers(0, len(tokens)), max_size=4).map(sorted))
    cache = Cache(model.llama.config, 1)
    rows = [
        read_text(model.llama, cache, part, never)
        for part in np.split(np.array(tokens), cuts)
        if part.size
    ]

    assert apart(logits(model.llama, tokens), model.llama.logits(np.concatenate(rows))) < CLOSE


def test_long_texts_are_read_in_chunks(write_model: Write) -> None:
    """With a checkpoint before each, so that reading can be stopped."""
    model = LanguageModel.read(write_model(max_position_embeddings=700))
    tokens = np.random.default_rng(3).integers(0, 280, 600)
    seen: list[None] = []
    rows = read_text(model.llama, Cache(model.llama.config, 4), tokens, lambda: seen.append(None))

    assert 600 == len(rows)
    assert 3 == len(seen)
    at_once = model.llama.read(
        Cache(model.llama.config, 600),
        tokens,
        np.arange(600),
        np.triu(np.full((600, 600), -np.inf, np.float64), k=1),
    )
    assert apart(model.llama.logits(at_once), model.llama.logits(rows)) < CLOSE


@given(prompt=TOKENS, text=st.lists(st.integers(0, 279), max_size=20))
def test_the_logits_of_a_text(prompt: list[int], text: list[int], model: LanguageModel) -> None:
    """Those before each of its tokens: the first comes from the prompt alone."""
    found = logits_of(model.llama, prompt, text, never)
    expected = logits(model.llama, [*prompt, *text])[len(prompt) - 1 : -1]

    assert len(text) == len(found)
    assert not text or apart(expected, found) < CLOSE
