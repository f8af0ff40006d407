"""Keywords that `TLM` does not have, answered with what was meant."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import ParamSpec, TypeVar

from attrs import fields_dict

from trustcore.client.options import Options
from trustcore.errors import OptionError
from trustcore.suggest import unknown

P = ParamSpec("P")
R = TypeVar("R")


def check_keywords(init: Callable[P, R]) -> Callable[P, R]:
    """An `__init__` that says where an option belongs which was given as a keyword.

    Its signature stays as it is, for type checkers and for `help`.
    """
    known = tuple(signature(init).parameters)[1:]

    @wraps(init)
    def checked(*args: P.args, **kwargs: P.kwargs) -> R:
        for name, value in kwargs.items():
            if name not in known:
                raise OptionError(_way_out(name, value, known))
        return init(*args, **kwargs)

    return checked


def _way_out(name: str, value: object, known: tuple[str, ...]) -> str:
    if name in fields_dict(Options):
        shown = repr(value) if isinstance(value, int | float) else "..."
        return f'{name} is an option: write TLM(options={{"{name}": {shown}}})'
    what = unknown("keyword of TLM", name, {*known, *fields_dict(Options)})
    return f'{what} (options are given as TLM(options={{"max_tokens": 500}}))'
