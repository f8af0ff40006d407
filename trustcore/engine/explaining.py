"""The explanation of a result: of its evidence, with one call at most."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from attrs import evolve, frozen
from structlog.contextvars import bound_contextvars

from trustcore.engine.gather import gather
from trustcore.engine.gathered import Gathered, Times
from trustcore.engine.reporter import ItemReporter
from trustcore.engine.runtime import Runtime
from trustcore.engine.stream import StopSignal
from trustcore.errors import FatalError
from trustcore.graph import Graph, Item
from trustcore.ledger import Ledger
from trustcore.plugins.protocols import Strategy
from trustcore.records.chat import Completion, Missing
from trustcore.records.evidence import Evidence
from trustcore.records.needs import Ask
from trustcore.records.result import Result
from trustcore.records.signals import Absent
from trustcore.scoring.explanation import explanation
from trustcore.scoring.review import KIND, as_review, held_reason, review_ask, seen_from

GatherMore = Callable[[Item, Sequence[Strategy]], Awaitable[Gathered]]
"""Makes the calls of an item with strategies of its own."""


@frozen
class OneAsk:
    """A strategy that asks one thing about an answer that is there."""

    ask: Ask
    name: str = KIND

    def needs(self, evidence: Evidence) -> Sequence[Ask]:
        """The one thing."""
        return (self.ask,)

    def assess(self, evidence: Evidence) -> Absent:
        """Nothing: what is said is told as it is."""
        return Absent(self.name, "it is no signal", by_design=True)


@frozen
class Explained:
    """An explanation, and what its call took.

    Attributes:
        text: The explanation.
        gathered: What came of the call; None where none was made.
    """

    text: str
    gathered: Gathered | None = None

    def put_into(self, result: Result) -> Result:
        """The result with the explanation and with what that took."""
        if self.gathered is None:
            return evolve(result, explanation=self.text)
        return evolve(
            result,
            explanation=self.text,
            usage=result.usage + self.gathered.usage,
            attempts=(*result.attempts, *self.gathered.attempts),
            failovers=(*result.failovers, *self.gathered.failovers),
            from_cache=result.from_cache + self.gathered.from_cache,
        )


@frozen
class Explainer:
    """Explains results in one client.

    Attributes:
        common: What all items have in common.
        times: What bounds the call.
        ledger: Where its attempts are kept.
        below: The score below which results are explained without being asked; None for none.
    """

    common: Item
    times: Times
    ledger: Ledger
    below: float | None = None

    async def explain(
        self, result: Result, runtime: Runtime, reporter: ItemReporter, stop: StopSignal
    ) -> str:
        """The explanation of a result, as one item.

        Raises:
            FatalError: When every further call would fail alike.
            ClientStateError: When the client was closed meanwhile.
        """
        gather_more = partial(self._gather, runtime, reporter, stop)
        found = await _explained(result, result.evidence, self.common, gather_more)
        return found.text

    async def added(
        self,
        result: Result,
        evidence: Evidence,
        runtime: Runtime,
        reporter: ItemReporter,
        stop: StopSignal,
    ) -> Result:
        """A result with its explanation where it is low; the call is one of the item's.

        What was paid for is not lost: a call that fails costs itself alone.

        Raises:
            ClientStateError: When the client was closed meanwhile.
        """
        score = result.trustworthiness_score
        if self.below is None or score is None or score >= self.below:
            return result
        try:
            gather_more = partial(self._gather, runtime, reporter, stop)
            found = await _explained(result, evidence, self.common, gather_more)
        except FatalError as error:
            found = Explained(f"{explanation(result)} {_NO_LOOK.format(error)}")
        return found.put_into(result)

    async def _gather(
        self,
        runtime: Runtime,
        reporter: ItemReporter,
        stop: StopSignal,
        item: Item,
        strategies: Sequence[Strategy],
    ) -> Gathered:
        """Make calls about an answer that is there; they count as those of an item."""
        number = reporter.number
        with self.ledger.item(number) as made, bound_contextvars(item=number):
            reporter.keep(made)
            graph = Graph(item, strategies)
            found = await gather(graph, runtime, number=number, times=self.times)
        if found.refused is not None:
            reporter.refused = found.refused
            stop.set(found.refused)
        return evolve(found, attempts=tuple(made))


_NO_LOOK = "A closer look could not be had: {}."


async def _explained(
    result: Result, evidence: Evidence | None, common: Item, gather_more: GatherMore
) -> Explained:
    """Explain a result, with a call where there is evidence that holds no reason.

    Args:
        result: What is explained.
        evidence: What it was made from; None where that is not known.
        common: What all items have in common.
        gather_more: Makes the call.

    Raises:
        FatalError: When every further call would fail alike.
        ClientStateError: When the client was closed meanwhile.
    """
    if evidence is None:
        return Explained(explanation(result, recorded=False))
    held = held_reason(evidence, result.response)
    if held:
        return Explained(explanation(result, held))
    evidence = seen_from(evidence, result.response)
    item = evolve(common, question=evidence.question, given=Completion(result.response))
    gathered = await gather_more(item, (OneAsk(review_ask(result, evidence)),))
    said = gathered.evidence.replies(KIND).get(KIND)
    text = explanation(result, as_review(said.text) if isinstance(said, Completion) else "")
    if isinstance(said, Missing):
        text = f"{text} {_NO_LOOK.format(said.reason)}"
    return Explained(text, gathered)
