"""How many processors the products of matrices take."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import ThreadpoolController


def one_thread() -> AbstractContextManager[object]:
    """Keep numpy from spreading products of matrices over several threads until the block's end.

    Ours are small. Spread over two idle processors they take a quarter less time; where the
    processors have other work, each waits for the last of its parts, and all take ten times as
    long. The limit is the process's: products that others compute meanwhile are not spread either.
    """
    limited: AbstractContextManager[object] = _pools().limit(limits=1, user_api="blas")
    return limited


@cache
def _pools() -> ThreadpoolController:
    return ThreadpoolController()
