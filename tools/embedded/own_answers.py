"""Let the model judge its own answers, for the second part of its training.

    python -m tools.embedded.own_answers --folder build/embedded --out build/own.jsonl

draws answers to training questions and puts them to the model as a judge. What it is to say is
whether they are right: so its verdicts on answers like its own become as sure as they deserve
(P(True), Kadavath et al. 2022, section 3). Where the judge may reason, its own working stands.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from random import Random

import orjson
from attrs import asdict, frozen

from tools.embedded import arithmetic, facts, judging, tasks, unknown
from tools.embedded.question import Question
from trustcore import Completion, Message, Request
from trustcore.errors import EmptyReplyError
from trustcore_providers.embedded.language_model import LanguageModel

CHOICE = "Final choice: ("


@frozen
class Own:
    """A request to a judge about an answer of the model's own.

    Attributes:
        prompt: What the judge is told.
        working: What the judge wrote before its choice; empty where it does not reason.
        letter: The option that is right.
    """

    prompt: str
    working: str
    letter: str


def main() -> None:
    """Write a line for each answer that was judged."""
    options = _options()
    model = LanguageModel.read(options.folder)
    rng = Random(options.seed)
    with options.out.open("wb") as file:
        for _ in range(options.questions):
            for own in judged(model, rng, _question(rng)):
                file.write(orjson.dumps(asdict(own)) + b"\n")


def judged(model: LanguageModel, rng: Random, question: Question) -> Iterator[Own]:
    """The model's answers to a question, each with what a judge is to say of it."""
    drawn = _write(model, rng, question.text, n=4)
    for answer in dict.fromkeys(drawn):
        right = question.right(answer)
        prompt, letter = judging.request_about(rng, question, answer, drawn, right=right)
        working = ""
        if prompt.rstrip().endswith("(X)"):
            (reply,) = _write(model, rng, prompt, temperature=0.0) or ("",)
            head, choice, _ = reply.rpartition(CHOICE)
            if not choice:
                continue
            working = head + choice
        yield Own(prompt, working, letter)


def _question(rng: Random) -> Question:
    """Mostly of the kinds that the model gets wrong now and then."""
    way = rng.random()
    if way < 0.3:
        found = arithmetic.calculation(rng, "+", *arithmetic.pair(rng, rng.randint(5, 8)))
    elif way < 0.6:
        found = arithmetic.calculation(rng, "*", *arithmetic.factors(rng))
    else:
        draw = rng.choice((arithmetic.draw, facts.draw, facts.draw, unknown.tail, tasks.draw))
        return draw(rng)
    return _question(rng) if found.fact.startswith("held out") else found


def _write(
    model: LanguageModel, rng: Random, text: str, *, n: int = 1, temperature: float = 1.0
) -> list[str]:
    request = Request(
        (Message("user", text),), temperature=temperature, n=n, seed=rng.randrange(10**9)
    )
    try:
        reply = model.reply(request, lambda: None)
    except EmptyReplyError:
        return []
    return [one.text for one in reply.items if isinstance(one, Completion)]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, required=True, help="the weights so far")
    parser.add_argument("--out", type=Path, required=True, help="file with a line for each answer")
    parser.add_argument("--questions", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
