"""Long texts: scoring them does not stop the event loop."""

from __future__ import annotations

import threading

import pytest

from trustcore import TLM, Absent, Answer, Evidence, Need, Samples, Signal
from trustcore.presets import Preset
from trustcore.scoring import Component
from trustcore.testing import ScriptedProvider


class _Where:
    """A strategy that notes in which thread it is asked to assess."""

    name = "where"
    measures = "agreement"

    def __init__(self) -> None:
        self.threads: list[int] = []

    def needs(self, evidence: Evidence) -> tuple[Need, ...]:
        return (Answer(), Samples(2))

    def assess(self, evidence: Evidence) -> Signal | Absent:
        self.threads.append(threading.get_ident())
        return Signal(self.name, 1.0)


@pytest.mark.parametrize(("length", "in_loop"), [(100, True), (5000, False)])
async def test_long_answers_are_compared_in_another_thread(length: int, in_loop: bool) -> None:
    """Short ones at once: a thread costs more than they do."""
    where = _Where()
    preset = Preset("where", 1, (Component(where),))
    async with TLM(preset, model=ScriptedProvider("x" * length)) as tlm:
        result = await tlm.aprompt("Say x")

    assert result.trustworthiness_score == 1.0
    assert [in_loop] == [one == threading.get_ident() for one in where.threads]
