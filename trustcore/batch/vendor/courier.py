"""Brings files to the vendor and replies back. What was sent is never sent again unseen."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import BinaryIO, TypeVar, cast

import anyio
import anyio.to_thread
from attrs import define, evolve, field

from trustcore.batch.vendor.files import RequestFile
from trustcore.batch.vendor.form import BatchForm, Candidate
from trustcore.batch.vendor.store import Batch, RoundStore
from trustcore.calls.retry import believed
from trustcore.errors import ConfigurationError, ProviderError, RequestError
from trustcore.log import log

T = TypeVar("T")

_TRIES = 5
"""How often an exchange about batches is tried before the run ends; the journal keeps all."""

_LONGEST = 20
"""How many times the first wait between two looks the longest is."""

_MINUTES = 100
"""Seconds that are told in minutes."""

_SLICE = 0.5
"""Seconds after which a wait looks whether it was asked to end."""


@define(kw_only=True)
class Courier:
    """Sends files, finds out what became of them, and fetches replies.

    Attributes:
        store: The journal's tables.
        forms: The vendor's interface, by the name of the model.
        seconds: The first wait between two looks; each is twice the one before, to a limit.
        stopped: Tells whether a stop was asked for.
        say: Is told in words what is done, and what is waited for.
        adopt: The vendor's name of the batch that is one of ours, where only the user knows.
        send_anew: Whether none of those that may be ours is, as the user says.
        release: Is told the key of a file of which nothing will come.
        arrived: The keys of files whose replies came and are not booked yet, by their numbers.
    """

    store: RoundStore
    forms: Mapping[str, BatchForm]
    seconds: float
    stopped: Callable[[], bool]
    say: Callable[[str], None]
    adopt: str | None = None
    send_anew: bool = False
    release: Callable[[str], None]
    arrived: dict[int, str] = field(factory=dict)

    async def recover(self) -> bool:
        """Find out what became of files that were being sent when an earlier process ended.

        The vendor is asked for them, and asked again after a while, since a list may lag.

        Returns:
            Whether all of them are decided, since nobody asked for a stop.

        Raises:
            ConfigurationError: When nobody but the user can tell.
        """
        for batch in self.store.batches("written"):
            self._drop(batch)
        for batch in self.store.batches("submitting"):
            await self._adopt(batch)
        missing = self.store.batches("submitting")
        if not missing:
            return True
        self.say(
            f"{_files(missing)} of an earlier run may be with the vendor; looking again "
            f"{_in(self.seconds)}"
        )
        if not await self._sleep(self.seconds):
            return False
        for batch in missing:
            if not await self._adopt(batch):
                self._drop(batch)
        return True

    async def submit(self, file: RequestFile) -> None:
        """Send a file and start its batch; the journal knows of it before the vendor does."""
        form, batch = self.forms[file.batch.model], file.batch
        self.store.mark(batch, "submitting")
        batch = evolve(batch, marked=time.time())
        size = f"{max(1, file.size // 1000):,} kB"
        self.say(f"sending {batch.lines:,} requests, {size}, round {batch.round}")
        file_id = await self._tried(lambda: form.upload(batch, file.open))
        vendor_id = await self._started(batch, lambda: form.create(batch, file_id, file.open))
        self.store.mark(batch, "submitted", vendor_id)
        log.info("batch submitted", batch=vendor_id, requests=batch.lines, round=batch.round)

    async def collect(self, *, wait: bool) -> bool:
        """Fetch the replies of all that is with the vendor; whether nothing is there any more.

        Args:
            wait: Whether to wait for what has not ended.

        Raises:
            RequestError: When the vendor refused a file.
        """
        pause = self.seconds
        while True:
            for batch in self.store.batches("submitted"):
                if not self.stopped():
                    await self._look(batch)
            left = self.store.batches("submitted")
            if not left:
                return True
            if not wait:
                return False
            requests = sum(one.lines for one in left)
            self.say(
                f"waiting for the vendor: {requests:,} requests in {_files(left)}; looking again "
                f"{_in(pause)}; Ctrl-C leaves them there, and the same command goes on"
            )
            if not await self._sleep(pause):
                return False
            pause = min(2 * pause, _LONGEST * self.seconds)

    async def _started(self, batch: Batch, create: Callable[[], Awaitable[str]]) -> str:
        """Start a batch; where nobody knows whether it was, look before it is tried again.

        When that look fails too, nothing is tried again: the next run looks first.

        Raises:
            ConfigurationError: When nobody but the user can tell.
        """
        for left in range(_TRIES - 1, 0, -1):
            try:
                return await create()
            except ProviderError as error:
                if not error.retryable:
                    raise
                await self._rest(error, self.seconds, left)
                vendor_id = await self._find(batch)
            if vendor_id is not None:
                return vendor_id
        return await create()

    async def _adopt(self, batch: Batch) -> bool:
        """Take a batch for sent where the vendor has it. Whether it has."""
        vendor_id = await self._find(batch)
        if vendor_id is not None:
            self.store.mark(batch, "submitted", vendor_id)
        return vendor_id is not None

    async def _find(self, batch: Batch) -> str | None:
        """The vendor's name of a batch that may have been started; None where it has none.

        Raises:
            ConfigurationError: When nobody but the user can tell.
        """
        form = self.forms[batch.model]
        found = await self._tried(lambda: form.find(batch, self.store))
        if not found.candidates:
            return found.vendor_id
        if self.adopt in {one.vendor_id for one in found.candidates}:
            return self.adopt
        if self.send_anew:
            return None
        raise ConfigurationError(_ambiguous(batch, found.candidates))

    def _drop(self, batch: Batch) -> None:
        """Forget a file that the vendor does not have."""
        self.store.drop(batch)
        self.release(batch.key)

    async def _look(self, batch: Batch) -> None:
        form, vendor_id = self.forms[batch.model], batch.vendor_id or ""
        state = await self._tried(lambda: form.look(vendor_id))
        if not state.ended:
            return
        if state.refused and not state.files:
            self._drop(batch)
            said = f" ({state.code})" if state.code else ""
            msg = (
                f"the vendor refused a file of {batch.lines} requests{said}; nothing of it was "
                "asked or paid for: the same command sends it again, once its cause is gone"
            )
            raise RequestError(msg)
        self.say(f"fetching the replies to {batch.lines:,} requests, round {batch.round}")
        for file_id in state.files:
            await self._tried(lambda one=file_id: self._fetch(batch, one))  # type: ignore[misc]
        await anyio.to_thread.run_sync(self.store.finish, batch)
        self.arrived[batch.number] = batch.key
        log.info("batch collected", batch=vendor_id, requests=batch.lines, round=batch.round)

    async def _fetch(self, batch: Batch, file_id: str) -> None:
        with cast("BinaryIO", tempfile.TemporaryFile(dir=self.store.folder)) as file:
            form = self.forms[batch.model]
            await form.fetch(file_id, lambda piece: _write(file, piece))
            file.seek(0)
            results = (found for line in file if (found := form.result(line)) is not None)
            await anyio.to_thread.run_sync(self.store.answer, batch, results)

    async def _tried(self, exchange: Callable[[], Awaitable[T]]) -> T:
        """What an exchange gives, which is made again where that may help."""
        pause = self.seconds / 10
        for left in range(_TRIES - 1, 0, -1):
            try:
                return await exchange()
            except ProviderError as error:
                if not error.retryable:
                    raise
                await self._rest(error, believed(error.retry_after) or pause, left)
            pause *= 2
        self.say("the last try; after it the journal keeps all, and the same command goes on")
        return await exchange()

    async def _rest(self, error: ProviderError, seconds: float, left: int) -> None:
        """Wait after a failure, and say so.

        Raises:
            ProviderError: That failure, when a stop is asked for.
        """
        tries = f"{left} more tries" if left > 1 else "one more try"
        self.say(f"{type(error).__name__}: {error}; {tries}, the next {_in(seconds)}")
        if not await self._sleep(seconds):
            raise error

    async def _sleep(self, seconds: float) -> bool:
        """Wait; False at once when a stop is asked for."""
        end = anyio.current_time() + seconds
        while not self.stopped() and (left := end - anyio.current_time()) > 0:  # noqa: ASYNC110  (set by a thread)
            await anyio.sleep(min(left, _SLICE))
        return not self.stopped()


def _ambiguous(batch: Batch, candidates: Sequence[Candidate]) -> str:
    """What the user is told who alone can decide."""
    listed = ", ".join(f"{one.vendor_id} ({one.about})" for one in candidates)
    return (
        f"whether the vendor has a file of {batch.lines:,} requests that was being sent cannot be "
        f"told; of its size, and unknown here: {listed}. Nothing is sent before that is decided: "
        "once such a batch has results, the same command finds out by itself; or take one for this "
        f"run's (--adopt {candidates[0].vendor_id}), or, where none is, send the file anew "
        "(--send-anew), which is paid for twice if one was"
    )


def _files(batches: Sequence[Batch]) -> str:
    return "a file" if len(batches) == 1 else f"{len(batches)} files"


def _in(seconds: float) -> str:
    """When something is to happen."""
    return f"in {seconds:.0f} s" if seconds < _MINUTES else f"in {seconds / 60:.0f} minutes"


def _write(file: BinaryIO, piece: bytes) -> None:
    file.write(piece)
