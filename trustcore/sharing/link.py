"""The link of an event loop to what processes share: who waits for it, what is told it later."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from math import inf
from typing import TypeVar

import anyio

from trustcore.errors import ConfigurationError, SharedLostError, TrustcoreError
from trustcore.event_loop import loop_time
from trustcore.log import log
from trustcore.plugins.shared import Shared, SharedSession
from trustcore.sharing.state import RENEW_SECONDS, LinkState

T = TypeVar("T")

_LONGEST = 5.0
"""Seconds after which something that does not answer is taken for lost."""

_PROBE = 0.25
_SELDOM = 5.0
"""Seconds until it is tried whether it is back: doubled each time, up to the second."""

_GATHERED = 0.02
"""Seconds in which corrections are gathered to be told together."""

_FAREWELL = 3.0
"""Seconds that giving back may take when the client closes."""


class SharedLink:
    """The link of one event loop to what processes share.

    While what is shared cannot be reached it is `lost`: nothing is asked then, and `serve` tries
    every few seconds whether it is back.

    Args:
        shared: What processes share.
        process: What tells this client from all others.
        patience: Seconds for which it is waited for.
        state: What the links of the client have in common.

    Attributes:
        shared: What processes share.
        queue: Where those wait who need more of a budget: the first of them asks.
    """

    def __init__(
        self,
        shared: Shared,
        process: str,
        patience: float = 300.0,
        state: LinkState | None = None,
    ) -> None:
        self.shared = shared
        self.queue = anyio.Lock(fast_acquire=True)
        self._process = process
        self._patience = patience
        self._state = state or LinkState()
        self._session: SharedSession | None = None
        self._stack = AsyncExitStack()
        self._holders = 0
        self._door = anyio.Lock(fast_acquire=True)
        self._serving = anyio.Lock(fast_acquire=True)
        self._lost_at = inf
        self._probe_at = inf
        self._wait = _PROBE
        self._back = anyio.Event()
        self._news = anyio.Event()
        self._tokens: dict[str, float] = {}
        self._pauses: dict[str, float] = {}

    @property
    def lost(self) -> bool:
        """Whether what is shared cannot be reached."""
        return self._lost_at < inf

    @property
    def goes_on(self) -> bool:
        """Whether calls go on then. Where there is a budget, they could only pile up before it."""
        return self.shared.on_lost == "own" and self._state.holder is None

    @asynccontextmanager
    async def held(self) -> AsyncGenerator[None, None]:
        """Keep the link open; the last one gives back what was not used, and closes it.

        Raises:
            ConfigurationError: When what is shared cannot be used, or was never reached.
        """
        self._holders += 1
        try:
            await self._open()
            yield
        finally:
            self._holders -= 1
            if self._holders == 0:
                with anyio.CancelScope(shield=True):
                    await self._close()

    async def call(self, work: Callable[[SharedSession], Awaitable[T]]) -> T:
        """Ask for something.

        Raises:
            SharedLostError: When it cannot be reached.
        """
        if self.lost or self._session is None:
            raise self.error()
        try:
            return await self._bounded(work, self._session)
        except SharedLostError as error:
            self._lose(error)
            raise self.error() from error

    async def back(self) -> None:
        """Return when it can be reached again.

        Raises:
            SharedLostError: When it could not for longer than `patience`.
        """
        while self.lost:
            self.check_patience()
            with anyio.move_on_after(self._lost_at + self._patience - loop_time()):
                await self._back.wait()

    def check_patience(self) -> None:
        """Do nothing while it may be waited for.

        Raises:
            SharedLostError: When it could not be reached for longer than `patience`.
        """
        if loop_time() >= self._lost_at + self._patience:
            error = self.error()
            error.given_up = f"it was waited for as long as `patience` says, {self._patience:g} s"
            raise error

    def error(self) -> SharedLostError:
        """What a call fails with that cannot wait any longer."""
        return SharedLostError(f"{self.shared.place}, which processes share, cannot be reached")

    def correct(self, account: str, tokens: float) -> None:
        """Tell soon how many tokens more a call took than it was taken to take."""
        if not self.lost and tokens:
            self._tokens[account] = self._tokens.get(account, 0.0) + tokens
            self._news.set()

    def pause(self, account: str, seconds: float) -> None:
        """Tell soon that nothing is to be sent for some seconds."""
        if not self.lost:
            self._pauses[account] = max(self._pauses.get(account, 0.0), seconds)
            self._news.set()

    async def serve(self) -> None:
        """Tell what there is to tell, renew, and try whether it is back, until cancelled.

        Of several tasks of an event loop that do so, one at a time does.
        """
        async with self._serving:
            renew_at = loop_time() + RENEW_SECONDS
            while True:
                with anyio.move_on_after(min(renew_at, self._probe_at) - loop_time()):
                    await self._news.wait()
                    await anyio.sleep(_GATHERED)
                self._news = anyio.Event()
                if self.lost and loop_time() >= self._probe_at:
                    await self._probe()
                if not self.lost:
                    await self._tell()
                if loop_time() >= renew_at:
                    renew_at = loop_time() + RENEW_SECONDS
                    await self._renew()

    async def _open(self) -> None:
        async with self._door:
            if self._session is not None:
                return
            session = await self._stack.enter_async_context(self.shared.open(self._process))
            self._session = session
            try:
                await self._bounded(lambda one: one.check(), session)
            except SharedLostError as error:
                if not self._state.seen:
                    await self._shut()
                    raise ConfigurationError(
                        f"shared: {self.shared.place} cannot be reached: {error}; start it, or "
                        "leave `shared` out"
                    ) from error
                self._lose(error)
            except BaseException:  # raised again
                await self._shut()
                raise
            self._state.seen = True

    async def _close(self) -> None:
        async with self._door:
            if self._holders or self._session is None:  # somebody came meanwhile
                return
            if not self.lost:
                with anyio.move_on_after(_FAREWELL):
                    await self._tell()
                    if self._state.holder is not None:
                        await self._state.holder.give_back(self)
            await self._shut()

    async def _shut(self) -> None:
        self._session = None
        self._lost_at = self._probe_at = inf
        stack, self._stack = self._stack, AsyncExitStack()
        await stack.aclose()

    async def _bounded(
        self, work: Callable[[SharedSession], Awaitable[T]], session: SharedSession
    ) -> T:
        """Do something that takes some seconds at most, and fails as a protocol says.

        Raises:
            SharedLostError: Whatever a foreign implementation raised.
        """
        try:
            with anyio.move_on_after(_LONGEST):
                return await work(session)
        except TrustcoreError:
            raise
        except Exception as error:  # of an implementation of the user's: it takes no call along
            raise SharedLostError(f"it raised {type(error).__name__}") from error
        raise SharedLostError(f"it did not answer within {_LONGEST:g} s")

    def _lose(self, error: SharedLostError) -> None:
        if self.lost:
            return
        self._lost_at = loop_time()
        self._wait = _PROBE
        self._probe_at = self._lost_at + self._wait
        self._back = anyio.Event()
        self._tokens.clear()
        self._pauses.clear()
        self._news.set()
        tell = log.info if self._state.warned else log.warning
        self._state.warned = True
        tell("shared lost", place=self.shared.place, error=str(error), on_lost=self.shared.on_lost)

    async def _probe(self) -> None:
        """Try whether it is back."""
        session = self._session
        try:
            if session is not None:
                await self._bounded(lambda one: one.check(), session)
        except (SharedLostError, ConfigurationError):
            self._wait = min(_SELDOM, 2 * self._wait)
            self._probe_at = loop_time() + self._wait
            return
        seconds = round(loop_time() - self._lost_at, 1)
        self._lost_at = self._probe_at = inf
        self._back.set()
        log.info("shared found again", place=self.shared.place, seconds=seconds)

    async def _tell(self) -> None:
        """Tell corrections and pauses. What cannot be told is lost: it would be out of date."""
        tokens, self._tokens = self._tokens, {}
        pauses, self._pauses = self._pauses, {}
        try:
            for account, seconds in pauses.items():
                await self._tell_pause(account, seconds)
            for account, number in tokens.items():
                await self._tell_tokens(account, number)
        except SharedLostError:
            return

    async def _tell_pause(self, account: str, seconds: float) -> None:
        await self.call(lambda session: session.pause(account, seconds))

    async def _tell_tokens(self, account: str, tokens: float) -> None:
        await self.call(lambda session: session.correct(account, tokens))

    async def _renew(self) -> None:
        if self._state.holder is not None:
            await self._state.holder.renew(self)
