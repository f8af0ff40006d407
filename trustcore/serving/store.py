"""The scores that can be asked for later: the last ones, in memory."""

from __future__ import annotations

from asyncio import Event  # anyio's finds out each time in which library's loop it is
from itertools import islice

import anyio
from attrs import define, field

from trustcore.serving.archive import Archive, Texts
from trustcore.serving.trust import Trust


@define(eq=False)
class Awaited:
    """A score on its way.

    Attributes:
        id: Of the response that it belongs to.
        json: What is told of it, once it is settled.
        settled: Set when that is there.
    """

    id: str
    json: bytes | None = None
    settled: Event = field(factory=Event)


class Store:
    """The last scores by their ids. What is not settled is kept whatever comes after.

    They are kept as JSON: that is small, and thousands of records would be looked at by each full
    collection of garbage, while all requests wait.

    Args:
        most: How many are kept in memory.
        archive: Keeps them in a file as well.
    """

    def __init__(self, most: int, archive: Archive | None = None) -> None:
        self._most = most
        self._archive = archive
        self._kept: dict[str, Awaited | bytes] = {}

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._kept)

    def begin(self, id_: str, owner: str = "") -> None:
        """Keep a place for a score on its way, which its owner alone may read."""
        self._kept[_key(id_, owner)] = Awaited(id_)
        self._drop()

    def settle(self, trust: Trust, owner: str = "", texts: Texts | None = None) -> None:
        """Keep a score, and tell those who wait for it; texts are for the archive."""
        key, json = _key(trust.id, owner), trust.json
        awaited = self._kept.get(key)
        self._kept[key] = json
        if isinstance(awaited, Awaited):
            awaited.json = json
            awaited.settled.set()
        self._drop()
        if self._archive is not None:
            self._archive.put(key, json, texts)

    async def get(self, id_: str, owner: str = "", wait: float = 0.0) -> bytes | None:
        """A score by its id, as JSON; None where there is none that this owner may read.

        Args:
            id_: Of the response that it belongs to.
            owner: Who asks.
            wait: Seconds to wait for a score on its way.
        """
        key = _key(id_, owner)
        kept = self._kept.get(key)
        if kept is None:
            return None if self._archive is None else await self._archive.get(key)
        if isinstance(kept, bytes):
            return kept
        if wait > 0:
            with anyio.move_on_after(wait):
                await kept.settled.wait()
        return kept.json or Trust(id=kept.id, reason="the score is on its way").json

    def _drop(self) -> None:
        """Drop the oldest beyond the limit, but for those on their way."""
        surplus = len(self._kept) - self._most
        if surplus > 0:
            settled = (key for key, kept in self._kept.items() if isinstance(kept, bytes))
            for key in list(islice(settled, surplus)):
                del self._kept[key]


def _key(id_: str, owner: str) -> str:
    """Under what a score is kept: another owner does not find it."""
    return f"{owner}:{id_}" if owner else id_
