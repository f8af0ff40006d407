"""Scores recorded answers and measures the scores.

Importing this module does not import numpy: the client's users need none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from itertools import chain
from os import PathLike
from pathlib import Path
from typing import Any

from attrs import evolve

from trustcore.errors import ConfigurationError, InputError
from trustcore.evaluation.recorded import Recorded, read_recorded
from trustcore.evaluation.report import Evaluation
from trustcore.evaluation.scored import Scored, Scorer, score_recorded, score_with_preset
from trustcore.presets import Preset, resolve_preset

ALL_SETS = "all sets"
"""What stands for the data set where the answers of a model are one group."""


def evaluate_files(
    paths: Iterable[str | PathLike[str]],
    preset: str | Path | Preset = "medium",
    *,
    by_model: bool = False,
) -> Evaluation:
    """Score the answers in recordings with a preset, by the code that the client uses.

    Args:
        paths: Files as `read_recorded` reads them.
        preset: A preset, its name or its file, as `resolve_preset` finds it.
        by_model: Whether all answers of a model are one group, whatever their data set.

    Raises:
        ConfigurationError: When numpy is not installed.
        PresetError: When there is no such preset.
        InputError: When a file breaks a rule, or no judged answer in all of them has a label.
    """
    chosen, best = resolve_preset(preset), resolve_preset("best")

    def scored(recorded: Recorded, correct: bool) -> Scored:  # noqa: FBT001  (a label)
        return score_with_preset(recorded, chosen, best, correct=correct)

    recorded = chain.from_iterable(map(read_recorded, paths))
    questions = (evolve(one, dataset=ALL_SETS) for one in recorded) if by_model else recorded
    return _evaluated(questions, scored, 1000, 0)


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

    def scored(recorded: Recorded, correct: bool) -> Scored:  # noqa: FBT001  (a label)
        return score_recorded(recorded, scorer, correct=correct)

    return _evaluated(questions, scored, replicates, seed)


def _evaluated(
    questions: Iterable[Recorded],
    scored: Callable[[Recorded, bool], Scored],
    replicates: int,
    seed: int,
) -> Evaluation:
    measure_groups = needing_numpy("trustcore.evaluation.groups", "evaluate").measure_groups
    groups: dict[tuple[str, str], list[Scored]] = {}
    unlabelled = 0
    for question in questions:
        if question.correct is None:
            unlabelled += 1
        else:
            group = groups.setdefault((question.dataset, question.model), [])
            group.append(scored(question, question.correct))
    if not groups:
        raise InputError(
            f"none of the {unlabelled} judged answers has a label: "
            "`correct` of answers[0] must be true or false where it is known"
        )
    found: Evaluation = measure_groups(groups, unlabelled, replicates, seed)
    return found


def needing_numpy(module: str, command: str) -> Any:  # noqa: ANN401  (a module)
    """A module of ours that imports numpy, which a plain install does not have.

    Raises:
        ConfigurationError: When numpy is not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name != "numpy":
            raise
        raise ConfigurationError(
            f'trustcore {command} needs numpy: pip install "trustcore[evaluation]"'
        ) from error
