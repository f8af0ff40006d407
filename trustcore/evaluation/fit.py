"""Fits the links and weights of a preset to recordings, and tests them on sources left out.

Importing this module does not import numpy: the client's users need none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from os import PathLike
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from trustcore.errors import ConfigurationError, InputError
from trustcore.evaluation.evaluate import needing_numpy
from trustcore.evaluation.recorded import Recorded, read_recorded
from trustcore.evaluation.report import Evaluation
from trustcore.evaluation.scored import TRUSTWORTHINESS, Scored
from trustcore.evaluation.witness_weights import FEWEST, with_auto_weights
from trustcore.presets import Preset, resolve_preset
from trustcore.presets.witness_entry import AUTO
from trustcore.records.signals import Absent, Signal
from trustcore.scoring import Component, Logistic, assess
from trustcore.scoring.combine import combine, weighed

CURRENT = "preset as it is"
"""The name under which the report has the scores of the preset that was fitted."""

_LIKE_IDENTITY = Logistic(4.0, -2.0)
"""The logistic curve whose slope in the middle is that of the identity."""

_FULL_GROUP = 500
"""Answers of one data set and model beyond which more of them count no more."""

_DIGITS = 3


@frozen
class Labelled:
    """What is kept of one labelled answer.

    Attributes:
        dataset: Its source, which is left out as a whole.
        model: Which model answered.
        question: Tells the question from others.
        correct: Whether the answer is right.
        signals: What the preset's strategies say, in the order of its components.
    """

    dataset: str
    model: str
    question: str
    correct: bool
    signals: Sequence[Signal | Absent]


@frozen
class Fit:
    """A fitted preset, and how it does on sources that it has not seen.

    Attributes:
        preset: The preset with fitted links and weights.
        before: The preset that it started from.
        labels: How many labelled answers there were; 0 where none was needed.
        left_out: The scores of each source by a fit to all others; a difference above 0 says that
            fitting helps. None where all recordings are of one source.
    """

    preset: Preset
    before: Preset
    labels: int
    left_out: Evaluation | None


def fit_files(paths: Iterable[str | PathLike[str]], preset: str | Path | Preset = "medium") -> Fit:
    """Fit a preset to the labelled answers of recordings.

    Of a preset whose witnesses have weights "auto" these are found, for which no label is needed,
    and nothing else is fitted.

    Args:
        paths: Files as `read_recorded` reads them.
        preset: Where links and weights start, and stay while few labels speak against them.

    Raises:
        ConfigurationError: When numpy is not installed, or no strategy of the preset has a weight.
        PresetError: When there is no such preset.
        InputError: When a file breaks a rule, no answer has a label, all are right or all are
            wrong, or no signal could be computed; or when no weight "auto" can be found.
    """
    chosen = resolve_preset(preset)
    recorded = chain.from_iterable(map(read_recorded, paths))
    if any(one.auto_weight for one in chosen.components):
        return Fit(_with_weights(chosen, recorded), chosen, 0, None)
    needing_numpy("trustcore.evaluation.fitting", "fit")
    if not any(one.weight > 0 for one in chosen.components):
        problem = f"preset {chosen.name}: no strategy has a weight above 0"
        raise ConfigurationError(f"{problem}; there is nothing to fit")
    rows = _labelled(recorded, chosen)
    return Fit(_fitted(chosen, rows), chosen, len(rows), _left_out(chosen, rows))


def _with_weights(preset: Preset, questions: Iterable[Recorded]) -> Preset:
    found = with_auto_weights(preset, questions)
    if found == preset:
        problem = f"no weight {AUTO!r} could be found: it takes evidence of {FEWEST} questions"
        raise InputError(f"{problem} that two witnesses of the preset both answered")
    return found


def _labelled(questions: Iterable[Recorded], preset: Preset) -> Sequence[Labelled]:
    rows = [
        Labelled(
            one.dataset,
            one.model,
            one.question,
            one.correct,
            assess(one.evidence, preset.components, preset.combiner).signals,
        )
        for one in questions
        if one.correct is not None
    ]
    labels = {row.correct for row in rows}
    if not rows:
        raise InputError("no judged answer has a label: `correct` must be true or false to fit")
    if len(labels) == 1:
        word = "right" if rows[0].correct else "wrong"
        problem = f"all {len(rows)} labelled answers are {word}"
        raise InputError(f"{problem}; fitting needs right ones and wrong ones: add recordings")
    counted = [index for index, one in enumerate(preset.components) if one.weight > 0]
    if not any(isinstance(row.signals[index], Signal) for row in rows for index in counted):
        problem = "no signal of the preset could be computed from these recordings"
        raise InputError(f"{problem}; record samples, log-probabilities or judges' replies")
    return rows


def _left_out(preset: Preset, rows: Sequence[Labelled]) -> Evaluation | None:
    sources = tuple(dict.fromkeys(row.dataset for row in rows))
    if len(sources) < 2:
        return None
    groups: dict[tuple[str, str], list[Scored]] = {}
    for source in sources:
        fitted = _fitted(preset, [row for row in rows if row.dataset != source])
        for row in rows:
            if row.dataset == source:
                group = groups.setdefault((source, row.model), [])
                group.append(_scored(row, fitted, preset))
    measure = needing_numpy("trustcore.evaluation.groups", "fit").measure_groups
    found: Evaluation = measure(groups, 0, 1000, 0)
    return found


def _scored(row: Labelled, fitted: Preset, current: Preset) -> Scored:
    scores = {
        name: combine(weighed(row.signals, preset.components), preset.combiner).score
        for name, preset in ((TRUSTWORTHINESS, fitted), (CURRENT, current))
    }
    known = {name: score for name, score in scores.items() if score is not None}
    return Scored(row.question, row.correct, known)


def _fitted(preset: Preset, rows: Sequence[Labelled]) -> Preset:
    """The preset with links and weights fitted to labels; components of weight 0 stay."""
    columns = [index for index, one in enumerate(preset.components) if one.weight > 0]
    fitting = needing_numpy("trustcore.evaluation.fitting", "fit")
    samples = _samples(fitting, rows, columns)
    starts = [_start(preset.components[index]) for index in columns]
    np = fitting.np
    slopes, levels = fitting.fit_links(
        samples,
        np.array([one.slope for one in starts]),
        np.array([one.intercept for one in starts]),
    )
    likely = 1 / (1 + np.exp(-(samples.signals * slopes + levels)))
    before = np.array([preset.components[index].weight for index in columns])
    weights = fitting.fit_weights(samples, likely, before)
    found = {
        index: (Logistic(round(slope, _DIGITS), round(level, _DIGITS)), round(weight, _DIGITS))
        for index, slope, level, weight in zip(
            columns, slopes.tolist(), levels.tolist(), weights.tolist(), strict=True
        )
    }
    return evolve(preset, components=_replaced(preset.components, found, rows))


def _replaced(
    components: Sequence[Component],
    found: Mapping[int, tuple[Logistic, float]],
    rows: Sequence[Labelled],
) -> tuple[Component, ...]:
    """Components with what was found; one whose signal was never there keeps its link."""
    replaced = list(components)
    for index, (link, weight) in found.items():
        seen = any(isinstance(row.signals[index], Signal) for row in rows)
        own = link if seen else components[index].link
        # A weight above 0 stays above 0: else its calls would no longer be made.
        replaced[index] = evolve(components[index], link=own, weight=max(weight, 10**-_DIGITS))
    return tuple(replaced)


def _samples(fitting: Any, rows: Sequence[Labelled], columns: Sequence[int]) -> Any:  # noqa: ANN401
    """The labels as columns; groups beyond `_FULL_GROUP` answers count no more than that."""
    np = fitting.np
    sizes: dict[tuple[str, str], int] = {}
    for row in rows:
        sizes[row.dataset, row.model] = sizes.get((row.dataset, row.model), 0) + 1
    questions = len({(row.dataset, row.question) for row in rows})
    full = {group: min(1.0, _FULL_GROUP / size) for group, size in sizes.items()}
    counts = np.array([full[row.dataset, row.model] for row in rows])
    values = [[_value(row.signals[index]) for index in columns] for row in rows]
    return fitting.Samples(
        np.array(values, dtype=float),
        np.array([row.correct for row in rows]),
        counts * (questions / len(rows)),
    )


def _value(signal: Signal | Absent) -> float:
    return float("nan") if signal.value is None else signal.value


def _start(component: Component) -> Logistic:
    return component.link if isinstance(component.link, Logistic) else _LIKE_IDENTITY


def changes(fit: Fit) -> Collection[tuple[str, str, str, str, str]]:
    """Rows of a table: signal, weight and link before, weight and link after."""
    return [
        (after.name, _weight_of(before), _words(before), _weight_of(after), _words(after))
        for before, after in zip(fit.before.components, fit.preset.components, strict=True)
    ]


def _weight_of(component: Component) -> str:
    return AUTO if component.auto_weight else f"{component.weight:.3f}"


def _words(component: Component) -> str:
    link = component.link
    if isinstance(link, Logistic):
        return f"logistic {link.slope:.3f} {link.intercept:+.3f}"
    return str(link.to_dict()["kind"])
