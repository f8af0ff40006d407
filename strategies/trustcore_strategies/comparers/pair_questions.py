"""What a judge is asked about two answers: whether they do, or say, the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from attrs import evolve, frozen

from trustcore import Ask, Completion, Message, Missing, Rating, Request
from trustcore.records.fence import fence, nonce
from trustcore_strategies.judging import reply_tokens
from trustcore_strategies.reflection.choices import Unread
from trustcore_strategies.reflection.framings import PREAMBLE, VERDICT, Framing, Option
from trustcore_strategies.reflection.parse import choose
from trustcore_strategies.reflection.prompt import TOP_LOGPROBS
from trustcore_strategies.reflection.tokens import said_by

_LEAST_MASS = 0.5
"""A reply that was less likely than this to choose any option says nothing of two answers."""

_CLOSING = "Reply with only the letter of one option."


@frozen
class PairQuestion:
    """A question to a judge about two answers to one question.

    Attributes:
        kind: The kind of the ask.
        task: What is asked about the two.
        options: What the judge chooses from, and what each says of their agreement.
        differ: What two answers do that it is asked about, for a reason.
    """

    kind: str
    task: str
    options: tuple[Option, ...]
    differ: str

    def ask(self, chat: Sequence[Message], one: str, other: str, about: str | None = None) -> Ask:
        """What a judge is asked about two answers; `about` stands for both of them."""
        request = self._request(chat, one, other)
        both = pair_of(one, other) if about is None else about
        return Ask(self.kind, both, request, reply_tokens=reply_tokens(reasoning=False))

    def value(self, reply: Completion | Rating | Missing) -> float | str:
        """How far the two agree, in [0, 1], or why the reply does not tell."""
        if isinstance(reply, Rating):
            return reply.value
        if isinstance(reply, Missing):
            return reply.reason
        choice = choose(reply.text, self._framing)
        if isinstance(choice, Unread):
            return "its reply named no option"
        said = said_by(reply, choice, self._framing)
        return said.value if said.mass >= _LEAST_MASS else "its reply was hardly a choice"

    @cached_property
    def _framing(self) -> Framing:
        return evolve(VERDICT, name=self.kind, question=self.task, options=self.options)

    def _request(self, chat: Sequence[Message], one: str, other: str) -> Request:
        asked = "\n\n".join(message.text for message in chat if message.role == "user")
        code = nonce([asked, one, other])
        options = (f"({option.letter}) {option.text}" for option in self.options)
        parts = (
            PREAMBLE.format(code=code),
            fence("question", code, asked),
            fence("first answer", code, one),
            fence("second answer", code, other),
            "\n".join((self.task, *options, _CLOSING)),
        )
        message = Message("user", "\n\n".join(parts))
        return Request((message,), temperature=0.0, logprobs=TOP_LOGPROBS)


BEHAVIOUR = PairQuestion(
    "consistency/behaviour",
    "Do the programs in both answers show the same behaviour, for every input that the question "
    "allows? Names, style and speed make no difference.",
    (
        Option("A", "the same behaviour", 1.0),
        Option("B", "another behaviour", 0.0),
    ),
    "have another form",
)
MEANING = PairQuestion(
    "consistency/meaning",
    "Does the second answer agree with what the first one says? Wording, order and detail make no "
    "difference; a number, a name, a condition or a negation that differs does.",
    (
        Option("A", "it agrees", 1.0),
        Option("B", "it agrees in part", 0.5),
        Option("C", "it contradicts", 0.0),
    ),
    "say it in other words",
)


def pair_of(one: str, other: str) -> str:
    """What an ask about two answers is about: both texts, the length of the first before them."""
    return f"{len(one)}:{one}{other}"
