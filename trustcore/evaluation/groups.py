"""Measures all groups of an evaluation, data set by data set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve

from trustcore.evaluation.measures import Gap, measure_group
from trustcore.evaluation.pooled import pool, select
from trustcore.evaluation.report import Evaluation, GroupResult
from trustcore.evaluation.scored import Scored


def measure_groups(
    groups: Mapping[tuple[str, str], Sequence[Scored]],
    unlabelled: int,
    replicates: int,
    seed: int,
) -> Evaluation:
    """Measure each group, and the differences over all of them.

    Args:
        groups: The answers by data set and model; none is empty.
        unlabelled: How many answers were left out for want of a label.
        replicates: How many times the bootstrap draws questions.
        seed: Equal seeds give equal intervals; each data set has draws of its own.
    """
    questions: dict[str, list[str]] = {}
    for (dataset, _), answers in groups.items():
        questions.setdefault(dataset, []).extend(one.question for one in answers)
    seeds = {dataset: seed + index for index, dataset in enumerate(questions)}
    results: list[GroupResult] = []
    gaps: list[Gap] = []
    for (dataset, model), answers in groups.items():
        own = seeds[dataset]
        found, compared = measure_group(answers, questions[dataset], replicates, own)
        chosen = select([answers], replicates, [own])
        results.append(evolve(found, dataset=dataset, model=model, selection=chosen))
        if found.tells:
            gaps.extend(compared)
    own_seeds = [seeds[dataset] for dataset, _ in groups]
    selection = select(list(groups.values()), replicates, own_seeds)
    return Evaluation(results, unlabelled, pool(gaps), selection)
