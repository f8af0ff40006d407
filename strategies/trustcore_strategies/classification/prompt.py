"""Which label is right? The question to a judge, with a letter for each label."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase

from attrs import evolve

from trustcore import Message, Request
from trustcore.records.fence import fence, nonce
from trustcore_strategies.reflection.framings import PREAMBLE, VERDICT, Framing, Option
from trustcore_strategies.reflection.prompt import TOP_LOGPROBS, chat_text

MOST_LABELS = 20
"""Labels that a judge is shown; of more, those that answer and samples name, and the first."""

_TASK = "Which of the labels is the right answer to the question?"
_CLOSING = "Reply with only the letter of one label."
_REASONING = (
    "Think step by step first. Then end with one line of this form, where X is the letter of one "
    "label:\nFinal choice: (X)"
)


def label_framing(name: str, labels: Sequence[str], own: str) -> Framing:
    """The framing whose options are labels.

    Args:
        name: What its kind says after the prefix.
        labels: In the order in which they are shown.
        own: The label under judgement.
    """
    taken = {one.strip().upper() for one in labels}
    free = [one for one in ascii_uppercase if one not in taken] or list(ascii_uppercase)
    letters = free if len(free) >= len(labels) else ascii_uppercase
    options = tuple(
        Option(letter, label, float(label == own))
        for letter, label in zip(letters, labels, strict=False)
    )
    return evolve(VERDICT, name=name, question=_TASK, options=options)


def label_request(framing: Framing, chat: Sequence[Message], *, reasoning: bool) -> Request:
    """Word the framing. It does not show the answer, so one reply serves all answers."""
    lines = [f"({one.letter}) {' '.join(one.text.split())}" for one in framing.options]
    said = [text for message in chat for text in (message.role, message.text)]
    code = nonce([*said, *lines])
    parts = (
        PREAMBLE.format(code=code),
        fence("question", code, chat_text(chat, code)),
        fence("labels", code, "\n".join(lines)),
        f"{_TASK}\n{_REASONING if reasoning else _CLOSING}",
    )
    message = Message("user", "\n\n".join(parts))
    return Request((message,), temperature=0.0, logprobs=TOP_LOGPROBS)
