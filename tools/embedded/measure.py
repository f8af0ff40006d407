"""How well trust scores tell right answers from wrong ones on the held-out questions.

    python -m tools.embedded.measure --results build/measured.jsonl

asks every question under every preset, a line of the file for each, goes on where it was, and
prints the tables of the model card.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from tools.embedded.held_out import questions
from tools.embedded.question import Question
from trustcore import TLM, Result
from trustcore.evaluation.measures import measure_scores
from trustcore.evaluation.metrics import Floats
from trustcore.evaluation.scored import TRUSTWORTHINESS, Scored
from trustcore.records.signals import Signal
from trustcore_providers.embedded import Embedded

PRESETS = ("base", "low", "medium", "high", "best")
SIGNALS = ("consistency", "logprobs", "reflection")
REPLICATES = 1000
SEED = 1
"""Of every client: the answer of a question is the same under base, low and medium."""

Row = dict[str, Any]


def main() -> None:
    """Ask what has not been asked yet, then print the tables."""
    options = _options()
    asked = list(questions())[:: options.every]
    rows = _known(options.results)
    for preset in options.presets:
        done = {row["question"] for row in rows if row["preset"] == preset}
        left = [one for one in asked if one[1].text not in done]
        with options.results.open("ab") as file:
            for row in _answers(preset, left, _provider(options.folder)):
                file.write(orjson.dumps(row) + b"\n")
                rows.append(row)
    wanted = {question.text for _, question in asked}
    print("\n".join(tables([row for row in rows if row["question"] in wanted], options.presets)))


def _answers(
    preset: str, asked: Sequence[tuple[str, Question]], provider: Embedded
) -> Iterator[Row]:
    with TLM(preset, model=provider, seed=SEED) as tlm:
        for first in range(0, len(asked), 100):
            part = asked[first : first + 100]
            results = tlm.prompt([question.text for _, question in part])
            yield from (
                _row(preset, *one, result) for one, result in zip(part, results, strict=True)
            )


def _row(preset: str, kind: str, question: Question, result: Result) -> Row:
    signals = {one.name: one.value for one in result.signals if isinstance(one, Signal)}
    return {
        "preset": preset,
        "kind": kind,
        "question": question.text,
        "response": result.response,
        "right": question.right(result.response),
        "score": result.trustworthiness_score,
        "signals": signals,
    }


def tables(rows: Sequence[Row], presets: Sequence[str]) -> Iterator[str]:
    """The tables, in Markdown."""
    by_preset = {preset: [row for row in rows if row["preset"] == preset] for preset in presets}
    yield from _overall(by_preset)
    for preset in ("medium",):
        if by_preset.get(preset):
            yield from ("", f"Kinds of question at `{preset}`:", "", *_kinds(by_preset[preset]))
    yield from ("", *_correlations(by_preset))


def _overall(by_preset: dict[str, list[Row]]) -> Iterator[str]:
    yield f"| preset | n | errors | score (95% interval) | {' | '.join(SIGNALS)} | AURC |"
    yield "|---|---|---|---|---|---|---|---|"
    for preset, rows in by_preset.items():
        found = measure_scores([_scored(row) for row in rows], REPLICATES, SEED)
        whole = found[TRUSTWORTHINESS]
        wrong = sum(not row["right"] for row in rows) / len(rows)
        singles = " | ".join(
            _shown(found[name].auroc) if name in found else "-" for name in SIGNALS
        )
        yield (
            f"| {preset} | {len(rows)} | {wrong:.3f} | **{_shown(whole.auroc)}** "
            f"({_shown(whole.low)}-{_shown(whole.high)}) | {singles} | {_shown(whole.aurc)} |"
        )


def _kinds(rows: Sequence[Row]) -> Iterator[str]:
    kinds: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        kinds[row["kind"]].append(row)
    yield "| kind | n | right | mean score | score (95% interval) |"
    yield "|---|---|---|---|---|"
    middle = []
    for kind, some in kinds.items():
        right = sum(row["right"] for row in some) / len(some)
        found = measure_scores([_scored(row) for row in some], REPLICATES, SEED)[TRUSTWORTHINESS]
        mean = np.mean([row["score"] for row in some])
        if 0.1 <= right <= 0.9 and found.auroc is not None:
            middle.append(found.auroc)
        auroc = f"{_shown(found.auroc)} ({_shown(found.low)}-{_shown(found.high)})"
        yield f"| {kind} | {len(some)} | {right:.3f} | {mean:.2f} | {auroc} |"
    if middle:
        mean = _shown(float(np.mean(middle)))
        yield ""
        yield f"Mean over the {len(middle)} kinds that are right 10% to 90% of the time: {mean}."


def _correlations(by_preset: dict[str, list[Row]]) -> Iterator[str]:
    """Spearman's rank correlation of the scores of two presets, over the same questions."""
    names = [name for name, rows in by_preset.items() if rows]
    scores = {name: {row["question"]: row["score"] for row in by_preset[name]} for name in names}
    yield f"| Spearman | {' | '.join(names)} |"
    yield "|---|" + "---|" * len(names)
    for one in names:
        cells = []
        for other in names:
            common = sorted(scores[one].keys() & scores[other].keys())
            mine, theirs = (_ranks([scores[name][key] for key in common]) for name in (one, other))
            cells.append(f"{np.corrcoef(mine, theirs)[0, 1]:.3f}")
        yield f"| {one} | {' | '.join(cells)} |"


def _ranks(values: Sequence[float]) -> Floats:
    """Ranks from 0; ties have their mean."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts + 1) / 2)[inverse]


def _scored(row: Row) -> Scored:
    return Scored(row["question"], row["right"], {TRUSTWORTHINESS: row["score"], **row["signals"]})


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}".removeprefix("0")


def _known(path: Path) -> list[Row]:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def _provider(folder: Path | None) -> Embedded:
    return Embedded() if folder is None else Embedded(folder=folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--results", type=Path, required=True, help="file with a line for each answer"
    )
    parser.add_argument("--presets", nargs="+", choices=PRESETS, default=PRESETS)
    parser.add_argument("--folder", type=Path, help="weights; by default those that come along")
    parser.add_argument("--every", type=int, default=1, help="ask every n-th question only")
    return parser.parse_args()


if __name__ == "__main__":
    main()
