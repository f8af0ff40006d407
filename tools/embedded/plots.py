"""Draw the pictures of the model card.

python -m tools.embedded.plots --results build/measured.jsonl --curve build/embedded/curve.json
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import orjson

BINS = 10
PRESET = "medium"

Value = Callable[[dict[str, Any]], float | None]


def main() -> None:
    """Draw the calibration and the loss."""
    options = _options()
    style = {"svg.fonttype": "none", "svg.hashsalt": "primer"}
    plt.rcParams.update({"font.size": 9, "axes.spines.top": False, **style})
    rows = [orjson.loads(line) for line in options.results.read_bytes().splitlines()]
    calibration([row for row in rows if row["preset"] == PRESET], options.out)
    loss(orjson.loads(options.curve.read_bytes()), options.out)


def calibration(rows: Sequence[dict[str, Any]], out: Path) -> None:
    """How often answers are right, by each signal and by the score."""
    values: dict[str, Value] = {
        "score": lambda row: row["score"],
        "consistency": lambda row: row["signals"].get("consistency"),
        "logprobs": lambda row: row["signals"].get("logprobs"),
        "reflection": lambda row: row["signals"].get("reflection"),
    }
    figure, axes = plt.subplots(1, len(values), figsize=(10, 2.8), sharey=True)
    for axis, (name, value) in zip(axes, values.items(), strict=True):
        pairs = [(value(row), row["right"]) for row in rows]
        means, shares, counts = _binned((one, right) for one, right in pairs if one is not None)
        axis.plot([0, 1], [0, 1], color="0.8", linewidth=1)
        axis.plot(means, shares, color="#0a7d5a")
        axis.scatter(means, shares, s=10 + 3 * np.sqrt(counts), color="#0a7d5a")
        axis.set(title=name, xlabel="mean value", xlim=(0, 1), ylim=(-0.03, 1.03))
    axes[0].set_ylabel("share of right answers")
    _save(figure, out / "primer-calibration.svg")


def loss(curve: Sequence[dict[str, float]], out: Path) -> None:
    """The loss on fresh training text, which no step has seen before."""
    figure, axis = plt.subplots(figsize=(5, 2.8))
    axis.plot([one["step"] for one in curve], [one["loss"] for one in curve], color="#0a7d5a")
    axis.set(xlabel="step", ylabel="loss per predicted token, nats", yscale="log")
    _save(figure, out / "primer-loss.svg")


def _binned(pairs: Iterable[tuple[float, bool]]) -> tuple[list[float], list[float], list[int]]:
    """Mean value, share of right answers and number, for each tenth that has any."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for value, right in pairs:
        bins.setdefault(min(BINS - 1, int(value * BINS)), []).append((value, right))
    full = [bins[one] for one in sorted(bins)]
    means = [float(np.mean([value for value, _ in one])) for one in full]
    return means, [float(np.mean([right for _, right in one])) for one in full], [*map(len, full)]


def _save(figure: Any, path: Path) -> None:  # noqa: ANN401  (matplotlib is not there for the checks)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--results", type=Path, required=True, help="what `measure` wrote")
    parser.add_argument("--curve", type=Path, required=True, help="what `train` wrote")
    parser.add_argument("--out", type=Path, default=Path("docs/_static"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
