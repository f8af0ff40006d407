from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from trustcore.errors import InputError
from trustcore.evaluation import read_recorded
from trustcore.evaluation.selection import choose
from trustcore.presets import resolve_preset
from trustcore.records.evidence import Evidence

EVIDENCE = Evidence.of("2+2?", "4", ["5"], candidates=["3"]).to_dict()


def path_of(folder: Path, **changes: object) -> Path:
    row = {"dataset": "d", "model": "m", "correct": True, "evidence": EVIDENCE, **changes}
    path = folder / "evidence.jsonl"
    path.write_bytes(orjson.dumps(row))
    return path


def test_gathered_evidence_is_read(tmp_path: Path) -> None:
    """The question is the evidence's own, and each labelled candidate has its label."""
    (found,) = read_recorded(path_of(tmp_path, candidates_correct=[None, False]))

    assert ("2+2?", True) == (found.question, found.correct)
    assert {("candidate", 0): True, ("candidate", 1): False} == found.labels
    assert EVIDENCE == found.evidence.to_dict()


def test_samples_may_have_labels_too(tmp_path: Path) -> None:
    """So that what `best` returns can be told of evidence with one candidate and its samples."""
    evidence = Evidence.of("2+2?", "4", ["5", "4", "6"]).to_dict()
    path = path_of(tmp_path, evidence=evidence, samples_correct=[False, True, None, True])
    (found,) = read_recorded(path)
    labels = {node[-1]: label for node, label in found.labels.items() if node[0] == "sample"}
    assert {0: False, 1: True} == labels
    assert choose(found, resolve_preset("best")) is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"evidence": {}},
        {"evidence": 1},
        {"correct": "yes"},
        {"candidates_correct": [1]},
        {"samples_correct": ["yes"]},
    ],
)
def test_bad_evidence_is_refused(tmp_path: Path, changes: dict[str, object]) -> None:
    """The error names file and line."""
    with pytest.raises(InputError, match=r"evidence\.jsonl, line 1: "):
        list(read_recorded(path_of(tmp_path, **changes)))
