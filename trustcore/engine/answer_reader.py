"""The reader of one item: its answer's text while it is written, the answer, and the result."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable

from trustcore.calls.streamed_text import StreamedText
from trustcore.engine.background import BackgroundWork
from trustcore.errors import ClientStateError
from trustcore.records.chat import Completion, Usage
from trustcore.records.result import Result

RunItem = Callable[["AnswerReader"], Awaitable[Result]]
"""Runs an item, and tells a reader of its answer."""


class AnswerReader:
    """The reader of one item, which runs in a task of its own: see `run`.

    What was not taken yet is kept: at most the text of one reply. So a slow reader holds up
    neither the model nor the score, and no slot.

    Args:
        run: Runs the item.
        pieces: False for the answer at once: a model that could stream is not asked to.

    Attributes:
        text: Where the text of the answer goes while it is written; None where it comes at once.
        answer: The answer, once it is whole.
        usage: What the answer took, once it is whole.
        result: The result, once the answer was scored.
        expire: Ends the item in so many seconds, with what is there by then; None before it began.
        on_answer: Is called when the answer is whole, before anybody else hears of it.
    """

    def __init__(self, run: RunItem, *, pieces: bool = True) -> None:
        self.text = StreamedText(self._put) if pieces else None
        self.on_answer: Callable[[], object] | None = None
        self.answer: Completion | None = None
        self.usage = Usage()
        self.expire: Callable[[float], None] | None = None
        self.result: Result | None = None
        self._run = run
        self._pieces: deque[str] = deque()
        self._work = BackgroundWork("the stream was left, or its client closed, on the way")

    @property
    def over(self) -> bool:
        """Whether the item was settled, or cancelled."""
        return self._work.over

    @property
    def error(self) -> Exception | None:
        """Why there is no result, once the item is over."""
        return self._work.error

    @property
    def waiting(self) -> bool:
        """Whether there is text that was not taken."""
        return bool(self._pieces)

    @property
    def exhausted(self) -> bool:
        """Whether the answer is whole and all of its text was taken."""
        return not self._pieces and (self.answer is not None or self.over)

    def settled(self, answer: Completion, usage: Usage) -> None:
        """Take in the whole answer."""
        if self.text is not None:
            self.text.finish(answer)
        self.answer, self.usage = answer, usage
        if self.on_answer is not None:
            self.on_answer()
        self._work.notify()

    async def run(self) -> None:
        """Run the item to its end; what goes wrong is raised where its text is read.

        Then it lets go of who calls it back: all that an item holds would else wait for a
        collection of garbage, and with it the requests that it holds up.
        """
        await self._work.run(self._conclude)
        self.text = self.on_answer = None

    def cancel(self) -> None:
        """Cancel the item's calls, unless all is settled."""
        self._work.cancel()

    async def take(self) -> str | None:
        """The next piece of the text; None where the answer is whole.

        Raises:
            TrustcoreError: Why there is no more of it, after the pieces that came.
        """
        while not self.exhausted:
            if self._pieces:
                return self._pieces.popleft()
            await self._work.wait()
        if self.answer is None:
            raise self._failure()
        return None

    async def answered(self) -> Completion:
        """The whole answer, once it is there.

        Raises:
            TrustcoreError: Why there is none.
        """
        while self.answer is None and not self.over:
            await self._work.wait()
        if self.answer is None:
            raise self._failure()
        return self.answer

    async def wait(self, within: float | None = None) -> Result:
        """The result, once it is there.

        Args:
            within: Seconds after which it is made of what is there by then, where the answer is.

        Raises:
            TrustcoreError: Why there is none.
        """
        if within is not None and self.expire is not None:
            self.expire(within)
        while not self.over:
            await self._work.wait()
        if self.result is None:
            raise self._failure()
        return self.result

    def _put(self, piece: str) -> None:
        self._pieces.append(piece)
        self._work.notify()

    async def _conclude(self) -> None:
        self.result = await self._run(self)

    def _failure(self) -> Exception:
        return self.error or ClientStateError("the stream has ended")
