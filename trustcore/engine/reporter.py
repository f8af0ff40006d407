"""Tells an observer what happens, and keeps what goes wrong in it away from the calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self, TypeVar

from trustcore.errors import TrustcoreError
from trustcore.ledger.meter import Entry, Meter
from trustcore.ledger.terms import Terms
from trustcore.log import log
from trustcore.plugins.observer import AttemptBegun, ItemBegun, ItemEnded, Observer
from trustcore.plugins.protocols import Provider
from trustcore.plugins.provider_attributes import endpoint_of
from trustcore.records.attempt import CANCELLED, OK, Attempt
from trustcore.records.chat import EmbeddingRequest, Request, Usage
from trustcore.records.result import Result
from trustcore.records.role import Role
from trustcore.records.signals import Signal

B = TypeVar("B")
E = TypeVar("E")


class ItemReporter:
    """One item under way: `with` tells its begin, and its end whatever that is.

    Attributes:
        number: The item's number.
        attempts: Every request that was sent.
        refused: Why calls were not sent, when the budget had no room for them.
        result: The result, when there is one.
    """

    __slots__ = ("_begun", "_end", "_observer", "attempts", "number", "refused", "result")

    def __init__(self, observer: Observer | None, begun: ItemBegun) -> None:
        self.number = begun.number
        self.attempts: Sequence[Attempt] = ()
        self.refused: TrustcoreError | None = None
        self.result: Result | None = None
        self._observer = observer
        self._begun = begun
        self._end: Callable[[ItemEnded], None] | None = None

    def __enter__(self) -> Self:
        if self._observer is not None:
            self._end = tell(self._observer.item, self._begun)
        return self

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> None:
        if self._end is not None:
            self._end(self._ended(self.refused if error is None else error))

    def _ended(self, error: BaseException | None) -> ItemEnded:
        signals = () if self.result is None else self.result.signals
        return ItemEnded(
            OK if error is None else _outcome(error),
            None if self.result is None else self.result.trustworthiness_score,
            {one.name: one.value for one in signals if isinstance(one, Signal)},
            tuple(self.attempts),
        )


class ObservedMeter(Meter):
    """The client's meter for the actor of one model, whose attempts an observer is told of."""

    def __init__(self, meter: Meter, observer: Observer, provider: Provider) -> None:
        self.ledger = meter.ledger
        self.account = meter.account
        self._observer = observer
        self._provider = provider
        self._ends: dict[Entry, Callable[[Attempt], None]] = {}

    async def admit(
        self, request: Request | EmbeddingRequest, role: Role, terms: Terms, *, item: int
    ) -> Entry:
        """As the meter's, then tell that the attempt begins."""
        entry = await super().admit(request, role, terms, item=item)
        begun = _begun(self._provider, terms, request, role, item)
        self._ends[entry] = tell(self._observer.attempt, begun)
        return entry

    def end(
        self,
        entry: Entry,
        *,
        now: float,
        usage: Usage | None = None,
        error: TrustcoreError | None = None,
    ) -> Attempt:
        """As the meter's, then tell how the attempt ended."""
        attempt = super().end(entry, now=now, usage=usage, error=error)
        self._ends.pop(entry)(attempt)
        return attempt


def tell(hook: Callable[[B], Callable[[E], None]], begun: B) -> Callable[[E], None]:
    """Tell a begin; what tells the end. An observer's errors are logged and go no further."""
    try:
        end = hook(begun)
    except Exception as error:  # noqa: BLE001  (a foreign observer must not cost a call)
        _failed(error)
        return _nothing

    def tell_end(ended: E) -> None:
        try:
            end(ended)
        except Exception as error:  # noqa: BLE001  (as above)
            _failed(error)

    return tell_end


def _begun(
    provider: Provider, terms: Terms, request: Request | EmbeddingRequest, role: Role, item: int
) -> AttemptBegun:
    where = endpoint_of(provider)
    if isinstance(request, EmbeddingRequest):
        return AttemptBegun(item, role, terms.model, where, "embeddings", len(request.texts))
    return AttemptBegun(
        item,
        role,
        terms.model,
        where,
        "chat",
        request.n,
        request.temperature if provider.supports("temperature") else None,
        terms.limit(request.max_tokens),
        request.seed if provider.supports("seed") else None,
    )


def _outcome(error: BaseException) -> str:
    return type(error).__name__ if isinstance(error, Exception) else CANCELLED


def _failed(error: Exception) -> None:
    log.warning("observer failed", error=type(error).__name__)


def _nothing(_: object) -> None:
    pass
