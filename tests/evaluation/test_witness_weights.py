"""Weights "auto" of witnesses, found in recorded evidence."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import orjson
import pytest

from trustcore import Completion, Evidence
from trustcore.errors import InputError, PresetError
from trustcore.evaluation import Recorded
from trustcore.evaluation.fit import fit_files
from trustcore.evaluation.preset_file import preset_toml
from trustcore.evaluation.witness_weights import with_auto_weights
from trustcore.presets import Preset, resolve_preset
from trustcore.records.evidence import Finding
from trustcore.records.needs import NodeId

ROLES = ("witness/good", "witness/fair", "witness/weak")
AUTO = {"extends": "base", "strategies": {role: {"weight": "auto"} for role in ROLES}}


def answer(right: float, drawn: random.Random) -> str:
    """The right answer so often, else one of a hundred others."""
    return "7" if drawn.random() < right else str(drawn.randrange(100, 200))


def evidences(count: int, skills: Sequence[float] = (0.9, 0.6, 0.1)) -> list[Evidence]:
    """A judged model that is right on .6 of the questions, beside three witnesses."""
    drawn = random.Random(3)  # noqa: S311  (draws that repeat themselves)
    found = []
    for _ in range(count):
        known = Evidence.of("How many?", answer(0.6, drawn))
        said: dict[NodeId, Finding] = {
            ("witness", role): Completion(answer(skill, drawn))
            for role, skill in zip(ROLES, skills, strict=True)
        }
        found.append(Evidence(known.question, {**known.findings, **said}))
    return found


def recorded(evidence: Evidence) -> Recorded:
    return Recorded(dataset="d", model="m", question="q", correct=None, evidence=evidence)


def weights(preset: Preset) -> dict[str, float]:
    return {one.name: one.weight for one in preset.components if one.name in ROLES}


def test_a_better_witness_weighs_more_and_no_label_is_needed() -> None:
    found = with_auto_weights(resolve_preset(AUTO), map(recorded, evidences(300)))
    good, fair, weak = (weights(found)[role] for role in ROLES)
    assert weak < 0.2 < fair < 0.6 < good <= 1.2
    assert not any(one.auto_weight for one in found.components)


def test_with_few_questions_weights_stay_to_be_found() -> None:
    found = with_auto_weights(resolve_preset(AUTO), map(recorded, evidences(49)))
    assert resolve_preset(AUTO) == found
    assert dict.fromkeys(ROLES, 0.3) == weights(found)


def test_one_witness_alone_cannot_be_weighed() -> None:
    """There is nobody else with whom it could agree."""
    alone = resolve_preset({"extends": "base", "strategies": {ROLES[0]: {"weight": "auto"}}})
    assert alone == with_auto_weights(alone, map(recorded, evidences(60)))


def test_fit_finds_the_weights_and_writes_them(tmp_path: Path) -> None:
    rows = [
        {"dataset": "d", "model": "m", "correct": None, "evidence": one.to_dict()}
        for one in evidences(60)
    ]
    path = tmp_path / "evidence.jsonl"
    path.write_bytes(b"\n".join(map(orjson.dumps, rows)))
    found = fit_files([path], resolve_preset(AUTO))
    (tmp_path / "weighed.toml").write_text(preset_toml(found.preset, "weighed"))
    again = resolve_preset(tmp_path / "weighed.toml")
    assert weights(found.preset) == weights(again)
    assert [one.link for one in found.preset.components] == [one.link for one in again.components]
    path.write_bytes(orjson.dumps(rows[0]))
    with pytest.raises(InputError, match=r"it takes evidence of 50 questions that two witnesses"):
        fit_files([path], resolve_preset(AUTO))


def test_an_entry_of_a_witness_has_what_it_does_not_say() -> None:
    """Also under another name than the strategy's: its role, and the link of every witness."""
    entries = {"witness": {"weight": 0.6}, "witness/second": {}}
    made = resolve_preset({"extends": "base", "strategies": entries}).components[-2:]
    assert [("witness", 0.6), ("witness/second", 0.3)] == [(one.name, one.weight) for one in made]
    assert made[0].link == made[1].link
    assert 0.98 == pytest.approx(made[0].link(1.0))


def test_auto_is_written_back_and_is_for_witnesses_alone() -> None:
    preset = resolve_preset(AUTO)
    assert preset == Preset.from_dict(preset.name, preset.to_dict())
    found = with_auto_weights(preset, map(recorded, evidences(60)))
    assert preset.to_dict() != found.to_dict()
    with pytest.raises(PresetError, match="must be a number from 0 to"):
        resolve_preset({"extends": "base", "strategies": {"consistency": {"weight": "auto"}}})
