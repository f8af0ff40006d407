"""The training text: a mix of questions, each a chat with the reply that is to be learned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from attrs import evolve

from tools.embedded import arithmetic, facts, judging, tasks, unknown
from tools.embedded.question import Question
from trustcore_providers.embedded.tokenizer import Tokenizer

MIX = {"arithmetic": 0.24, "facts": 0.2, "tasks": 0.12, "tail": 0.04, "judging": 0.4}
"""Shares of the samples."""

JUDGED = {"arithmetic": 0.5, "facts": 0.3, "tasks": 0.15, "tail": 0.05}
"""What is judged."""

_DRAW = {
    "arithmetic": arithmetic.draw,
    "facts": facts.draw,
    "tasks": tasks.draw,
    "tail": unknown.tail,
}

ANSWER_FENCE = ">>\n\n<<answer "
"""What stands before the code of the fence around a proposed answer."""

Sample = tuple[list[int], list[int]]
"""Tokens, and for each whether it is to be predicted: 1 or 0."""


def samples(tokenizer: Tokenizer, seed: int) -> Iterator[Sample]:
    """Samples without end."""
    rng = Random(seed)
    kinds, shares = list(MIX), list(MIX.values())
    judged, judged_shares = list(JUDGED), list(JUDGED.values())
    while True:
        kind = rng.choices(kinds, shares)[0]
        if kind == "judging":
            question = _DRAW[rng.choices(judged, judged_shares)[0]](rng)
            yield _judged(tokenizer, judging.draw(rng, _typed(rng, question), _before(rng)))
        else:
            yield _answered(tokenizer, _typed(rng, _DRAW[kind](rng)), _before(rng))


def _answered(
    tokenizer: Tokenizer, question: Question, before: Sequence[tuple[str, str]]
) -> Sample:
    prompt = tokenizer.chat((*before, ("user", question.text)))
    return _sample(prompt, tokenizer.encode(question.answer), tokenizer)


def _judged(tokenizer: Tokenizer, one: judging.Judged) -> Sample:
    """The reply is predicted; and the proposed answer, where it is right.

    So the model works out what it reads as it would have said it, and has only to compare.
    """
    prompt = tokenizer.chat((("user", one.prompt),))
    tokens, wanted = _sample(prompt, tokenizer.encode(one.reply), tokenizer)
    if one.right and one.bare:
        answer = tokenizer.encode(one.answer)
        start = prompt.index(tokenizer.encode(ANSWER_FENCE)[0]) + 3
        wanted[start : start + len(answer)] = [1] * len(answer)
    return tokens, wanted


def _sample(prompt: list[int], reply: list[int], tokenizer: Tokenizer) -> Sample:
    return [*prompt, *reply, tokenizer.end], [*[0] * len(prompt), *[1] * (len(reply) + 1)]


SYSTEM = (
    "You are a helpful assistant.",
    "Answer briefly.",
    "You are a careful assistant. Answer with one word or number.",
    "Be concise.",
    "You are an expert.",
    "Reply with the answer only.",
)


def _before(rng: Random) -> Sequence[tuple[str, str]]:
    """What was said before the question: mostly nothing."""
    way = rng.random()
    if way < 0.93:
        return ()
    if way < 0.98:
        return (("system", rng.choice(SYSTEM)),)
    earlier = rng.choice((arithmetic.draw, facts.draw))(rng)
    return (("user", earlier.text), ("assistant", earlier.answer))


def _typed(rng: Random, question: Question) -> Question:
    """The question as people type it."""
    text, way = question.text, rng.random()
    if way < 0.08:
        text = text[0].lower() + text[1:]
    elif way < 0.12:
        text = text.lower()
    elif way < 0.16:
        text = text.rstrip("?.")
    return evolve(question, text=text)
