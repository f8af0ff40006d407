"""`timeout` is an item's own time, from its first call's slot on. All in virtual time."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import anyio
import pytest

from trustcore import TLM, Absent, BatchError, Signal
from trustcore.errors import DeadlineExceeded, ScoreUnavailable, ServerError
from trustcore.testing import After, ScriptedProvider, VirtualTimeLoop, is_sample

ONE_JUDGE = {"strategies": {"reflection": {"arguments": {"ratings": 1}}}}
"""A preset of one answer and one judge's call."""


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, Any]]:
    return "asyncio", {"loop_factory": VirtualTimeLoop}


@pytest.mark.parametrize("entered", [True, False], ids=["entered", "not entered"])
async def test_the_queue_costs_no_time(entered: bool) -> None:
    """Behind a limit of 4, 200 items take 100 s, and none exceeds its own 4 s."""
    model = ScriptedProvider(After(1, "true"))
    tlm = TLM(ONE_JUDGE, model=model, timeout=4, options={"max_concurrency": 4})
    if entered:
        async with tlm:
            results = await tlm.aprompt(["?"] * 200)
    else:
        results = await tlm.aprompt(["?"] * 200)

    assert 100 <= anyio.current_time() <= 102
    assert None not in {one.trustworthiness_score for one in results}
    assert 4 == model.max_in_flight


@pytest.mark.parametrize("entered", [True, False], ids=["entered", "not entered"])
async def test_the_queue_of_single_calls_costs_no_time(entered: bool) -> None:
    """The same for 200 calls of one prompt each: an item's judge does not queue behind them all."""
    model = ScriptedProvider(After(1, "true"))
    tlm = TLM(ONE_JUDGE, model=model, timeout=6, options={"max_concurrency": 4})
    scores: list[float | None] = []

    async def ask() -> None:
        scores.append((await tlm.aprompt("?")).trustworthiness_score)

    async with tlm if entered else nullcontext(), anyio.create_task_group() as group:
        for _ in range(200):
            group.start_soon(ask)

    assert 100 <= anyio.current_time() <= 102
    assert (200, 0) == (len(scores), scores.count(None))


async def test_before_the_answer() -> None:
    """Without an answer in time there is none: an error that names the time."""
    model = ScriptedProvider(After(60, "true"))
    with pytest.raises(DeadlineExceeded, match="time of 5 s was up"):
        await TLM(ONE_JUDGE, model=model, timeout=5).aprompt("?")

    assert 5 == anyio.current_time()
    assert (1, 0) == (model.cancelled, model.open_sessions)


async def test_after_the_answer() -> None:
    """With an answer in time the result is what can be said so far; the rest says why not."""
    model = ScriptedProvider({is_sample: After(60, "false"), lambda _: True: "true"})
    judge = ScriptedProvider(After(2, "true"))
    preset = {
        "strategies": {
            "consistency": {"arguments": {"samples": 3}},
            "reflection": {"arguments": {"ratings": 1}},
        }
    }
    found = await TLM(preset, model=model, judge=judge, timeout=5).aprompt("?")

    assert 5 == anyio.current_time()
    assert "true" == found.response
    assert found.trustworthiness_score is not None
    consistency, reflection = found.signals
    assert isinstance(consistency, Absent)
    assert "the item's time of 5 s was up" in consistency.reason
    assert isinstance(reflection, Signal)
    assert 2 == found.usage.calls


async def test_answer_alone() -> None:
    """An answer whose judge is out of time has no score: nothing is made up."""
    judge = ScriptedProvider(After(60, "true"))
    found = await TLM(ONE_JUDGE, model=ScriptedProvider("true"), judge=judge, timeout=5).aprompt(
        "?"
    )

    assert "true" == found.response
    assert found.trustworthiness_score is None
    assert "out of time" in found.reason


async def test_each_item_has_its_own() -> None:
    """In a batch only the item that is out of time is lost."""
    model = ScriptedProvider({"slow": After(60, "true"), lambda _: True: "true"})
    with pytest.raises(BatchError) as caught:
        await TLM(ONE_JUDGE, model=model, timeout=5).aprompt(["?", "slow", "?"])

    assert [False, True, False] == [
        isinstance(one.error, DeadlineExceeded) for one in caught.value.outcomes
    ]


async def test_retries_are_part_of_it() -> None:
    """What the endpoint asks us to wait counts: the item's time is what the user waits."""
    model = ScriptedProvider(ServerError("down", retry_after=50))
    with pytest.raises(DeadlineExceeded):
        await TLM(ONE_JUDGE, model=model, timeout=5).aprompt("?")

    assert 5 == anyio.current_time()
    assert 1 == model.started


async def test_no_timeout() -> None:
    """Without a timeout an item may take minutes."""
    model = ScriptedProvider(After(300, "true"))
    assert "true" == (await TLM(ONE_JUDGE, model=model).aprompt("?")).response

    assert 600 == anyio.current_time()


@pytest.mark.parametrize(
    ("ratings", "samples", "pending"),
    [
        (1, 0, "1 judge's reply"),
        (2, 0, "2 judges' replies"),
        (0, 1, "1 sample"),
        (0, 3, "3 samples"),
        (2, 2, "2 samples, 2 judges' replies"),
    ],
)
async def test_the_error_names_what_was_pending(ratings: int, samples: int, pending: str) -> None:
    """In whole words, with what had been answered until then."""
    late = ScriptedProvider(After(60, "A"))
    arguments = {"reflection": {"ratings": ratings}, "consistency": {"samples": samples}}
    preset = {"strategies": {one: {"arguments": rest} for one, rest in arguments.items()}}
    tlm = TLM(preset, model=ScriptedProvider("A"), judge=late, sampler=late, timeout=5)
    with pytest.raises(ScoreUnavailable) as caught:
        await tlm.aget_trustworthiness_score("?", "A")
    (error,) = {str(one) for one in caught.value.result.errors}

    assert f"pending: {pending}; spent: 0 calls answered, 0 tokens" in error
