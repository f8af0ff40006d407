"""A client that goes, and an item whose time is up, while calls are under way."""

from __future__ import annotations

from collections.abc import Sequence

import anyio
import pytest
from attrs import frozen

from trustcore import (
    TLM,
    Absent,
    Answer,
    Ask,
    Evidence,
    Message,
    Need,
    Preset,
    Request,
    Samples,
    Signal,
)
from trustcore.errors import ClientStateError
from trustcore.presets import resolve_preset
from trustcore.scoring import Component
from trustcore.testing import After, ScriptedProvider, anything, is_sample


@frozen
class AsksOn:
    """Whatever came of a question, it has another one."""

    name: str = "asks on"

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        asked = Request((Message("user", "?"),))
        done = sum(atom[0] == "ask" for atom in evidence.findings)
        return [Ask(f"round {index}", "Paris", asked) for index in range(done + 1)]

    def assess(self, evidence: Evidence) -> Signal | Absent:
        return Signal(self.name, 1.0)


@frozen
class FewerAfterTheAnswer:
    name: str = "fewer"

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        return (Answer(), Samples(2)) if evidence.answer is None else (Answer(), Samples(1))

    def assess(self, evidence: Evidence) -> Signal | Absent:
        return Signal(self.name, 1.0)


ASKS_ON = Preset("toy", 1, (Component(AsksOn(), "asks on", {}),))
FEWER = Preset("toy", 1, (Component(FewerAfterTheAnswer(), "fewer", {}),))


@pytest.mark.parametrize("preset", [ASKS_ON, resolve_preset("medium")])
async def test_an_item_under_way_ends_with_the_client_and_makes_no_more_calls(
    preset: Preset,
) -> None:
    """Also when its strategies answer a failed call with another wish."""
    model = ScriptedProvider(After(100.0, "true"), features=())
    tlm = TLM(preset, model=model)
    ended: list[float] = []

    async def item() -> None:
        with pytest.raises(ClientStateError):
            await tlm.aget_trustworthiness_score("?", "Paris")
        ended.append(anyio.current_time())

    async with anyio.create_task_group() as group, tlm:
        group.start_soon(item)
        await anyio.sleep(1.0)
        calls = model.started
        assert calls > 0
    assert [1.0] == ended
    assert (calls, calls) == (model.started, model.cancelled)


async def test_an_items_time_is_up_while_a_request_draws_what_was_given_up() -> None:
    """Half of the draws of one request are still wanted: those are missing, the others nothing."""
    model = ScriptedProvider({is_sample: After(100.0, "Lyon"), anything: After(1.0, "Paris")})
    tlm = TLM(FEWER, model=model, timeout=5.0, options={"log": ["evidence"]})
    result = await tlm.aprompt("?")
    assert 5.0 == anyio.current_time()
    assert "Paris" == result.response
    assert result.evidence is not None
    assert [("sample", 1.0, 0)] == [atom for atom, _ in result.evidence.missing()]
