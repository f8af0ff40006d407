"""Say in one or two sentences, for people, why a score is what it is."""

from __future__ import annotations

from collections.abc import Sequence

from trustcore.records.signals import Absent, Signal
from trustcore.scoring.assess import Assessment

DOUBTFUL = 0.7
"""A signal whose probability of being right is below this speaks against the answer."""


def explain(assessment: Assessment) -> str:
    """What is missing; what costs the score most, two things at most; else what speaks for it."""
    if assessment.score is None:
        return _nothing(assessment)
    gaps = assessment.gaps
    reasons = {one.name: one.reason or _bare(one) for one in assessment.signals}
    there = [one for one in assessment.contributions if one.name not in gaps]
    costs = [
        (one.cost, reasons.get(one.name, one.name))
        for one in there
        if one.value < DOUBTFUL and one.share > 0
    ]
    missing = [f"Missing: {name}: {reasons[name]}" for name in gaps]
    dearest = [reason for _, reason in sorted(costs, reverse=True)[:2]]
    said = [*missing, *dearest]
    if not dearest:
        best = max(there, key=lambda one: one.share * one.value, default=None)
        if best is None:
            said.append("the combination does not say what it is made of")
        else:
            why = reasons.get(best.name, best.name)
            said.append(why if gaps else f"nothing speaks against the answer: {why}")
    return ". ".join(map(_sentence, said)) + "."


def _bare(signal: Signal | Absent) -> str:
    """What there is to say of a signal that gives no reason."""
    return signal.name if signal.value is None else f"{signal.name} is {signal.value:.2f}"


def _nothing(assessment: Assessment) -> str:
    """Why there is no score."""
    if assessment.combination.failed:
        return f"The signals could not be combined: {assessment.combination.failed}."
    gaps = [f"{one.name}: {one.reason}" for one in assessment.signals if isinstance(one, Absent)]
    uncounted = [one.name for one in assessment.signals if isinstance(one, Signal)]
    missing = f" ({'; '.join(gaps)})" if gaps else ""
    if not uncounted:
        return f"No signal could be computed{missing}."
    return f"No signal that is there has a weight: {_listed(uncounted)} only reported{missing}."


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names)} {'is' if len(names) == 1 else 'are'}"


def _sentence(reason: str) -> str:
    return reason[:1].upper() + reason[1:].rstrip(".")
