"""An endpoint that is unwell is waited for, a call that waits is bounded. All in virtual time."""

# ruff: noqa: ANN401  (scripts and settings are of many types)

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import anyio
import anyio.lowlevel
import pytest

from trustcore import TLM, ProviderError, Request
from trustcore.errors import (
    BatchError,
    ConfigurationError,
    ConnectError,
    DeadlineExceeded,
    ServerError,
    WaitExceeded,
)
from trustcore.testing import After, ScriptedProvider, VirtualTimeLoop

SAMPLED: dict[str, Any] = {"strategies": {"consistency": {"arguments": {"samples": 2}}}}
PLAIN: dict[str, Any] = {"strategies": {"logprobs": {}}}
LOADING = '{"error": {"code": 503, "message": "Loading model", "type": "unavailable_error"}}'


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, Any]]:
    return "asyncio", {"loop_factory": VirtualTimeLoop}


def loading() -> Exception:
    return ServerError("the endpoint answered 503", status=503, detail=LOADING)


class Ill:
    """A script that fails between two moments of the loop's clock."""

    def __init__(self, down: float, up: float, error: Exception) -> None:
        self.down, self.up, self.error = down, up, error
        self.failed_at: list[float] = []

    def __call__(self, _: Request) -> Any:
        if self.down <= anyio.current_time() < self.up:
            self.failed_at.append(anyio.current_time())
            return self.error
        return After(0.05, "Paris")


async def answered(tlm: TLM, count: int = 500) -> list[Any]:
    async with tlm:
        return [one.response for one in await tlm.aprompt([f"question {n}" for n in range(count)])]


async def test_a_server_that_loads_for_eight_seconds_loses_nothing() -> None:
    """500 questions, none of them lost; and it is not stormed while it loads."""
    ill = Ill(0, 8, loading())
    model = ScriptedProvider(ill)
    assert ["Paris"] * 500 == await answered(TLM(SAMPLED, model=model, verbose=False))
    assert len(ill.failed_at) < 100
    assert anyio.current_time() < 30


@pytest.mark.parametrize("error", [ServerError("down", status=500), ConnectError("gone")])
async def test_an_endpoint_that_answered_before_is_waited_for(error: Exception) -> None:
    """Down for two minutes amid a batch: everything is answered, and little is sent meanwhile."""
    ill = Ill(0.3, 120, error)
    assert ["Paris"] * 500 == await answered(TLM(SAMPLED, model=ScriptedProvider(ill)))
    assert len([when for when in ill.failed_at if when > 10]) < 40
    assert 120 <= anyio.current_time() < 190


async def test_a_stream_pulls_nothing_new_while_its_endpoint_is_unwell() -> None:
    """What was under way waits, and the source with it."""
    pulled: list[float] = []

    def prompts() -> Iterator[str]:
        for number in range(2000):
            pulled.append(anyio.current_time())
            yield f"question {number}"

    model = ScriptedProvider(Ill(1, 100, ServerError("down", status=500)))
    async with TLM(SAMPLED, model=model, verbose=False) as tlm:
        outcomes = [outcome async for outcome in tlm.amap(prompts())]
    assert [None] * 2000 == [one.error for one in outcomes]
    assert sum(5 < when < 99 for when in pulled) < 20


async def test_a_single_question_waits_as_well() -> None:
    model = ScriptedProvider(Ill(0, 30, loading()))
    tlm = TLM(PLAIN, model=model)
    assert "Paris" == (await tlm.aprompt("?")).response
    assert 30 <= anyio.current_time() < 70


async def test_an_endpoint_that_was_never_reached_fails_as_soon_as_ever() -> None:
    """Its address may be wrong: nobody waits for it."""
    with pytest.raises(ConnectError, match="5 of 5 attempts"):
        await TLM(PLAIN, model=ScriptedProvider(ConnectError("no such host"))).aprompt("?")
    assert anyio.current_time() < 10


@pytest.mark.parametrize("patience", [0, 20.0])
async def test_patience_is_bounded(patience: float) -> None:
    """Then the calls fail with the endpoint's error, which says why they were given up."""
    model = ScriptedProvider(Ill(0.3, 10**6, ServerError("down", status=500)))
    tlm = TLM(SAMPLED, model=model, patience=patience, verbose=False)
    with pytest.raises(BatchError) as caught:
        await answered(tlm)
    assert patience <= anyio.current_time() < patience + 40
    errors = [one.error for one in caught.value.outcomes if one.error is not None]
    assert {"ServerError", "CircuitOpenError"} >= {type(one).__name__ for one in errors}
    if patience:
        assert any("`patience`, 20 s" in str(one) for one in errors)


async def test_with_another_model_there_is_no_waiting() -> None:
    """The next takes over at once; patience begins when all of them are unwell."""
    first = ScriptedProvider(Ill(0, 500, loading()), name="scripted/first")
    second = ScriptedProvider(Ill(20, 50, ServerError("down", status=500)), name="scripted/second")
    async with TLM(PLAIN, model=[first, second], verbose=False) as tlm:
        assert 200 == len(await tlm.aprompt([f"question {n}" for n in range(200)]))
        assert anyio.current_time() < 5
        await anyio.sleep(20)
        assert 200 == len(await tlm.aprompt([f"again {n}" for n in range(200)]))
        assert 50 <= anyio.current_time() < 90


async def test_the_first_of_several_that_is_well_again_is_used() -> None:
    """Whichever that is: calls that wait are not tied to the last one."""
    first = ScriptedProvider(Ill(0.3, 40, ServerError("down", status=500)), name="scripted/first")
    second = ScriptedProvider(Ill(0, 10**6, loading()), name="scripted/second")
    async with TLM(PLAIN, model=[first, second], verbose=False) as tlm:
        results = await tlm.aprompt([f"question {n}" for n in range(1500)])
    assert 1500 == len(results)
    assert anyio.current_time() < 80


async def test_the_item_s_time_goes_on_while_its_endpoint_is_unwell() -> None:
    """`timeout` bounds it from its first slot, whatever happens."""
    model = ScriptedProvider(Ill(0, 10**6, loading()))
    with pytest.raises(DeadlineExceeded, match="time of 12 s was up; pending: 1 candidate"):
        await TLM(PLAIN, model=model, timeout=12).aprompt("?")
    assert 12 == anyio.current_time()


@pytest.mark.parametrize("patience", [-1, float("inf"), float("nan"), "long", True, None])
def test_what_patience_may_be(patience: Any) -> None:
    with pytest.raises(ConfigurationError, match="patience must be a number of seconds from 0"):
        TLM(PLAIN, model=ScriptedProvider("true"), patience=patience)


def slow(seconds: float = 100.0) -> ScriptedProvider:
    return ScriptedProvider(After(seconds, "Paris"))


async def test_waiting_in_the_queue_is_bounded() -> None:
    """The second waits behind the first; it was not sent, and costs nothing."""
    model = slow()
    options = {"max_concurrency": 1}
    tlm = TLM(PLAIN, model=model, wait_timeout=10, options=options)
    errors: list[tuple[float, Exception | None]] = []

    async def ask(text: str) -> None:
        try:
            await tlm.aprompt(text)
        except ProviderError as error:
            errors.append((anyio.current_time(), error))

    async with tlm, anyio.create_task_group() as group:
        for text in ("first", "second", "third"):
            group.start_soon(ask, text)
    assert [10, 10] == [when for when, _ in errors]
    assert [WaitExceeded] * 2 == [type(error) for _, error in errors]
    assert 1 == model.started == tlm.ledger.total.attempts


async def test_waiting_for_a_rate_is_bounded() -> None:
    """One call in a thousand minutes: an item that waits for it does not wait for ever."""
    tlm = TLM(
        PLAIN, model=slow(1), wait_timeout=30, options={"requests_per_minute": 0.001, "burst": 1}
    )
    async with tlm:
        await tlm.aprompt("first")
        with pytest.raises(WaitExceeded, match="`wait_timeout`, 30 s, for the rate limit"):
            await tlm.aprompt("second")
    assert 31 == anyio.current_time()


async def test_waiting_for_an_endpoint_that_is_unwell_is_bounded() -> None:
    """And the error quotes it."""
    model = ScriptedProvider(Ill(0, 10**6, loading()))
    with pytest.raises(WaitExceeded, match=r"to be well again.*Loading model"):
        await TLM(PLAIN, model=model, wait_timeout=40).aprompt("?")
    assert anyio.current_time() < 60


async def test_a_call_that_was_sent_is_not_bounded_by_it() -> None:
    """That is what `timeout` is for."""
    assert "Paris" == (await TLM(PLAIN, model=slow(), wait_timeout=5).aprompt("?")).response


async def test_in_a_batch_only_what_was_begun_waits() -> None:
    """Items that were not pulled yet do not wait in this sense: a long batch is no error."""
    tlm = TLM(PLAIN, model=slow(4), wait_timeout=5, verbose=False, options={"max_concurrency": 1})
    assert 20 == len(await tlm.aprompt([f"question {n}" for n in range(20)]))
    assert 80 == anyio.current_time()


async def test_long_waits_are_logged_once_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    """With what is waited for, and how many wait."""
    caplog.set_level("INFO", "trustcore")
    tlm = TLM(PLAIN, model=slow(200), options={"max_concurrency": 1})
    async with tlm, anyio.create_task_group() as group:
        group.start_soon(tlm.aprompt, "first")
        await anyio.lowlevel.checkpoint()
        async for _ in tlm.amap(["second"]):
            pass
    lines = [one.message for one in caplog.records if "still waiting" in one.message]
    assert 3 == len(lines)
    assert "what='a slot'" in lines[0]


async def test_what_is_unwell_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    """One line when it begins, with the endpoint's own words, and one when it is over."""
    caplog.set_level("INFO", "trustcore")
    await answered(TLM(SAMPLED, model=ScriptedProvider(Ill(0, 8, loading())), verbose=False))
    lines = [one.message for one in caplog.records if "endpoint" in one.message]
    assert 2 == len(lines)
    assert "said='Loading model'" in lines[0]
    assert "well again" in lines[1]
