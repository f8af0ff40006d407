"""A request under way: its answer as it comes, and the score that follows."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

import anyio
import orjson
from attrs import define, field

from trustcore.client.streaming import AnswerStream
from trustcore.serving.archive import Texts
from trustcore.serving.asked import Asked
from trustcore.serving.trust import Trust


@define(eq=False)
class Job:
    """One request under way: its answer, and its score on its way.

    Attributes:
        id: Of the response.
        asked: What is asked for.
        stream: The answer while it is written.
        trust: The score, once it is there.
        opened: Set when the answer can be read.
        settled: Set when the score is there, or will not be.
        scope: Cancels the calls of answer and score.
        error: Why there is no answer.
        answered: Whether the answer is whole.
    """

    id: str
    asked: Asked
    stream: AnswerStream
    created: int = field(factory=lambda: int(time.time()))
    trust: Trust | None = None
    opened: anyio.Event = field(factory=anyio.Event)
    settled: anyio.Event = field(factory=anyio.Event)
    scope: anyio.CancelScope = field(factory=anyio.CancelScope)
    error: Exception | None = None
    answered: bool = False
    _first: str | None = None

    @property
    def scored_inline(self) -> bool:
        """Whether the score comes with the answer."""
        return self.asked.trust.mode in {"inline", "gate"}

    @property
    def escalated(self) -> bool:
        """Whether the answer is not to be told, because it is not trusted."""
        trust = self.trust
        gated = self.asked.trust.mode == "gate"
        return gated and trust is not None and trust.decision == "escalate"

    @property
    def trust_field(self) -> dict[str, Any]:
        """The field `trust` of a response, where it has one."""
        if self.trust is None or not self.scored_inline:
            return {}
        return {"trust": self.trust.row}

    @property
    def texts_to_store(self) -> Texts | None:
        """Question and answer; None where there is no whole answer."""
        if not self.answered:
            return None
        chat = [{"role": one.role, "content": one.text} for one in self.asked.question.prompt]
        return Texts(orjson.dumps(chat).decode(), self.stream.answer.text)

    async def entered(self) -> None:
        """Wait until the answer can be read.

        Raises:
            TrustcoreError: When it will never be.
        """
        await self.opened.wait()
        if self.error is not None:
            raise self.error

    async def begin_text(self) -> None:
        """Wait for the first piece of the text.

        Raises:
            TrustcoreError: When there is no answer.
        """
        await self.entered()
        self._first = await self._next_text()

    async def texts(self) -> AsyncGenerator[str]:
        """The pieces of the text that come before the answer is whole.

        The rest is told from the answer, whose text holds its calls of tools as well.

        Raises:
            TrustcoreError: Why there is no more of it.
        """
        if self._first is not None and not self.stream.whole:
            yield self._first
        while not self.stream.whole and (text := await self._next_text()) is not None:
            if not self.stream.whole:
                yield text

    async def _next_text(self) -> str | None:
        async with aclosing(self.stream.texts()) as texts:
            return await anext(texts, None)
