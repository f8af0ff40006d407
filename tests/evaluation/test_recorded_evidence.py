from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from trustcore.errors import InputError
from trustcore.evaluation import read_recorded
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


@pytest.mark.parametrize(
    "changes",
    [{"evidence": {}}, {"evidence": 1}, {"correct": "yes"}, {"candidates_correct": [1]}],
)
def test_bad_evidence_is_refused(tmp_path: Path, changes: dict[str, object]) -> None:
    """The error names file and line."""
    with pytest.raises(InputError, match=r"evidence\.jsonl, line 1: "):
        list(read_recorded(path_of(tmp_path, **changes)))
