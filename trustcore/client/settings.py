"""Check the settings of a client that are no options."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from attrs import evolve

from trustcore import checks
from trustcore.calls import Limits, RetryPolicy
from trustcore.client.options import Options
from trustcore.decisions.calibration import Calibration
from trustcore.engine.gathered import Times
from trustcore.errors import ConfigurationError, OptionError
from trustcore.graph import Item
from trustcore.plugins.observer import Observer
from trustcore.presets import Preset
from trustcore.records.budget import Budget

T = TypeVar("T")


def known_task(task: object) -> None:
    """Refuse a task that is not known.

    Raises:
        ConfigurationError: When it is not "default".
    """
    checks.one_of("default").check("task", task)


def one_model(model: T | None, option: T | None) -> T | None:
    """The model that was named, once or twice.

    Raises:
        OptionError: When it was named twice and differently.
    """
    if model is not None and option is not None and model != option:
        raise OptionError("model and options['model'] contradict each other; give one of them")
    return option if model is None else model


def times_of(timeout: float | None, wait_timeout: float | None) -> Times:
    """The times that bound an item, each None for no limit.

    Raises:
        ConfigurationError: When one is not a number above 0.
    """
    rule = checks.seconds.or_none_for("no limit")
    return Times(
        timeout=rule.check("timeout", timeout),
        wait_timeout=rule.check("wait_timeout", wait_timeout),
    )


def patience_of(value: float) -> float:
    """The seconds that an endpoint may be unwell.

    Raises:
        ConfigurationError: When it is not a number from 0.
    """
    return checks.number(0, of="a number of seconds").check("patience", value)


def threshold_of(value: float | None) -> float | None:
    """The score from which on an answer is accepted, or none.

    Raises:
        ConfigurationError: When it is not a number between 0 and 1.
    """
    inside = checks.number(0, 1, above=0)
    words = "a number above 0 and below 1, or None for no decision"
    rule = evolve(
        inside, words=words, holds=lambda one: one is None or (inside.holds(one) and one < 1)
    )
    return rule.check("threshold", value)


def calibration_of(calibration: Calibration | str | Path | None) -> Calibration | None:
    """The calibration, read where a file is named; or none.

    Raises:
        ConfigurationError: When it is something else, or the file holds none.
    """
    if calibration is None or isinstance(calibration, Calibration):
        return calibration
    checks.path.check("calibration", calibration)
    return Calibration.load(calibration)


def common_item(options: Options, preset: Preset, seed: int | None) -> Item:
    """What all items of a client have in common.

    Raises:
        ConfigurationError: When the seed is no whole number.
    """
    return Item(
        (),
        candidates=preset.candidates,
        temperature=options.temperature,
        max_tokens=options.max_tokens,
        seed=checks.whole().or_none_for("no seed").check("seed", seed),
    )


def verbose_of(value: bool | None) -> bool | None:  # noqa: FBT001  (it is what is checked)
    """Whether sequences show a progress bar; None where the terminal decides.

    Raises:
        ConfigurationError: When it is something else, as "no" is, which would count as yes.
    """
    return checks.flag.or_none_for("yes on a terminal").check("verbose", value)


def limits_of(options: Options) -> Limits:
    """The limits that the options name, the usual ones where they name none."""
    return Limits(
        options.max_concurrency or Limits().max_concurrency,
        options.requests_per_minute,
        options.burst,
        options.tokens_per_minute,
    )


def policy_of(options: Options) -> RetryPolicy:
    """When to call again: as the options say, as usual where they say nothing."""
    usual = RetryPolicy()
    return RetryPolicy(
        attempts=options.max_attempts or usual.attempts,
        call_timeout=options.call_timeout or usual.call_timeout,
    )


def budget_of(budget: Budget | None) -> Budget | None:
    """The budget, or none.

    Raises:
        ConfigurationError: When it is something else.
    """
    what = "a trustcore.ledger.Budget, Budget(usd=5) for example"
    return None if budget is None else checks.instance_of(Budget, what).check("budget", budget)


def observer_of(observer: Observer | None) -> Observer | None:
    """The observer, or none.

    Raises:
        ConfigurationError: When it lacks one of the two methods; a class is not an object of it.
    """
    lacks = [name for name in ("item", "attempt") if not callable(getattr(observer, name, None))]
    if observer is not None and (lacks or isinstance(observer, type)):
        who = type(observer).__name__
        if isinstance(observer, type):
            who = f"the class {observer.__name__}"
        raise ConfigurationError(
            "observer must be an object with the methods `item` and `attempt`, "
            f"trustcore.otel.OpenTelemetry() for example, not {who}"
        )
    return observer
