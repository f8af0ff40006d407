"""The explanation of a result: of its evidence, with one call at most."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from attrs import evolve, frozen

from trustcore.engine.gather import Gathered
from trustcore.errors import FatalError
from trustcore.graph import Item
from trustcore.plugins.protocols import Strategy
from trustcore.records.chat import Completion, Missing
from trustcore.records.evidence import Evidence
from trustcore.records.needs import Ask
from trustcore.records.result import Result
from trustcore.records.signals import Absent
from trustcore.scoring.explanation import explanation
from trustcore.scoring.review import KIND, as_review, held_reason, review_ask, seen_from

Gather = Callable[[Item, Sequence[Strategy]], Awaitable[Gathered]]
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


async def explain_result(
    result: Result, evidence: Evidence | None, common: Item, gather: Gather
) -> Explained:
    """Explain a result.

    Args:
        result: What is explained.
        evidence: What it was made from; None where that is not known.
        common: What all items have in common.
        gather: Makes the call, where one is needed.

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
    gathered = await gather(item, (OneAsk(review_ask(result, evidence)),))
    said = gathered.evidence.replies(KIND).get(KIND)
    review = as_review(said.text) if isinstance(said, Completion) else ""
    text = explanation(result, review)
    if isinstance(said, Missing):
        text = f"{text} A closer look could not be had: {said.reason}."
    return Explained(text, gathered)


async def explain_low(
    result: Result, evidence: Evidence, common: Item, gather: Gather
) -> Explained:
    """As `explain_result`, for a result that was paid for: a call that fails costs itself alone.

    Raises:
        ClientStateError: When the client was closed meanwhile.
    """
    try:
        return await explain_result(result, evidence, common, gather)
    except FatalError as error:
        return Explained(f"{explanation(result)} A closer look could not be had: {error}.")
