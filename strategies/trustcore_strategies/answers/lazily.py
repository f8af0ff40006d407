"""Attributes that are made when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


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
