"""Measures of similarity: those that come along, by name, and functions of the user's own."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable
from functools import partial

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from trustcore import TLM, Absent, Evidence, Signal
from trustcore.errors import ArgumentError, PresetError, RegistryError
from trustcore.presets import resolve_preset
from trustcore.scoring import Component, assess
from trustcore.testing import ScriptedProvider
from trustcore_strategies.consistency import Consistency
from trustcore_strategies.similarity import SIMILARITIES, register_similarity

EVIDENCE = Evidence.of("Where is Rome?", "in Italy", ["in Italy!", "in France", "Italy"])


@register_similarity("first letter")
def first_letter(one: str, other: str) -> float:
    """A measure that a preset can name."""
    return float(one[:1] == other[:1])


class Jaccard:
    """A measure with a setting: any object that can be called with two texts."""

    def __init__(self, size: int) -> None:
        self.size = size

    def __call__(self, one: str, other: str) -> float:
        mine, theirs = (
            {text[i : i + self.size] for i in range(len(text))} for text in (one, other)
        )
        return len(mine & theirs) / max(1, len(mine | theirs))


@frozen
class Within:
    """A measure with a setting that its written form has."""

    characters: int

    def __call__(self, one: str, other: str) -> float | None:
        return near(one, other, self.characters)


def near(one: str, other: str, within: int = 0) -> float | None:
    return None if "France" in other else float(abs(len(one) - len(other)) <= within)


def found(similarity: object) -> Signal | Absent:
    strategy = Consistency(similarity=similarity)  # type: ignore[arg-type]
    (signal,) = assess(EVIDENCE, [Component(strategy)]).signals
    return signal


def test_the_measures_that_come_along() -> None:
    assert [
        "auto",
        "answer",
        "label",
        "code",
        "meaning",
        "string",
        "embedding",
    ] == list(SIMILARITIES)


@pytest.mark.parametrize(
    ("similarity", "value"),
    [
        ("first letter", 2 / 3),
        (first_letter, 2 / 3),
        (lambda one, other: 0.25, 0.25),
        (partial(near, within=1), 0.5),
        (lambda *_: 1, 1.0),
    ],
)
def test_a_measure_of_ones_own(similarity: object, value: float) -> None:
    """A registered name or anything that takes two texts; what it cannot tell does not count."""
    signal = found(similarity)
    assert isinstance(signal, Signal)
    assert value == pytest.approx(signal.value)


@given(st.integers(1, 3))
def test_a_measure_with_settings(size: int) -> None:
    signal = found(Jaccard(size))
    assert isinstance(signal, Signal)
    assert 0 < signal.value < 1


def raises(one: str, other: str) -> float:
    raise KeyError(one)


@pytest.mark.parametrize(
    ("similarity", "reason"),
    [
        (raises, "the similarity raises raised KeyError"),
        (lambda *_: 1.5, "must give a number in [0, 1] or None, not 1.5"),
        (lambda *_: math.nan, "must give a number in [0, 1] or None, not nan"),
        (lambda *_: "same", "must give a number in [0, 1] or None, not str"),
        (lambda *_: None, "none of the alternatives could be compared"),
    ],
)
def test_a_measure_that_fails_costs_its_signal(similarity: object, reason: str) -> None:
    """A number beyond 1 would raise a score; a foreign message may hold the texts."""
    signal = found(similarity)
    assert isinstance(signal, Absent)
    assert reason in signal.reason
    assert "Italy" not in signal.reason


async def later(one: str, other: str) -> float:
    return 1.0


@pytest.mark.parametrize("similarity", [later, str.upper, lambda one: 1.0, 5, b"answer", None])
def test_what_is_no_measure_is_refused_when_the_strategy_is_made(similarity: object) -> None:
    with pytest.raises(ArgumentError, match="must be a name or a function of two texts"):
        Consistency(similarity=similarity)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["first letter", *SIMILARITIES])
def test_a_name_that_is_taken_is_refused(name: str) -> None:
    with pytest.raises(RegistryError, match=f"the similarity name '{name}' is taken"):
        register_similarity(name)(near)


def test_a_preset_names_a_registered_measure() -> None:
    arguments = {"samples": 3, "similarity": "first letter"}
    preset = resolve_preset({"strategies": {"consistency": {"arguments": arguments}}})
    tlm = TLM(preset, model=ScriptedProvider("A"))
    (signal,) = tlm.rescore(EVIDENCE).signals
    assert signal.value == pytest.approx(2 / 3)


def test_a_preset_with_an_unknown_measure() -> None:
    table = {"strategies": {"consistency": {"arguments": {"similarity": "frist letter"}}}}
    with pytest.raises(PresetError, match="did you mean 'first letter'") as caught:
        resolve_preset(table)
    assert "custom.strategies.consistency.arguments.similarity" == caught.value.path


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("answer", "string"),
        ("string", first_letter),
        (first_letter, near),
        (near, partial(near, within=1)),
        (partial(near, within=1), partial(near, within=2)),
        (Within(1), Within(2)),
        (lambda *_: 0.5, near),
    ],
)
def test_the_measure_is_part_of_the_fingerprint(
    one: str | Callable[[str, str], float], other: str | Callable[[str, str], float]
) -> None:
    marks = [
        TLM(model=ScriptedProvider("A"), options={"similarity_measure": similarity}).fingerprint
        for similarity in (one, other, one)
    ]
    assert marks[0] == marks[2]
    assert marks[0] != marks[1]


def test_a_strategy_with_a_measure_of_ones_own_survives_pickling() -> None:
    strategy = Consistency(similarity=first_letter)
    strategy.assess(EVIDENCE)
    assert strategy == pickle.loads(pickle.dumps(strategy))  # noqa: S301  (our own pickle)
