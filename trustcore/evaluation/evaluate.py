"""Scores recorded answers and measures the scores.

Importing this module does not import numpy: the client's users need none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from os import PathLike
from pathlib import Path

from trustcore.errors import ConfigurationError, InputError
from trustcore.evaluation.recorded import Recorded, read_recorded
from trustcore.evaluation.report import Evaluation, GroupResult, ScoreQuality
from trustcore.evaluation.scored import Scored, Scorer, score_recorded
from trustcore.presets import Preset, resolve_preset
from trustcore.records.evidence import Evidence
from trustcore.records.signals import Absent, Signal


def evaluate_files(
    paths: Iterable[str | PathLike[str]], preset: str | Path | Preset = "medium"
) -> Evaluation:
    """Score the answers in recordings with a preset, by the code that the client uses.

    Args:
        paths: Files as `read_recorded` reads them.
        preset: A preset, its name or its file, as `resolve_preset` finds it.

    Raises:
        ConfigurationError: When numpy is not installed.
        PresetError: When there is no such preset.
        InputError: When a file breaks a rule, or no judged answer in all of them has a label.
    """
    chosen = resolve_preset(preset)

    def scorer(evidence: Evidence) -> tuple[float | None, Sequence[Signal | Absent]]:
        assessment = chosen.assess(evidence)
        return assessment.score, assessment.signals

    return evaluate(chain.from_iterable(map(read_recorded, paths)), scorer)


def evaluate(
    questions: Iterable[Recorded], scorer: Scorer, *, replicates: int = 1000, seed: int = 0
) -> Evaluation:
    """Score recorded answers, and measure the scores for each data set and model.

    Args:
        questions: Read once; of each only the scores are kept.
        scorer: Gives the scores.
        replicates: How many times the bootstrap draws for an interval.
        seed: Equal seeds give equal intervals.

    Raises:
        ConfigurationError: When numpy is not installed.
        InputError: When no judged answer has a label.
    """
    measure_scores = _measure_scores()
    groups: dict[tuple[str, str], list[Scored]] = {}
    unlabelled = 0
    for question in questions:
        if question.correct is None:
            unlabelled += 1
        else:
            group = groups.setdefault((question.dataset, question.model), [])
            group.append(score_recorded(question, scorer, correct=question.correct))
    if not groups:
        raise InputError(
            f"none of the {unlabelled} judged answers has a label: "
            "`correct` of answers[0] must be true or false where it is known"
        )
    results = [
        _result(name, answers, measure_scores(answers, replicates, seed))
        for name, answers in groups.items()
    ]
    return Evaluation(tuple(results), unlabelled)


def _result(
    name: tuple[str, str], answers: Sequence[Scored], scores: Mapping[str, ScoreQuality]
) -> GroupResult:
    right = sum(answer.correct for answer in answers)
    return GroupResult(*name, len(answers), right / len(answers), scores)


def _measure_scores() -> Callable[[Sequence[Scored], int, int], Mapping[str, ScoreQuality]]:
    try:
        from trustcore.evaluation.measures import (  # noqa: PLC0415  (numpy is an optional extra)
            measure_scores,
        )
    except ModuleNotFoundError as error:
        if error.name != "numpy":
            raise
        raise ConfigurationError(
            'trustcore evaluate needs numpy: pip install "trustcore[evaluation]"'
        ) from error
    return measure_scores
