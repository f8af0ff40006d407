"""The most that any threshold with a promise can accept: a bound, on recorded answers.

    python benchmarks/promise_bound.py FILE...

A promise is kept for every way in which answers may be right or wrong, not only for the one at
hand. So whoever accepts a share of answers or more must tell the labels at hand from the nearest
way in which every such share has too many wrong answers: of these the likelihood ratio test of
Neyman and Pearson does so most often. Its power for each share, added up over all shares up to the
best one, is the most that can be accepted in the mean, by somebody who knows both ways beforehand.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from decisions import ERRORS, large_groups
from trustcore.decisions.calibration import Labelled

Floats = NDArray[np.float64]

LABELS = 500
RISK = 0.05
"""How often a promise may be broken."""

DRAWS = 1000
SHARES = 40
"""Shares for which the power is computed."""

_EDGE = 1e-4
"""Chances are kept so far from 0 and 1: ratios of them must be finite."""


def main() -> None:
    """Print the bound for each share of wrong answers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", help="recorded answers, .jsonl or .jsonl.gz")
    groups = large_groups(parser.parse_args().files)
    for error in ERRORS:
        bounds = [found for rows in groups.values() if (found := bound(rows, error))[1] >= error]
        most, best = (sum(column) for column in zip((0.0, 0.0), *bounds, strict=True))
        if not bounds:
            print(f"threshold, {error:.0%} wrong: in no group can so few be wrong")
            continue
        print(
            f"threshold, {error:.0%} wrong, {LABELS} labels: no promise accepts more than "
            f"{most / best:.0%} of what the best one accepts, over {len(bounds)} groups"
        )


def bound(rows: Sequence[Labelled], error: float) -> tuple[float, float]:
    """The share of answers that a promise accepts at most in the mean, and the best share.

    Args:
        rows: Scores with labels. The chance of being wrong is taken to rise as scores fall, as the
            isotonic fit to all labels has it.
        error: The share of wrong answers that is promised.
    """
    wrong = _rising([float(not correct) for _, correct in sorted(rows, key=lambda one: -one[0])])
    wrong = np.clip(wrong, _EDGE, 1 - _EDGE)
    means = np.cumsum(wrong) / np.arange(1, len(wrong) + 1)
    best = int(np.max(np.nonzero(means <= error)[0], initial=-1)) + 1
    if best == 0:
        return 0.0, 0.0
    random = np.random.default_rng(0)
    shares = np.unique(np.linspace(1, best, SHARES).astype(int))
    powers = [_power(wrong, share, best, error, random) for share in shares.tolist()]
    lowest = np.minimum.accumulate(np.array(powers))  # accepting more is accepting that much too
    steps = np.diff(np.concatenate([[0], shares])) / len(wrong)
    return float(steps @ lowest), best / len(wrong)


def _power(
    wrong: Floats, share: int, best: int, error: float, random: np.random.Generator
) -> float:
    """How often the best test tells the chances at hand from those that break the promise."""
    broken = wrong.copy()
    lack = max(0.0, (error - float(wrong[:share].mean())) / (1 - float(wrong[:share].mean())))
    broken[:share] += lack * (1 - wrong[:share])
    broken[share:best] = np.maximum(wrong[share:best], error)
    at_hand, nearest = wrong[:best], np.clip(broken[:best], _EDGE, 1 - _EDGE)
    ratios = np.log(at_hand / nearest), np.log((1 - at_hand) / (1 - nearest))
    drawn = [_ratios(chances, ratios, len(wrong), random) for chances in (nearest, at_hand)]
    cut = np.quantile(drawn[0], 1 - RISK)
    above, equal = [(one > cut).mean() for one in drawn], [(one == cut).mean() for one in drawn]
    rest = max(0.0, (RISK - above[0]) / equal[0]) if equal[0] else 0.0
    return float(above[1] + rest * equal[1])


def _ratios(
    chances: Floats, ratios: tuple[Floats, Floats], count: int, random: np.random.Generator
) -> Floats:
    """The log-likelihood ratios of draws of labels, when answers are wrong by these chances."""
    index = random.integers(0, count, (DRAWS, LABELS))
    inside = index < len(chances)
    place = np.where(inside, index, 0)
    missed = random.random(index.shape) < chances[place]
    found: Floats = (np.where(missed, ratios[0][place], ratios[1][place]) * inside).sum(axis=1)
    return found


def _rising(values: Sequence[float]) -> Floats:
    """The nearest values that do not fall: pool adjacent violators."""
    blocks: list[tuple[float, int]] = []
    for value in values:
        mean, size = value, 1
        while blocks and blocks[-1][0] >= mean:
            before, count = blocks.pop()
            mean, size = (mean * size + before * count) / (size + count), size + count
        blocks.append((mean, size))
    return np.concatenate([np.full(size, mean) for mean, size in blocks])


if __name__ == "__main__":
    main()
