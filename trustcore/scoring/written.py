"""The written form of plug-ins' arguments: what a preset's table and its fingerprint have."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import partial
from typing import Any

import attrs

PLAIN = (str, int, float, bool, type(None))


def arguments_of(plugin: object) -> dict[str, Any]:
    """The arguments that make an object again: the fields of an attrs class or a dataclass.

    Its name is none of them: that stands beside them wherever a plug-in is written down. An object
    of any other class has no arguments that could be told.
    """
    kind: Any = type(plugin)
    if attrs.has(kind):
        names = [(one.alias or one.name, one.name, one.init) for one in attrs.fields(kind)]
    elif dataclasses.is_dataclass(plugin):
        names = [(one.name, one.name, one.init) for one in dataclasses.fields(plugin)]
    else:
        return {}
    return {alias: getattr(plugin, name) for alias, name, init in names if init and alias != "name"}


def written(value: Any) -> Any:  # noqa: ANN401  (an argument of any plug-in)
    """An argument as plain data; a function or an object as where it is from, with its settings."""
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, Mapping):
        return {str(key): written(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(written, value))
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, partial):
        settings = {"args": written(value.args), "keywords": written(value.keywords)}
        return {"kind": place_of(value.func), **settings}
    place = place_of(value if callable(value) else type(value))
    settings = arguments_of(value)
    return {"kind": place, **written(settings)} if settings else place


def place_of(thing: Any) -> str:  # noqa: ANN401  (a class or anything that can be called)
    """Where a class or a function is from, "module:name", the same in every process.

    A lambda or a nested function has its line besides, since several may share a name.
    """
    named = thing if hasattr(thing, "__qualname__") else type(thing)
    place = f"{named.__module__}:{named.__qualname__}"
    code = getattr(named, "__code__", None)
    return place if code is None or "<" not in place else f"{place}:{code.co_firstlineno}"
