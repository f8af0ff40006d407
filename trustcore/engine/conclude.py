"""From gathered evidence to a result."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from attrs import evolve, frozen

from trustcore.decisions.calibration import Calibration
from trustcore.engine.gathered import Gathered
from trustcore.errors import ProviderError, ScoreUnavailable, TrustcoreError
from trustcore.labels import label_of
from trustcore.presets import Preset
from trustcore.records.chat import Completion, Missing, Usage
from trustcore.records.evidence import Evidence
from trustcore.records.fields import fields_to_dict
from trustcore.records.form import parsed_as
from trustcore.records.result import Candidate, Result, Score
from trustcore.records.signals import Absent
from trustcore.scoring import Assessment, assess, decompose
from trustcore.scoring.explain import explain
from trustcore.scoring.fields import score_parts


@frozen(kw_only=True)
class Scoring:
    """How results are made of evidence.

    Attributes:
        preset: Strategies, links, weights and combination.
        fingerprint: Of preset and models.
        log: What results keep besides.
        threshold: The score from which on an answer is accepted; None where nothing is decided.
        calibration: What makes chances of scores; None for nothing.
    """

    preset: Preset
    fingerprint: str
    log: Collection[str] = ()
    threshold: float | None = None
    calibration: Calibration | None = None


def conclude(gathered: Gathered, scoring: Scoring) -> Result:
    """Assess every candidate and choose the one with the highest score, the first among equals.

    Raises:
        ProviderError: When there is no answer: why the first candidate's call failed.
    """
    result = rescore(gathered.evidence, scoring, gathered)
    if result is None:
        reason = gathered.evidence.findings["candidate", 0]
        error = gathered.errors.get(("candidate", 0))
        raise error or ProviderError(reason.reason if isinstance(reason, Missing) else "no answer")
    return result


def rescore(
    evidence: Evidence, scoring: Scoring, gathered: Gathered | None = None
) -> Result | None:
    """The result that evidence gives; None when it holds no answer."""
    settings = evidence.settings
    preset = scoring.preset.for_question(evidence.question, settings)
    answers = _answers(evidence)
    remembering = evidence if gathered else evidence.with_memo({})
    assessments = [
        assess(remembering.of_candidate(index), preset.components, preset.combiner)
        for index, _ in answers
    ]
    if not assessments:
        return None
    chosen = max(range(len(answers)), key=lambda index: (_rank(assessments[index]), -index))
    reason = explain(assessments[chosen])
    kept = evidence.with_memo(None) if "evidence" in scoring.log else None
    candidates = tuple(
        _candidate(answer, found, evidence, preset)
        for (_, answer), found in zip(answers, assessments, strict=True)
    )
    return Result(
        candidates=candidates,
        chosen=chosen,
        usage=gathered.usage if gathered else Usage(),
        failovers=tuple(gathered.failovers) if gathered else (),
        attempts=tuple(gathered.attempts) if gathered else (),
        from_cache=gathered.from_cache if gathered else 0,
        preset=preset.name,
        fingerprint=scoring.fingerprint,
        threshold=scoring.threshold,
        calibrated_score=_calibrated(assessments[chosen].score, scoring.calibration),
        reason=reason,
        uncertainty=decompose([one.signals for one in assessments], preset.components),
        log=_log(kept, reason, candidates[chosen], scoring.log) if scoring.log else None,
        evidence=kept,
        errors=_errors(gathered, assessments),
        eval_names=() if settings is None else tuple(one.name for one in settings.evals),
    )


def score_of(result: Result, preset: Preset) -> Score:
    """The score of a result that a preset gave.

    Raises:
        ScoreUnavailable: When it has none, from the first error of a call that failed.
    """
    if result.trustworthiness_score is not None:
        return Score(result.trustworthiness_score, result)
    components = (one for variant in preset.variants for one in variant.components)
    counted = {component.name for component in components if component.weight > 0}
    missing = [one for one in result.signals if isinstance(one, Absent) and one.name in counted]
    passing = any(getattr(error, "retryable", False) for error in result.errors)
    raise ScoreUnavailable(
        result.reason, result=result, missing=missing, retryable=bool(missing) and passing
    ) from next(iter(result.errors), None)


def _answers(evidence: Evidence) -> list[tuple[int, Completion]]:
    found: list[tuple[int, Completion]] = []
    for node, finding in evidence.findings.items():
        index = node[1]
        if node[0] == "candidate" and isinstance(index, int) and isinstance(finding, Completion):
            found.append((index, finding))
    return sorted(found, key=lambda one: one[0])


def _candidate(
    answer: Completion, found: Assessment, evidence: Evidence, preset: Preset
) -> Candidate:
    label = label_of(answer, evidence.settings)
    text = answer.text if label is None else label.value
    candidate = Candidate(
        text, answer.truncated, found.score, found.signals, found.contributions, label=label
    )
    form = None if evidence.settings is None else evidence.settings.response_format
    if form is None and not answer.tool_calls:
        return candidate
    parts = score_parts(answer, found.signals, preset.components, preset.combiner)
    parsed = None if form is None or answer.tool_calls else parsed_as(form, answer.text)
    return evolve(candidate, parsed=parsed, fields=parts.fields, calls=parts.calls)


def _calibrated(score: float | None, calibration: Calibration | None) -> float | None:
    return None if score is None or calibration is None else calibration(score)


def _rank(assessment: Assessment) -> float:
    return -1.0 if assessment.score is None else assessment.score


def _errors(
    gathered: Gathered | None, assessments: Sequence[Assessment]
) -> tuple[TrustcoreError, ...]:
    """Those of calls and strategies that failed, each once, in the order of their nodes."""
    known = gathered.errors if gathered else {}
    nodes = sorted(known, key=lambda node: tuple(map(str, node)))
    failures = {str(error): error for one in assessments for error in one.failures}
    return tuple(dict.fromkeys([*(known[node] for node in nodes), *failures.values()]))


def _log(
    evidence: Evidence | None, reason: str, chosen: Candidate, log: Collection[str]
) -> dict[str, Any]:
    everything = {
        "explanation": reason,
        "evidence": evidence,
        "per_field_score": fields_to_dict(chosen.fields),
    }
    return {name: everything[name] for name in log}
