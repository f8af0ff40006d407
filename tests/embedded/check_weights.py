"""Beside transformers' own implementation, on the same weights.

`make test-weights` installs torch and transformers, which takes gigabytes, and runs this file;
pytest alone does not.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from transformers import LlamaForCausalLM

from trustcore_providers.embedded.bundled import MODELS, folder_of
from trustcore_providers.embedded.language_model import LanguageModel
from trustcore_providers.embedded.llama.cache import Cache
from trustcore_providers.embedded.llama.drawing import draw_texts
from trustcore_providers.embedded.llama.probabilities import log_probabilities
from trustcore_providers.embedded.llama.reading import logits_of, read_text
from trustcore_providers.embedded.llama.sampling import Sampler

Write = Callable[..., Path]

Theirs = Any  # transformers' own; where types are checked it is not installed

CLOSE = 1e-3
LENGTH = 60


def never() -> None:
    """A checkpoint that stops nothing."""


@pytest.fixture(params=["random", *MODELS])
def folder(request: pytest.FixtureRequest, write_model: Write) -> Path:
    return write_model() if request.param == "random" else folder_of(request.param)


@pytest.fixture
def theirs(folder: Path) -> Theirs:
    return LlamaForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()


@pytest.fixture
def ours(folder: Path) -> LanguageModel:
    return LanguageModel.read(folder)


@pytest.fixture
def tokens(ours: LanguageModel) -> list[int]:
    drawn: list[int] = np.random.default_rng(5).integers(0, ours.tokenizer.size, LENGTH).tolist()
    return drawn


def logprobs_of(theirs: Theirs, tokens: list[int]) -> NDArray[np.float64]:
    with torch.no_grad():
        logits = theirs(torch.tensor([tokens])).logits[0].double()
    found: NDArray[np.float64] = torch.log_softmax(logits, dim=-1).numpy()
    return found


def test_a_text_read_at_once(theirs: Theirs, ours: LanguageModel, tokens: list[int]) -> None:
    """The log-probabilities of all tokens at all places."""
    found = log_probabilities(logits_of(ours.llama, tokens, [0], never))
    rows = read_text(ours.llama, Cache(ours.llama.config, LENGTH), np.array(tokens), never)
    expected = logprobs_of(theirs, tokens)

    assert np.abs(expected - log_probabilities(ours.llama.logits(rows))).max() < CLOSE
    assert np.abs(expected[-1] - found[-1]).max() < CLOSE


def test_a_text_read_step_by_step(theirs: Theirs, ours: LanguageModel, tokens: list[int]) -> None:
    """One token at a time, each from the cache of those before."""
    cache = Cache(ours.llama.config, 1)
    rows = [read_text(ours.llama, cache, np.array([token]), never) for token in tokens]
    found = log_probabilities(ours.llama.logits(np.concatenate(rows)))

    assert np.abs(logprobs_of(theirs, tokens) - found).max() < CLOSE


def test_draws_side_by_side(theirs: Theirs, ours: LanguageModel, tokens: list[int]) -> None:
    """Of each token that was drawn, among others that share the prompt."""
    prompt = tokens[:20]
    sampler = Sampler(1.0, ours.silence, [Random(seed) for seed in range(5)])  # noqa: S311
    draws = draw_texts(
        ours.llama,
        prompt,
        sampler,
        count=5,
        limit=30,
        end=ours.tokenizer.end,
        opening=ours.opening,
        checkpoint=never,
    )
    for draw in draws:
        expected = logprobs_of(theirs, [*prompt, *draw.tokens])[len(prompt) - 1 : -1]
        found = log_probabilities(np.array(draw.logits)) if draw.tokens else expected
        assert np.abs(expected - found).max(initial=0) < CLOSE


@pytest.mark.parametrize("length", [1, 5, 20])
def test_greedy_texts(theirs: Theirs, ours: LanguageModel, tokens: list[int], length: int) -> None:
    """Token by token the same, to the end of the text or the limit."""
    prompt = tokens[:length]
    silent = np.zeros_like(ours.silence)
    (draw,) = draw_texts(
        ours.llama,
        prompt,
        Sampler(0.0, silent, []),
        count=1,
        limit=40,
        end=ours.tokenizer.end,
        opening=silent,
        checkpoint=never,
    )
    expected = theirs.generate(
        torch.tensor([prompt]),
        attention_mask=torch.ones(1, length, dtype=torch.long),
        do_sample=False,
        max_new_tokens=40,
        eos_token_id=ours.tokenizer.end,
        pad_token_id=ours.tokenizer.pad,
    )[0, length:].tolist()

    assert [token for token in expected if token != ours.tokenizer.end] == draw.tokens
