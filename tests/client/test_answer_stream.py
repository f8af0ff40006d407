"""`astream` and `stream`: an answer's text while it is written, and its score at the end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import anyio.lowlevel
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustcore import TLM, Missing, ProviderError, Request
from trustcore.errors import (
    AuthenticationError,
    BudgetExceeded,
    CallTimeout,
    ClientStateError,
    DeadlineExceeded,
    InputError,
    ServerError,
)
from trustcore.event_loop import loop_time
from trustcore.ledger import Budget
from trustcore.testing import After, ScriptedProvider, Streamed, is_sample, run_virtual
from trustcore.testing.scripted import Script

PRESET = {"strategies": {"consistency": {"arguments": {"samples": 2}}}}
PIECES = ["Par", "is", " it is"]


def client(script: Script, **settings: Any) -> TLM:  # noqa: ANN401  (of TLM)
    model = settings.pop("model", None) or ScriptedProvider(script, endpoint="here")
    return TLM(PRESET, model=model, verbose=False, **settings)


def answers(script: Script) -> dict[Any, Script]:
    """A script for the answer, beside samples that take no time."""
    return {is_sample: "Paris it is", (lambda _: True): script}


async def timed(tlm: TLM) -> list[tuple[float, str]]:
    """The pieces, each with when it came; the last row is the score's, with the answer."""
    begun = loop_time()
    rows = []
    async with tlm.astream("Capital?") as stream:
        async for text in stream.texts():
            rows += [(round(loop_time() - begun, 3), text)]
        result = await stream.wait()
    return [*rows, (round(loop_time() - begun, 3), result.response)]


def virtual(run: Callable[[], Awaitable[Any]]) -> Any:  # noqa: ANN401  (whatever it returns)
    return run_virtual(run)


def test_text_comes_while_it_is_written_and_samples_beside_it() -> None:
    """Samples start with the answer: the score is there as soon as both are."""
    model = ScriptedProvider({is_sample: After(2.5, "Paris it is"), (lambda _: True): slow()})

    found = virtual(lambda: timed(client("", model=model)))

    assert [(1, "Par"), (2, "is"), (3, " it is"), (3, "Paris it is")] == found


def slow() -> Streamed:
    return Streamed(PIECES, seconds=1)


def test_the_loop_ends_when_the_score_is_there() -> None:
    """And the stream has the result then, inside of its block and after it."""

    async def run() -> tuple[list[str], float, float]:
        late: dict[Any, Script] = {is_sample: After(9, "Paris it is"), (lambda _: True): slow()}
        begun = loop_time()
        async with client(late) as tlm:
            async with tlm.astream("Capital?") as stream:
                texts = [text async for text in stream]
                took = loop_time() - begun
                inside = stream.result
            assert inside is stream.result
            assert stream.answer.text == inside.response
            score = inside.trustworthiness_score
            assert score is not None
            return texts, took, score

    texts, took, score = virtual(run)

    assert PIECES == texts
    assert 9 == took
    assert score > 0.5


@settings(max_examples=30)
@given(st.lists(st.text(max_size=5), min_size=1, max_size=6))
def test_a_streamed_result_is_that_of_the_same_prompt_unstreamed(pieces: list[str]) -> None:
    """Whatever its pieces, with white space before, between and after them."""

    async def run() -> None:
        tlm = client(answers(Streamed(["so ", *pieces])))
        plain = await tlm.aprompt("Capital?")
        async with tlm.astream("Capital?") as stream:
            texts = [text async for text in stream]
        found = stream.result
        assert plain.response == found.response == "".join(texts)
        assert plain.trustworthiness_score == found.trustworthiness_score
        assert (plain.usage, plain.reason) == (found.usage, found.reason)
        assert len(plain.attempts) == len(found.attempts)

    virtual(run)


def test_a_model_that_cannot_stream_gives_one_piece() -> None:
    """So does a string of a script."""
    assert [(2, "Paris"), (2, "Paris")] == virtual(lambda: timed(client(After(2, "Paris"))))


def test_sync_code_streams_alike() -> None:
    """With the same names, without `a` and without `async`."""
    tlm = client(answers(Streamed(PIECES)))

    with tlm.stream("Capital?") as stream:
        texts = list(stream)
    assert PIECES == texts
    assert "Paris it is" == stream.result.response

    with tlm, tlm.stream("Capital?") as stream:
        assert "Paris it is" == "".join(stream.texts())
        assert "Paris it is" == stream.answer.text
        assert stream.wait() is stream.result


@pytest.mark.parametrize("name", ["high", "best"])
def test_a_preset_that_chooses_among_answers_is_refused_before_any_call(name: str) -> None:
    """What would be shown might not be what is returned."""
    model = ScriptedProvider("Paris")

    for ask in (TLM(name, model=model).astream, TLM(name, model=model).stream):
        with pytest.raises(InputError, match="single candidate"):
            ask("Capital?")
    assert 0 == model.started


@pytest.mark.parametrize("prompt", [["a", "b"], None, 3])
def test_what_is_no_prompt_is_refused_before_any_call(prompt: Any) -> None:  # noqa: ANN401  (wrong)
    """A stream is of one prompt."""
    model = ScriptedProvider("Paris")

    with pytest.raises(InputError):
        client("", model=model).astream(prompt)
    assert 0 == model.started


def test_before_the_first_piece_a_call_is_made_again() -> None:
    """White space is no piece yet."""
    fails: list[Script] = [Streamed(["\n ", " "], script=ServerError("no")), Streamed(PIECES)]
    model = ScriptedProvider(answers(fails))

    found = virtual(lambda: timed(client("", model=model)))

    assert PIECES == [text for _, text in found[:-1]]


def broken(error: Exception) -> Streamed:
    return Streamed(["Par", "is"], seconds=1, script=error)


@pytest.mark.parametrize("error", [ServerError("no"), AuthenticationError("no"), ValueError("no")])
def test_after_the_first_piece_an_error_ends_the_stream(error: Exception) -> None:
    """What was given stays, nothing comes twice, no other model is asked, and it costs one call."""
    first = ScriptedProvider(answers(broken(error)), name="a/first")
    second = ScriptedProvider("Rome", name="a/second")
    tlm = client("", model=[first, second])
    expected = ProviderError if isinstance(error, ValueError) else type(error)

    texts, found = virtual(lambda: until_error(tlm))

    assert ["Par", "is"] == texts
    assert expected is type(found)
    assert 1 == sum(not is_sample(one) for one in first.requests)
    assert 0 == sum(not is_sample(one) for one in second.requests)


async def until_error(tlm: TLM) -> tuple[list[str], Exception | None]:
    texts: list[str] = []
    try:
        async with tlm.astream("Capital?") as stream:
            async for text in stream:
                texts += [text]
    except Exception as error:  # noqa: BLE001  (looked at by the test)
        return texts, error
    return texts, None


def test_before_the_first_piece_the_next_model_takes_over() -> None:
    """As for any call."""
    first = ScriptedProvider(ServerError("no"), name="a/first")
    second = ScriptedProvider(answers(Streamed(PIECES)), name="a/second")
    tlm = client("", model=[first, second])

    texts, found = virtual(lambda: until_error(tlm))

    assert (PIECES, None) == (texts, found)


def test_a_reply_to_another_text_than_was_given_is_an_error() -> None:
    """What is scored is what was shown."""
    texts, found = virtual(lambda: until_error(client(answers(Streamed(PIECES, script="Rome")))))

    assert PIECES == texts
    assert type(found) is ProviderError
    assert "another text" in str(found)


def test_who_stops_reading_cancels_the_calls() -> None:
    """By leaving the loop and the block, whatever the reason."""
    model = ScriptedProvider({is_sample: After(50, "x"), (lambda _: True): slow()})

    async def run() -> float:
        async with client("", model=model) as tlm:
            async with tlm.astream("Capital?") as stream:
                async for _ in stream:
                    break
            with pytest.raises(ClientStateError, match="no result"):
                _ = stream.result
            with pytest.raises(KeyError, match="mine"):
                await failing_reader(tlm)
            with anyio.move_on_after(1.5):
                async with tlm.astream("Capital?") as stream:
                    async for _ in stream:
                        pass
            assert 0 == model.in_flight
            return loop_time()

    took = virtual(run)

    assert took < 10
    assert model.cancelled == model.started


async def failing_reader(tlm: TLM) -> None:
    async with tlm.astream("Capital?") as stream:
        async for _ in stream:
            raise KeyError("mine")


def test_a_slow_reader_loses_nothing_and_holds_nothing_up() -> None:
    """The answer is scored meanwhile, and its slot is free."""
    pieces = [f"{number} " for number in range(200)]
    model = ScriptedProvider(Streamed(pieces, seconds=0.01))

    async def run() -> list[str]:
        texts = []
        async with client("", model=model) as tlm, tlm.astream("Count.") as stream:
            async for text in stream.texts():
                await anyio.sleep(1)
                texts.append(text)
                if len(texts) == 5:
                    assert 0 == model.in_flight
            await stream.wait()
        return texts

    assert pieces == virtual(run)


def test_a_stall_between_two_pieces_is_bounded_by_call_timeout() -> None:
    """A text that goes on may take longer altogether."""
    long = ["word "] * 30
    flowing = client(answers(Streamed(long, seconds=50)), options={"call_timeout": 60.0})
    stalled = client(answers(Streamed(["a", "b"], seconds=70)), options={"call_timeout": 60.0})
    halfway = Streamed(["a", "b"], seconds=1, script=After(61, "ab"))

    assert ("word " * 30, None) == joined(flowing)
    assert CallTimeout is type(joined(stalled)[1])
    texts, error = joined(client(answers(halfway), options={"call_timeout": 60.0}))
    assert ("ab", CallTimeout) == (texts, type(error))


def joined(tlm: TLM) -> tuple[str, Exception | None]:
    texts, error = virtual(lambda: until_error(tlm))
    return "".join(texts), error


def test_timeout_bounds_the_whole() -> None:
    """Of the item, as ever; what was given stays."""
    texts, error = joined(client(answers(slow()), timeout=2.5))

    assert "Paris" == texts
    assert type(error) is DeadlineExceeded


def test_a_budget_counts_streams() -> None:
    """Samples find no room: the error has the result."""
    tlm = client(answers(Streamed(PIECES)), budget=Budget(calls=1))

    texts, error = virtual(lambda: until_error(tlm))

    assert PIECES == texts
    assert isinstance(error, BudgetExceeded)
    (outcome,) = error.outcomes
    assert outcome.value is not None
    assert "Paris it is" == outcome.value.response


def test_a_cached_answer_comes_in_one_piece(tmp_path: Path) -> None:
    """A stream that ended is kept, one that broke is not."""
    model = ScriptedProvider(answers([broken(ServerError("no")), slow()]), endpoint="here")

    async def run() -> list[list[str]]:
        async with client("", model=model, cache=tmp_path / "cache.db") as tlm:
            return [(await until_error(tlm))[0] for _ in range(3)]

    assert [["Par", "is"], PIECES, ["Paris it is"]] == virtual(run)


def test_two_streams_of_one_prompt_share_a_call(tmp_path: Path) -> None:
    """Who comes later is given what is there, then each piece; who paid may leave."""
    model = ScriptedProvider(answers(slow()), endpoint="here")
    rows: dict[str, list[str]] = {"first": [], "second": []}

    async def read(tlm: TLM, name: str, most: int) -> None:
        async with tlm.astream("Capital?") as stream:
            async for text in stream:
                rows[name].append(text)
                if len(rows[name]) == most:
                    return

    async def run() -> None:
        tlm = client("", model=model, cache=tmp_path / "cache.db")
        async with tlm, anyio.create_task_group() as group:
            group.start_soon(read, tlm, "first", 2)
            await anyio.sleep(1.5)
            group.start_soon(read, tlm, "second", 9)

    virtual(run)

    assert {"first": ["Par", "is"], "second": PIECES} == rows
    assert 1 == sum(not is_sample(one) for one in model.requests)


def test_who_shares_a_stream_that_breaks_without_reading_it_asks_again(tmp_path: Path) -> None:
    """A plain prompt is none the worse for the stream that it shared a call with."""
    model = ScriptedProvider(answers([broken(ServerError("no")), "Paris it is"]), endpoint="here")

    async def run() -> tuple[list[str], str]:
        tlm = client("", model=model, cache=tmp_path / "cache.db")
        async with tlm, anyio.create_task_group() as group:
            stream = group.create_task(until_error(tlm))
            await anyio.sleep(0.5)
            plain = await tlm.aprompt("Capital?")
        return (await stream)[0], plain.response

    texts, plain = virtual(run)

    assert (["Par", "is"], "Paris it is") == (texts, plain)


async def test_a_stream_is_read_inside_of_its_block() -> None:
    """And entered once; the message says how."""
    tlm = client("Paris")
    stream = tlm.astream("Capital?")

    with pytest.raises(ClientStateError, match="async with"):
        async for _ in stream:
            pass
    async with stream:
        await stream.wait()
    with pytest.raises(ClientStateError, match="entered once"):
        async with stream:
            pass


def test_a_stream_ends_with_its_client() -> None:
    """Its loop says so, after what was given."""
    found: list[tuple[list[str], Exception | None]] = []

    async def read(tlm: TLM) -> None:
        found.append(await until_error(tlm))

    async def run() -> TLM:
        async with anyio.create_task_group() as group, client(answers(slow())) as tlm:
            group.start_soon(read, tlm)
            await anyio.sleep(1.5)
        return tlm

    tlm = virtual(run)
    texts, error = found[0]

    assert ["Par"] == texts
    assert type(error) is ClientStateError
    with pytest.raises(ClientStateError, match="closed"):
        tlm.astream("Capital?")


def test_no_answer_is_the_error_of_its_call() -> None:
    """Also where a filter took the text."""
    texts, error = joined(client(Missing("a filter took it")))

    assert "" == texts
    assert isinstance(error, ProviderError)
    assert "a filter took it" in str(error)


def test_a_request_of_its_own_settings_streams() -> None:
    """Settings of a call hold as for `aprompt`."""
    model = ScriptedProvider(answers(Streamed(PIECES)))

    async def run() -> Request:
        async with client("", model=model).astream("Capital?", max_tokens=7) as stream:
            async for _ in stream:
                pass
        return model.requests[0]

    assert 7 == virtual(run).max_tokens


def test_an_answer_that_is_still_written_may_be_a_future() -> None:
    """Samples do not wait for it; its own model is not asked."""
    model = ScriptedProvider(After(3, "Paris"))

    async def written() -> str:
        await anyio.sleep(3)
        return "Paris"

    async def run() -> tuple[float, float]:
        begun = loop_time()
        score = await client("", model=model).aget_trustworthiness_score("Capital?", written())
        return loop_time() - begun, float(score)

    async def plain() -> float:
        score = await client("", model=model).aget_trustworthiness_score("Capital?", "Paris")
        return float(score)

    assert (3, virtual(plain)) == virtual(run)
    assert all(map(is_sample, model.requests))


@pytest.mark.parametrize(
    ("error", "expected"),
    [(ServerError("no"), ServerError), (KeyError("mine"), ProviderError), (None, InputError)],
)
def test_a_future_without_an_answer_is_the_error(
    error: Exception | None, expected: type[Exception]
) -> None:
    """Whatever it raises, and what it gives that is no answer."""

    async def written() -> Any:  # noqa: ANN401  (what is no answer)
        await anyio.sleep(3)
        if error is not None:
            raise error
        return 7

    async def run() -> None:
        await client("Paris").aget_trustworthiness_score("Capital?", written())

    with pytest.raises(expected):
        virtual(run)


def test_timeout_bounds_a_future_too() -> None:
    """Nothing waits for ever."""

    async def never() -> str:
        await anyio.sleep_forever()
        return ""

    async def run() -> None:
        await client("Paris", timeout=9).aget_trustworthiness_score("Capital?", never())

    with pytest.raises(DeadlineExceeded):
        virtual(run)


def test_an_answer_alone_makes_no_other_call() -> None:
    """`scored=False`: there is no score, and the result says nothing else."""
    model = ScriptedProvider(answers(Streamed(PIECES)))

    async def run() -> tuple[list[str], list[bool], float | None]:
        async with client("", model=model).astream("Capital?", scored=False) as stream:
            whole = [stream.whole]
            texts = [text async for text in stream]
            return texts, [*whole, stream.whole], stream.result.trustworthiness_score

    texts, whole, score = virtual(run)

    assert "Paris it is" == "".join(texts)
    assert ([False, True], None, 1) == (whole, score, model.started)
    with client("", model=model).stream("Capital?", scored=False) as sync:
        assert "Paris it is" == "".join(sync)
    assert 2 == model.started
