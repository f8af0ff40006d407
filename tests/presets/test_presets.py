"""Presets: data that is checked to the last key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from trustcore import Preset, load_presets
from trustcore.errors import ConfigurationError, PresetError
from trustcore.presets import builtin_presets, resolve_preset
from trustcore.presets.fingerprint import fingerprint_of
from trustcore.scoring import (
    Combination,
    Component,
    Identity,
    Logistic,
    Part,
    Points,
    WeightedMean,
    register_combiner,
)
from trustcore_strategies.consistency import Consistency

NAMES = ("base", "low", "medium", "high", "best")


def only(**body: Any) -> dict[str, Any]:  # noqa: ANN401  (raw TOML)
    """A preset's table with one strategy."""
    return {"name": "mine", "strategies": {"consistency": body}}


@register_combiner("power mean")
@frozen
class PowerMean:
    """Somebody else's combination, with an argument."""

    exponent: float = 1.0
    name: str = "power mean"

    def __attrs_post_init__(self) -> None:
        if self.exponent == 0:
            raise ValueError("an exponent must not be 0")

    def combine(self, present: Sequence[Part], absent: Mapping[str, float]) -> Combination:
        mean = sum(part.value**self.exponent for part in present) / len(present)
        shares = [part.contribution(1 / len(present)) for part in present]
        return Combination(mean ** (1 / self.exponent), tuple(shares))


def arguments_of(preset: Preset) -> dict[str, Mapping[str, Any]]:
    return {one.name: one.arguments for one in preset.components}


def mark(preset: Preset) -> str:
    return fingerprint_of(preset, {"answer": "openai/gpt-5.5-mini"})


# The built-in ones


def test_the_built_in_presets() -> None:
    assert NAMES == tuple(builtin_presets())


@pytest.mark.parametrize(
    ("name", "candidates", "samples", "ratings", "reasoning"),
    [
        ("base", 1, 0, 1, False),
        ("low", 1, 4, 2, False),
        ("medium", 1, 8, 3, False),
        ("high", 4, 8, 3, False),
        ("best", 6, 8, 3, True),
    ],
)
def test_the_built_in_presets_are_what_the_table_says(
    name: str, candidates: int, samples: int, ratings: int, reasoning: bool
) -> None:
    preset = resolve_preset(name)
    assert (name, candidates) == (preset.name, preset.candidates)
    arguments = arguments_of(preset)
    assert ["consistency", "logprobs", "reflection"] == sorted(arguments)
    assert samples == arguments["consistency"]["samples"]
    assert ratings == arguments["reflection"]["ratings"]
    assert reasoning is arguments["reflection"].get("reasoning", False)


def test_the_presets_differ() -> None:
    """In a peer three of them were the same."""
    assert len(NAMES) == len({mark(evolve(resolve_preset(one), name="")) for one in NAMES})


# Round trips


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_comes_back_from_its_table_with_an_equal_fingerprint(name: str) -> None:
    preset = resolve_preset(name)
    again = Preset.from_dict(name, preset.to_dict())
    assert preset == again
    assert mark(preset) == mark(again)


def test_a_preset_with_everything_comes_back() -> None:
    table = {
        "candidates": 3,
        "strategies": {
            "consistency": {"arguments": {"samples": 2}, "weight": 2, "link": {"kind": "identity"}},
            "logprobs": {"link": {"kind": "logistic", "slope": 4, "intercept": -2.5}},
            "reflection": {"weight": 0, "link": {"kind": "points", "points": [[0, 0], [1, 0.5]]}},
            "again": {"strategy": "consistency", "knobs": {"samples": 3, "similarity": "string"}},
        },
        "roles": {"judge": "openai/gpt-5.5-mini"},
        "combine": {"kind": "power mean", "exponent": -1.0},
    }
    preset = Preset.from_dict("mine", table)
    links = [one.link for one in preset.components]
    points = Points(((0.0, 0.0), (1.0, 0.5)))
    assert [Identity(), Logistic(4.0, -2.5), points, Identity()] == links
    assert [2.0, 1.0, 0.0, 1.0] == [one.weight for one in preset.components]
    assert {"judge": "openai/gpt-5.5-mini"} == preset.roles
    assert Consistency(3, "string") == preset.components[3].strategy
    assert PowerMean(-1.0) == preset.combiner
    assert preset == Preset.from_dict("mine", preset.to_dict())


@given(
    st.integers(1, 20),
    st.dictionaries(
        st.sampled_from(["consistency", "logprobs", "reflection"]),
        st.tuples(st.floats(0.001, 1e6), st.floats(0, 100), st.floats(-100, 100)),
        min_size=1,
    ),
)
def test_any_preset_comes_back_with_an_equal_fingerprint(
    candidates: int, parts: dict[str, tuple[float, float, float]]
) -> None:
    entries = {
        name: {"weight": weight, "link": {"kind": "logistic", "slope": slope, "intercept": shift}}
        for name, (weight, slope, shift) in parts.items()
    }
    preset = Preset.from_dict("mine", {"candidates": candidates, "strategies": entries})
    assert mark(preset) == mark(Preset.from_dict("mine", preset.to_dict()))


@pytest.mark.parametrize(
    "change",
    [
        {"candidates": 2},
        {"strategies": {"consistency": {"weight": 0.5}}},
        {"strategies": {"consistency": {"arguments": {"samples": 7}}}},
        {"strategies": {"logprobs": {"link": {"kind": "logistic", "slope": 1, "intercept": 0}}}},
        {"strategies": {"reflection": False}},
        {"strategies": {"consistency": {"knobs": {"similarity": "string"}}}},
        {"strategies": {"more": {"strategy": "reflection", "weight": 0}}},
        {"combine": {"kind": "power mean", "exponent": 2}},
    ],
)
def test_whatever_changes_scores_changes_the_fingerprint(change: Mapping[str, Any]) -> None:
    medium = {"extends": "medium"}
    assert mark(resolve_preset(medium)) == mark(resolve_preset({**medium, "candidates": 1}))
    assert mark(resolve_preset(medium)) != mark(resolve_preset({**medium, **change}))


# What a preset can be given as


def test_a_table_extends_a_preset_key_by_key() -> None:
    preset = resolve_preset(
        {
            "name": "mine",
            "extends": "medium",
            "candidates": 2,
            "strategies": {"consistency": {"arguments": {"samples": 3}}, "logprobs": False},
        }
    )
    medium = arguments_of(resolve_preset("medium"))
    assert ("mine", 2) == (preset.name, preset.candidates)
    assert {
        "consistency": {**medium["consistency"], "samples": 3},
        "reflection": medium["reflection"],
    } == arguments_of(preset)


def test_a_link_is_replaced_whole() -> None:
    """Its keys belong together: the slope of one kind says nothing about another."""
    link = {"kind": "identity"}
    preset = resolve_preset({"extends": "base", "strategies": {"logprobs": {"link": link}}})
    assert Identity() == {one.name: one.link for one in preset.components}["logprobs"]


def test_a_combination_is_replaced_whole() -> None:
    table = {"extends": "low", "combine": {"kind": "power mean", "exponent": 2}}
    assert PowerMean(2) == resolve_preset(table).combiner
    assert WeightedMean() == resolve_preset("low").combiner
    assert PowerMean() == resolve_preset({**table, "combine": "power mean"}).combiner


def test_an_entry_that_names_another_strategy_is_replaced_whole(tmp_path: Path) -> None:
    """Arguments of the one say nothing to the other."""
    file = tmp_path / "presets.toml"
    file.write_text("""
[first.strategies.terse]
strategy = "reflection"
arguments = { ratings = 1 }
weight = 0.5

[second]
extends = "first"

[second.strategies.terse]
strategy = "consistency"

[third]
extends = "first"

[third.strategies.terse]
arguments = { reasoning = true }
""")
    found = load_presets(file)
    assert {"terse": {}} == arguments_of(found["second"])
    assert {"terse": {"ratings": 1, "reasoning": True}} == arguments_of(found["third"])
    assert [1.0, 0.5] == [found[name].components[0].weight for name in ("second", "third")]


def test_one_strategy_may_stand_twice_under_two_names() -> None:
    table = {
        "strategies": {
            "words": {"strategy": "consistency", "arguments": {"similarity": "string"}},
            "finals": {"strategy": "consistency", "weight": 0.5},
        }
    }
    preset = resolve_preset(table)
    assert ["words", "finals"] == [one.name for one in preset.strategies]
    assert preset == Preset.from_dict("custom", preset.to_dict())


def test_two_components_of_one_name_are_refused() -> None:
    """Also those that were made by hand: a result could not tell their signals apart."""
    with pytest.raises(PresetError, match="two signals have one name: consistency, consistency"):
        Preset("mine", 1, (Component(Consistency()), Component(Consistency(4))))


@pytest.mark.parametrize(("candidates", "components"), [(0, (Component(Consistency()),)), (1, ())])
def test_a_preset_made_by_hand_is_checked(
    candidates: int, components: tuple[Component, ...]
) -> None:
    with pytest.raises(PresetError):
        Preset("mine", candidates, components)


def test_a_table_without_a_name_is_custom() -> None:
    assert "custom" == resolve_preset({"extends": "low"}).name


def test_a_preset_is_taken_as_it_is() -> None:
    """Its strategies need not be registered."""
    preset = resolve_preset("low")
    assert preset is resolve_preset(preset)


FILE = """
[quick]
extends = "base"

[careful]
extends = "quick"
candidates = 3
strategies.consistency.arguments.samples = 5

[careful.roles]
judge = "openai/gpt-5.5-mini"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "presets.toml"
    path.write_text(FILE)
    return path


def test_presets_of_a_file_may_extend_each_other(file: Path) -> None:
    found = load_presets(file)
    assert ["quick", "careful"] == list(found)
    assert 3 == found["careful"].candidates
    assert 5 == arguments_of(found["careful"])["consistency"]["samples"]
    assert {"judge": "openai/gpt-5.5-mini"} == found["careful"].roles


def test_one_of_several_presets_of_a_file(file: Path) -> None:
    assert load_presets(str(file))["careful"] == resolve_preset(f"{file}#careful")
    assert "quick" == resolve_preset(Path(f"{file}#quick")).name


def test_the_only_preset_of_a_file_needs_no_name(tmp_path: Path) -> None:
    path = tmp_path / "one.toml"
    path.write_text('[only]\nextends = "low"\n')
    assert "only" == resolve_preset(path).name == resolve_preset(str(path)).name


@pytest.mark.parametrize(
    ("suffix", "path", "problem"),
    [
        ("", "presets.toml", "holds 2 presets; write presets.toml#NAME to choose one"),
        (
            "#carefull",
            "presets.toml#carefull",
            "unknown preset 'carefull'; did you mean 'careful'?",
        ),
    ],
)
def test_a_preset_that_a_file_does_not_single_out(
    suffix: str, path: str, problem: str, file: Path
) -> None:
    with pytest.raises(PresetError) as caught:
        resolve_preset(f"{file}{suffix}")
    assert (path, problem) == (caught.value.path, caught.value.problem)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "cannot be read: No such file or directory"),
        (b"[quick\n", "is not TOML: "),
        (b"[quick]\nname = '\xff'\n", "is not TOML: "),
    ],
)
def test_a_file_that_cannot_be_read(content: bytes | None, problem: str, tmp_path: Path) -> None:
    """The message has the file's name, and no path of the machine."""
    path = tmp_path / "broken.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PresetError) as caught:
        resolve_preset(path)
    assert "broken.toml" == caught.value.path
    assert caught.value.problem.startswith(problem)
    assert str(tmp_path) not in str(caught.value)


def test_an_empty_file_holds_no_preset(tmp_path: Path) -> None:
    (tmp_path / "empty.toml").touch()
    with pytest.raises(PresetError, match="holds no presets; it needs a"):
        resolve_preset(tmp_path / "empty.toml")


# What is wrong, and where


UNKNOWN = [
    ("mediun", "mediun", "unknown preset 'mediun'; did you mean 'medium'?"),
    (
        "openai/gpt-5.5-mini",
        "openai/gpt-5.5-mini",
        (
            "unknown preset 'openai/gpt-5.5-mini'; known: base, best, high, low, medium; "
            "a model is named by `model='openai/gpt-5.5-mini'`"
        ),
    ),
    (
        {"name": "mine", "extends": "mediun"},
        "mine.extends",
        "unknown preset 'mediun'; did you mean 'medium'?",
    ),
    ({"name": "mine", "candidate": 1}, "mine.candidate", "unknown key 'candidate'; did you mean"),
    (only(wait=1.0), "mine.strategies.consistency.wait", "unknown key 'wait'; did you mean"),
    (
        only(samples=3),
        "mine.strategies.consistency.samples",
        (
            "unknown key 'samples'; known: arguments, knobs, link, strategy, weight; "
            "what the strategy is made with goes under `arguments`"
        ),
    ),
    (
        only(arguments={"sample": 1}),
        "mine.strategies.consistency.arguments.sample",
        "unknown argument of strategy 'consistency': 'sample'; did you mean 'samples'",
    ),
    (
        {"name": "mine", "strategies": {"consistancy": {}}},
        "mine.strategies.consistancy",
        "unknown strategy 'consistancy'; did you mean 'consistency'?",
    ),
    (
        {**only(), "roles": {"jugde": "openai/gpt-5.5-mini"}},
        "mine.roles.jugde",
        "unknown key 'jugde'; did you mean 'judge'?",
    ),
]
RANGE = "must be a whole number from 1 to 20, not "
WEIGHT = "must be a number from 0 to 1000000, not "
WRONG = [
    *((dict(only(), candidates=one), "mine.candidates", RANGE) for one in (0, 21, 1.0, "1", True)),
    ({"name": "mine"}, "mine.strategies", "must be a table with at least one strategy"),
    ({"name": "mine", "strategies": {}}, "mine.strategies", "must be a table with at least one"),
    ({"name": "mine", "strategies": ["low"]}, "mine.strategies", "must be a table with at least"),
    (
        {"name": "mine", "strategies": {"consistency": False}},
        "mine.strategies",
        "must be a table with at least one strategy",
    ),
    (only(strategy=5), "mine.strategies.consistency.strategy", "must be the registered name of"),
    (only(strategy="x"), "mine.strategies.consistency", "unknown strategy 'x'; known: "),
    (
        only(arguments={"name": "mine"}),
        "mine.strategies.consistency.arguments.name",
        (
            "a signal has the name of its entry; name the entry as you like and its strategy by "
            "`strategy`: [strategies.mine] with strategy = 'consistency'"
        ),
    ),
    (only(knobs=[]), "mine.strategies.consistency.knobs", "must be a table, not list"),
    (
        only(knobs={"rating": 2}),
        "mine.strategies.consistency.knobs.rating",
        "unknown knob of strategy 'consistency': 'rating'; did you mean 'ratings'?",
    ),
    (
        only(knobs={"samples": 21}),
        "mine.strategies.consistency.knobs",
        "consistency: samples must be an integer from 0 to 20, not 21",
    ),
    (
        {**only(), "combine": "meen"},
        "mine.combine",
        "unknown combiner 'meen'; did you mean 'mean'?",
    ),
    ({**only(), "combine": {"exponent": 2}}, "mine.combine", "must be the name of a combiner, or"),
    ({**only(), "combine": 5}, "mine.combine", "must be the name of a combiner, or a table"),
    (
        {**only(), "combine": {"kind": "power mean", "exponnent": 2}},
        "mine.combine.exponnent",
        "unknown argument of combiner 'power mean': 'exponnent'; did you mean 'exponent'",
    ),
    (
        {**only(), "combine": {"kind": "power mean", "exponent": 0}},
        "mine.combine",
        "combiner 'power mean': an exponent must not be 0",
    ),
    (
        {"name": "mine", "strategies": {"consistency": True}},
        "mine.strategies.consistency",
        'must be a table, not bool; for example {"weight": 0.2}',
    ),
    (
        {"name": "mine", "strategies": {"consistency": 0.2}},
        "mine.strategies.consistency",
        'must be a table, not float; for example {"weight": 0.2}',
    ),
    (
        {"name": "mine", "strategies": {"toy": object()}},
        "mine.strategies.toy",
        'must be a table, not object; for example {"weight": 0.2}',
    ),
    *(
        (only(weight=one), "mine.strategies.consistency.weight", WEIGHT)
        for one in (-0.1, float("nan"), float("inf"), "1", True, None, 10**400)
    ),
    (only(arguments=[8]), "mine.strategies.consistency.arguments", "must be a table"),
    (
        only(arguments={"samples": 21}),
        "mine.strategies.consistency.arguments.samples",
        "consistency: samples must be an integer from 0 to 20, not 21",
    ),
    (
        only(arguments={"samples": "8"}),
        "mine.strategies.consistency.arguments.samples",
        "consistency: samples must be an integer from 0 to 20, not '8'",
    ),
    *(
        (only(link=one), "mine.strategies.consistency.link", "")
        for one in (
            "identity",
            {},
            {"kind": "cubic"},
            {"kind": "logistic", "slope": -1.0, "intercept": 0.0},
            {"kind": "logistic", "slope": 10**400, "intercept": 0.0},
            {"kind": "points", "points": [[0.0, 1.0], [1.0, 0.0]]},
        )
    ),
    ({**only(), "roles": "openai/gpt-5.5-mini"}, "mine.roles", "must be a table, not str"),
    *(
        (
            {**only(), "roles": {"judge": model}},
            "mine.roles.judge",
            f'must be a model\'s name, "provider/model", not {model!r}',
        )
        for model in (1, "", "gpt-5.5-mini", "openai/", "/gpt-5.5-mini")
    ),
    ({"name": "mine", "extends": ["low"]}, "mine.extends", "unknown preset \"['low']\""),
]


@pytest.mark.parametrize(("given", "path", "problem"), [*UNKNOWN, *WRONG])
def test_what_is_wrong_is_named_with_its_path(
    given: str | Mapping[str, Any], path: str, problem: str
) -> None:
    with pytest.raises(PresetError) as caught:
        resolve_preset(given)
    assert path == caught.value.path
    assert caught.value.problem.startswith(problem)
    assert f"preset {path}: {caught.value.problem}" == str(caught.value)
    assert isinstance(caught.value, ConfigurationError)


@pytest.mark.parametrize(
    ("content", "path", "problem"),
    [
        ('[a]\nextends = "a"\n', "a.extends", "goes round in a circle through 'a'"),
        (
            '[a]\nextends = "b"\n[b]\nextends = "c"\n[c]\nextends = "a"\n',
            "c.extends",
            "goes round in a circle through 'a'",
        ),
        ("a = 1\n", "a", "must be a table, not int; is a [name] missing above it?"),
        (
            'b = 1\n[a]\nextends = "b"\n',
            "b",
            "must be a table, not int; is a [name] missing above it?",
        ),
    ],
)
def test_a_file_whose_presets_lead_nowhere(
    content: str, path: str, problem: str, tmp_path: Path
) -> None:
    file = tmp_path / "presets.toml"
    file.write_text(content)
    with pytest.raises(PresetError) as caught:
        load_presets(file)
    assert (path, problem) == (caught.value.path, caught.value.problem)


@pytest.mark.parametrize("more", ["", "[strategies.consistency]\n", '[a]\nextends = "low"\n'])
def test_a_preset_that_stands_in_its_file_without_a_name(more: str, tmp_path: Path) -> None:
    """Its keys would be taken for presets, however many there are."""
    file = tmp_path / "presets.toml"
    file.write_text(f'extends = "low"\n{more}')
    with pytest.raises(PresetError, match=r"extends: .* not str; is a \[name\] missing above it"):
        resolve_preset(file)


def test_the_tables_of_the_built_in_presets_are_not_changed_by_what_extends_them() -> None:
    before = resolve_preset("medium")
    arguments = {"strategies": {"consistency": {"arguments": {"samples": 1}}}}
    resolve_preset({"extends": "medium", **arguments})
    assert before == resolve_preset("medium")
