"""The cache in front of a model: what it has comes from there, and the rest is shared."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import anyio
from anyio.abc import TaskGroup

from trustcore.cache.async_store import AsyncStore
from trustcore.cache.keys import Key, Scope
from trustcore.calls.actor import fit
from trustcore.calls.stage import PendingCall, Settlement, Stage
from trustcore.calls.streamed_text import StreamedText
from trustcore.errors import ClientStateError, TrustcoreError
from trustcore.graph import Call
from trustcore.graph.graph import EMPTY_REPLY
from trustcore.plugins.protocols import Provider
from trustcore.records.chat import Completion, Embedding, EmbeddingRequest, Missing, Usage
from trustcore.records.evidence import Finding

_LOOKED_UP_AT_ONCE = 8
"""Calls that are looked up while new items have to wait: one visit to the file serves them all."""


class CachedModel:
    """A stage in front of a model's own: it looks calls up, and shares those that are made.

    Args:
        provider: The model.
        scope: What the keys of its requests have in common.
        store: The cache.
        stage: Gives the model's own stage.
        group: The task group of the runtime, which owns the shared calls.
    """

    def __init__(
        self,
        provider: Provider,
        scope: Scope,
        store: AsyncStore[SharedCall],
        stage: Callable[[], Stage],
        group: TaskGroup,
    ) -> None:
        self._provider = provider
        self._scope = scope
        self._store = store
        self._stage = stage
        self._group = group
        self._looked_up = 0
        self._news = anyio.Event()
        self._door = anyio.Lock(fast_acquire=True)

    async def wait_for_capacity(self) -> None:
        """Return when few calls are being looked up, and few wait to be made."""
        async with self._door:
            while self._looked_up >= _LOOKED_UP_AT_ONCE:
                self._news = anyio.Event()
                await self._news.wait()
        await self._stage().wait_for_capacity()

    async def call(self, call: Call, pending: PendingCall, /) -> Settlement:
        """Make a call for what the cache lacks and no call under way brings."""
        keys = self._keys(call)
        pending.waiting("the cache")
        collected = _Collected(call, keys)
        collected.add(await self._find(keys), free=True)
        size: int | None = None
        while gaps := collected.gaps:
            if not pending.wanted:
                collected.add({keys[one]: EMPTY_REPLY for one in gaps})
                break
            try:
                size = await self._obtain(call, collected, pending, size)
            except ClientStateError as closed:
                collected.fail(closed)
        return collected.settlement()

    async def _find(self, keys: tuple[Key, ...]) -> Mapping[Key, Finding]:
        self._looked_up += 1
        try:
            return await self._store.find(keys)
        finally:
            self._looked_up -= 1
            self._news.set()

    async def _obtain(
        self, call: Call, collected: _Collected, pending: PendingCall, most: int | None
    ) -> int | None:
        """Wait for calls that bring what is lacking, those that are made for it among them.

        Args:
            call: The whole call.
            collected: What is there.
            pending: Whose call it is.
            most: How many things one call may ask for; None for as many as there are.

        A call that broke off after some of its text is not made again for who was given that; who
        was given none makes one of its own.

        Returns:
            How many things the shortest reply had, where one was short: as many are asked for next.

        Raises:
            ClientStateError: When the client was closed meanwhile.
        """
        shared = self._shared(call, collected, pending, most)
        sizes: list[int] = []
        for one in shared:
            one.join(pending)
        try:
            for one in shared:
                await one.done.wait()
        finally:
            for one in shared:
                one.leave(pending)
        for one in shared:
            pays = one.leader is pending
            if one.found is not None and (pays or pending.begun or not one.broke_off):
                collected.add(one.found, one.usage, one.error, free=not pays)
                sizes.append(len(one.found))
            elif pays or pending.begun:  # nobody took it back, so that its task group was cancelled
                raise ClientStateError("the client was closed while calls were pending")
        return min(sizes, default=None)

    def _shared(
        self, call: Call, collected: _Collected, pending: PendingCall, most: int | None
    ) -> list[SharedCall]:
        """The calls that bring what is lacking: those under way, and new ones for the rest."""
        under_way: dict[SharedCall, None] = {}
        alone: list[int] = []
        for position in collected.gaps:
            one = self._store.shared.get(collected.keys[position])
            if one is None:
                alone.append(position)
            else:
                under_way[one] = None
        size = most or max(1, len(alone))
        for start in range(0, len(alone), size):
            for positions, part in call.parts(alone[start : start + size]):
                keys = tuple(collected.keys[one] for one in positions)
                under_way[self._start(part, keys, pending)] = None
        return list(under_way)

    def _start(self, call: Call, keys: tuple[Key, ...], leader: PendingCall) -> SharedCall:
        stage = self._stage()
        shared = SharedCall(call, keys, leader, self._store)
        self._group.start_soon(shared.run, stage)
        return shared

    def _keys(self, call: Call) -> tuple[Key, ...]:
        request = call.request
        if not isinstance(request, EmbeddingRequest):
            request = fit(request, self._provider)
        return self._scope.keys(request)


class _Collected:
    """What came of a call until now, from the cache and from calls."""

    def __init__(self, call: Call, keys: tuple[Key, ...]) -> None:
        self.keys = keys
        self._call = call
        self._found: dict[Key, Finding] = {}
        self._usage = Usage()
        self._error: TrustcoreError | None = None
        self._free = 0

    @property
    def gaps(self) -> list[int]:
        """The positions of what is not there yet."""
        return [place for place, key in enumerate(self.keys) if key not in self._found]

    def add(
        self,
        found: Mapping[Key, Finding],
        usage: Usage = Usage(),  # noqa: B008  (frozen)
        error: TrustcoreError | None = None,
        *,
        free: bool = False,
    ) -> None:
        """Take in some of it, and perhaps other things.

        Args:
            found: What came of its keys, and of others.
            usage: What that cost its item, where it is not free.
            error: Why it is missing, when a call failed.
            free: Whether it took no call of its item's.
        """
        own = {key: found[key] for key in self.keys if key in found and key not in self._found}
        self._found |= own
        if free:
            self._free += sum(not isinstance(one, Missing) for one in own.values())
        else:
            self._usage += usage
        self._error = self._error or error

    def fail(self, error: TrustcoreError) -> None:
        """Let what is not there be missing, because of an error."""
        gap = Missing(f"{type(error).__name__}: {error}")
        self.add({self.keys[one]: gap for one in self.gaps}, error=error)

    def settlement(self) -> Settlement:
        """All of it."""
        findings = [self._found[key] for key in self.keys]
        return Settlement(self._call, findings, self._usage, self._error, self._free)


class SharedCall(PendingCall):
    """One call for all who ask for the same, in a task of the runtime's group.

    Whoever asked first pays; they may go like anybody. When nobody waits for it any more it is
    cancelled.

    Attributes:
        keys: Of what it will answer.
        leader: Who asked first.
        done: Set when it is over.
        found: What came of its keys; None while it runs, and when it was taken back.
        usage: What it consumed.
        error: Why something is missing, when it failed.
    """

    __slots__ = (
        "_call",
        "_scope",
        "_store",
        "_waiters",
        "done",
        "error",
        "found",
        "keys",
        "leader",
        "usage",
    )

    def __init__(
        self, call: Call, keys: tuple[Key, ...], leader: PendingCall, store: AsyncStore[SharedCall]
    ) -> None:
        super().__init__(leader.priority)
        self.movable = leader.movable
        self.keys = keys
        self.leader = leader
        self.done = anyio.Event()
        self.found: Mapping[Key, Finding] | None = None
        self.usage = Usage()
        self.error: TrustcoreError | None = None
        self._call = call
        self._store = store
        self._scope = anyio.CancelScope()
        self._waiters: dict[PendingCall, None] = {}
        self.text = None if leader.text is None else StreamedText()
        store.shared.update(dict.fromkeys(keys, self))

    async def run(self, stage: Stage) -> None:
        """Make the call, keep what is good of it, and let all who wait know."""
        try:
            with self._scope:
                settlement = await stage.call(self._call, self)
                if not isinstance(settlement.error, ClientStateError):
                    self._take(settlement)
        finally:
            self._forget()
            self.done.set()

    def join(self, pending: PendingCall) -> None:
        """Let one more wait for it."""
        self._waiters[pending] = None
        if self.text is not None and pending.text is not None:
            self.text.follow(pending.text.add)
        if self.in_flight:
            pending.sent()

    def leave(self, pending: PendingCall) -> None:
        """Let one go; without any it is cancelled."""
        self._waiters.pop(pending, None)
        if self.text is not None and pending.text is not None:
            self.text.leave(pending.text.add)
        if self.in_flight:
            pending.returned()
        if not self._waiters and not self.done.is_set():
            self._forget()
            self._scope.cancel()

    def sent(self) -> None:
        """Note that it is about to be sent, for all who wait."""
        super().sent()
        for one in tuple(self._waiters):
            one.sent()

    def returned(self) -> None:
        """Note that the request has ended, for all who wait."""
        super().returned()
        for one in tuple(self._waiters):
            one.returned()

    @property
    def broke_off(self) -> bool:
        """Whether it failed after some of its text was given out, and so was not made again."""
        return self.begun and self.error is not None

    @property
    def wanted(self) -> bool:
        """Whether any of those who wait still wants it."""
        return any(one.wanted for one in self._waiters)

    def _take(self, settlement: Settlement) -> None:
        findings = settlement.findings or [EMPTY_REPLY] * len(self.keys)
        self.found = dict(zip(self.keys, findings, strict=False))
        self.usage, self.error = settlement.usage, settlement.error
        kind = Embedding if isinstance(self._call.request, EmbeddingRequest) else Completion
        self._store.keep({key: one for key, one in self.found.items() if isinstance(one, kind)})

    def _forget(self) -> None:
        shared = self._store.shared
        for key in self.keys:
            if shared.get(key) is self:
                del shared[key]
