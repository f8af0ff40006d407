"""Which of several recorded answers a preset would have returned, and whether that one is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from trustcore.evaluation.recorded import Recorded
from trustcore.presets import Preset
from trustcore.records.chat import Completion
from trustcore.records.evidence import Evidence, Finding
from trustcore.records.needs import NodeId


@frozen
class Choice:
    """Whether the first answer is right, and whether the chosen one is.

    Attributes:
        first: What one call gives.
        chosen: What a preset with several candidates returns.
    """

    first: bool
    chosen: bool


def choose(recorded: Recorded, preset: Preset) -> Choice | None:
    """Let a preset choose among the labelled answers, as the engine does.

    The first answers that have a label stand for the candidates, as many as the preset has; all
    others stay samples. What judges said counts only where they were asked about every candidate.

    Returns:
        None where fewer than two answers can be candidates.
    """
    nodes = _candidates(recorded)[: preset.candidates]
    if len(nodes) < 2:
        return None
    first = recorded.labels[nodes[0]]
    if all(recorded.labels[node] == first for node in nodes):
        return Choice(first, first)
    evidence = _with_candidates(recorded.evidence, nodes)
    # Equal answers with equal log-probabilities have equal scores.
    scores: dict[Completion, float] = {}
    for index in range(len(nodes)):
        answer = evidence.findings["candidate", index]
        if isinstance(answer, Completion) and answer not in scores:
            found = preset.assess(evidence.of_candidate(index)).score
            scores[answer] = -1.0 if found is None else found
    best = max(scores, key=lambda answer: scores[answer])  # the first among equals
    chosen = next(node for node in nodes if recorded.evidence.findings[node] == best)
    return Choice(first, recorded.labels[chosen])


def _candidates(recorded: Recorded) -> Sequence[NodeId]:
    """Labelled answers, the judged one first; none where that has no label."""
    judged: NodeId = ("candidate", recorded.evidence.judged)
    findings = recorded.evidence.findings
    others = [node for node in recorded.labels if node != judged]
    labelled = [judged, *others] if judged in recorded.labels else []
    return [node for node in labelled if isinstance(findings.get(node), Completion)]


def _with_candidates(evidence: Evidence, nodes: Sequence[NodeId]) -> Evidence:
    candidates = [evidence.findings[node] for node in nodes]
    texts = {one.text for one in candidates if isinstance(one, Completion)}
    asked = {node[2] for node in evidence.findings if node[0] == "ask"}
    rest = {
        node: finding
        for node, finding in evidence.findings.items()
        if node not in nodes and node[0] != "candidate" and (node[0] != "ask" or texts <= asked)
    }
    return Evidence(
        evidence.question,
        {**_numbered(candidates), **rest},
        sampler_varies=evidence.sampler_varies,
    )


def _numbered(candidates: Sequence[Finding]) -> Mapping[NodeId, Finding]:
    return {("candidate", index): one for index, one in enumerate(candidates)}
