"""Keywords and options in each other's place, or unknown, answered with what was meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from inspect import signature
from typing import ParamSpec, TypeVar

from attrs import fields_dict

from trustcore.client.options import Options
from trustcore.errors import OptionError
from trustcore.suggest import unknown

_ELSEWHERE = {
    "preset": 'the preset is the client\'s: TLM("low")',
    "quality_preset": 'the preset is the client\'s: TLM("low")',
    "max_usd": "a budget is budget=Budget(usd=5), of trustcore.ledger",
    "max_calls": "a budget is budget=Budget(calls=100), of trustcore.ledger",
    "proxy": "proxies are those of the environment: HTTPS_PROXY, HTTP_PROXY and NO_PROXY",
    "proxies": "proxies are those of the environment: HTTPS_PROXY, HTTP_PROXY and NO_PROXY",
    "max_retries": 'a call is made at most so often: options={"max_attempts": 5}',
    "headers": 'headers go along as options={"extra": {"extra_headers": {...}}}',
    "default_headers": 'headers go along as options={"extra": {"extra_headers": {...}}}',
    "stream": "an answer is streamed by tlm.stream(prompt), in coroutines by tlm.astream(prompt)",
    "n": 'several answers compete by options={"num_candidate_responses": 4}',
}
"""Keywords that other clients have, and how the same is said here."""

P = ParamSpec("P")
R = TypeVar("R")


def check_keywords(init: Callable[P, R]) -> Callable[P, R]:
    """An `__init__` that says where an option or a keyword belongs that was given as the other.

    Its signature stays as it is, for type checkers and for `help`.
    """
    known = tuple(signature(init).parameters)[1:]

    @wraps(init)
    def checked(*args: P.args, **kwargs: P.kwargs) -> R:
        for name, value in kwargs.items():
            if name not in known:
                raise OptionError(_way_out(name, value, known))
        _check_options(kwargs.get("options"), known)
        return init(*args, **kwargs)

    return checked


def _check_options(options: object, known: tuple[str, ...]) -> None:
    for name, value in options.items() if isinstance(options, Mapping) else ():
        if name in known and name not in fields_dict(Options):
            raise OptionError(
                f"{name} is no option but a keyword: write TLM({name}={_shown(value)})"
            )


def elsewhere(name: str, value: object) -> str | None:
    """Where something is said that is no keyword where it was given; None for what is nowhere."""
    if name in fields_dict(Options):
        return f'{name} is an option: write TLM(options={{"{name}": {_shown(value)}}})'
    way = _ELSEWHERE.get(name)
    return None if way is None else f"there is no keyword {name!r} here; {way}"


def _way_out(name: str, value: object, known: tuple[str, ...]) -> str:
    way = elsewhere(name, value)
    if way is not None:
        return way
    what = unknown("keyword of TLM", name, {*known, *fields_dict(Options)})
    return f'{what} (options are given as TLM(options={{"max_tokens": 500}}))'


def _shown(value: object) -> str:
    """A number; anything else may be a text, or a key."""
    return repr(value) if isinstance(value, int | float) else "..."
