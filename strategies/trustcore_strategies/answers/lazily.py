"""Attributes and values of functions that are made when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
K = TypeVar("K")


class lazily(Generic[T]):  # noqa: N801  (used as a decorator, like property)
    """A property that is computed once and then an ordinary attribute.

    `functools.cached_property` takes a lock each time on Python 3.11, which here costs more than
    most of the attributes.
    """

    def __init__(self, make: Callable[..., T]) -> None:
        self.make = make
        self.name = make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, instance: object, owner: type) -> T:
        value = instance.__dict__[self.name] = self.make(instance)
        return value


class Kept(dict[K, T]):
    """What a function gives, by what it was given; each is made once.

    For the few texts of one question: to make a function with `functools.cache` takes longer than
    to keep what it gives for all of them.
    """

    def __init__(self, make: Callable[[K], T]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, key: K) -> T:
        value = self[key] = self.make(key)
        return value
