"""Plug-ins by name: from installed distributions and from the program itself."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from attrs import field, frozen
from attrs.validators import instance_of

import trustcore
from trustcore import TLM
from trustcore.errors import ArgumentError, ConfigurationError, RegistryError
from trustcore.plugins.contracts import check_provider, check_strategy
from trustcore.plugins.protocols import Provider
from trustcore.plugins.registry import Registry, providers, strategies
from trustcore.scoring import Component
from trustcore.scoring.combine import combiners
from trustcore_strategies.similarity import similarities

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
        ("broken = broken_d:Broken", "import sys; sys.exit('no key')", SystemExit),
        ("broken = broken_e:Broken", "raise GeneratorExit", GeneratorExit),
        ("broken = broken_f:Broken", "class Odd(BaseException): 0\nraise Odd", BaseException),
        ("broken = broken_g:Broken", "def deep(): deep()\ndeep()", RecursionError),
        ("broken = broken_h:Broken", "x = (", SyntaxError),
        (
            "broken = broken_i:Broken",
            "class Odd(Exception):\n    def __str__(self): 1 / 0\nraise Odd",
            Exception,
        ),
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
    assert isinstance(caught.value.__cause__, cause)
    assert str(caught.value).startswith(f"{start}{type(caught.value.__cause__).__name__}: ")


def test_ctrl_c_while_a_plug_in_loads_is_the_users(
    install: Install, tmp_path: Path, registry: Registry[Any]
) -> None:
    """It ends the program, and is no fault of the plug-in's."""
    (tmp_path / "slow_module.py").write_text("raise KeyboardInterrupt")
    install("slow-signals", "slow = slow_module:Slow")
    with pytest.raises(KeyboardInterrupt):
        registry.create("slow", {})


def test_an_entry_point_must_be_something_to_call(
    install: Install, tmp_path: Path, registry: Registry[Any]
) -> None:
    (tmp_path / "data_module.py").write_text("TABLE = {}")
    install("data-signals", "data = data_module:TABLE")
    with pytest.raises(RegistryError, match=r"'data-signals' could not .*: it is dict, which cann"):
        registry.create("data", {})


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
        ("REFLECTION", "unknown strategy 'REFLECTION'; did you mean 'reflection'?"),
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
    assert (
        f"unknown strategy 'zzz'; known: {', '.join(registry.names())}; one of your own has to be "
        "registered first, by @register_strategy('zzz') or an entry point of trustcore.strategies"
    ) == str(caught.value)


def test_a_registry_without_plug_ins_says_so() -> None:
    with pytest.raises(RegistryError, match=r"^unknown toy 'x'; known: none; one of"):
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


@pytest.mark.parametrize("decorated", [Plain, Plain(), None])
def test_a_decorator_without_its_name_is_refused(decorated: Any, registry: Registry[Any]) -> None:  # noqa: ANN401  (no name)
    """It would put a function where the class was."""
    with pytest.raises(RegistryError, match=r'write @register_strategy\("NAME"\)$'):
        registry.register(decorated)


REGISTRIES = [strategies, providers, combiners, similarities]
registries = pytest.mark.parametrize("registry", REGISTRIES, ids=lambda one: one.kind)


@registries
@pytest.mark.parametrize("name", ["", " ", " plain", "plain\n", "a/b", "a\x1b[2J", "\u202eplain"])
def test_a_name_that_cannot_be_written_is_refused(registry: Registry[Any], name: str) -> None:
    """Alike for all kinds: in a preset, on a terminal and before a model's name it must stand."""
    with pytest.raises(RegistryError, match=f"a {registry.kind} cannot be named") as caught:
        registry.register(name)

    assert str(caught.value).isprintable()


async def late(one: str = "", other: str = "") -> None:
    """What cannot be called where a plug-in is made."""


@registries
@pytest.mark.parametrize(
    ("thing", "problem"),
    [
        (None, "cannot be called"),
        (5, "cannot be called"),
        ("x", "cannot be called"),
        (late, "async"),
    ],
)
def test_what_makes_nothing_is_refused(registry: Registry[Any], thing: Any, problem: str) -> None:  # noqa: ANN401  (anything)
    """When it is registered, not when it is used."""
    with pytest.raises(RegistryError, match=f"the {registry.kind} 'broken'.*{problem}"):
        registry.register("broken")(thing)

    assert "broken" not in registry.names()


@pytest.mark.parametrize("thing", [lambda one: 1.0, lambda: 1.0, lambda a, b, c: 1.0])
def test_a_similarity_is_a_function_of_two_texts(thing: Any) -> None:  # noqa: ANN401  (anything)
    """Else it is refused when it is registered."""
    with pytest.raises(RegistryError, match="it must be a function of two texts"):
        similarities.register("broken")(thing)


def test_the_public_decorators_are_the_registries_own() -> None:
    assert trustcore.register_strategy == strategies.register
    assert trustcore.register_provider == providers.register


# What is made


class Fine:
    name = "fine"

    def needs(self, evidence: object) -> tuple[()]:
        return ()

    def assess(self, evidence: object) -> None:
        pass


class Nameless:
    needs = Fine.needs
    assess = Fine.assess


class Misnamed(Fine):
    name = None  # type: ignore[assignment]


class Needless:
    name = "needless"
    assess = Fine.assess


class AsyncNeeds(Fine):
    async def needs(self, evidence: object) -> tuple[()]:  # type: ignore[override]
        return ()


class AsyncAssess(Fine):
    async def assess(self, evidence: object) -> None:  # type: ignore[override]
        pass


class Endpoint:
    model = "toy/endpoint"

    def supports(self, feature: str) -> bool:
        return False

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        yield


class Modelless(Endpoint):
    model = None  # type: ignore[assignment]


class Bare(Endpoint):
    async def open(self) -> AsyncIterator[None]:  # type: ignore[override]
        yield


@dataclass
class Compared(Endpoint):
    """A class that compares by its fields, and which Python gives no hash for that."""


class Closed:
    model = "toy/closed"
    supports = Endpoint.supports


NO_IO = "must not be async: a strategy does no I/O"


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        (Plain, "the strategy Plain must have a method `needs`"),
        (Nameless, "the strategy Nameless must have an attribute `name`, a string"),
        (Misnamed, "the strategy Misnamed must have an attribute `name`, a string"),
        (Needless, "the strategy Needless must have a method `needs`"),
        (AsyncNeeds, f"the strategy AsyncNeeds: `needs` {NO_IO}"),
        (AsyncAssess, f"the strategy AsyncAssess: `assess` {NO_IO}"),
    ],
)
def test_what_is_made_must_be_a_strategy(made: Callable[[], Any], problem: str) -> None:
    """Whether it is made by name or put into a preset by hand."""
    registry = Registry("strategy", "trustcore.no-such-group", check_strategy)
    registry.register("toy")(made)
    registry.register("fine")(Fine)
    assert isinstance(registry.create("fine", {}), Fine)
    with pytest.raises(ConfigurationError) as by_name:
        registry.create("toy", {})
    with pytest.raises(ConfigurationError) as by_hand:
        Component(made(), "toy", {})
    assert str(by_name.value) == str(by_hand.value)
    assert str(by_name.value).startswith(problem)


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        (Modelless, "the provider Modelless must have an attribute `model`, a string"),
        (Closed, "the provider Closed must have a method `open`"),
        (Compared, "the provider Compared must be hashable: its limits and connections are kept "),
        (Bare, "the provider Bare: `open` must not be async: it is not awaited; an async `open` "),
    ],
)
def test_what_is_made_must_be_a_provider(made: type, problem: str) -> None:
    """Whether it is made by name or given to a client by hand."""
    registry = Registry("provider", "trustcore.no-such-group", check_provider)
    registry.register("toy")(made)
    registry.register("fine")(Endpoint)
    assert isinstance(registry.create("fine", {}), Endpoint)
    with pytest.raises(ConfigurationError) as caught:
        registry.create("toy", {})
    assert str(caught.value).startswith(problem)
    if isinstance(made(), Provider):
        with pytest.raises(ConfigurationError) as by_hand:
            TLM(model=made())
        assert str(caught.value) == str(by_hand.value)


@pytest.mark.parametrize("registry", [strategies, providers])
def test_the_registries_check_what_they_make(registry: Registry[Any]) -> None:
    registry.register("toy")(Plain)
    try:
        with pytest.raises(ConfigurationError, match=f"the {registry.kind} Plain must have"):
            registry.create("toy", {})
    finally:
        del registry._registered["toy"]


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


def _raising(error: BaseException) -> Callable[[], Any]:
    def make() -> None:
        raise error

    return make


@pytest.mark.parametrize(
    "error", [SystemExit(1), KeyError("x"), OSError("secret"), GeneratorExit()]
)
def test_what_fails_while_a_plug_in_is_made_is_an_error_that_names_it(
    error: BaseException, registry: Registry[Any]
) -> None:
    """It may have been given a key: what it says is for its cause."""
    registry.register("broken")(_raising(error))
    with pytest.raises(RegistryError) as caught:
        registry.create("broken", {})
    name = type(error).__name__
    assert f"the strategy 'broken' could not be made: it raised {name}" == str(caught.value)
    assert error is caught.value.__cause__


@pytest.mark.parametrize("error", [RegistryError("why"), KeyboardInterrupt()])
def test_our_own_errors_and_ctrl_c_pass_while_a_plug_in_is_made(
    error: BaseException, registry: Registry[Any]
) -> None:
    registry.register("broken")(_raising(error))
    with pytest.raises(type(error)) as caught:
        registry.create("broken", {})
    assert error is caught.value


class Raising(Fine):
    @property
    def name(self) -> str:  # type: ignore[override]
        raise ZeroDivisionError


def test_an_attribute_that_raises_is_an_error_that_names_it() -> None:
    with pytest.raises(ConfigurationError, match="Raising: its `name` raised ZeroDivisionError"):
        check_strategy(Raising())


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
