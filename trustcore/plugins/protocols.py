"""The three doors for code from outside: strategies, providers, transports."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import BinaryIO, Literal, Protocol, runtime_checkable

from attrs import field, frozen

from trustcore.records.chat import Reply, Request
from trustcore.records.evidence import Evidence
from trustcore.records.needs import Need
from trustcore.records.signals import Absent, Signal

Feature = Literal[
    "n",
    "logprobs",
    "seed",
    "temperature",
    "sampling",
    "embeddings",
    "tools",
    "schema",
    "choices",
    "images",
]
"""What a model may be able to do: write several completions at a time, tell log-probabilities, be
seeded, take a temperature, vary between equal requests, embed texts, call tools, write JSON that
has a schema, be held to a list of replies, see images.

Where a model lacks "schema" or "choices", words in the prompt ask for the same. What needs "tools"
or "images" is refused before the first call.

A model that takes a temperature varies as well. Several that reason take none and vary nonetheless:
they support "sampling" alone.
"""


REPLY_LIMIT = 8 * 2**20
"""Bytes of a reply, decompressed, where a request says nothing else."""


@runtime_checkable
class Strategy(Protocol):
    """One way to tell how far an answer can be trusted. It does no I/O: the engine does.

    A strategy is a pure, synchronous, deterministic object.
    """

    @property
    def name(self) -> str:
        """The name of its signal."""

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        """All it wants, given what is known so far; what has settled costs nothing.

        Asked again when something it asked for has settled. What could not be had stays missing,
        however often it is asked for.
        """

    def assess(self, evidence: Evidence) -> Signal | Absent:
        """Turn complete evidence into a signal.

        `EvidenceMissing` may pass through: it becomes `Absent` with its reason.
        """


@runtime_checkable
class Bounded(Protocol):
    """A strategy that declares the least and the most that it asks for. Optional.

    Plans, estimates and the check of a budget are made by a dry run, in which texts are stand-ins:
    all equal or all different, with token log-probabilities or without. Of a strategy whose `needs`
    looks at what texts say nobody can foresee what it asks for: then the most is not known, unless
    it is declared. Both members are asked as `needs` is, in its place.
    """

    def least(self, evidence: Evidence, /) -> Sequence[Need]:
        """What it wants at least, whatever the texts say."""

    def most(self, evidence: Evidence, /) -> Sequence[Need]:
        """What it may want at most, whatever the texts say, in the longest wording."""


@runtime_checkable
class Foreseeing(Protocol):
    """A strategy that can tell what its signal may become with all of its samples. Optional.

    With a threshold, samples of a single candidate are drawn in steps; they end where no strategy
    foresees that more of them change the decision.
    """

    def outlook(self, evidence: Evidence, /) -> Sequence[tuple[float, float]]:
        """What its signal may be in the end: pairs of a value and its chance, both in [0, 1].

        Args:
            evidence: Complete but for the samples that were not drawn yet.

        Returns:
            Chances that add up to 1; none where it cannot tell, and then drawing goes on.
        """


Measure = Literal["agreement", "correctness", "likelihood", "validity"]
"""What a signal measures:

- "agreement": how far the answer says the same as other answers to its question, before the link.
- "correctness": how likely the answer is right, by the judgement of somebody who looked at it.
- "likelihood": how probable the model itself found the words of its answer.
- "validity": whether the answer has the form that was asked for. It says nothing of being right:
  below 1 it bounds the score from above, by its link, and else it counts for nothing.
"""

Knob = Literal["samples", "similarity", "ratings"]
"""What the options of `TLM` can set in a strategy:

- "samples": how many alternative answers are drawn for it, from 0 (`num_consistency_samples`).
- "similarity": how two texts are compared, a name or a function (`similarity_measure`).
- "ratings": how many times a judge is asked about an answer, from 0 (`num_self_reflections`).
"""


@runtime_checkable
class MeasuringStrategy(Strategy, Protocol):
    """A strategy that says what it measures; optional.

    Whoever says "correctness" or "agreement" takes part in aleatoric and epistemic uncertainty.
    """

    @property
    def measures(self) -> Measure:
        """What its signal measures."""


@runtime_checkable
class PartStrategy(Strategy, Protocol):
    """A strategy whose signals have parts; optional.

    Where its signal is wanted and could not be had, the scores of fields and of calls know less.
    """

    @property
    def has_parts(self) -> bool:
        """True."""


@runtime_checkable
class TunableStrategy(Strategy, Protocol):
    """A strategy that the options of `TLM` can change; optional."""

    @property
    def tuned(self) -> Callable[..., Strategy]:
        """Make a strategy like this one with some knobs set, and leave this one as it is.

        A method whose keyword parameters name the knobs that the strategy has (see `Knob`), for
        example `def tuned(self, *, samples: int) -> Strategy`. Only those that are to be set are
        passed, so each needs a default where there are several.

        Raises:
            ArgumentError: When it does not take a value.
        """


class Session(Protocol):
    """An open provider: what belongs to one event loop."""

    async def complete(self, request: Request, /) -> Reply:
        """Send one request: limits, budgets and the ledger count calls of this method.

        A reply may hold less than was asked for; the engine asks for the rest.

        Raises:
            ProviderError: When the call failed; `retryable` says whether again may help. Any other
                exception fails this call only.
            ParameterRefusedError: When the session has learned to leave a parameter out; then it
                is asked again at once.
        """


Receive = Callable[[str], None]
"""Takes the next piece of an answer's text, in the event loop, without waiting."""


@runtime_checkable
class StreamingSession(Session, Protocol):
    """A session that can tell of an answer while it is written. Optional.

    Without it an answer is one piece.
    """

    async def stream(self, request: Request, receive: Receive, /) -> Reply:
        """Send one request for one completion, as `complete` does, and tell of its text early.

        What counts is the reply, which is the same as that of `complete`. The pieces together are
        the text of its completion, or how that begins; calls of tools are no text. An attempt whose
        text has begun is not made again, so an error is raised before the first piece wherever it
        can be.

        Args:
            request: For one completion.
            receive: Takes each piece of the text as soon as it is there.

        Raises:
            ProviderError: As in `complete`; also after some of the text.
        """


@runtime_checkable
class EmbeddingSession(Protocol):
    """A session whose provider supports "embeddings"."""

    async def embed(self, texts: Sequence[str], /) -> Reply:
        """Send one request: an `Embedding` for each of the texts, or of the first, in order."""


@runtime_checkable
class Provider(Protocol):
    """An adapter to one model of one LLM API.

    Equal providers share a model actor: base URL, credential and model decide equality.
    """

    @property
    def model(self) -> str:
        """Name for records and fingerprints, for example "openai/gpt-4.1-mini"."""

    def supports(self, feature: Feature, /) -> bool:
        """Whether requests may use a feature."""

    def open(self) -> AbstractAsyncContextManager[Session]:
        """Make what belongs to the running event loop: connections, limiters, clients."""


@frozen
class Response:
    """An HTTP response, read to its end."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


class Transport(Protocol):
    """What carries an HTTP request. It knows nothing about language models."""

    async def post(
        self, url: str, headers: Mapping[str, str], body: bytes, *, limit: int = REPLY_LIMIT
    ) -> Response:
        """Send one request and read the whole response, whatever its status.

        Args:
            url: Where to.
            headers: With the credentials, which are masked where the response repeats them.
            body: What is sent.
            limit: Bytes of the response, decompressed, beyond which it is refused.

        Raises:
            ConnectError: When no complete response came back.
            ReplyError: When it is larger than the limit.
        """


@runtime_checkable
class StreamingTransport(Transport, Protocol):
    """A transport that can tell of a response while it arrives. Optional."""

    async def stream(
        self,
        url: str,
        headers: Mapping[str, str],
        body: bytes,
        receive: Callable[[bytes], None],
        *,
        limit: int = REPLY_LIMIT,
    ) -> Response:
        """Send one request as `post` does, and tell of the body of a success while it arrives.

        Args:
            url: Where to.
            headers: With the credentials, which are masked in the response but not in the pieces.
            body: What is sent.
            receive: Takes each piece of the body, decompressed, without waiting.
            limit: Bytes of the response, decompressed, beyond which it is refused.

        Raises:
            ConnectError: When no complete response came back.
            ReplyError: When it is larger than the limit.
        """


@runtime_checkable
class FileTransport(Transport, Protocol):
    """A transport that carries files: what the batch interfaces of vendors take. Optional."""

    async def upload(self, url: str, headers: Mapping[str, str], file: BinaryIO, /) -> Response:
        """Send a file, from where it stands, as the body of a POST; the file may be closed after.

        Raises:
            ConnectError: When no complete response came back.
        """

    async def download(
        self,
        url: str,
        headers: Mapping[str, str],
        receive: Callable[[bytes], None] | None = None,
        /,
    ) -> Response:
        """Send a GET and read the response.

        Args:
            url: Where to.
            headers: With the credentials.
            receive: Takes the pieces of a success, of which nothing is kept then; None where the
                body is wanted.

        Raises:
            ConnectError: When no complete response came back.
        """
