"""Questions with a proposed answer, in the very requests that the strategy `reflection` makes."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from attrs import frozen

from tools.embedded.question import Question
from tools.embedded.tables import table
from tools.embedded.unknown import made_up_name
from trustcore import Message
from trustcore_strategies.reflection.framings import FALSE_TRUE, TRUE_FALSE, VERDICT, Framing
from trustcore_strategies.reflection.prompt import (
    answer_material,
    comparing_request,
    judge_request,
)
from trustcore_strategies.reflection.rivals import MOST_RIVALS, comparisons

_ADDITIONS: dict[str, list[str]] = table("additions")
_ALONE = (TRUE_FALSE, FALSE_TRUE, VERDICT)
_COMPARED = 0.4
"""Share of the requests that show an answer among its rivals."""


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
    chat = [Message(*one) for one in (*before, ("user", question.text))]
    reasoning = rng.random() < 0.15 and bool(question.working)
    if rng.random() < _COMPARED:
        prompt, replies = _compared(rng, question, chat, answer, right=right, reasoning=reasoning)
        return Judged(prompt, answer, right, False, *replies)
    framing = rng.choice(_ALONE)
    request = judge_request(framing, answer_material(chat, said), reasoning=reasoning)
    replies = [_named(framing, right=one) for one in (right, not right)]
    replies = [_reply(question, one, reasoning=reasoning) for one in replies]
    return Judged(request.messages[0].text, said, right, said == answer, *replies)


def _compared(
    rng: Random,
    question: Question,
    chat: Sequence[Message],
    answer: str,
    *,
    right: bool,
    reasoning: bool,
) -> tuple[str, list[str]]:
    """The clustered question, with the letter that is right and one that is not."""
    others = _rivals(rng, question, answer, right=right)
    framing = rng.choice(comparisons(chat, answer, others))
    truth = next((one for one in framing.options if question.right(one.text)), framing.options[-1])
    other = rng.choice([one for one in framing.options if one != truth])
    prompt = comparing_request(framing, chat, reasoning=reasoning).messages[0].text
    replies = [_reply(question, one.letter, reasoning=reasoning) for one in (truth, other)]
    return prompt, replies


def _reply(question: Question, choice: str, *, reasoning: bool) -> str:
    return f"{question.working}\nFinal choice: {choice}" if reasoning else choice


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
        mark = "".join(rng.choice("0123456789abcdef") for _ in range(8))
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


def _rivals(rng: Random, question: Question, answer: str, *, right: bool) -> Sequence[str]:
    """Wrong replies; the right one is often among them when the proposed one is wrong."""
    others = [question.wrong(rng) for _ in range(rng.randint(1, MOST_RIVALS))]
    if not right and rng.random() < 0.7:
        others.insert(rng.randrange(len(others) + 1), question.answer)
    return tuple(dict.fromkeys(one for one in others if one != answer))[:MOST_RIVALS] or ("0",)


def _named(framing: Framing, *, right: bool) -> str:
    value = 1.0 if right else 0.0
    option = next(option for option in framing.options if option.value == value)
    return option.letter or option.text
