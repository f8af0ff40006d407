"""The training text: a mix of questions, each a chat with the reply that is to be learned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from attrs import evolve

from tools.embedded import arithmetic, facts, judging, tasks, unknown
from tools.embedded.question import Question
from trustcore_providers.embedded.tokenizer import Tokenizer

MIX = {"arithmetic": 0.24, "facts": 0.2, "tasks": 0.12, "tail": 0.04}
"""Shares of the plain answers, as weights."""

JUDGING = 0.4
"""Share of the samples that are a judge's, if nothing else is said."""

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

UNPREDICTED, PREDICTED, ANSWERED = range(3)
"""What a token is to the loss: given, to be predicted, or to be predicted in a plain answer."""

Sample = tuple[list[int], list[int]]
"""Tokens, and for each what it is to the loss."""


def samples(tokenizer: Tokenizer, seed: int, judging_share: float = JUDGING) -> Iterator[Sample]:
    """Samples without end."""
    rng = Random(seed)
    kinds, shares = list(MIX), list(MIX.values())
    judged, judged_shares = list(JUDGED), list(JUDGED.values())
    while True:
        if rng.random() < judging_share:
            question = _DRAW[rng.choices(judged, judged_shares)[0]](rng)
            yield _judged(tokenizer, judging.draw(rng, _typed(rng, question), _before(rng)))
        else:
            question = _DRAW[rng.choices(kinds, shares)[0]](rng)
            yield _answered(tokenizer, _typed(rng, question), _before(rng))


def _answered(
    tokenizer: Tokenizer, question: Question, before: Sequence[tuple[str, str]]
) -> Sample:
    prompt = tokenizer.chat((*before, ("user", question.text)))
    return _sample(prompt, tokenizer.encode(question.answer), tokenizer, ANSWERED)


def _judged(tokenizer: Tokenizer, one: judging.Judged) -> Sample:
    """The reply is predicted; and the proposed answer, where it is right.

    So the model works out what it reads as it would have said it, and has only to compare.
    """
    prompt = tokenizer.chat((("user", one.prompt),))
    tokens, wanted = _sample(prompt, tokenizer.encode(one.reply), tokenizer, PREDICTED)
    if one.right and one.bare:
        answer = tokenizer.encode(one.answer)
        start = prompt.index(tokenizer.encode(ANSWER_FENCE)[0]) + 3
        wanted[start : start + len(answer)] = [PREDICTED] * len(answer)
    return tokens, wanted


def _sample(prompt: list[int], reply: list[int], tokenizer: Tokenizer, mark: int) -> Sample:
    marks = [*[UNPREDICTED] * len(prompt), *[mark] * (len(reply) + 1)]
    return [*prompt, *reply, tokenizer.end], marks


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
