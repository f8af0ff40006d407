"""A request under way: its answer as it comes, and the score that follows."""

from __future__ import annotations

import time
from asyncio import Event  # anyio's finds out each time in which library's loop it is
from collections.abc import AsyncGenerator, Callable

import orjson
from attrs import define, field

from trustcore.engine.answer_reader import AnswerReader
from trustcore.errors import ClientStateError
from trustcore.event_loop import loop_time
from trustcore.records.chat import Completion
from trustcore.serving.archive import Texts
from trustcore.serving.asked import Asked
from trustcore.serving.trust import Trust


@define(eq=False)
class Job:
    """One answer under way, and its score on its way.

    Attributes:
        id: Of the answer's score.
        asked: What is asked for.
        reader: Reads the answer while it is written.
        begun: When it began, by the event loop's clock.
        answered: When the answer was whole, by the same clock; None while it is not.
        created: When it began, in seconds since 1970.
        trust: The score, once it is there.
        settled: Set when the score is there, or will not be.
        on_ready: Is called when a response can be written whole.
    """

    id: str
    asked: Asked
    reader: AnswerReader
    begun: float = field(factory=loop_time)
    answered: float | None = None
    created: int = field(factory=lambda: int(time.time()))
    trust: Trust | None = None
    settled: Event = field(factory=Event)
    on_ready: Callable[[], object] | None = None

    @property
    def ready(self) -> bool:
        """Whether all is there that a response holds, or will not be."""
        if self.answered is None or self.scored_inline:
            return self.settled.is_set()
        return True

    def tell_if_ready(self) -> None:
        """Tell who waits for all that a response holds, where it is there."""
        if self.on_ready is not None and self.ready:
            self.on_ready()

    @property
    def answer(self) -> Completion:
        """The whole answer.

        Raises:
            TrustcoreError: Why there is none.
        """
        if self.reader.answer is None:
            raise self.reader.error or ClientStateError("there is no answer yet")
        return self.reader.answer

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
    def told_trust(self) -> Trust | None:
        """The trust where it comes with the answer, and is there."""
        return self.trust if self.scored_inline else None

    @property
    def texts_to_store(self) -> Texts | None:
        """Question and answer; None where there is no whole answer."""
        answer = self.reader.answer
        if answer is None:
            return None
        chat = [{"role": one.role, "content": one.text} for one in self.asked.question.prompt]
        return Texts(orjson.dumps(chat).decode(), answer.text)

    async def texts(self) -> AsyncGenerator[list[str]]:
        """The pieces of the text that come before the answer is whole, those together that wait.

        The rest is told from the answer, whose text holds its calls of tools as well.

        Raises:
            TrustcoreError: Why there is no more of it.
        """
        reader = self.reader
        while reader.answer is None and (text := await reader.take()) is not None:
            found = [text]
            while reader.waiting and (text := await reader.take()) is not None:
                found.append(text)
            if reader.answer is None:
                yield found
