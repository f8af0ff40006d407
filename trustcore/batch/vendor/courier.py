"""Brings files to the vendor and replies back. What was sent is never sent again unseen."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import BinaryIO, TypeVar, cast

import anyio
import anyio.to_thread
from attrs import define, evolve, field

from trustcore.batch.vendor.files import RequestFile
from trustcore.batch.vendor.form import BatchForm, Found
from trustcore.batch.vendor.store import Batch, RoundStore
from trustcore.errors import ProviderError, RequestError
from trustcore.log import log

T = TypeVar("T")

_TRIES = 5
"""How often an exchange about batches is tried before the run ends; the journal keeps all."""

_LONGEST = 20
"""How many times the first wait between two looks the longest is."""

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
        arrived: The numbers of files whose replies came since somebody took note of them.
    """

    store: RoundStore
    forms: Mapping[str, BatchForm]
    seconds: float
    stopped: Callable[[], bool]
    arrived: set[int] = field(factory=set)

    async def recover(self, *, wait: bool) -> bool:
        """Find out what became of files that were being sent when an earlier process ended.

        The vendor is asked for them, and asked again after a while, since a list may lag.

        Args:
            wait: Whether to wait where nobody can tell yet.

        Returns:
            Whether all of them are decided.
        """
        for batch in self.store.batches("written"):
            self.store.drop(batch)
        for batch in self.store.batches("submitting"):
            await self._adopt(batch, wait=wait)
        missing = self.store.batches("submitting")
        if not missing:
            return True
        if not await self._sleep(self.seconds):
            return False
        for batch in missing:
            found = await self._adopt(batch, wait=wait)
            if not found.undecided and found.vendor_id is None:
                self.store.drop(batch)
        return not self.store.batches("submitting")

    async def submit(self, file: RequestFile) -> None:
        """Send a file and start its batch; the journal knows of it before the vendor does."""
        form, batch = self.forms[file.batch.model], file.batch
        self.store.mark(batch, "submitting")
        batch = evolve(batch, marked=time.time())
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
            if not self.store.batches("submitted"):
                return True
            if not wait or not await self._sleep(pause):
                return False
            pause = min(2 * pause, _LONGEST * self.seconds)

    async def _started(self, batch: Batch, create: Callable[[], Awaitable[str]]) -> str:
        """Start a batch; where nobody knows whether it was, look before it is tried again.

        When that look fails too, nothing is tried again: the next run looks first.
        """
        for _ in range(_TRIES - 1):
            try:
                return await create()
            except ProviderError as error:
                if not error.retryable or not await self._sleep(self.seconds):
                    raise
                found = await self._find(batch, wait=True)
                if found.undecided:  # asked to stop
                    raise
            if found.vendor_id is not None:
                return found.vendor_id
        return await create()

    async def _adopt(self, batch: Batch, *, wait: bool) -> Found:
        """Take a batch for sent where the vendor has it."""
        found = await self._find(batch, wait=wait)
        if found.vendor_id is not None:
            self.store.mark(batch, "submitted", found.vendor_id)
        return found

    async def _find(self, batch: Batch, *, wait: bool) -> Found:
        """Look for a batch at the vendor, until somebody can tell whether it is there."""
        form, pause = self.forms[batch.model], self.seconds
        while True:
            found = await self._tried(lambda: form.find(batch, self.store))
            if not found.undecided or not wait or not await self._sleep(pause):
                return found
            pause = min(2 * pause, _LONGEST * self.seconds)

    async def _look(self, batch: Batch) -> None:
        form, vendor_id = self.forms[batch.model], batch.vendor_id or ""
        state = await self._tried(lambda: form.look(vendor_id))
        if not state.ended:
            return
        if state.refused and not state.files:
            self.store.drop(batch)
            said = f" ({state.code})" if state.code else ""
            msg = (
                f"the vendor refused a file of {batch.lines} requests{said}; nothing of it was "
                "asked or paid for: the same command sends it again, once its cause is gone"
            )
            raise RequestError(msg)
        for file_id in state.files:
            await self._tried(lambda one=file_id: self._fetch(batch, one))  # type: ignore[misc]
        await anyio.to_thread.run_sync(self.store.finish, batch)
        self.arrived.add(batch.number)
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
        for _ in range(_TRIES - 1):
            try:
                return await exchange()
            except ProviderError as error:
                if not error.retryable:
                    raise
                if not await self._sleep(error.retry_after or pause):
                    raise
            pause *= 2
        return await exchange()

    async def _sleep(self, seconds: float) -> bool:
        """Wait; False at once when a stop is asked for."""
        end = anyio.current_time() + seconds
        while not self.stopped() and (left := end - anyio.current_time()) > 0:  # noqa: ASYNC110  (set by a thread)
            await anyio.sleep(min(left, _SLICE))
        return not self.stopped()


def _write(file: BinaryIO, piece: bytes) -> None:
    file.write(piece)
