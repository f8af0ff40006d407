"""A client as it is, but for the methods whose responses are scored."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from inspect import isawaitable
from types import TracebackType
from typing import Any, Self

from trustcore.vendors.formats import VendorFormat, formats_by_method
from trustcore.wrapping.scorer import ScoredCall, Scorer, attach
from trustcore.wrapping.streams import AsyncScoredStream, ScoredStream

_COPIES = ("copy", "with_options")
_CLOSES = ("close", "aclose")


class WrappedPart:
    """A part of a client, `chat.completions` for example.

    Args:
        target: The part itself.
        scorer: What scores.
        path: The way to it from the client.
    """

    __slots__ = ("_path", "_scorer", "_target")

    def __init__(self, target: Any, scorer: Scorer, path: str = "") -> None:  # noqa: ANN401  (the SDK's)
        for name, value in (("_target", target), ("_scorer", scorer), ("_path", path)):
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  (the SDK's)
        """The client's own, unless it is scored or leads to what is."""
        if name in WrappedPart.__slots__:  # of a copy that is not made yet
            raise AttributeError(name)
        found = getattr(self._target, name)
        path = f"{self._path}.{name}" if self._path else name
        written = formats_by_method().get(path)
        if written is not None and callable(found):
            return _scored(found, written, self._scorer, streams=path in written.streams)
        if any(one.startswith(f"{path}.") for one in formats_by_method()):
            return WrappedPart(found, self._scorer, path)
        return found

    def __setattr__(self, name: str, value: object) -> None:
        """Set what the user sets where it belongs: on the client."""
        setattr(self._target, name, value)

    def __dir__(self) -> list[str]:
        return dir(self._target)

    def __repr__(self) -> str:
        """Show what is wrapped: a client's own repr may show a key."""
        return f"wrap({type(self._target).__name__})"


class WrappedClient(WrappedPart):
    """A client whose responses bring their scores along; see `trustcore.wrap`."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  (the SDK's)
        """As for a part; copies of the client are wrapped as well, closing closes all."""
        found = super().__getattr__(name)
        if name in _COPIES and callable(found):
            return self._copying(found)
        return self._closing(found) if name in _CLOSES and callable(found) else found

    def _copying(self, method: Callable[..., object]) -> Callable[..., WrappedClient]:
        @wraps(method)
        def copy(*args: object, **kwargs: object) -> WrappedClient:
            client = method(*args, **kwargs)
            return WrappedClient(client, self._scorer.of_client(client))

        return copy

    def _closing(self, method: Callable[..., object]) -> Callable[..., object]:
        @wraps(method)
        def close(*args: object, **kwargs: object) -> object:
            self._scorer.close()
            return method(*args, **kwargs)

        return close

    def __enter__(self) -> Self:
        self._target.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> Any:  # noqa: ANN401  (the SDK's)
        self._scorer.close()
        return self._target.__exit__(kind, error, traceback)

    async def __aenter__(self) -> Self:
        await self._target.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> Any:  # noqa: ANN401  (the SDK's)
        self._scorer.close()
        return await self._target.__aexit__(kind, error, traceback)


def _scored(
    method: Callable[..., Any], written: VendorFormat, scorer: Scorer, *, streams: bool
) -> Callable[..., Any]:
    """A method that makes exactly the user's call, and scores what it gives."""

    @wraps(method)
    def scored(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  (the SDK's)
        call = ScoredCall.of(written, kwargs)
        streamed = streams or bool(kwargs.get("stream"))
        given = method(*args, **kwargs)
        if isawaitable(given):
            return _awaited(given, call, scorer, streamed=streamed)
        if streamed:
            return ScoredStream(given, call, scorer)
        attach(given, scorer.score(call, given, given))
        return given

    return scored


async def _awaited(
    given: Awaitable[Any], call: ScoredCall, scorer: Scorer, *, streamed: bool
) -> Any:  # noqa: ANN401  (the SDK's)
    response = await given
    if streamed:
        return AsyncScoredStream(response, call, scorer)
    attach(response, await scorer.ascore(call, response, response))
    return response
