"""Whether the two parts of uncertainty tell an ambiguous question from one beyond the model.

    python -m tools.embedded.decompose --results build/decomposed.jsonl

asks questions with many right answers, withheld facts, known facts and sums, a line of the file for
each, goes on where it was, and prints the tables of `docs/uncertainty.md`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import orjson
from attrs import frozen

from tools.embedded import arithmetic, facts, tasks
from tools.embedded.question import Question
from tools.embedded.summary import ranks_of, shown
from trustcore import TLM, Result
from trustcore.evaluation.bootstrap import auroc_replicates, cluster_indices, interval
from trustcore.evaluation.metrics import Floats, Ranking
from trustcore.records.signals import Signal
from trustcore_providers.embedded import Embedded

PRESETS = ("low", "medium", "high")
REPLICATES = 1000
SEED = 1

GROUPS: dict[str, Callable[[Random], Question]] = {
    "ambiguous": partial(tasks.held_out, kinds=("many answers",)),
    "withheld": partial(facts.held_out, tier="withheld"),
    "known": partial(facts.held_out, tier="known"),
    "short sum": partial(arithmetic.held_out, sign="+", low=1, high=3),
    "long sum": partial(arithmetic.held_out, sign="+", low=8, high=8),
}
"""Where the questions of a group come from."""

Row = dict[str, Any]

NUMBERS: dict[str, Callable[[Row], float]] = {
    "aleatoric": lambda row: row["aleatoric"],
    "epistemic": lambda row: row["epistemic"],
    "1 - score": lambda row: 1 - row["score"],
    "1 - consistency": lambda row: 1 - row["signals"]["consistency"],
    "1 - reflection": lambda row: 1 - row["signals"]["reflection"],
}
"""What is compared, each higher where there is more doubt."""


@frozen
class Task:
    """Two sides that a number should tell apart: groups where it is high, and where it is low."""

    high: tuple[str, ...]
    low: tuple[str, ...]

    def __str__(self) -> str:
        return f"{' + '.join(self.high)} above {' + '.join(self.low)}"


TASKS = (
    Task(("ambiguous",), ("withheld", "known")),
    Task(("ambiguous",), ("short sum", "long sum")),
    Task(("withheld",), ("ambiguous", "known")),
    Task(("long sum",), ("ambiguous", "short sum")),
)


def main() -> None:
    """Ask what has not been asked yet, then print the tables."""
    options = _options()
    options.results.parent.mkdir(parents=True, exist_ok=True)
    options.results.touch()
    rows: list[Row] = [orjson.loads(line) for line in options.results.read_bytes().splitlines()]
    for preset in options.presets:
        done = {row["question"] for row in rows if row["preset"] == preset}
        left = [one for one in questions(options.count) if one[1].text not in done]
        with options.results.open("ab") as file:
            for row in _answers(preset, left):
                file.write(orjson.dumps(row) + b"\n")
                rows.append(row)
    for preset in options.presets:
        print("\n".join(tables(preset, [row for row in rows if row["preset"] == preset])))


def questions(count: int) -> Iterator[tuple[str, Question]]:
    """So many of each group, each with the group's name, always the same."""
    for group, draw in GROUPS.items():
        rng = Random(f"decompose {group}")
        yield from ((group, one) for one in islice(_distinct(draw, rng), count))


def _distinct(draw: Callable[[Random], Question], rng: Random) -> Iterator[Question]:
    seen: set[str] = set()
    while True:
        question = draw(rng)
        if question.text not in seen:
            seen.add(question.text)
            yield question


def _answers(preset: str, asked: Sequence[tuple[str, Question]]) -> Iterator[Row]:
    with TLM(preset, model=Embedded(), seed=SEED) as tlm:
        for first in range(0, len(asked), 50):
            part = asked[first : first + 50]
            results = tlm.prompt([question.text for _, question in part])
            yield from (
                _row(preset, *one, result) for one, result in zip(part, results, strict=True)
            )


def _row(preset: str, group: str, question: Question, result: Result) -> Row:
    return {
        "preset": preset,
        "group": group,
        "question": question.text,
        "cluster": question.fact or " ".join(sorted((question.answer, *question.others))),
        "right": question.right(result.response),
        "score": result.trustworthiness_score,
        "aleatoric": result.aleatoric,
        "epistemic": result.epistemic,
        "signals": {one.name: one.value for one in result.signals if isinstance(one, Signal)},
    }


def tables(preset: str, rows: Sequence[Row]) -> Iterator[str]:
    """The tables of one preset, in Markdown."""
    yield from (f"`{preset}`, means:", "", *_means(rows))
    yield from ("", "AUROC with 95% interval:", "", *_areas(rows))
    yield from ("", *_correlations(rows), "")


def _means(rows: Sequence[Row]) -> Iterator[str]:
    yield f"| group | n | right | score | {' | '.join(tuple(NUMBERS)[:2])} |"
    yield "|---|---|---|---|---|---|"
    for group in GROUPS:
        some = [row for row in rows if row["group"] == group]
        names = ("right", "score", "aleatoric", "epistemic")
        cells = [shown(float(np.mean([row[name] for row in some]))) for name in names]
        yield f"| {group} | {len(some)} | {' | '.join(cells)} |"


def _areas(rows: Sequence[Row]) -> Iterator[str]:
    yield f"| to tell | {' | '.join(NUMBERS)} |"
    yield "|---|" + "---|" * len(NUMBERS)
    for task in TASKS:
        some = [row for row in rows if row["group"] in task.high + task.low]
        high = np.array([row["group"] in task.high for row in some])
        rankings = [Ranking.of(_column(name, some), high) for name in NUMBERS]
        clusters = cluster_indices([(row["group"], row["cluster"]) for row in some])
        drawn = auroc_replicates(rankings, clusters, replicates=REPLICATES, seed=SEED)
        cells = (_area(*one) for one in zip(rankings, drawn, strict=True))
        yield f"| {task} | {' | '.join(cells)} |"


def _area(ranking: Ranking, replicates: Floats) -> str:
    low, high = interval(replicates)
    return f"{shown(ranking.auroc())} ({shown(low)}-{shown(high)})"


def _correlations(rows: Sequence[Row]) -> Iterator[str]:
    """Spearman's rank correlations over the questions of all groups."""
    ranks = np.array([ranks_of(_column(name, rows)) for name in NUMBERS])
    yield f"| Spearman | {' | '.join(NUMBERS)} |"
    yield "|---|" + "---|" * len(NUMBERS)
    for name, line in zip(NUMBERS, np.corrcoef(ranks), strict=True):
        yield f"| {name} | {' | '.join(f'{value:.2f}' for value in line)} |"


def _column(name: str, rows: Sequence[Row]) -> Floats:
    return np.array([NUMBERS[name](row) for row in rows])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--results", type=Path, required=True, help="file with a line for each answer"
    )
    parser.add_argument(
        "--presets", nargs="+", choices=("low", "medium", "high"), default=["medium"]
    )
    parser.add_argument("--count", type=int, default=150, help="questions of each group")
    return parser.parse_args()


if __name__ == "__main__":
    main()
