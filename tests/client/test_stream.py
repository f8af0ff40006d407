"""`amap`: lazy, bounded, in order or as completed, and nothing left behind."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import anyio
import pytest

from trustcore import TLM, Completion, Request
from trustcore.engine.stream import Source
from trustcore.errors import AuthenticationError, ClientStateError, InputError, RequestError
from trustcore.testing import After, ScriptedProvider, run_virtual

PRESET = {"strategies": {"consistency": {"arguments": {"samples": 2}}}}


def client(model: ScriptedProvider, concurrency: int = 4) -> TLM:
    return TLM(PRESET, model=model, options={"max_concurrency": concurrency}, verbose=False)


def echo(request: Request) -> str:
    return request.messages[-1].text


def slow_first(request: Request) -> After:
    text = request.messages[-1].text
    return After(10 if text == "0" else 1, text)


async def collected(tlm: TLM, prompts: Source, *, ordered: bool = True) -> list[tuple[int, Any]]:
    async with tlm:
        return [
            (outcome.index, outcome.error if outcome.value is None else outcome.value.response)
            async for outcome in tlm.amap(prompts, ordered=ordered)
        ]


async def test_outcomes_come_in_order() -> None:
    """Each outcome has its prompt's index, and they come in that order."""
    model = ScriptedProvider(echo)
    found = await collected(client(model), (str(number) for number in range(50)))
    assert [(number, str(number)) for number in range(50)] == found
    assert (0, 0) == (model.in_flight, model.open_sessions)


def test_as_completed_the_quick_overtake_the_slow() -> None:
    """Without order nobody waits for the first prompt, which is the slowest."""
    found = run_virtual(_as_completed)
    assert 0 == found[-1]
    assert list(range(20)) == sorted(found)


async def _as_completed() -> list[int]:
    tlm = client(ScriptedProvider(slow_first), concurrency=12)
    pairs = await collected(tlm, map(str, range(20)), ordered=False)
    return [index for index, _ in pairs]


async def test_prompts_are_pulled_lazily() -> None:
    """No more prompts are pulled than the window holds, however long the reader takes."""
    pulled = 0

    def prompts() -> Iterator[str]:
        nonlocal pulled
        for number in range(10_000):
            pulled += 1
            yield str(number)

    async with client(ScriptedProvider(echo), concurrency=2) as tlm:
        stream = tlm.amap(prompts())
        await anext(stream)
        await anyio.wait_all_tasks_blocked()
        assert pulled <= 4 * 2 + 2
        stream.close()


async def test_an_async_source() -> None:
    """An async generator is a source like any other."""

    async def prompts() -> AsyncIterator[str]:
        for text in ("a", "b"):
            await anyio.lowlevel.checkpoint()
            yield text

    assert [(0, "a"), (1, "b")] == await collected(client(ScriptedProvider(echo)), prompts())


async def test_an_item_that_fails_costs_itself() -> None:
    """A failed call and a prompt of the wrong shape are outcomes with their index."""

    def script(request: Request) -> Completion | Exception:
        text = request.messages[-1].text
        return RequestError("refused") if text == "bad" else Completion(text)

    found = await collected(client(ScriptedProvider(script)), ["a", "bad", None, "b"])
    assert [0, 1, 2, 3] == [index for index, _ in found]
    assert ["a", RequestError, InputError, "b"] == [
        one if isinstance(one, str) else type(one) for _, one in found
    ]


@pytest.mark.parametrize("ordered", [True, False])
async def test_what_the_source_raises_comes_after_what_was_pulled(ordered: bool) -> None:
    """The prompts before are answered first; then the source's own error is raised."""

    def prompts() -> Iterator[str]:
        yield "a"
        yield "b"
        raise KeyError("the file ended early")

    async with client(ScriptedProvider(echo)) as tlm:
        stream = tlm.amap(prompts(), ordered=ordered)
        assert {0, 1} == {(await anext(stream)).index, (await anext(stream)).index}
        with pytest.raises(KeyError, match="the file ended early"):
            await anext(stream)


async def test_a_fatal_error_stops_at_once() -> None:
    """Refused credentials end the stream; what had settled is delivered before."""
    model = ScriptedProvider(AuthenticationError("refused", status=401))
    async with client(model) as tlm:
        with pytest.raises(AuthenticationError):
            [outcome async for outcome in tlm.amap(map(str, range(1000)))]
    assert model.started < 50


async def test_leaving_early_cancels_what_is_under_way() -> None:
    """After `break` the forgotten stream takes its calls along; the client goes on."""
    model = ScriptedProvider(
        lambda request: After(0 if request.messages[-1].content == "now" else 3600, "x")
    )
    async with client(model) as tlm:
        async for _ in tlm.amap(["now", *map(str, range(100))], ordered=False):
            break
        await anyio.wait_all_tasks_blocked()
        assert 0 == model.in_flight
        assert "x" == (await tlm.aprompt("now")).response


async def test_a_stream_needs_an_entered_client() -> None:
    """The error says where to iterate."""
    with pytest.raises(ClientStateError, match="inside `async with"):
        await anext(client(ScriptedProvider("x")).amap(["a"]))


async def test_a_client_that_is_closed_ends_its_streams() -> None:
    """Who reads on after the client was closed gets an error, not silence."""
    model = ScriptedProvider(After(3600, "x"))
    async with client(model) as tlm:
        stream = tlm.amap(["a"])
        with anyio.move_on_after(0):
            await anext(stream)
    with pytest.raises(ClientStateError, match="the client was closed"):
        await anext(stream)
    assert 0 == model.in_flight


async def test_an_empty_source() -> None:
    """No prompts, no outcomes, no calls."""
    model = ScriptedProvider("x")
    assert [] == await collected(client(model), [])
    assert 0 == model.started


def test_a_stream_without_an_event_loop_says_what_there_is_instead() -> None:
    """At once, not when it is iterated over; and nothing else is printed."""
    tlm = TLM("base", model=ScriptedProvider("A"))
    with pytest.raises(ClientStateError, match=r"needs an event loop.*tlm\.prompt"):
        tlm.amap(["Capital of France?"])


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
async def test_a_stream_says_how_it_is_read() -> None:
    """Where it is taken for a list, or for something to await; no call is made then."""
    model: Any = ScriptedProvider(echo)
    async with client(model) as tlm:
        stream: Any = tlm.amap(["2 + 2?"])
        with pytest.raises(TypeError, match="`async for`"):
            list(stream)
        with pytest.raises(TypeError, match="await `aprompt` with a list"):
            await stream
        with pytest.raises(InputError, match="not OutcomeStream"):
            await tlm.aprompt(stream)

    assert 0 == model.started


def test_a_stream_that_nobody_began_is_dropped_without_a_word() -> None:
    """Also when its event loop has ended meanwhile."""
    streams = []

    async def make() -> None:
        streams.append(TLM("base", model=ScriptedProvider("A")).amap(["Capital of France?"]))

    run_virtual(make)
    streams.clear()


@pytest.mark.parametrize("begun", [False, True])
def test_a_stream_that_was_closed_has_ended(begun: bool) -> None:
    """For who comes after, who waits, and who never began: nothing is asked any more."""
    model = ScriptedProvider(After(10, "Paris"))

    async def run() -> list[object]:
        async with client(model) as tlm:
            stream = tlm.amap(map(str, range(100)))
            waiting: list[object] = []

            async def wait() -> None:
                waiting.append(await anext(stream, "the end"))

            async with anyio.create_task_group() as group:
                if begun:
                    group.start_soon(wait)
                    await anyio.wait_all_tasks_blocked()
                await stream.aclose()
            return [*waiting, await anext(stream, "the end")]

    assert ["the end"] * (1 + begun) == run_virtual(run)
    assert 0 == model.in_flight
