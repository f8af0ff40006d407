"""From gathered evidence to a result."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import blake2b
from typing import Any

import orjson

from trustcore.engine.gather import Gathered
from trustcore.errors import ProviderError
from trustcore.presets import Preset
from trustcore.records.chat import Completion, Missing, Usage
from trustcore.records.evidence import Evidence
from trustcore.records.result import Candidate, Result
from trustcore.scoring import assess, decompose
from trustcore.scoring.explain import explain


def conclude(gathered: Gathered, preset: Preset, fingerprint: str, log: Collection[str]) -> Result:
    """Assess every candidate and choose the one with the highest score, the first among equals.

    Raises:
        ProviderError: When there is no answer: why the first candidate's call failed.
    """
    result = rescore(gathered.evidence, preset, fingerprint, log, gathered)
    if result is None:
        reason = gathered.evidence.findings["candidate", 0]
        error = gathered.errors.get(("candidate", 0))
        raise error or ProviderError(reason.reason if isinstance(reason, Missing) else "no answer")
    return result


def rescore(
    evidence: Evidence,
    preset: Preset,
    fingerprint: str,
    log: Collection[str],
    gathered: Gathered | None = None,
) -> Result | None:
    """The result that evidence gives with a preset; None when it holds no answer."""
    candidates = [
        _candidate(evidence.of_candidate(index), answer, preset)
        for index, answer in _answers(evidence)
    ]
    if not candidates:
        return None
    chosen = max(range(len(candidates)), key=lambda index: (_rank(candidates[index]), -index))
    reason = explain(candidates[chosen].signals, preset.components)
    return Result(
        candidates=tuple(candidates),
        chosen=chosen,
        usage=gathered.usage if gathered else Usage(),
        failovers=tuple(gathered.failovers) if gathered else (),
        attempts=tuple(gathered.attempts) if gathered else (),
        from_cache=gathered.from_cache if gathered else 0,
        preset=preset.name,
        fingerprint=fingerprint,
        reason=reason,
        uncertainty=decompose([one.signals for one in candidates], preset.components),
        log=_log(evidence, reason, log) if log else None,
        evidence=evidence if "evidence" in log else None,
    )


def fingerprint_of(preset: Preset, models: dict[str, str]) -> str:
    """Sixteen hexadecimal digits that stand for preset, strategies, weights, links and models."""
    table = {**preset.to_dict(), "roles": models, "name": preset.name}
    text = orjson.dumps(table, option=orjson.OPT_SORT_KEYS)
    return blake2b(text, digest_size=8).hexdigest()


def _answers(evidence: Evidence) -> list[tuple[int, Completion]]:
    found: list[tuple[int, Completion]] = []
    for atom, finding in evidence.findings.items():
        match atom, finding:
            case ("candidate", int(index)), Completion():
                found.append((index, finding))
            case _:
                pass
    return sorted(found, key=lambda one: one[0])


def _candidate(evidence: Evidence, answer: Completion, preset: Preset) -> Candidate:
    assessment = assess(evidence, preset.components)
    return Candidate(answer.text, answer.truncated, assessment.score, assessment.signals)


def _rank(candidate: Candidate) -> float:
    return -1.0 if candidate.score is None else candidate.score


def _log(evidence: Evidence, reason: str, log: Collection[str]) -> dict[str, Any]:
    everything = {"explanation": reason, "evidence": evidence}
    return {name: everything[name] for name in log}
