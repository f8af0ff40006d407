"""What is there, and what it takes: presets, strategies, providers, plans. No call is made."""

from __future__ import annotations

import os
from contextlib import suppress
from importlib.util import find_spec
from typing import Any

import typer

from trustcore.cli.arguments import check_unicode
from trustcore.cli.show import print_json, print_table
from trustcore.client import TLM
from trustcore.errors import ConfigurationError, TrustcoreError
from trustcore.plugins.provider_attributes import key_variables, needed_modules
from trustcore.plugins.registry import providers as provider_registry
from trustcore.plugins.registry import strategies as strategy_registry
from trustcore.presets import builtin_presets, resolve_preset
from trustcore.records.estimate import Estimate, Range


def show_plan(
    preset: str, model: str | None, witness: str | None, text: str, *, as_json: bool
) -> None:
    """Tell the calls of one prompt; with a model, their tokens and what they cost.

    Raises:
        ConfigurationError: When there is no such preset, or the model cannot be made.
    """
    texts = {"PRESET": preset, "--model": model, "--witness": witness, "--text": text}
    for name, value in texts.items():
        check_unicode(name, value or "")
    client = (
        _without_models(preset, witness) if model is None else _with_model(preset, model, witness)
    )
    planned = client.plan()
    cost = None if model is None else client.estimate(text)
    if as_json:
        data = planned.to_dict()
        print_json(data if cost is None else {**data, "model": model, "estimate": cost.to_dict()})
        return
    nodes = ((role, " ".join(map(str, node))) for role, node in planned.nodes)
    print_table(("role", "node"), nodes)
    typer.echo(f"calls: {_range(Range(planned.least, planned.expected, planned.most), '{}')}")
    if cost is None:
        typer.echo("tokens and cost: give --model provider/NAME")
    else:
        _print_cost(cost)


def _with_model(preset: str, model: str, witness: str | None) -> TLM:
    """A client of a model, which needs no key: no call is made."""
    try:
        return TLM(preset, model=model, witness=witness)
    except ConfigurationError:
        with suppress(ConfigurationError):
            return TLM(preset, model=model, witness=witness, api_key="none")
        raise


def _without_models(preset: str, witness: str | None) -> TLM:
    """A client that needs no credentials, since no role's own model is made."""
    other = _other if witness else None
    return TLM(preset, model=_never, judge=_never, sampler=_never, embedder=_never, witness=other)


def list_presets(*, as_json: bool) -> None:
    """The presets that come along, with their calls."""
    made = [resolve_preset(name) for name in builtin_presets()]
    if as_json:
        print_json({one.name: one for one in made})
        return
    plans = [TLM(one, model=_never).plan() for one in made]
    rows = [
        (
            one.name,
            str(one.candidates),
            f"{plan.least}-{'?' if plan.most is None else plan.most}",
            ", ".join(c.name for c in one.components),
        )
        for one, plan in zip(made, plans, strict=True)
    ]
    print_table(("preset", "candidates", "calls", "strategies"), rows)


def list_strategies(*, as_json: bool) -> None:
    """The strategies that are installed, with the first sentence of what they say of themselves."""
    names = strategy_registry.names()
    if as_json:
        print_json(list(names))
    else:
        print_table(("strategy", ""), ((name, _about(name)) for name in names))


def list_providers(*, as_json: bool) -> None:
    """The providers that are installed, which variables of keys are set, and which modules lack.

    The values of variables are never shown.
    """
    found = {name: _requirements(name) for name in provider_registry.names()}
    if as_json:
        print_json({name: {"keys": keys, "lacks": lacks} for name, (keys, lacks) in found.items()})
    else:
        rows = (
            (name, _told(keys), f'pip install "trustcore[{name}]"' if lacks else "")
            for name, (keys, lacks) in found.items()
        )
        print_table(("provider", "key", "to be installed"), rows)


def _requirements(name: str) -> tuple[dict[str, bool], list[str]]:
    """The variables of a provider's key, and whether each is set; the modules that it lacks."""
    try:
        factory = provider_registry.factory(name)
    except TrustcoreError:  # its package does not load, which using it tells
        return {}, []
    keys = {variable: bool(os.environ.get(variable)) for variable in key_variables(factory)}
    return keys, [module for module in needed_modules(factory) if find_spec(module) is None]


def _told(keys: dict[str, bool]) -> str:
    found = [name for name, is_set in keys.items() if is_set]
    if found:
        return f"found in {found[0]}"
    return f"not set: {' or '.join(keys)}" if keys else "none"


def _about(name: str) -> str:
    try:
        factory = strategy_registry.factory(name)
    except TrustcoreError as error:
        return str(error)
    return (factory.__doc__ or "").strip().partition("\n")[0]


def _print_cost(cost: Estimate) -> None:
    tokens = (("tokens read", cost.input_tokens), ("tokens written", cost.output_tokens))
    for what, range_ in tokens:
        typer.echo(f"{what}: {_range(range_, '{:,}')}")
    if cost.usd is None:
        typer.echo("cost: the price of the model is not known")
    else:
        typer.echo(f"cost in USD: {_range(cost.usd, '{:.6f}')}")


def _range(range_: Range[Any], form: str) -> str:
    least, expected = form.format(range_.least), form.format(range_.expected)
    if range_.most is None:
        return f"{least} at least, {expected} expected, with no upper bound"
    return f"{least} to {form.format(range_.most)}, {expected} expected"


def _never(_: str) -> str:
    msg = "a plan makes no call"
    raise AssertionError(msg)


def _other(text: str) -> str:
    """Another model than `_never`, which a witness must be."""
    return _never(text)
