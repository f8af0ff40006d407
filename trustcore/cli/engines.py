"""Where the rows of a file are answered and scored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum

from trustcore.batch.workers import Workers
from trustcore.client import TLM
from trustcore.errors import ConfigurationError


class RowEngine(StrEnum):
    """Who runs the rows of a file."""

    HERE = "here"
    RAY = "ray"


@contextmanager
def workers_of(
    engine: RowEngine, actors: int, client: Callable[[], TLM], *, kept: bool
) -> Iterator[Workers | None]:
    """The workers of the flags, None where it is this process.

    Args:
        engine: Who runs the rows.
        actors: How many workers there are.
        client: Makes the client of each.
        kept: Whether a budget, if there is one, is shared by all of them.

    Raises:
        ConfigurationError: When the engine is not installed, or the budget would not be kept.
    """
    if engine is RowEngine.HERE:
        yield None
        return
    if not kept:
        msg = (
            "--max-usd, --max-calls and --max-tokens-total bound one process, and --engine ray "
            "has several; let them share it by --shared redis://HOST:6379/0"
        )
        raise ConfigurationError(msg)
    from trustcore.distributed.ray import RayWorkers  # noqa: PLC0415  (an extra)

    with RayWorkers(client, actors=actors) as workers:
        yield workers
