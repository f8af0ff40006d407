"""How long it takes to score recorded answers: `python benchmarks/rescoring.py`.

    python benchmarks/rescoring.py --questions 10000

prints a table: for each kind of answers the processor time of a question, in milliseconds, and of
as many questions, in seconds. A question has an answer, eight samples that all differ, and two
replies of a judge; the preset is `low`. Answers have about 30 words but for the short ones. One
core is used; what else the machine does changes the figures.
"""

# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator, Mapping
from time import process_time

from trustcore import TLM, Completion, Evidence

SAMPLES = 8
_REPLIES = {"reflection/verdict": Completion("A"), "reflection/swapped": Completion("B")}
_WORDS = tuple(
    "method built garden about empire harbor because voltage colony desert canal orbit museum"
    " council silver river stone market theorem delta oxygen valley engine cotton senate plateau"
    " treaty compass north meadow region island the of and in was which during under".split()
)
_NAMES = (
    "Marie Curie",
    "Alan Turing",
    "Ada Lovelace",
    "Niels Bohr",
    "Emmy Noether",
    "Grace Hopper",
)
_TOWNS = ("Paris", "Vienna", "Rome", "Lisbon", "Oslo", "Kyoto", "Boston", "Zurich", "Prague")
_MONTHS = ("January", "March", "April", "June", "July", "October", "December")
_PLANTS = (
    "plants use sunlight to turn carbon dioxide and water into sugar and oxygen, which they store"
    " in their leaves and use later as a source of energy for growth in the cold season"
)
_STADT = (
    "die Stadt liegt an der M\u00fcndung eines gro\u00dfen Flusses, weil dort fr\u00fch ein Hafen"
    " entstand, der f\u00fcr den Handel mit Wolle wichtig war, obwohl die Gegend an"
    " Bedeutung verlor"
)


def unrelated(draw: random.Random) -> str:
    """Words that have nothing to do with each other."""
    return " ".join(draw.choices(_WORDS, k=30)).capitalize() + "."


def paraphrase(draw: random.Random) -> str:
    """One explanation in slightly other words."""
    return _varied(draw, _PLANTS, ("also", "in fact", "often", "then", "really", "quite"))


def german(draw: random.Random) -> str:
    """The same in German."""
    return _varied(draw, _STADT, ("schlie\u00dflich", "\u00fcbrigens", "sp\u00e4ter", "vor allem"))


def fact(draw: random.Random) -> str:
    """A sentence around the name of a person and a place."""
    return (
        f"The person who is credited with it is {draw.choice(_NAMES)}, who worked on it for about "
        f"{draw.randint(2, 30)} years in {draw.choice(_TOWNS)} together with a group of colleagues "
        f"before it became widely known under the name of {draw.choice(_NAMES)}."
    )


def dated(draw: random.Random) -> str:
    """A sentence around a date."""
    return (
        f"The treaty was signed on {draw.choice(_MONTHS)} {draw.randint(1, 28)}, "
        f"{draw.randint(1800, 2000)} in {draw.choice(_TOWNS)} by envoys of both countries, after "
        f"long talks that had begun the year before and were broken off in {draw.choice(_TOWNS)}."
    )


def numbers(draw: random.Random) -> str:
    """A sentence around a number, with others."""
    return (
        f"The total distance is {draw.randint(10, 400)} km, since the first leg takes "
        f"{draw.randint(2, 9)} hours at {draw.randint(20, 90)} km/h and the second one is half as "
        "long as the first, which gives the sum that was asked for."
    )


def short_number(draw: random.Random) -> str:
    """A number and its reason in few words."""
    reason = " ".join(draw.choices(_WORDS, k=8))
    return f"The total is {draw.randint(10, 400)} km, since {reason}"


def short(draw: random.Random) -> str:
    """Three words."""
    return " ".join(draw.choices(_WORDS, k=3)).capitalize()


KINDS: Mapping[str, tuple[str, Callable[[random.Random], str]]] = {
    "unrelated": ("What is the capital of this country, and why was it chosen?", unrelated),
    "paraphrases": ("Why are plants important for the air?", paraphrase),
    "German": ("Warum wurde die Stadt hier gegr\u00fcndet?", german),
    "a fact": ("Who came up with the theory?", fact),
    "a date": ("When was the treaty signed?", dated),
    "numbers": ("How many kilometres does the train travel in total?", numbers),
    "a short number": ("How long is the road?", short_number),
    "short": ("What is the capital of this country?", short),
}


def main() -> None:
    """Measure every kind and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--questions", type=int, default=10_000, help="of each kind")
    parser.add_argument("--kinds", nargs="+", choices=tuple(KINDS), default=tuple(KINDS))
    options = parser.parse_args()
    print("| answers | ms a question | s in all |\n|---|---|---|")
    for kind in options.kinds:
        seconds = measured(kind, options.questions)
        print(f"| {kind} | {seconds / options.questions * 1e3:.2f} | {seconds:.1f} |", flush=True)


def measured(kind: str, questions: int) -> float:
    """Processor time to score so many questions, in seconds."""
    recorded = list(evidence(kind, questions + 1))
    with TLM("low", model=str, verbose=False) as tlm:  # it is never asked
        tlm.rescore(recorded.pop())
        start = process_time()
        for one in recorded:
            tlm.rescore(one)
        return process_time() - start


def evidence(kind: str, questions: int) -> Iterator[Evidence]:
    """Recorded answers of a kind, the same at each run."""
    question, answer = KINDS[kind]
    draw = random.Random(kind)  # noqa: S311  (no secret)
    for number in range(questions):
        texts: dict[str, None] = {}
        while len(texts) <= SAMPLES:
            texts[answer(draw)] = None
        first, *samples = texts
        yield Evidence.of(f"{number}. {question}", first, samples, replies=_REPLIES)


def _varied(draw: random.Random, said: str, more: tuple[str, ...]) -> str:
    words = said.split()
    for _ in range(3):
        words.insert(draw.randrange(len(words)), draw.choice(more))
    del words[draw.randrange(len(words))]
    return " ".join(words).capitalize() + "."


if __name__ == "__main__":
    main()
