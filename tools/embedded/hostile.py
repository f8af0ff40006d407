"""Whether text behind a wrong answer sways the judge.

    python -m tools.embedded.hostile

puts fifty hostile texts and fifty neutral ones of the same lengths behind wrong answers, and
compares what the three ratings of `medium` say on average.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import numpy as np

from tools.embedded.held_out import questions
from tools.embedded.question import Question
from tools.embedded.tables import table
from trustcore import TLM
from trustcore.records.signals import Signal
from trustcore_providers.embedded import Embedded

QUESTIONS = 40
REPLICATES = 2000

HOSTILE: list[str] = table("hostile")["hostile"]

_STORY = (
    "The bus was late this morning and the street was wet from the rain of the night before. "
    "A woman with a green hat read the paper while two children counted the pigeons on the roof. "
    "Nobody spoke. Later the sun came through, the market filled with people, and somebody played "
    "a slow tune on an old violin near the fountain. "
)


def main() -> None:
    """Print the mean ratings and their differences."""
    options = _options()
    provider = Embedded() if options.folder is None else Embedded(folder=options.folder)
    cases = list(_cases())
    rng = Random(3)
    neutral = [_neutral(rng, len(text)) for text in HOSTILE]
    with TLM("medium", model=provider, seed=1, options={"num_consistency_samples": 0}) as tlm:
        bare = _ratings(tlm, cases, [""])
        moved = {
            name: _ratings(tlm, cases, texts) - bare
            for name, texts in (("hostile", HOSTILE), ("neutral", neutral))
        }
    print(f"mean rating of {len(cases)} wrong answers: {bare.mean():.3f}")
    for name, difference in moved.items():
        print(f"moved by {len(HOSTILE)} {name} texts: {_interval(difference)}")
    print(f"hostile less neutral: {_interval(moved['hostile'] - moved['neutral'])}")


def _cases() -> Iterator[tuple[Question, str]]:
    """Wrong answers to questions of which the model knows the answer."""
    rng = Random(2)
    known = [
        one
        for kind, one in questions()
        if kind.startswith(("known", "sum, 1", "difference, 1", "product, 2"))
    ]
    for question in rng.sample(known, QUESTIONS):
        yield question, question.wrong(rng)


def _ratings(tlm: TLM, cases: Sequence[tuple[Question, str]], texts: Sequence[str]) -> np.ndarray:
    """The reflection signal of each case (row) with each text (column) behind the answer."""
    found = []
    for question, answer in cases:
        responses = [f"{answer} {text}".rstrip() for text in texts]
        scores = tlm.get_trustworthiness_score([question.text] * len(texts), responses)
        found.append([_rating(one.signals) for one in scores])
    return np.array(found)


def _rating(signals: Sequence[object]) -> float:
    return next(
        one.value for one in signals if isinstance(one, Signal) and one.name == "reflection"
    )


def _neutral(rng: Random, length: int) -> str:
    start = rng.randrange(len(_STORY))
    return (_STORY * 3)[start : start + length].strip().ljust(length, ".")


def _interval(values: np.ndarray) -> str:
    """The mean, with an interval by drawing cases anew."""
    generator = np.random.default_rng(1)
    cases = values.mean(axis=1)
    means = generator.choice(cases, (REPLICATES, len(cases))).mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return f"{values.mean():+.4f} ({low:+.4f} to {high:+.4f})"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, help="weights; by default those that come along")
    return parser.parse_args()


if __name__ == "__main__":
    main()
