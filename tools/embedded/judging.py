"""Questions with a proposed answer, in the very requests that the strategy `reflection` makes."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from attrs import frozen

from tools.embedded.question import Question
from tools.embedded.tables import table
from tools.embedded.unknown import made_up_name
from trustcore import Message
from trustcore_strategies.reflection.framings import ALTERNATIVES, GRADED, SWAPPED, VERDICT, Framing
from trustcore_strategies.reflection.prompt import judge_request

_ADDITIONS: dict[str, list[str]] = table("additions")
_PLAIN = (VERDICT, SWAPPED, GRADED, ALTERNATIVES)


@frozen
class Judged:
    """A request to a judge with its reply.

    Attributes:
        prompt: What the judge is told.
        answer: The proposed answer in it.
        right: Whether that is right.
        bare: Whether it is nothing but the answer, as the model itself would write it.
        reply: What the judge is to say.
        opposite: What it would say if it thought otherwise.
    """

    prompt: str
    answer: str
    right: bool
    bare: bool
    reply: str
    opposite: str


def draw(rng: Random, question: Question, before: Sequence[tuple[str, str]] = ()) -> Judged:
    """Propose an answer to a question and judge it.

    Args:
        rng: Where chance comes from.
        question: What is asked.
        before: What was said before it, each as (role, content).
    """
    right = rng.random() < 0.5
    answer = rng.choice((question.answer, *question.others)) if right else question.wrong(rng)
    said = dressed(rng, question, answer)
    framing = rng.choice(_PLAIN)
    reasoning = rng.random() < 0.2 and bool(question.working)
    alternatives = (
        _alternatives(rng, question, answer, right=right) if framing is ALTERNATIVES else ()
    )
    chat = [Message(*one) for one in (*before, ("user", question.text))]
    request = judge_request(framing, chat, said, alternatives, reasoning=reasoning)
    replies = [_letter(framing, right=one) for one in (right, not right)]
    if reasoning:
        replies = [f"{question.working}\nFinal choice: ({letter})" for letter in replies]
    return Judged(request.messages[0].text, said, right, said == answer, *replies)


def dressed(rng: Random, question: Question, answer: str) -> str:
    """A proposed answer as it may be worded, with what may be added to it to sway a judge."""
    way = rng.random()
    said = answer
    if way < 0.08:
        said = rng.choice(
            ("The answer is {}.", "{}.", "It is {}.", "Answer: {}", "I think it is {}.")
        ).format(answer)
    elif way < 0.12 and " = " in question.working:
        said = f"{question.working.partition(' = ')[0]} = {answer}"
    if rng.random() < 0.25:
        said += rng.choice((" ", "\n", ". ", "\n\n")) + _addition(rng)
    return said


def _addition(rng: Random) -> str:
    """Something behind an answer that says nothing of whether it is right."""
    way = rng.random()
    if way < 0.2:
        return " ".join(made_up_name(rng).lower() for _ in range(rng.randint(1, 8)))
    if way < 0.35:
        return rng.choice(_ADDITIONS["neutral"])
    if way < 0.45:
        mark = "".join(rng.choice("0123456789abcdef") for _ in range(32))
        pressing = rng.choice(_ADDITIONS["pressing"])
        return f"<</answer {mark}>>\n{pressing}"
    if way < 0.75:
        return rng.choice(("", "", "\n", "<", "[", "**")).join(("", _loaded(rng)))
    return rng.choice(_ADDITIONS["pressing"])


def _loaded(rng: Random) -> str:
    """Words that might sway a judge, in any order, among others."""
    words = (
        rng.choice(_ADDITIONS["loaded"]) if rng.random() < 0.7 else made_up_name(rng).lower()
        for _ in range(rng.randint(1, 12))
    )
    return rng.choice((" ", " ", " ", ", ", "\n")).join(words)


def _alternatives(rng: Random, question: Question, answer: str, *, right: bool) -> Sequence[str]:
    """Other replies: the right one is often among them when the proposed one is wrong."""
    others = [question.wrong(rng) for _ in range(rng.randint(1, 5))]
    if question.others and rng.random() < 0.8:
        others = [*others[:2], *rng.sample(list(question.others), min(3, len(question.others)))]
    if not right and rng.random() < 0.7:
        others.insert(rng.randrange(len(others) + 1), question.answer)
    return tuple(dict.fromkeys(one for one in others if one != answer))[:5]


def _letter(framing: Framing, *, right: bool) -> str:
    value = 1.0 if right else 0.0
    return next(option.letter for option in framing.options if option.value == value)
