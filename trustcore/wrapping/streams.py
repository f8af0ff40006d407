"""Streams whose chunks pass as they come, and which have a score after the last one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from types import TracebackType
from typing import Any, Self

from trustcore.errors import InputError
from trustcore.vendors.plain import plain_of
from trustcore.wrapping.scorer import Metadata, ScoredCall, Scorer


class _Stream:
    """What a sync and an async stream have in common.

    Args:
        stream: The stream of the SDK.
        call: The call that gave it.
        scorer: What scores.

    Attributes:
        tlm_metadata: None before the end.
    """

    def __init__(self, stream: Any, call: ScoredCall, scorer: Scorer) -> None:  # noqa: ANN401  (the SDK's)
        self.tlm_metadata: Metadata | None = None
        self._stream = stream
        self._call = call
        self._scorer = scorer
        self._events: list[Any] = []
        self._wrong: Exception | None = None
        self._over = False

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  (the SDK's)
        """The stream's own."""
        if name == "_stream":  # of a copy that is not made yet
            raise AttributeError(name)
        return getattr(self._stream, name)

    def _keep(self, chunk: object) -> None:
        """Keep what a chunk holds; the chunk itself is the user's."""
        try:
            self._events.append(plain_of(chunk))
        except Exception as error:  # noqa: BLE001  (whatever an object raises, the chunk passes)
            self._wrong = error

    def _joined(self) -> object:
        """The response that the events stand for.

        Raises:
            Exception: When they cannot be joined.
        """
        if self._wrong is not None:
            raise self._wrong
        if self._call.format.join is None:
            raise InputError(f"{self._call.format.what} are not scored as streams")
        return self._call.format.join(self._events)


class ScoredStream(_Stream):
    """A sync stream."""

    _source: Iterator[Any] | None = None

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Any:  # noqa: ANN401  (the SDK's)
        """The next chunk; after the last one the score is there."""
        if self._source is None:
            self._source = iter(self._stream)
        try:
            chunk = next(self._source)
        except StopIteration:
            if not self._over:
                self._over = True
                self.tlm_metadata = self._score()
            raise
        self._keep(chunk)
        return chunk

    def _score(self) -> Metadata:
        try:
            joined = self._joined()
        except Exception as error:  # noqa: BLE001  (a failed score never fails the call)
            return self._scorer.failed(error)
        return self._scorer.score(self._call, joined)

    def __enter__(self) -> Self:
        self._stream.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> Any:  # noqa: ANN401  (the SDK's)
        return self._stream.__exit__(kind, error, traceback)


class AsyncScoredStream(_Stream):
    """An async stream."""

    _source: AsyncIterator[Any] | None = None

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Any:  # noqa: ANN401  (the SDK's)
        """The next chunk; after the last one the score is there."""
        if self._source is None:
            self._source = aiter(self._stream)
        try:
            chunk = await anext(self._source)
        except StopAsyncIteration:
            if not self._over:
                self._over = True
                self.tlm_metadata = await self._score()
            raise
        self._keep(chunk)
        return chunk

    async def _score(self) -> Metadata:
        try:
            joined = self._joined()
        except Exception as error:  # noqa: BLE001  (a failed score never fails the call)
            return self._scorer.failed(error)
        return await self._scorer.ascore(self._call, joined)

    async def __aenter__(self) -> Self:
        await self._stream.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> Any:  # noqa: ANN401  (the SDK's)
        return await self._stream.__aexit__(kind, error, traceback)
