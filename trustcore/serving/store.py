"""The scores that can be asked for later: the last ones, in memory."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

import anyio
from attrs import define, field

from trustcore.serving.archive import Archive, Texts
from trustcore.serving.trust import Trust


@define(eq=False)
class Kept:
    """A score that is kept, or on its way.

    Attributes:
        trust: What is known by now.
        settled: Set when that is all.
    """

    trust: Trust
    settled: anyio.Event = field(factory=anyio.Event)


class Store:
    """The last scores by their ids. What is not settled is kept whatever comes after.

    Args:
        most: How many are kept in memory.
        archive: Keeps them in a file as well.
    """

    def __init__(self, most: int, archive: Archive | None = None) -> None:
        self._most = most
        self._archive = archive
        self._kept: dict[str, Kept] = {}

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._kept)

    def begin(self, trust: Trust, owner: str = "") -> None:
        """Keep a place for a score on its way, which its owner alone may read."""
        self._kept[_key(trust.id, owner)] = Kept(trust)
        self._drop()

    def settle(self, trust: Trust, owner: str = "", texts: Texts | None = None) -> None:
        """Keep a score, and tell those who wait for it; texts are for the archive."""
        key = _key(trust.id, owner)
        kept = self._kept.setdefault(key, Kept(trust))
        kept.trust = trust
        kept.settled.set()
        self._drop()
        if self._archive is not None:
            self._archive.put(key, trust, texts)

    async def get(self, id_: str, owner: str = "", wait: float = 0.0) -> Mapping[str, Any] | None:
        """A score by its id, as plain data; None where there is none that this owner may read.

        Args:
            id_: Of the response that it belongs to.
            owner: Who asks.
            wait: Seconds to wait for a score on its way.
        """
        key = _key(id_, owner)
        kept = self._kept.get(key)
        if kept is None:
            return None if self._archive is None else await self._archive.get(key)
        if wait > 0:
            with anyio.move_on_after(wait):
                await kept.settled.wait()
        return kept.trust.row

    def _drop(self) -> None:
        """Drop the oldest beyond the limit, but for those on their way."""
        settled = (id_ for id_, kept in self._kept.items() if kept.settled.is_set())
        for id_ in list(islice(settled, max(0, len(self._kept) - self._most))):
            del self._kept[id_]


def _key(id_: str, owner: str) -> str:
    """Under what a score is kept: another owner does not find it."""
    return f"{owner}:{id_}" if owner else id_
