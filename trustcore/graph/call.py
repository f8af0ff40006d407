"""What the graph is about and what it wants done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import cached_property
from itertools import groupby

from attrs import evolve, field, frozen

from trustcore.records.chat import Completion, EmbeddingRequest, Message, Request
from trustcore.records.documents import with_documents
from trustcore.records.needs import NodeId
from trustcore.records.question import Question
from trustcore.records.role import Role

CANDIDATE_TEMPERATURE = 1.0
"""Temperature of the candidates after the first, which would otherwise all be the same."""

SAMPLE_DRAWS = 1000
"""Samples count their draws from here, so that no sample shares a draw with a candidate."""


ComingAnswer = Callable[[], Awaitable[Completion]]
"""Waits for an answer that somebody else is writing."""


@frozen
class Item:
    """One question with what is fixed about its calls.

    Attributes:
        question: The chat.
        candidates: How many answers compete to be returned.
        given: The answer, where it exists already, or what waits for it; then nothing is generated
            but samples, which need not wait.
        temperature: Of the first candidate; None leaves it to the API.
        max_tokens: Of candidates and samples; None leaves it to the API.
        seed: Draw i is made with seed + i; None for no seed.
        sampler_varies: Whether the sampling model varies between equal requests; None where nobody
            knows.
        max_n: How many draws one request to a role's model may ask for; 1 where a role is not in
            it.
        asked: The question with what is set for it alone; None where nothing is.
        witnesses: The roles of the other models that can be asked for their answers.
        scored: Whether calls are made for a score.
    """

    question: tuple[Message, ...]
    candidates: int = 1
    given: Completion | ComingAnswer | None = None
    temperature: float | None = None
    max_tokens: int | None = None
    seed: int | None = None
    sampler_varies: bool | None = True
    max_n: Mapping[Role, int] = field(factory=dict)
    asked: Question | None = None
    witnesses: tuple[Role, ...] = ()
    scored: bool = True

    @cached_property
    def chat(self) -> tuple[Message, ...]:
        """The question as models are asked it: with its documents, where it has any."""
        documents = () if self.asked is None else self.asked.context
        return with_documents(self.question, documents)

    @property
    def draws_several(self) -> bool:
        """Whether one request may ask for several draws, of one role's model at least."""
        return any(most > 1 for most in self.max_n.values())

    def draw(self, number: int, temperature: float | None, logprobs: int | None) -> Request:
        """The request for one draw."""
        return Request(
            self.chat,
            temperature=temperature,
            max_tokens=self.max_tokens,
            logprobs=logprobs,
            seed=None if self.seed is None else self.seed + number,
            draw=number,
            **({} if self.asked is None else self.asked.parameters),
        )


class Rank(IntEnum):
    """What goes first when calls of one item wait for a slot."""

    ANSWER = 0
    """Everything else about a question hangs on its answer."""
    ASK = 1
    """A judge's call is on the critical path once the answer is there."""
    SAMPLE = 2


@frozen(eq=False)
class Call:
    """One call: a request and the nodes that its reply settles, in order."""

    atoms: tuple[NodeId, ...]
    role: Role
    request: Request | EmbeddingRequest = field(repr=False)
    rank: Rank

    def beyond(self, size: int) -> Iterator[Call]:
        """Calls for the nodes after the first `size`, each for as many at most."""
        for start in range(size, len(self.atoms), size):
            yield self._part(range(len(self.atoms))[start : start + size])

    def parts(self, positions: Sequence[int]) -> Iterator[tuple[Sequence[int], Call]]:
        """Calls for the nodes at some positions, in order, each with its own positions.

        Neighbouring draws are one request; so are all texts.
        """
        for run in _runs(self.request, positions):
            yield run, self._part(run)

    def _part(self, positions: Sequence[int]) -> Call:
        if len(positions) == len(self.atoms):
            return self
        atoms = tuple(self.atoms[one] for one in positions)
        return Call(atoms, self.role, _request(self.request, positions), self.rank)


def _runs(request: Request | EmbeddingRequest, positions: Sequence[int]) -> Iterator[Sequence[int]]:
    if isinstance(request, EmbeddingRequest):
        if positions:
            yield positions
        return
    for _, run in groupby(enumerate(positions), key=lambda one: one[1] - one[0]):
        yield [position for _, position in run]


def _request(request: Request | EmbeddingRequest, run: Sequence[int]) -> Request | EmbeddingRequest:
    if isinstance(request, EmbeddingRequest):
        return EmbeddingRequest(tuple(request.texts[one] for one in run))
    first = run[0]
    seed = request.seed_of(first)
    return evolve(request, draw=request.draw + first, seed=seed, n=len(run))
