"""Weights of a preset's witnesses, from how well they agree with each other; no label is needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import permutations

from attrs import evolve

from trustcore.evaluation.agreement import agreement_rate, agreement_ratio, auto_weight
from trustcore.evaluation.recorded import Recorded
from trustcore.presets import Preset
from trustcore.records.chat import Completion
from trustcore.records.evidence import Evidence
from trustcore.records.role import Role
from trustcore.records.signals import Signal
from trustcore.scoring import Component, assess

FEWEST = 50
"""Questions that two witnesses must both have answered for a weight."""

_JUDGED = "judged"
"""Stands among the roles for the model whose answers are judged."""

_Pair = tuple[str, str]


def with_auto_weights(preset: Preset, questions: Iterable[Recorded]) -> Preset:
    """A preset whose witnesses of weight "auto" have weights.

    How well a witness agrees with the other witnesses, beside how well the judged answers do, tells
    how good it is (`agreement_ratio`). One that has no other witness beside it on at least 50
    questions stays "auto".

    Args:
        preset: Any preset; itself where no weight of it is "auto".
        questions: Evidence that holds the witnesses' answers, with labels or without.
    """
    wanted = [one.name for one in preset.components if one.auto_weight]
    if not wanted:
        return preset
    witnesses = {
        one.name: one
        for one in preset.components
        if getattr(one.strategy, "role", None) == one.name
    }
    agreements = _agreements(witnesses, questions)
    found = {name: _weight(name, witnesses, agreements) for name in wanted}
    components = [_weighed(one, found.get(one.name)) for one in preset.components]
    return evolve(preset, components=tuple(components))


def _weighed(component: Component, weight: float | None) -> Component:
    if weight is None:
        return component
    return evolve(component, weight=round(weight, 3), auto_weight=False)


def _agreements(
    witnesses: Mapping[Role, Component], questions: Iterable[Recorded]
) -> Mapping[_Pair, Sequence[float]]:
    """How far the first of each pair agrees with the second, question by question.

    Of two witnesses only where the judged answer can be compared with the second too, so that both
    are about the same questions.
    """
    found: dict[_Pair, list[float]] = {
        pair: [] for pair in permutations((_JUDGED, *witnesses), 2) if pair[1] != _JUDGED
    }
    for one in questions:
        for role, component in witnesses.items():
            judged = _agreement(one.evidence, component)
            if judged is None:
                continue
            found[_JUDGED, role].append(judged)
            for other in witnesses.keys() - {role}:
                said = one.evidence.witness(other)
                if isinstance(said, Completion):
                    swapped = _answered(one.evidence, said)
                    agreement = _agreement(swapped, component)
                    found[other, role] += [] if agreement is None else [agreement]
    return found


def _answered(evidence: Evidence, said: Completion) -> Evidence:
    """The evidence with another answer under judgement."""
    findings = {**evidence.findings, ("candidate", evidence.judged): said}
    return evolve(evidence, findings=findings)


def _agreement(evidence: Evidence, component: Component) -> float | None:
    (signal,) = assess(evidence, (component,)).signals
    return signal.value if isinstance(signal, Signal) else None


def _weight(
    witness: Role, roles: Iterable[Role], agreements: Mapping[_Pair, Sequence[float]]
) -> float | None:
    """The weight of one witness; None where too few questions tell."""
    thirds = [
        role for role in roles if role != witness and len(agreements[witness, role]) >= FEWEST
    ]
    if not thirds:
        return None
    rates = [
        [agreement_rate(agreements[who, role]) for role in thirds] for who in (witness, _JUDGED)
    ]
    return auto_weight(agreement_ratio(*rates))
