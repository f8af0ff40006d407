"""Tells what holds several prompts from what only looks like it, by its shape alone."""

from __future__ import annotations

import os
from collections.abc import (
    AsyncIterable,
    Awaitable,
    Callable,
    ItemsView,
    Iterable,
    KeysView,
    Mapping,
)
from collections.abc import Set as AbstractSet

from trustcore.errors import InputError
from trustcore.records.chat import Completion, Message
from trustcore.records.result import Result

_CHARACTERS = (type(iter("")), type(iter("é")), type(iter(b"")))


def check_container(values: object, needed: str) -> None:
    """Refuse what does not hold prompts or responses one by one, in an order.

    Lists, tuples, generators, views of a mapping's keys or values, arrays of one dimension and
    columns of tables are fine, and so is whatever else can be iterated over.

    Args:
        values: What the user gave.
        needed: What is needed, in words.

    Raises:
        InputError: Naming what it is, and the way out. It quotes nothing.
    """
    for fits, way_out in _NO_CONTAINERS:
        if fits(values):
            raise InputError(f"{needed}, not {type(values).__name__}; {way_out}")
    if isinstance(values, str | Completion) or not _can_be_iterated(values):
        raise InputError(f"{needed}, not {'None' if values is None else type(values).__name__}")


def _can_be_iterated(values: object) -> bool:
    return isinstance(values, Iterable) and not isinstance(values, type)


def _is_message(value: object) -> bool:
    return isinstance(value, Message) or (isinstance(value, Mapping) and "role" in value)


def _is_set(value: object) -> bool:
    return isinstance(value, AbstractSet) and not isinstance(value, KeysView)


def _is_file(value: object) -> bool:
    return hasattr(type(value), "read") and hasattr(type(value), "readline")


def _is_table(value: object) -> bool:
    """Frames of pandas, Polars and Dask, tables of Arrow, data sets of Hugging Face."""
    return hasattr(type(value), "columns") or hasattr(type(value), "column_names")


def _is_dumpable(value: object) -> bool:
    """Objects of vendors' SDKs, whose fields can be iterated over."""
    return hasattr(type(value), "model_dump")


def _is_grid(value: object) -> bool:
    """An array of no or several dimensions; a column of a table has one, too."""
    return hasattr(type(value), "ndim") and getattr(value, "ndim", 1) != 1


def _is(*kinds: type) -> Callable[[object], bool]:
    return lambda value: isinstance(value, kinds)


# The first that fits tells the way out.
_NO_CONTAINERS: tuple[tuple[Callable[[object], bool], str], ...] = (
    (_is(bytes, bytearray, memoryview), "decode it first"),
    (_is_message, "put the message into a list"),
    (_is(Result), "give its `response`"),
    (_is_dumpable, "put the object into a list"),
    (_is_table, 'give one of its columns, table["question"] for example'),
    (_is_grid, "give one row or column of it, of one dimension"),
    (_is_file, "give its text, file.read(), or its lines, file.read().splitlines()"),
    (_is(os.PathLike), "give the text that is in the file"),
    (_is(Mapping), "give its values, list(mapping.values()), or one of them"),
    (_is(ItemsView), "give the keys or the values alone"),
    (_is_set, "it has no order; give a list, sorted(prompts) for example"),
    (_is(*_CHARACTERS), "it gives single characters; give the text itself"),
    (_is(AsyncIterable), "`amap` takes it"),
    (_is(Awaitable), "await it first"),
)
