"""Tools of the Model Context Protocol: an assistant asks how far an answer can be trusted."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

from trustcore.client import TLM
from trustcore.errors import ScoreUnavailable, TrustcoreError
from trustcore.records.question import Question
from trustcore.records.result import Result, Score

T = TypeVar("T")

MOST_ANSWERS = 20
"""Answers that are compared at once."""

_INSTRUCTIONS = (
    "How far answers of language models can be trusted. A score is from 0 to 1; below about 0.7 an "
    "answer should be checked. Each call asks a model several times."
)


@dataclass(frozen=True)
class Trusted:
    """A trust score: what the tools return. The protocol's library makes its schema of this class.

    Attributes:
        score: In [0, 1]; None where there is none.
        reason: Why it is not higher, or why there is none.
    """

    score: float | None
    reason: str


@dataclass(frozen=True)
class TrustedAnswer:
    """An answer with its trust score.

    Attributes:
        answer: The answer.
        score: In [0, 1]; None where there is none.
        reason: Why it is not higher, or why there is none.
    """

    answer: str
    score: float | None
    reason: str


@dataclass(frozen=True)
class Compared:
    """The trust in each of several answers.

    Attributes:
        best: The index of the most trusted one; None where none has a score.
        scores: Of each answer, in their order.
    """

    best: int | None
    scores: list[Trusted]


def mcp_server(tlm: TLM) -> MCPServer:
    """A server of the Model Context Protocol with three tools; texts are neither logged nor kept.

    A session lasts as long as the server, and so does the client's budget.

    Args:
        tlm: The client. Nobody may have entered it: the server does.
    """

    @asynccontextmanager
    async def lifespan(_: MCPServer) -> AsyncGenerator[None]:
        async with tlm:
            yield

    async def trust_score(question: str, answer: str, context: str | None = None) -> Trusted:
        """Score how far an answer to a question can be trusted, given what it is to rest on."""
        asked = Question(question, context=context or ())
        return _trusted(await _told(_score(tlm, asked, answer)))

    async def ask_with_trust(question: str) -> TrustedAnswer:
        """Ask a question; the answer comes with a trust score and its reason."""
        found = await _told(tlm.aprompt(question))
        trusted = _trusted(found)
        return TrustedAnswer(found.response, trusted.score, trusted.reason)

    async def compare(question: str, answers: list[str]) -> Compared:
        """Score several answers to one question, and tell which can be trusted most."""
        if not 1 <= len(answers) <= MOST_ANSWERS:
            msg = f"answers must be a list of 1 to {MOST_ANSWERS}, not of {len(answers)}"
            raise ToolError(msg)
        asked = Question(question)
        found = [_trusted(await _told(_score(tlm, asked, answer))) for answer in answers]
        known = [(one.score, -index) for index, one in enumerate(found) if one.score is not None]
        return Compared(-max(known)[1] if known else None, found)

    server = MCPServer("trustcore", instructions=_INSTRUCTIONS, lifespan=lifespan)
    for tool in (trust_score, ask_with_trust, compare):
        server.add_tool(tool, structured_output=True)
    return server


async def _score(tlm: TLM, asked: Question, answer: str) -> Result:
    try:
        found: Score = await tlm.aget_trustworthiness_score(asked, answer)
    except ScoreUnavailable as error:
        if isinstance(error.result, Result):
            return error.result
        raise
    return found.result


async def _told(work: Awaitable[T]) -> T:
    """What work gives; what goes wrong is told to the assistant, in words that quote no text."""
    try:
        return await work
    except TrustcoreError as error:
        raise ToolError(f"{type(error).__name__}: {error}") from error


def _trusted(result: Result) -> Trusted:
    return Trusted(result.trustworthiness_score, result.reason)
