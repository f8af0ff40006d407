"""What a strategy can ask for.

Two needs are the same when their identity is equal. Fields marked as features do not take part in
it: they are merged over all strategies before a call starts, so one call serves them all.
"""

from __future__ import annotations

from collections.abc import Hashable

from attrs import field, frozen

from trustcore.records.chat import Request
from trustcore.records.role import WITNESS, Role

NodeId = tuple[Hashable, ...]
"""A node of the task graph, one of `("candidate", i)`, `("sample", temperature, i)`,
`("ask", kind, about)`, `("embed", text)` and `("witness", role)`."""


@frozen(cache_hash=True)
class Answer:
    """The answer under judgement.

    Attributes:
        logprobs: A feature: how many alternatives to each token are wanted, None for none.
    """

    logprobs: int | None = field(default=None, eq=False)


@frozen(cache_hash=True)
class Samples:
    """Draws 0..n-1 of alternative answers; `Samples(4)` is a prefix of `Samples(8)`.

    Attributes:
        n: How many draws.
        temperature: Sampling temperature of the draws.
        logprobs: A feature: how many alternatives to each token are wanted, None for none.
    """

    n: int
    temperature: float | None = 1.0
    logprobs: int | None = field(default=None, eq=False)


@frozen(cache_hash=True)
class Ask:
    """A question to a judge, worded by the strategy.

    Attributes:
        kind: What is asked, for example "reflection/verdict". A recording is found again by it
            even though the wording changed.
        about: The judged text itself: equal candidates share one call.
        request: The wording, for one reply.
        role: Which model is asked.
        reply_tokens: About how many tokens a reply has, for estimates; None where that is not
            known.
        usual_reply: What a reply says that can be read, for estimates of strategies that ask
            again after one that cannot; None where that makes no difference.
    """

    kind: str
    about: str = field(repr=False)
    request: Request = field(eq=False, repr=False)
    role: Role = field(default="judge", eq=False)
    reply_tokens: int | None = field(default=None, eq=False)
    usual_reply: str | None = field(default=None, eq=False, repr=False)


@frozen(cache_hash=True)
class Embeddings:
    """Embeddings of texts: one node per text, one call for all that are not there yet."""

    texts: tuple[str, ...] = field(repr=False)


@frozen(cache_hash=True)
class WitnessAnswer:
    """The answer of another model to the same request as the first candidate's, one for all.

    Attributes:
        role: Which witness: "witness", or "witness/NAME" where there are several.
    """

    role: Role = WITNESS


Need = Answer | Samples | Ask | Embeddings | WitnessAnswer
