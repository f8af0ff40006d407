"""Options and strategies of others: what `tuned` and `measures` are for."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, field, frozen

from trustcore import (
    TLM,
    Absent,
    Answer,
    Ask,
    Evidence,
    Message,
    Need,
    Preset,
    Request,
    Samples,
    Signal,
    Strategy,
)
from trustcore.errors import ArgumentError, ConfigurationError, OptionError
from trustcore.plugins.protocols import Measure, MeasuringStrategy, TunableStrategy
from trustcore.plugins.registry import strategies
from trustcore.scoring import Component
from trustcore.testing import ScriptedProvider
from trustcore_strategies.consistency import Consistency


@frozen
class Plain:
    """A strategy of three members, as 0.1 documents it."""

    draws: int = 3
    name: str = "plain"

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        return (Answer(), Samples(self.draws))

    def assess(self, evidence: Evidence) -> Signal | Absent:
        others = [one.text for one in evidence.alternatives]
        if not others:
            return Absent(self.name, "nothing to compare with")
        return Signal(self.name, 1.0 if len(set(others)) == 1 else 0.25)


@frozen
class Echo(Plain):
    """Says what it measures, and that its draws may be set; counts what it was made for."""

    name: str = "echo"
    secret: object = field(factory=object)
    """No registry could make this one again."""

    @property
    def measures(self) -> Measure:
        return "agreement"

    def tuned(self, *, samples: int) -> Echo:
        if samples == 1:
            raise ArgumentError("echo: one sample says nothing", "samples")
        return evolve(self, draws=samples)


@frozen
class Panel:
    """A foreign judge whose arguments have other names than ours."""

    members: int = 2
    name: str = "panel"
    measures: Measure = "correctness"

    def tuned(self, **knobs: Any) -> Panel:  # noqa: ANN401  (of any knob)
        return evolve(self, members=knobs.get("ratings", self.members))

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        answer = evidence.answer
        if answer is None:
            return (Answer(),)
        request = Request((Message("user", f"Is it right? {answer.text}"),))
        return [Ask(f"panel/{member}", answer.text, request) for member in range(self.members)]

    def assess(self, evidence: Evidence) -> Signal | Absent:
        replies = evidence.replies("panel/")
        if not replies:
            return Absent(self.name, "nobody was asked")
        return Signal(self.name, 0.75)


def preset(*strategies: Strategy) -> Preset:
    return Preset("mine", 1, tuple(map(Component, strategies)))


def tuned(given: Preset, options: Mapping[str, Any]) -> tuple[Strategy, ...]:
    return TLM(given, model=ScriptedProvider("true"), options=options).preset.strategies


def test_the_protocols_are_optional() -> None:
    assert isinstance(Plain(), Strategy)
    assert not isinstance(Plain(), MeasuringStrategy | TunableStrategy)
    assert isinstance(Echo(), MeasuringStrategy)
    assert isinstance(Echo(), TunableStrategy)


@pytest.mark.parametrize(
    ("given", "options", "expected"),
    [
        (Echo(5), {"num_consistency_samples": 0}, 0),
        (Echo(5), {"num_consistency_samples": 2}, 2),
        (Panel(5), {"num_self_reflections": 3}, 3),
        (Panel(5), {"use_self_reflection": False}, 0),
    ],
)
def test_an_option_sets_the_knob_of_the_very_object(
    given: Echo | Panel, options: dict[str, Any], expected: int
) -> None:
    """Whatever its own argument is called; all else of it is as it was given."""
    (found,) = tuned(preset(given), options)
    if isinstance(given, Echo):
        assert evolve(given, draws=expected) == found
        assert found.secret is given.secret
    else:
        assert evolve(given, members=expected) == found


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"num_candidate_responses": 3},
        {"num_self_reflections": 0, "similarity_measure": None, "temperature": 0.5},
    ],
)
def test_what_an_option_is_not_about_is_the_same_object(options: dict[str, Any]) -> None:
    """A strategy that calls itself as one of ours does is not replaced by ours."""

    @frozen
    class Mine(Plain):
        name: str = "consistency"

    given = preset(Mine(), Echo())
    assert all(map(lambda one, other: one is other, given.strategies, tuned(given, options)))


def test_only_those_with_the_knob_are_tuned() -> None:
    given = preset(Plain(), Consistency(4), Echo(5))
    plain, ours, echo = tuned(given, {"num_consistency_samples": 2})
    assert plain is given.strategies[0]
    assert (Consistency(2), 2) == (ours, echo.draws)  # type: ignore[attr-defined]


@frozen
class Untunable(Plain):
    name: str = "untunable"
    measures: Measure = "agreement"


@pytest.mark.parametrize(
    ("given", "options", "words"),
    [
        (Plain(), {"num_consistency_samples": 2}, "preset has none; it has plain"),
        (Plain(), {"num_self_reflections": 1}, "measure correctness, of which this preset has"),
        (Untunable(), {"num_consistency_samples": 2}, "the strategy 'untunable' does not have"),
        (Untunable(), {"num_consistency_samples": 0}, "give the strategy a method `tuned"),
        (Echo(), {"similarity_measure": "string"}, "the knob `similarity`, which the strategy 'ec"),
        (Echo(), {"num_consistency_samples": 1}, "'echo': echo: one sample says nothing"),
        (Consistency(), {"similarity_measure": "strnig"}, "did you mean 'string'"),
    ],
)
def test_an_option_that_cannot_be_followed_is_refused(
    given: Strategy, options: dict[str, Any], words: str
) -> None:
    """Naming the option, the strategy and the way out."""
    with pytest.raises(OptionError, match=f"option {next(iter(options))}.*{words}"):
        tuned(preset(given), options)


def test_a_strategy_that_tuned_does_not_give_is_refused() -> None:
    @frozen
    class Forgetful(Echo):
        def tuned(self, *, samples: int) -> Any:  # noqa: ANN401
            evolve(self, draws=samples)

    with pytest.raises(OptionError, match="NoneType must have an attribute `name`"):
        tuned(preset(Forgetful()), {"num_consistency_samples": 2})


@pytest.mark.parametrize(
    ("members", "problem"),
    [
        ({"measures": "corectness"}, "'corectness'; did you mean 'correctness'"),
        ({"measures": ["agreement"]}, "unknown value of the strategy Made: `measures`"),
        ({"tuned": 5}, "must have a method `tuned`"),
    ],
)
def test_what_a_strategy_says_of_itself_is_checked(members: dict[str, Any], problem: str) -> None:
    made = type("Made", (Plain,), members)()
    with pytest.raises(ConfigurationError, match=problem):
        Component(made)


def test_an_option_changes_the_fingerprint_of_a_foreign_strategy() -> None:
    model = ScriptedProvider("true")
    options: tuple[dict[str, Any], ...] = (
        {},
        {"num_consistency_samples": 2},
        {"num_consistency_samples": 4},
    )
    marks = {TLM(preset(Echo(2)), model=model, options=one).fingerprint for one in options}
    assert 3 == len(marks)


async def test_foreign_strategies_tell_the_two_kinds_of_uncertainty() -> None:
    model = ScriptedProvider("true")
    found = await TLM(preset(Panel(), Echo()), model=model).aprompt("?")
    assert (0.0, 0.25) == (found.aleatoric, found.epistemic)
    alone = await TLM(preset(Plain(), Panel()), model=model).aprompt("?")
    assert (None, 0.25) == (alone.aleatoric, alone.epistemic)


@frozen
class Breaks(Plain):
    """Fails while it gathers, in one of its two places."""

    broken: bool = False
    name: str = "breaks"

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        if self.broken:
            raise ZeroDivisionError
        return super().needs(evidence)


async def test_one_strategy_twice_fails_once() -> None:
    """What breaks in one entry costs that entry's signal alone, and its reason has the place."""
    twice = Preset("mine", 1, (Component(Breaks(), "one"), Component(Breaks(broken=True), "two")))
    found = await TLM(twice, model=ScriptedProvider("true")).aprompt("?")
    one, two = found.signals
    assert Signal("one", 1.0) == one
    assert isinstance(two, Absent)
    assert "two" == two.name
    assert "ZeroDivisionError (test_foreign_strategies.py, line " in two.reason


def shared(one: str, other: str) -> float:
    return len(set(one) & set(other)) / len(set(one) | set(other))


@pytest.mark.parametrize("similarity", ["string", shared])
def test_similarity_by_option(similarity: str | Callable[[str, str], float]) -> None:
    (found,) = tuned(preset(Consistency()), {"similarity_measure": similarity})
    assert Consistency(similarity=similarity) == found


def constants(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_the_core_names_no_strategy() -> None:
    """Whatever it does with one it could do with somebody else's.

    "logprobs" and "schema" are words of requests too, "fields" one of results, "witness" a role,
    and "reflection" a key of files of recorded answers.
    """
    core = Path(inspect.getfile(TLM)).parent
    assert (core / "scoring" / "decompose.py").is_file()
    ours = metadata.entry_points(group=strategies.group)
    names = {one.name for one in ours if one.module.startswith("trustcore_strategies.")} - {
        "fields",
        "logprobs",
        "schema",
        "witness",
    }
    assert {"consistency", "reflection"} <= names
    found = {
        path.relative_to(core).as_posix(): sorted(named)
        for path in core.rglob("*.py")
        if (named := names.intersection(constants(path)))
    }
    assert {"evaluation/recorded.py": ["reflection"]} == found
