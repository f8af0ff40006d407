from __future__ import annotations

from collections.abc import Iterable
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustcore_providers.embedded.language_model import LanguageModel
from trustcore_providers.embedded.llama.drawing import Draw, draw_texts
from trustcore_providers.embedded.llama.reading import logits_of
from trustcore_providers.embedded.llama.sampling import Sampler

PROMPT = st.lists(st.integers(0, 279), min_size=1, max_size=12)


def never() -> None:
    """A checkpoint that stops nothing."""


def generators(count: int) -> list[Random]:
    return [Random(seed) for seed in range(count)]  # noqa: S311  (they sample, they hide nothing)


def draw(
    model: LanguageModel,
    prompt: list[int],
    seeds: Iterable[int],
    *,
    temperature: float = 1.0,
    limit: int = 12,
    end: int | None = None,
) -> list[Draw]:
    own = [Random(seed) for seed in seeds]  # noqa: S311  (as above)
    return draw_texts(
        model.llama,
        prompt,
        Sampler(temperature, model.silence, own),
        count=len(own),
        limit=limit,
        end=model.tokenizer.end if end is None else end,
        opening=model.opening,
        checkpoint=never,
    )


@settings(max_examples=30)
@given(prompt=PROMPT, count=st.integers(1, 6), temperature=st.sampled_from([0.0, 0.5, 1.0, 2.0]))
def test_a_draw_is_the_same_alone_and_among_others(
    prompt: list[int], count: int, temperature: float, model: LanguageModel
) -> None:
    """Those beside it share the prompt's slots and see none of its own."""
    together = draw(model, prompt, range(count), temperature=temperature)
    for seed, one in enumerate(together):
        (alone,) = draw(model, prompt, [seed], temperature=temperature)
        assert (alone.tokens, alone.ended) == (one.tokens, one.ended)
        assert not one.tokens or np.allclose(alone.logits, one.logits, atol=1e-9)


@settings(max_examples=30)
@given(prompt=PROMPT, temperature=st.sampled_from([0.0, 1.0]))
def test_step_by_step_as_at_once(
    prompt: list[int], temperature: float, model: LanguageModel
) -> None:
    """The logits that a token was drawn by are those that it has when the whole text is read."""
    for one in draw(model, prompt, range(3), temperature=temperature):
        read = logits_of(model.llama, prompt, one.tokens, never)
        assert not one.tokens or np.allclose(read, one.logits, atol=1e-9)


def test_generators_decide(model: LanguageModel) -> None:
    """Equal generators draw equal texts, others draw others."""
    one, same, *others = draw(model, [5, 6], [1, 1, 2, 3, 4])

    assert one.tokens == same.tokens
    assert len({tuple(other.tokens) for other in others} | {tuple(one.tokens)}) == 4


def test_at_temperature_zero_the_likeliest_token_is_drawn(model: LanguageModel) -> None:
    """Of those that are written at all, each time."""
    one, other = draw(model, [5, 6], [1, 2], temperature=0)

    assert one.tokens == other.tokens
    first, *others = one.logits
    assert one.tokens == [
        int((first + model.silence + model.opening).argmax()),
        *(int((row + model.silence).argmax()) for row in others),
    ]


@pytest.mark.parametrize("temperature", [5e-324, 1e-9])
def test_a_temperature_near_zero_is_as_zero(temperature: float, model: LanguageModel) -> None:
    """Nothing overflows."""
    assert draw(model, [5], [1], temperature=0)[0].tokens == (
        draw(model, [5], [1], temperature=temperature)[0].tokens
    )


def test_a_limit_cuts(model: LanguageModel) -> None:
    """And the draw says so."""
    (one,) = draw(model, [5, 6], [1], limit=3)

    assert (3, False) == (len(one.tokens), one.ended)


def test_the_end_is_no_token_of_the_text(model: LanguageModel) -> None:
    """A draw that has ended leaves the others alone."""
    whole = draw(model, [5, 6], range(4))
    end = whole[0].tokens[4]
    cut = draw(model, [5, 6], range(4), end=end)

    assert cut[0].ended
    for one, found in zip(whole, cut, strict=True):
        stop = one.tokens.index(end) if end in one.tokens else len(one.tokens)
        assert one.tokens[:stop] == found.tokens
        assert len(found.tokens) == len(found.logits)


def test_what_is_mute_is_never_drawn(model: LanguageModel) -> None:
    """Specials, phrases and parts of characters are read, not written."""
    drawn = draw(model, [5, 6], range(20), temperature=2.0, limit=40)

    assert not model.tokenizer.mute.intersection(*(one.tokens for one in drawn))
    assert all(token < model.tokenizer.size for one in drawn for token in one.tokens)


def test_a_checkpoint_stops_between_tokens(model: LanguageModel) -> None:
    """It is passed before each."""
    passed: list[None] = []

    def stop() -> None:
        passed.append(None)
        if len(passed) == 5:
            raise KeyboardInterrupt

    sampler = Sampler(1.0, model.silence, generators(1))
    with pytest.raises(KeyboardInterrupt):
        draw_texts(
            model.llama,
            [5],
            sampler,
            count=1,
            limit=20,
            end=-1,
            opening=model.opening,
            checkpoint=stop,
        )


def test_tokens_are_drawn_as_often_as_they_are_probable() -> None:
    """At temperature 1 by their probabilities, at 2 by the roots of these."""
    logits = np.array([[np.log(0.64), np.log(0.16), -np.inf, np.log(0.2)]])
    for temperature, shares in ((1.0, [0.8, 0.2]), (2.0, [2 / 3, 1 / 3])):
        silence = np.array([0, 0, 0, -np.inf])
        sampler = Sampler(temperature, silence, generators(4000))
        drawn = sampler.choose(np.repeat(logits, 4000, axis=0), range(4000))
        counts = np.bincount(drawn, minlength=4) / 4000
        assert np.allclose([*shares, 0, 0], counts, atol=0.03)
