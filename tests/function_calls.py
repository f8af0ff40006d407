"""How much work something is, in calls of functions: time hangs on the machine, these do not.

Garbage of earlier tests is collected before, and none while it counts: finalizers are calls too.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from types import FrameType
from typing import Self

_OURS = frozenset({"trustcore", "trustcore_strategies", "trustcore_providers"})


class FunctionCalls:
    """A counter of the calls of functions inside of a `with`, those in C included.

    With `ours` those are counted that our own functions are or make.
    """

    def __init__(self, *, ours: bool = False) -> None:
        self.count = 0
        self._take = self._take_ours if ours else self._take_any

    def __enter__(self) -> Self:
        gc.collect()
        gc.disable()
        sys.setprofile(self._take)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)
        gc.enable()

    def _take_any(self, _: FrameType, event: str, __: object) -> None:
        self.count += event in {"call", "c_call"}

    def _take_ours(self, frame: FrameType, event: str, _: object) -> None:
        name = str(frame.f_globals.get("__name__", ""))
        self.count += event in {"call", "c_call"} and name.partition(".")[0] in _OURS


def calls_of(function: Callable[[], object]) -> int:
    """The calls of functions that a function makes."""
    with FunctionCalls() as counter:
        function()
    return counter.count
