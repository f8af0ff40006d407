"""What a judge is asked: a framing's request with what it is about, and what a reply looks like."""

from __future__ import annotations

from trustcore import Ask, Message, Request
from trustcore_strategies.judging import reply_tokens
from trustcore_strategies.reflection.framings import Framing, kind_of
from trustcore_strategies.reflection.prompt import (
    answer_material,
    comparing_request,
    judge_request,
)


def judging_asks(
    framings: tuple[Framing, ...], chat: tuple[Message, ...], answer: str, *, reasoning: bool
) -> tuple[Ask, ...]:
    """Ask about an answer alone, in several framings."""
    material = answer_material(chat, answer)
    return tuple(
        _ask(one, answer, judge_request(one, material, reasoning=reasoning), reasoning=reasoning)
        for one in framings
    )


def comparing_ask(
    framing: Framing, chat: tuple[Message, ...], answer: str, *, reasoning: bool
) -> Ask:
    """Ask about an answer among its rivals, which are the framing's options."""
    request = comparing_request(framing, chat, reasoning=reasoning)
    return _ask(framing, answer, request, reasoning=reasoning)


def _ask(framing: Framing, answer: str, request: Request, *, reasoning: bool) -> Ask:
    return Ask(
        kind_of(framing.name, reasoning=reasoning),
        answer,
        request,
        reply_tokens=reply_tokens(reasoning=reasoning),
        usual_reply=framing.usual_reply(reasoning=reasoning),
    )
