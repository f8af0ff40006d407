"""A role with several models: the next one takes over, and the first is used again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import anyio
import pytest

from trustcore import (
    TLM,
    Absent,
    Answer,
    Ask,
    Completion,
    Evidence,
    Message,
    Need,
    Preset,
    Request,
    Samples,
)
from trustcore.errors import (
    AuthenticationError,
    BatchError,
    ConfigurationError,
    RequestError,
    ServerError,
)
from trustcore.plugins.protocols import Feature
from trustcore.scoring import Component
from trustcore.testing import After, ScriptedProvider, anything, is_sample, run_virtual

PRESET = {"strategies": {"consistency": {"arguments": {"samples": 1}}}}
PLAIN: tuple[Feature, ...] = ("temperature",)
ERRORS = [
    ServerError("down", status=500),
    AuthenticationError("refused", status=401),
    RequestError("not for me", status=400),
]


def client(*models: ScriptedProvider, options: dict[str, Any] | None = None) -> TLM:
    return TLM(PRESET, model=list(models), verbose=False, options=options)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_the_next_model_takes_over(error: Exception) -> None:
    """Whatever the first model fails with, the second answers; the result tells what was tried."""
    first = ScriptedProvider(error, name="scripted/first")
    second = ScriptedProvider("Paris", name="scripted/second")
    result = run_virtual(client(first, second).aprompt, "Capital?")
    assert "Paris" == result.response
    assert {"scripted/first"} == {one.model for one in result.failovers}
    assert {"answer", "sampler"} == {one.role for one in result.failovers}
    assert any(type(error).__name__ in one.reason for one in result.failovers)
    assert 2 == len(result.to_dict()["failovers"])


def test_the_last_error_is_raised_when_all_fail() -> None:
    """The error is the last model's."""
    first = ScriptedProvider(ServerError("first is down", status=500))
    second = ScriptedProvider(RequestError("second refuses", status=400))
    with pytest.raises(RequestError, match="second refuses"):
        run_virtual(client(first, second).aprompt, "Capital?")


def test_a_model_that_is_well_is_the_only_one_called() -> None:
    """The second model costs nothing while the first answers."""
    first, second = ScriptedProvider("Paris"), ScriptedProvider("Lyon")
    result = run_virtual(client(first, second).aprompt, "Capital?")
    assert ("Paris", (), 0) == (result.response, result.failovers, second.started)


class Ailing:
    """A script that fails between two moments of the loop's clock."""

    def __init__(self, down: float, up: float) -> None:
        self.down, self.up = down, up
        self.answered: list[float] = []

    def __call__(self, request: Request) -> After | Exception:
        now = anyio.current_time()
        if self.down <= now < self.up:
            return ServerError("down", status=503)
        self.answered.append(now)
        return After(0.5, Completion("first"))


async def _many(count: int, first: ScriptedProvider, second: ScriptedProvider) -> list[Any]:
    async with client(first, second, options={"max_concurrency": 32}) as tlm:
        return await tlm.aprompt([f"question {number}" for number in range(count)])


def test_an_endpoint_that_dies_amid_two_thousand_questions() -> None:
    """All finish on the second model; when the first is back it is used again."""
    script = Ailing(down=10, up=40)
    first = ScriptedProvider(script, name="scripted/first", features=PLAIN)
    second = ScriptedProvider(After(0.5, "second"), features=PLAIN)
    results = run_virtual(_many, 2000, first, second)
    assert 2000 == len(results)
    assert {"first", "second"} == {one.response for one in results}
    assert any(moment < 10 for moment in script.answered)
    assert any(moment >= 40 for moment in script.answered)
    # The circuit spares the dead endpoint: a few failures open it, then one probe a cooldown.
    assert first.started - len(script.answered) < 50


def test_a_batch_keeps_what_was_answered() -> None:
    """When no model answers an item, only that item fails."""

    def script(request: Request) -> str | Exception:
        text = request.messages[-1].text
        return RequestError("refused", status=400) if text == "bad" else text

    with pytest.raises(BatchError) as caught:
        run_virtual(
            client(ScriptedProvider(script), ScriptedProvider(script)).aprompt, ["a", "bad", "b"]
        )
    assert [True, False, True] == [one.error is None for one in caught.value.outcomes]


def test_roles_have_their_own_order() -> None:
    """The judge of a list may be another list."""
    down = ScriptedProvider(ServerError("down", status=500), name="scripted/judge")
    judge, model = ScriptedProvider("true"), ScriptedProvider("Paris")
    preset = {"strategies": {"reflection": {"arguments": {"ratings": 1}}}}
    tlm = TLM(preset, model=model, judge=[down, judge])
    result = run_virtual(tlm.aprompt, "Capital?")
    assert ("Paris", 1.0) == (result.response, result.signals[0].to_dict()["value"])
    assert ["judge"] == [one.role for one in result.failovers]


def test_an_empty_list_names_no_model() -> None:
    """The error says so."""
    with pytest.raises(ConfigurationError, match="empty list"):
        TLM(PRESET, model=[])


class Hasty:
    """A strategy that wants samples until the answer is there, and then a judge."""

    name = "hasty"

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        answer = evidence.answer
        if answer is None:
            return (Answer(), Samples(2))
        return (Answer(), Ask("judge", answer.text, Request((Message("user", "Right?"),))))

    def assess(self, _: Evidence) -> Absent:
        return Absent(self.name, "never mind")


def test_what_nobody_wants_any_more_is_not_taken_over() -> None:
    """It was under way when the answer came, and failed while a judge was asked."""
    slow = ScriptedProvider({is_sample: After(2, RequestError("no")), anything: After(1, "true")})
    second = ScriptedProvider("Lyon")
    judge = ScriptedProvider(After(9, "true"))
    hasty = Preset("hasty", 1, (Component(Hasty(), "hasty", {}),))
    result = run_virtual(TLM(hasty, model=[slow, second], judge=judge).aprompt, "Capital?")
    assert ((), 0) == (result.failovers, second.started)
    assert (1, 1) == (slow.failed, judge.finished)
