"""Plug-ins by name: from installed distributions and from the program itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from attrs import field, frozen
from attrs.validators import instance_of

import trustcore
from trustcore.errors import ArgumentError, ConfigurationError, RegistryError
from trustcore.registry import Registry, providers, strategies

Install = Callable[[str, str], None]


@pytest.fixture
def registry() -> Registry[Any]:
    """One of its own: what a test registers, no other sees."""
    return Registry("strategy", "trustcore.strategies")


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Install a distribution with an entry point, as pip leaves it behind."""

    def make(distribution: str, entry: str) -> None:
        info = tmp_path / f"{distribution.replace('-', '_')}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1\n")
        (info / "entry_points.txt").write_text(f"[trustcore.strategies]\n{entry}\n")
        monkeypatch.syspath_prepend(tmp_path)

    return make


@frozen
class Plain:
    depth: int = 1
    name: str = field(default="plain", validator=instance_of(str))


def test_the_strategies_that_come_with_trustcore_use_the_public_door() -> None:
    assert {"consistency", "logprobs", "reflection"} <= set(strategies.names())


def test_an_entry_point_is_found_and_loaded_when_asked_for(
    install: Install, tmp_path: Path, registry: Registry[Any]
) -> None:
    (tmp_path / "polite_module.py").write_text(
        "class Polite:\n    def __init__(self, words=3):\n        self.words = words\n"
    )
    install("polite-signals", "polite = polite_module:Polite")
    assert "polite" in registry.names()
    made = registry.create("polite", {"words": 5})
    assert 5 == made.words
    assert registry.factory("polite") is type(made)


def test_names_load_nothing(install: Install, registry: Registry[Any]) -> None:
    install("broken-signals", "broken = no_such_module_anywhere:Broken")
    assert "broken" in registry.names()


@pytest.mark.parametrize(
    ("entry", "source", "cause"),
    [
        ("broken = broken_a:Broken", None, ModuleNotFoundError),
        ("broken = broken_b:Broken", "x = 1", AttributeError),
        ("broken = broken_c:Broken", "1 / 0", ZeroDivisionError),
    ],
)
def test_a_plug_in_that_does_not_load_is_an_error_that_names_its_distribution(
    entry: str,
    source: str | None,
    cause: type[Exception],
    install: Install,
    tmp_path: Path,
    registry: Registry[Any],
) -> None:
    if source is not None:
        (tmp_path / f"{entry.split()[2].partition(':')[0]}.py").write_text(source)
    install("broken-signals", entry)
    with pytest.raises(RegistryError) as caught:
        registry.create("broken", {})
    start = "the strategy 'broken' of distribution 'broken-signals' could not be loaded: "
    assert str(caught.value).startswith(f"{start}{cause.__name__}: ")
    assert isinstance(caught.value.__cause__, cause)


def test_a_name_that_two_distributions_claim_is_an_error_that_names_both(
    install: Install, registry: Registry[Any]
) -> None:
    install("first-signals", "twin = first:Twin")
    install("second-signals", "twin = second:Twin")
    with pytest.raises(RegistryError) as caught:
        registry.factory("twin")
    assert (
        "the strategy name 'twin' is claimed by distribution 'first-signals' and "
        "distribution 'second-signals'; uninstall one of them"
    ) == str(caught.value)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("consistancy", "unknown strategy 'consistancy'; did you mean 'consistency'?"),
        ("Reflection", "unknown strategy 'Reflection'; did you mean 'reflection'?"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest_known_ones(
    name: str, hint: str, registry: Registry[Any]
) -> None:
    with pytest.raises(RegistryError) as caught:
        registry.factory(name)
    assert hint == str(caught.value)


def test_a_name_like_no_other_is_told_with_all_that_are_known(registry: Registry[Any]) -> None:
    with pytest.raises(RegistryError) as caught:
        registry.factory("zzz")
    assert f"unknown strategy 'zzz'; known: {', '.join(registry.names())}" == str(caught.value)


def test_a_registry_without_plug_ins_says_so() -> None:
    with pytest.raises(RegistryError, match=r"^unknown toy 'x'; known: none$"):
        Registry[object]("toy", "trustcore.no-such-group").factory("x")


# Registering


def test_a_class_of_ones_own_is_registered_by_decorator(registry: Registry[Any]) -> None:
    decorated = registry.register("plain")(Plain)
    assert Plain is decorated
    assert "plain" in registry.names()
    assert Plain(depth=3) == registry.create("plain", {"depth": 3})


def test_a_function_can_be_registered_too(registry: Registry[Any]) -> None:
    @registry.register("deep")
    def deep(depth: int) -> Plain:
        return Plain(depth, name="deep")

    assert Plain(9, "deep") == registry.create("deep", {"depth": 9})


def test_registering_the_same_again_is_no_error(registry: Registry[Any]) -> None:
    """A notebook cell may run twice."""
    registry.register("plain")(Plain)
    registry.register("plain")(Plain)
    assert Plain is registry.factory("plain")


@pytest.mark.parametrize("name", ["plain", "consistency"])
def test_a_name_that_is_taken_is_refused(name: str, registry: Registry[Any]) -> None:
    registry.register("plain")(Plain)
    with pytest.raises(RegistryError, match=f"the strategy name '{name}' is taken"):
        registry.register(name)(object)


def test_the_public_decorators_are_the_registries_own() -> None:
    assert trustcore.register_strategy == strategies.register
    assert trustcore.register_provider == providers.register


# Arguments


@pytest.mark.parametrize(
    ("arguments", "culprit", "message"),
    [
        ({"depht": 3}, "depht", "unknown argument of strategy 'plain': 'depht'; did you mean"),
        ({"name": 3}, "name", "strategy 'plain': 'name' must be <class 'str'>"),
    ],
)
def test_a_wrong_argument_is_an_error_that_names_it(
    arguments: Mapping[str, Any], culprit: str, message: str, registry: Registry[Any]
) -> None:
    registry.register("plain")(Plain)
    with pytest.raises(ArgumentError) as caught:
        registry.create("plain", arguments)
    assert culprit == caught.value.argument
    assert str(caught.value).startswith(message)
    assert isinstance(caught.value, ConfigurationError)


def test_a_missing_argument_is_an_argument_error(registry: Registry[Any]) -> None:
    @registry.register("deep")
    def deep(depth: int) -> Plain:
        return Plain(depth)

    with pytest.raises(ArgumentError, match=r"strategy 'deep': .*depth"):
        registry.create("deep", {})


def test_whoever_takes_any_argument_gets_any(registry: Registry[Any]) -> None:
    registry.register("dict")(_any_arguments)
    assert {"a": 1, "b": 2} == registry.create("dict", {"a": 1, "b": 2})


def _any_arguments(**arguments: int) -> dict[str, int]:
    return arguments


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("consistency", {"samples": 3, "similarity": "string"}),
        ("logprobs", {"alternatives": 0}),
        ("reflection", {"ratings": 2, "reasoning": True}),
    ],
)
def test_name_and_arguments_make_an_equal_plug_in_again(
    name: str, arguments: Mapping[str, Any]
) -> None:
    assert strategies.create(name, arguments) == strategies.create(name, arguments)
    assert strategies.create(name, arguments) != strategies.create(name, {})


@pytest.mark.parametrize(
    ("name", "argument", "value"),
    [
        ("consistency", "samples", 21),
        ("consistency", "similarity", "vibes"),
        ("logprobs", "alternatives", -1),
        ("reflection", "ratings", True),
        ("reflection", "reasoning", "yes"),
    ],
)
def test_our_own_strategies_name_the_argument_that_is_wrong(
    name: str, argument: str, value: object
) -> None:
    with pytest.raises(ArgumentError) as caught:
        strategies.create(name, {argument: value})
    assert argument == caught.value.argument
