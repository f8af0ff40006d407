"""The door for telemetry: an observer is told of items and attempts, and never of their texts.

What it is told has numbers, names of models, settings and classes of errors. Prompts, answers, keys
and whatever an endpoint said in free text are not there to be written down by mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, Protocol

from attrs import field, frozen

from trustcore.records.attempt import OK, Attempt
from trustcore.records.role import Role

__all__ = ["AttemptBegun", "ItemBegun", "ItemEnded", "Observer"]


@frozen
class ItemBegun:
    """An item whose calls are about to be made.

    Attributes:
        number: Counts the client's items, from 0.
        preset: Name of the preset.
        fingerprint: Of preset, strategies, weights and models.
    """

    number: int
    preset: str
    fingerprint: str


@frozen
class ItemEnded:
    """What came of an item.

    Attributes:
        outcome: "ok", "cancelled", or the name of the error's class. "BudgetExceeded" goes with a
            score when calls were not sent, and what had come until then was scored.
        score: The trustworthiness score in [0, 1]; None when there is none.
        signals: What the strategies found about the returned answer, in [0, 1], by their names.
        attempts: Every request that was sent for it.
    """

    outcome: str = OK
    score: float | None = None
    signals: Mapping[str, float] = field(factory=dict)
    attempts: tuple[Attempt, ...] = ()


@frozen
class AttemptBegun:
    """A request that is about to be sent. Settings that are not sent are None.

    Attributes:
        item: Number of the item that it is made for.
        role: What the model is used for.
        model: Its name, "provider/model".
        endpoint: Where it goes, without credentials; None where the provider does not say.
        operation: What is asked for.
        n: How many completions, or embeddings, are asked for.
        temperature: Sampling temperature.
        max_tokens: Limit on the tokens of a reply, with the room for thinking.
        seed: For repeatable sampling.
    """

    item: int
    role: Role
    model: str
    endpoint: str | None
    operation: Literal["chat", "embeddings"]
    n: int = 1
    temperature: float | None = None
    max_tokens: int | None = None
    seed: int | None = None


class Observer(Protocol):
    """Is told what a client does. `trustcore.telemetry.otel.OpenTelemetry` is one.

    Each method returns what is told the end of the thing, exactly once, whatever that end is. They
    run in the event loop, between other things: they must be quick and wait for nothing. What they
    raise is logged and does no harm to the calls.
    """

    def item(self, begun: ItemBegun, /) -> Callable[[ItemEnded], None]:
        """An item begins; told in the task that runs it, before its calls are posted."""

    def attempt(self, begun: AttemptBegun, /) -> Callable[[Attempt], None]:
        """A request is about to be sent.

        Told in the task of the call, in a copy of the context variables of whoever asked for it. A
        request that the budget has no room for is not sent and not told.
        """
