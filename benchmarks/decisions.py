"""Measures decisions on recorded answers: calibration, promised thresholds, samples that are saved.

    python benchmarks/decisions.py FILE...

Each group, a data set and a model, is drawn from again and again: labels to learn from, and the
rest to see what that is worth.
"""

# ruff: noqa: S311  (a program that prints; draws that repeat themselves)

from __future__ import annotations

import argparse
import math
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence

from trustcore import Evidence
from trustcore.decisions.calibration import Calibration, Labelled
from trustcore.decisions.deciding import ScoreDecider
from trustcore.decisions.promise import promised
from trustcore.evaluation import Recorded, read_recorded
from trustcore.presets import resolve_preset

PRESET = resolve_preset("medium")
DRAWS = 20
SAMPLES = 8
FEWEST = 200
"""Labels that a group must have."""

THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)
ERRORS = (0.1, 0.2, 0.3)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", help="recorded answers, .jsonl or .jsonl.gz")
    groups = _groups(parser.parse_args().files)
    large = _large(groups)
    _calibrations(large)
    for error in ERRORS:
        _coverage(large, error)
    for threshold in THRESHOLDS:
        _stops([row for rows in groups.values() for row in rows], threshold)


def large_groups(paths: Sequence[str]) -> dict[tuple[str, str], list[Labelled]]:
    """Scores with labels of each data set and model that has enough of them."""
    return _large(_groups(paths))


def _groups(paths: Sequence[str]) -> dict[tuple[str, str], list[Recorded]]:
    groups: dict[tuple[str, str], list[Recorded]] = defaultdict(list)
    for path in paths:
        for one in read_recorded(path):
            if one.correct is not None:
                groups[one.dataset, one.model].append(one)
    return groups


def _large(
    groups: dict[tuple[str, str], list[Recorded]],
) -> dict[tuple[str, str], list[Labelled]]:
    scored = {name: list(_scored(rows)) for name, rows in groups.items()}
    found = {name: rows for name, rows in scored.items() if _is_enough(rows)}
    if not found:
        raise SystemExit(f"no data set and model has {FEWEST} answers, some right and some wrong")
    return found


def _is_enough(rows: Sequence[Labelled]) -> bool:
    return len(rows) >= FEWEST and len({correct for _, correct in rows}) > 1


def _score(evidence: Evidence) -> float | None:
    return PRESET.assess(evidence).score


def _scored(rows: Sequence[Recorded]) -> Iterator[Labelled]:
    for one in rows:
        score = _score(one.evidence)
        if score is not None:
            yield score, bool(one.correct)


def _calibrations(groups: dict[tuple[str, str], list[Labelled]]) -> None:
    better, gaps = 0, []
    for rows in groups.values():
        drawn = random.Random(0)
        won, gap = [], []
        for _ in range(DRAWS):
            learned, rest = _split(rows, 100, drawn)
            found = Calibration.fit(learned, "")
            mean = sum(correct for _, correct in learned) / len(learned)
            chances = [found(score) for score, _ in rest]
            labels = [correct for _, correct in rest]
            won.append(_loss([mean] * len(rest), labels) - _loss(chances, labels))
            floor = _ece(chances, [drawn.random() < one for one in chances])
            gap.append(_ece(chances, labels) - floor)
        better += sum(won) > 0
        gaps.append(sum(gap) / len(gap))
    print(
        f"calibration with 100 labels: better than their mean on {better} of {len(groups)} groups"
    )
    gaps.sort()
    middle, mean = gaps[len(gaps) // 2], sum(gaps) / len(gaps)
    print(f"  ECE minus its floor: mean {mean:.3f}, median {middle:.3f}, most {gaps[-1]:.3f}")


def _split(
    rows: Sequence[Labelled], size: int, drawn: random.Random
) -> tuple[list[Labelled], list[Labelled]]:
    """Rows to learn from, of both labels, and the rest."""
    while True:
        mixed = drawn.sample(rows, len(rows))
        if len({correct for _, correct in mixed[:size]}) > 1:
            return mixed[:size], mixed[size:]


def _loss(chances: Sequence[float], labels: Sequence[bool]) -> float:
    pairs = zip(chances, labels, strict=True)
    told = [min(1 - 1e-9, max(1e-9, one if correct else 1 - one)) for one, correct in pairs]
    return -math.fsum(map(math.log, told)) / len(told)


def _ece(chances: Sequence[float], labels: Sequence[bool], bins: int = 10) -> float:
    """The expected calibration error over bins of equal size."""
    pairs = sorted(zip(chances, labels, strict=True))
    parts = [pairs[len(pairs) * k // bins : len(pairs) * (k + 1) // bins] for k in range(bins)]
    return sum(abs(math.fsum(c - label for c, label in part)) for part in parts) / len(pairs)


def _coverage(groups: dict[tuple[str, str], list[Labelled]], error: float) -> None:
    """How much promised thresholds accept of what the best threshold would."""
    ours = best = broken = 0.0
    count = 0
    for rows in groups.values():
        drawn = random.Random(1)
        most = _oracle(rows, error)
        if most < error:
            continue
        count += 1
        best += most
        for _ in range(DRAWS):
            found = promised(drawn.choices(rows, k=500), max_error=error).threshold
            taken = [] if found is None else [label for score, label in rows if score >= found]
            ours += len(taken) / len(rows) / DRAWS
            broken += bool(taken) and sum(taken) < (1 - error) * len(taken)
    share = ours / best if best else math.nan
    print(
        f"threshold, {error:.0%} wrong, 500 labels: {share:.0%} of what the best one accepts, "
        f"over {count} groups; {broken / max(1, count * DRAWS):.1%} of promises broken"
    )


def _oracle(rows: Sequence[Labelled], error: float) -> float:
    """The largest share that can be accepted, where all labels are known."""
    ordered = sorted(rows, reverse=True)
    wrong = best = 0
    for place, (score, correct) in enumerate(ordered, start=1):
        wrong += not correct
        whole = place == len(ordered) or ordered[place][0] < score
        if whole and wrong <= error * place:
            best = place
    return best / len(ordered)


def _stops(rows: Sequence[Recorded], threshold: float) -> None:
    """How many samples a decision takes, and how many decisions it changes."""
    decider = ScoreDecider(threshold, PRESET)
    drawn = changed = count = 0
    for one in rows:
        steps = [_first(one.evidence, size) for size in range(2, SAMPLES + 1)]
        if len(one.evidence.alternatives) < SAMPLES:
            continue
        count += 1
        size = next(
            (k for k, seen in enumerate(steps, 2) if not decider.depends_on_samples(seen, k)),
            SAMPLES,
        )
        drawn += size
        changed += _accepted(steps[size - 2], threshold) != _accepted(steps[-1], threshold)
    if count:
        print(
            f"decision at {threshold}: {drawn / count / SAMPLES:.1%} of the samples, "
            f"{changed / count:.2%} of {count} decisions changed"
        )


def _accepted(evidence: Evidence, threshold: float) -> bool:
    score = _score(evidence)
    return score is not None and score >= threshold


def _first(evidence: Evidence, size: int) -> Evidence:
    """The evidence with so many samples only."""
    kept = {
        node: found
        for node, found in evidence.findings.items()
        if node[0] != "sample" or (isinstance(node[2], int) and node[2] < size)
    }
    return Evidence(evidence.question, kept)


if __name__ == "__main__":
    main()
