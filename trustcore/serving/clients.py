"""The clients of a server: its own, or one for each key that is passed on, with each preset."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from itertools import chain

import anyio
from anyio.abc import TaskGroup
from attrs import define, field
from starlette.datastructures import Headers

from trustcore.client import TLM
from trustcore.client.streaming import check_one_candidate
from trustcore.errors import ConfigurationError
from trustcore.presets import resolve_preset
from trustcore.records.totals import Totals
from trustcore.secret import Secret
from trustcore.serving.failures import UNAUTHORIZED, Refusal, log_unexpected
from trustcore.serving.upstream import Upstream

MakeClient = Callable[[Secret], TLM]
"""Makes the client of a key; it is entered by the server."""

MOST_KEYS = 64
"""Keys whose connections are kept open; beyond it the least recent one that is idle is closed."""

_MOST_SPENT = 10_000


@define(eq=False)
class Client:
    """A client with each of the presets that may be chosen.

    Attributes:
        owner: Stands for the key that pays, without telling it; empty for the server's own.
        presets: By their names, the usual one first.
        in_flight: Answers under way, and requests that wait for its connections.
        dropped: Set when its connections are to be closed.
    """

    owner: str
    presets: Mapping[str, TLM]
    in_flight: int = 0
    dropped: anyio.Event = field(factory=anyio.Event)
    _opened: anyio.Event = field(factory=anyio.Event)
    _error: Exception | None = None

    @property
    def tlm(self) -> TLM:
        """The client of the usual preset, which owns the connections."""
        return next(iter(self.presets.values()))

    async def hold(self) -> None:
        """Keep its connections open until it is dropped."""
        try:
            async with self.tlm:
                self._opened.set()
                await self.dropped.wait()
        except Exception as error:  # noqa: BLE001  (of one key: the others' answers go on)
            if self._opened.is_set():
                log_unexpected(error)
            self._error = error
        finally:
            self._opened.set()

    async def opened(self) -> None:
        """Return when its connections are open; raise what keeps them from it."""
        if not self._opened.is_set():
            self.in_flight += 1  # else it might be closed for being idle
            try:
                await self._opened.wait()
            finally:
                self.in_flight -= 1
        if self._error is not None:
            raise self._error


class Clients:
    """The clients of a server.

    Args:
        tlm: The server's own client; with `for_key` it answers nothing, and says which models and
            preset there are.
        presets: Those that may be chosen besides its own.
        for_key: Makes the client of a key that is passed on; None where the server has its own.

    Raises:
        ConfigurationError: When a preset cannot be served.
    """

    def __init__(
        self, tlm: TLM, presets: Iterable[str] = (), for_key: MakeClient | None = None
    ) -> None:
        self.passes_keys = for_key is not None
        self.upstream = Upstream(
            chain.from_iterable(tlm.endpoints.values()),
            tlm.models["answer"],
            passes_keys=self.passes_keys,
        )
        self._presets = tuple(presets)
        self._own = self._made("", tlm)
        self._for_key = for_key
        self._by_owner: dict[str, Client] = {}
        self._spent: dict[str, Totals] = {}

    @property
    def tlm(self) -> TLM:
        """The server's own client."""
        return self._own.tlm

    @property
    def preset_names(self) -> tuple[str, ...]:
        """The presets that may be chosen, the usual one first."""
        return tuple(self._own.presets)

    def owner(self, headers: Headers) -> str:
        """Who may read what a request made: the hash of the key that it gives.

        Raises:
            Refusal: When it gives none.
        """
        return owner_of(self._key(headers)) if self.passes_keys else ""

    async def of(self, headers: Headers, group: TaskGroup) -> Client:
        """The client that answers a request.

        Args:
            headers: Of the request, with its key where keys are passed on.
            group: Holds what is opened.

        Raises:
            Refusal: When a key is needed, and there is none.
        """
        if self._for_key is None:
            return self._own
        key = self._key(headers)
        owner = owner_of(key)
        found = self._by_owner.pop(owner, None)
        if found is None:
            self._drop_idle()
            found = self._made(owner, self._client_of(key, self._for_key))
            group.start_soon(found.hold)
        self._by_owner[owner] = found  # at once: whoever comes with the same key waits for it
        try:
            await found.opened()
        except Exception:  # whatever keeps it from opening: the next request makes another
            if self._by_owner.get(owner) is found:
                del self._by_owner[owner]
            raise
        return found

    def spent(self) -> dict[str, Totals]:
        """What each key has paid for, by its hash; what the server has, under an empty one."""
        if not self.passes_keys:
            return {"": self.tlm.ledger.total}
        found = dict(self._spent)
        for owner, client in self._by_owner.items():
            found[owner] = found.get(owner, Totals()) + client.tlm.ledger.total
        return found

    def total(self) -> Totals:
        """What all of them have paid for."""
        return sum(self.spent().values(), Totals())

    def _made(self, owner: str, tlm: TLM) -> Client:
        own = tlm.preset.name
        chosen = {name_of(one): one for one in self._presets}
        others = {name: tlm.with_preset(one) for name, one in chosen.items() if name != own}
        found = {own: tlm, **others}
        for one in found.values():
            check_one_candidate(one.preset, besides="")
        return Client(owner, found)

    def _key(self, headers: Headers) -> Secret:
        key = bearer_of(headers)
        if not key:
            raise Refusal(
                "your own key for the model's API is passed on: give it as the API key "
                "(Authorization: Bearer ...)",
                UNAUTHORIZED,
            )
        return Secret(key)

    @staticmethod
    def _client_of(key: Secret, for_key: MakeClient) -> TLM:
        try:
            return for_key(key)
        except ConfigurationError as error:
            msg = "this key cannot be passed on; was it copied whole?"
            raise Refusal(msg, UNAUTHORIZED) from error

    def _drop_idle(self) -> None:
        """Close the least recent of too many."""
        idle = [owner for owner, one in self._by_owner.items() if not one.in_flight]
        for owner in idle[: max(0, len(self._by_owner) + 1 - MOST_KEYS)]:
            client = self._by_owner.pop(owner)
            total = self._spent.pop(owner, Totals()) + client.tlm.ledger.total
            self._spent[owner] = total
            client.dropped.set()
        for owner in list(self._spent)[:-_MOST_SPENT]:
            del self._spent[owner]


def bearer_of(headers: Headers) -> str:
    """The key or token of a request; empty where there is none."""
    scheme, _, given = headers.get("authorization", "").partition(" ")
    return given.strip() if scheme.lower() == "bearer" else ""


def owner_of(key: Secret) -> str:
    """What stands for a key without telling it."""
    return hashlib.sha256(key.reveal().encode()).hexdigest()[:16]


def name_of(preset: str) -> str:
    """The name by which a preset is chosen.

    Raises:
        ConfigurationError: When there is none of it.
    """
    return resolve_preset(preset).name
