"""What notifies an observer of items and attempts, and keeps its errors away from the calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from types import TracebackType
from typing import Self, TypeVar

from trustcore.errors import TrustcoreError
from trustcore.ledger.meter import Meter, MeteredAttempt, ReportEnd
from trustcore.log import log
from trustcore.plugins.observer import AttemptBegun, ItemBegun, ItemEnded, Observer
from trustcore.plugins.protocols import Provider
from trustcore.plugins.provider_attributes import endpoint_of
from trustcore.records.attempt import CANCELLED, OK, Attempt
from trustcore.records.chat import EmbeddingRequest
from trustcore.records.result import Result
from trustcore.records.signals import Signal

B = TypeVar("B")
E = TypeVar("E")


class ItemReporter:
    """A reporter of one item: `with` notifies the observer of its begin, and of its end.

    Attributes:
        number: The item's number.
        refused: Why calls were not sent, when the budget had no room for them.
        result: The result, when there is one.
    """

    __slots__ = ("_begun", "_end", "_made", "_observer", "number", "refused", "result")

    def __init__(self, observer: Observer | None, begun: ItemBegun) -> None:
        self.number = begun.number
        self._made: list[Sequence[Attempt]] = []
        self.refused: TrustcoreError | None = None
        self.result: Result | None = None
        self._observer = observer
        self._begun = begun
        self._end: Callable[[ItemEnded], None] | None = None

    def __enter__(self) -> Self:
        if self._observer is not None:
            self._end = notify(self._observer.item, lambda: self._begun)
        return self

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> None:
        if self._end is not None:
            self._end(self._ended(self.refused if error is None else error))

    def keep(self, attempts: Sequence[Attempt]) -> None:
        """Tell of these attempts too when the item ends, and of what is added to them by then."""
        self._made.append(attempts)

    def _ended(self, error: BaseException | None) -> ItemEnded:
        signals = () if self.result is None else self.result.signals
        return ItemEnded(
            OK if error is None else _outcome(error),
            None if self.result is None else self.result.trustworthiness_score,
            {one.name: one.value for one in signals if isinstance(one, Signal)},
            tuple(chain.from_iterable(self._made)),
        )


class ObservedMeter(Meter):
    """The client's meter for the actor of one model, whose attempts an observer is told of."""

    def __init__(self, meter: Meter, observer: Observer, provider: Provider) -> None:
        self.ledger = meter.ledger
        self.account = meter.account
        self._observer = observer
        self._provider = provider

    def begun(self, attempt: MeteredAttempt) -> ReportEnd:
        """Notify the observer that an attempt is about to be sent."""
        return notify(self._observer.attempt, partial(_begun, self._provider, attempt))


def notify(hook: Callable[[B], Callable[[E], None]], begun: Callable[[], B]) -> Callable[[E], None]:
    """Notify an observer of a begin; what is returned notifies it of the end.

    Its errors are logged and go no further, nor do those of what describes the begin to it.
    """
    try:
        end = hook(begun())
    except Exception as error:  # noqa: BLE001  (a foreign observer must not cost a call)
        _failed(error)
        return _nothing

    def notify_end(ended: E) -> None:
        try:
            end(ended)
        except Exception as error:  # noqa: BLE001  (as above)
            _failed(error)

    return notify_end


def _begun(provider: Provider, attempt: MeteredAttempt) -> AttemptBegun:
    request, where = attempt.request, endpoint_of(provider)
    common = (attempt.item, attempt.role, attempt.terms.model, where)
    if isinstance(request, EmbeddingRequest):
        return AttemptBegun(*common, "embeddings", len(request.texts))
    return AttemptBegun(
        *common,
        "chat",
        request.n,
        request.temperature if provider.supports("temperature") else None,
        attempt.terms.limit(request.max_tokens),
        request.seed if provider.supports("seed") else None,
    )


def _outcome(error: BaseException) -> str:
    return type(error).__name__ if isinstance(error, Exception) else CANCELLED


def _failed(error: Exception) -> None:
    log.warning("observer failed", error=type(error).__name__)


def _nothing(_: object) -> None:
    pass
