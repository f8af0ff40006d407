"""How well trust scores tell right answers from wrong ones on the held-out questions.

    python -m tools.embedded.measure --results build/measured.jsonl

asks every question under every preset, and greedily, a line of the file for each, goes on where it
was, and prints the tables of the model card. Presets share their calls through a cache.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson

from tools.embedded.held_out import questions
from tools.embedded.question import Question
from tools.embedded.summary import Row, Rows, summary
from trustcore import TLM, Result
from trustcore.records.signals import Signal
from trustcore_providers.embedded import Embedded

WAYS: dict[str, tuple[str, dict[str, Any]]] = {
    "greedy": ("base", {"temperature": 0.0}),
    **{preset: (preset, {}) for preset in ("base", "low", "medium", "high", "best")},
}
"""Each way of asking: a preset and its options."""

SEED = 1
"""Of every client: the answer of a question is the same under base, low and medium."""


def main() -> None:
    """Ask what has not been asked yet, then print the tables."""
    options = _options()
    asked = list(questions())[:: options.every]
    rows = _known(options.results)
    for way in WAYS:
        done = {row["question"] for row in rows if row["preset"] == way}
        left = [one for one in asked if one[1].text not in done]
        cache = options.results.with_suffix(".cache")
        with options.results.open("ab") as file:
            for row in _answers(way, left, _provider(options.folder), cache):
                file.write(orjson.dumps(row) + b"\n")
                rows.append(row)
    print("\n".join(summary(_in_order(rows, asked))))


def _in_order(rows: Sequence[Row], asked: Sequence[tuple[str, Question]]) -> Rows:
    found = {(row["preset"], row["question"]): row for row in rows}
    return {way: [found[way, question.text] for _, question in asked] for way in WAYS}


def _answers(
    way: str, asked: Sequence[tuple[str, Question]], provider: Embedded, cache: Path
) -> Iterator[Row]:
    preset, options = WAYS[way]
    with TLM(preset, model=provider, options=options, seed=SEED, cache=cache) as tlm:
        for first in range(0, len(asked), 100):
            part = asked[first : first + 100]
            results = tlm.prompt([question.text for _, question in part])
            yield from (_row(way, *one, result) for one, result in zip(part, results, strict=True))


def _row(way: str, kind: str, question: Question, result: Result) -> Row:
    signals = {one.name: one.value for one in result.signals if isinstance(one, Signal)}
    return {
        "preset": way,
        "kind": kind,
        "question": question.text,
        "response": result.response,
        "right": question.right(result.response),
        "score": result.trustworthiness_score,
        "signals": signals,
    }


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
    parser.add_argument("--folder", type=Path, help="weights; by default those that come along")
    parser.add_argument("--every", type=int, default=1, help="ask every n-th question only")
    return parser.parse_args()


if __name__ == "__main__":
    main()
