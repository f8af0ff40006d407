"""What a cache changes for a client: what was answered once is neither asked nor paid for again."""

# ruff: noqa: ANN401  (what is passed through to the client is of many types)

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread
import pytest
from attrs import asdict
from hypothesis import given, settings
from hypothesis import strategies as st

from trustcore import TLM, Completion, Missing, Reply, Request, Secret, Usage
from trustcore.cache import Cache
from trustcore.errors import ClientStateError, ProviderError, RequestError
from trustcore.ledger import Budget
from trustcore.testing import (
    After,
    Script,
    ScriptedProvider,
    anything,
    by_draw,
    is_sample,
    run_virtual,
    says,
    with_probability,
)
from trustcore_providers.callable import CallableProvider

ANSWER: dict[str, Any] = {"strategies": {"logprobs": {}}}
"""One call for each question."""

JUDGED = {"strategies": {"reflection": {"arguments": {"ratings": 1}}}}
"""An answer and a judge's call."""

CAPITALS: Script = {
    says("You judge"): "true",
    is_sample: by_draw("Rome", "Milan", "Rome", "Turin"),
    anything: After(1, with_probability("Rome", 0.75)),
}


def model(script: Script = "true", **settings: Any) -> ScriptedProvider:
    return ScriptedProvider(script, **{"endpoint": "test"} | settings)


def test_what_was_answered_costs_nothing(file: Path) -> None:
    """No call, no session, no attempt, nothing of the budget; and bit by bit the same result."""
    log = {"log": ["evidence"]}
    paid = run_virtual(TLM("medium", model=model(CAPITALS), options=log, cache=file).aprompt, "?")
    silent = model(CAPITALS)
    tlm = TLM("medium", model=silent, options=log, cache=file, budget=Budget(calls=1))
    free = run_virtual(tlm.aprompt, "?")

    asked = len(paid.evidence.findings) if paid.evidence else 0
    assert (0, asked) == (paid.from_cache, free.from_cache)
    assert (Usage(), (), None) == (free.usage, free.attempts, free.cost)
    assert 0 == silent.started == silent.open_sessions == tlm.ledger.total.attempts
    spent = ("usage", "attempts", "cost", "from_cache")
    one, other = ({k: v for k, v in r.to_dict().items() if k not in spent} for r in (paid, free))
    assert one == other
    assert asked == free.to_dict()["from_cache"]


def test_without_a_cache_nothing_is_shared_between_items() -> None:
    """Equal questions under way at the same time are calls of their own."""
    plain = model(After(1, "true"))
    results = run_virtual(TLM(ANSWER, model=plain).aprompt, ["?", "?"])
    assert (2, [0, 0]) == (plain.started, [one.from_cache for one in results])


def test_only_missing_draws_are_asked_for(file: Path) -> None:
    """Two samples are there: the request for four asks for two; all four are different draws."""
    few = TLM("low", model=model(CAPITALS), options={"num_consistency_samples": 2}, cache=file)
    run_virtual(few.aprompt, "?")
    more = model(CAPITALS)
    log = {"num_consistency_samples": 4, "log": ["evidence"]}
    result = run_virtual(TLM("low", model=more, options=log, cache=file).aprompt, "?")

    assert [(1002, 2)] == [(one.draw, one.n) for one in more.requests if is_sample(one)]
    assert result.evidence is not None
    drawn = result.evidence.samples(4) or ()
    assert ["Rome", "Milan", "Rome", "Turin"] == [
        one.text for one in drawn if isinstance(one, Completion)
    ]


def test_a_seed_belongs_to_its_draw(file: Path) -> None:
    """Another seed is another entry; the draws of one request have seeds that follow each other."""
    for seed, expected in ((1, 4), (1, 0), (2, 4)):
        drawing = model(CAPITALS)
        tlm = TLM("low", model=drawing, seed=seed, cache=file)
        run_virtual(tlm.aprompt, "?")
        assert expected == drawing.started


def test_what_failed_is_asked_again(file: Path) -> None:
    """An error is never an entry, and neither is what a short reply lacks."""
    with pytest.raises(RequestError):
        run_virtual(TLM(ANSWER, model=model(RequestError("no")), cache=file).aprompt, "?")
    assert "true" == run_virtual(TLM(ANSWER, model=model(), cache=file).aprompt, "?").response

    short: Script = {is_sample: Reply((Completion("Rome"), Missing("no"))), anything: "Rome"}
    run_virtual(TLM("low", model=model(short), cache=file).aprompt, "!")
    again = model(CAPITALS)
    run_virtual(TLM("low", model=again, cache=file).aprompt, "!")
    assert [(1001, 1), (1003, 1)] == [(one.draw, one.n) for one in again.requests]


def test_a_truncated_answer_stays_truncated(file: Path) -> None:
    """It is kept as what it is."""
    cut = model(Completion("Ro", finish_reason="length"))
    assert run_virtual(TLM(ANSWER, model=cut, cache=file).aprompt, "?").truncated
    assert run_virtual(TLM(ANSWER, model=model(), cache=file).aprompt, "?").truncated


def test_an_embedding_is_an_entry_of_its_own(file: Path) -> None:
    """What another question embedded already is not embedded again."""
    embedded: list[list[tuple[str, ...]]] = []
    for answer in ("Rome it is", "Rome, of course"):
        embedder = model()
        drawing = model({is_sample: by_draw("Rome it is", "Milan I say"), anything: answer})
        preset = {"strategies": {"consistency": {"arguments": {"samples": 2}}}}
        tlm = TLM(
            preset,
            model=drawing,
            embedder=embedder,
            options={"similarity_measure": "embedding"},
            cache=file,
        )
        run_virtual(tlm.aprompt, answer)
        embedded.append(embedder.embedded)
    assert [[("Rome it is", "Milan I say")], [("Rome, of course",)]] == embedded


@pytest.mark.parametrize(
    ("other", "calls"),
    [
        ({}, 0),
        ({"cache": {"namespace": "tenant"}}, 1),
        ({"model": {"endpoint": "elsewhere"}}, 1),
        ({"model": {"name": "scripted/other"}}, 1),
        ({"model": {"features": ("temperature",)}}, 1),
        ({"options": {"temperature": 0.5}}, 1),
        ({"options": {"max_tokens": 9}}, 1),
        ({"seed": 1}, 1),
        ({"model": {"features": ("logprobs",)}, "seed": 1}, 0),
    ],
    ids=str,
)
def test_what_makes_another_entry(other: Mapping[str, Any], calls: int, file: Path) -> None:
    """All that is sent, and to whom. What a model does not take is not sent, so it changes none."""
    run_virtual(TLM(ANSWER, model=model(), cache=file).aprompt, "?")
    again = model(**other.get("model", {}))
    cache = Cache(file, **other.get("cache", {}))
    settings = {key: other[key] for key in ("options", "seed") if key in other}
    run_virtual(TLM(ANSWER, model=again, cache=cache, **settings).aprompt, "?")
    assert calls == again.started


def test_an_answer_is_kept_though_its_asker_has_gone(file: Path) -> None:
    """Cancelled while the judge is at work: the answer was paid for, and is there."""

    async def main() -> None:
        slow = model({says("You judge"): After(9, "true"), anything: After(1, "Rome")})
        with anyio.move_on_after(5):
            await TLM(JUDGED, model=slow, cache=file).aprompt("?")

    run_virtual(main)
    again = model(CAPITALS)
    assert 1 == run_virtual(TLM(JUDGED, model=again, cache=file).aprompt, "?").from_cache
    assert 1 == again.started


@pytest.mark.parametrize("seconds", [0, 0.5, 1, 1.5, 2, 2.5])
def test_whenever_it_is_cancelled_nothing_is_left_open(seconds: float, file: Path) -> None:
    """The file is closed, and what was answered is in it."""

    async def main() -> None:
        slow = model(After(1, "true"))
        with anyio.move_on_after(seconds):
            await TLM(JUDGED, model=slow, cache=file).aprompt("?")
        assert 0 == slow.in_flight == slow.open_sessions
        assert slow.finished == len(entries(file))

    run_virtual(main)
    assert [] == [one.name for one in file.parent.iterdir() if one.name != file.name]


def entries(file: Path) -> list[bytes]:
    if not file.exists():
        return []
    with sqlite3.connect(file) as rows:
        found = [body for (body,) in rows.execute("SELECT body FROM entries")]
    rows.close()
    return found


def test_no_prompt_is_in_the_file(file: Path) -> None:
    """It holds hashes of what was asked, and answers."""
    run_virtual(TLM(JUDGED, model=model(), cache=file).aprompt, "a question of mine")
    assert b"question" not in file.read_bytes()
    assert 2 == sum(b'"text":"true"' in body for body in entries(file))


@pytest.mark.parametrize("entered", [True, False], ids=["entered", "not entered"])
async def test_many_at_once(entered: bool, file: Path) -> None:
    """Hundreds of tasks that ask twenty questions are twenty calls and twenty entries."""
    echo = model(lambda request: After(1, request.messages[-1].text))
    tlm = TLM(ANSWER, model=echo, cache=file)
    answers: list[tuple[int, str]] = []

    async def ask(number: int) -> None:
        answers.append((number, (await tlm.aprompt(str(number % 20))).response))

    before = set(anyio.get_running_tasks())
    async with tlm if entered else nullcontext(), anyio.create_task_group() as group:
        for number in range(300):
            group.start_soon(ask, number)
    assert before == set(anyio.get_running_tasks())
    assert {(number, str(number % 20)) for number in range(300)} == set(answers)
    assert (20, 20) == (echo.started, len(entries(file)))


def test_threads(file: Path) -> None:
    """Sync calls from many threads share calls as well; closing leaves nothing open."""
    echo = model(lambda request: request.messages[-1].text)
    with TLM(ANSWER, model=echo, cache=file) as tlm, ThreadPoolExecutor(20) as pool:
        results = list(pool.map(lambda number: tlm.prompt(str(number % 5)), range(100)))
    assert [str(number % 5) for number in range(100)] == [one.response for one in results]
    assert (5, 95) == (echo.started, sum(one.from_cache for one in results))
    assert [file] == list(file.parent.iterdir())


async def test_a_stream_does_not_run_ahead(file: Path) -> None:
    """With a cache as well, prompts are pulled when there is room for them."""
    pulled = 0

    def prompts() -> Iterator[str]:
        nonlocal pulled
        for number in range(10_000):
            pulled = number + 1
            yield str(number)

    slow = model(After(1, "true"))
    options = {"max_concurrency": 8}
    async with TLM(ANSWER, model=slow, cache=file, options=options) as tlm:
        async for _ in tlm.amap(prompts()):
            break
        assert pulled <= 20


def test_answers_of_a_stream_come_from_the_cache(file: Path) -> None:
    """In order, all of them, however many."""

    async def main(echo: ScriptedProvider) -> list[str]:
        async with TLM(ANSWER, model=echo, cache=file) as tlm:
            stream = tlm.amap(str(number) for number in range(500))
            return [one.value.response async for one in stream if one.value]

    for calls in (500, 0):
        echo = model(lambda request: request.messages[-1].text)
        assert [str(number) for number in range(500)] == run_virtual(main, echo)
        assert calls == echo.started


REQUEST_ID: ContextVar[str] = ContextVar("REQUEST_ID")


async def test_a_call_runs_in_the_context_of_who_asked_first(file: Path) -> None:
    """Correlation ids are right with a cache too."""
    seen: dict[str, str] = {}

    def script(request: Request) -> Script:
        seen[request.messages[-1].text] = REQUEST_ID.get()
        return "true"

    tlm = TLM(ANSWER, model=model(script), cache=file)

    async def ask(number: int) -> None:
        REQUEST_ID.set(f"id of {number}")
        await tlm.aprompt(str(number))

    async with tlm, anyio.create_task_group() as group:
        for number in range(20):
            group.start_soon(ask, number)
    assert {str(number): f"id of {number}" for number in range(20)} == seen


def test_another_model_takes_over(file: Path) -> None:
    """What the second model of a role answered is its own entry."""
    down = model(RequestError("no"), name="scripted/down")
    up = model("true", name="scripted/up")
    for answered in (1, 1):
        result = run_virtual(TLM(ANSWER, model=[down, up], cache=file).aprompt, "?")
        assert ("true", answered) == (result.response, up.started)
        assert ["answer"] == [one.role for one in result.failovers]


def damage(file: Path) -> None:
    """The header is still ours; all else is noise."""
    body = bytearray(file.read_bytes())
    body[100:] = b"\xff" * (len(body) - 100)
    file.write_bytes(body)


def spoil(file: Path) -> None:
    with sqlite3.connect(file) as rows:
        rows.execute("UPDATE entries SET body = 'nonsense'")
    rows.close()


@pytest.mark.parametrize(
    ("harm", "event", "kept"),
    [(damage, "cache off", 0), (spoil, "cache entry spoiled", 1)],
    ids=["the file", "an entry"],
)
def test_damage_takes_no_run_along(
    harm: Callable[[Path], None],
    event: str,
    kept: int,
    file: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It is logged, and asked anew; a spoiled entry is replaced."""
    run_virtual(TLM(ANSWER, model=model(), cache=file).aprompt, "?")
    harm(file)
    again = model("false")
    with caplog.at_level(logging.WARNING, "trustcore"):
        assert "false" == run_virtual(TLM(ANSWER, model=again, cache=file).aprompt, "?").response
    assert any(event in line for line in caplog.messages)
    last = run_virtual(TLM(ANSWER, model=model("false"), cache=file).aprompt, "?")
    assert ("false", kept) == (last.response, last.from_cache)


async def test_a_file_that_is_damaged_in_the_middle_of_a_run(file: Path) -> None:
    """The run goes on without a cache, and ends."""
    steady = model(lambda request: request.messages[-1].text)
    async with TLM(ANSWER, model=steady, cache=file) as tlm:
        await tlm.aprompt("0")
        damage(file)
        results = await tlm.aprompt([str(number) for number in range(50)])
    assert [str(number) for number in range(50)] == [one.response for one in results]


def test_a_directory_that_cannot_be_written_takes_no_run_along(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Nor does one that has gone since the client was made."""
    tlm = TLM(ANSWER, model=model(), cache=file)
    file.parent.rmdir()
    with caplog.at_level(logging.WARNING, "trustcore"):
        assert ["true"] * 3 == [one.response for one in run_virtual(tlm.aprompt, ["a", "b", "c"])]
    assert 2 == sum("cache off" in line for line in caplog.messages)  # for reading, for writing
    file.parent.mkdir()


def test_a_model_without_an_endpoint_is_not_cached(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A log line says so, once for the client; a function's user can name one."""
    said: list[str] = []

    def function(prompt: str) -> str:
        said.append(prompt)
        return "true"

    with caplog.at_level(logging.WARNING, "trustcore"):
        tlm = TLM(ANSWER, model=function, cache=file)
        for _ in range(2):
            run_virtual(tlm.aprompt, "?")
    assert ["?", "?"] == said
    assert 1 == sum("not cached" in line for line in caplog.messages)

    named = TLM(ANSWER, model=CallableProvider(function, endpoint="my function, v1"), cache=file)
    for _ in range(2):
        assert "true" == run_virtual(named.aprompt, "!").response
    assert ["?", "?", "!"] == said


def test_an_estimate_knows_no_cache(file: Path) -> None:
    """It says what answering takes without one."""
    priced = {"scripted/*": {"input": 1, "output": 1, "max_output": 100}}
    tlm = TLM("low", model=model(CAPITALS), cache=file, prices=priced)
    before = tlm.estimate("?")
    run_virtual(tlm.aprompt, "?")
    assert asdict(before) == asdict(tlm.estimate("?"))


@pytest.mark.parametrize("entered", [True, False], ids=["entered", "not entered"])
async def test_equal_items_are_one_call(entered: bool, file: Path) -> None:
    """The first one pays; the others say that they did not."""
    slow = model(After(1, "true"))
    tlm = TLM(JUDGED, model=slow, cache=file)
    async with tlm if entered else nullcontext():
        results = await tlm.aprompt(["?"] * 5)
    assert 2 == slow.started
    assert [(2, 0), *[(0, 2)] * 4] == [(one.usage.calls, one.from_cache) for one in results]
    assert [2, 0, 0, 0, 0] == [len(one.attempts) for one in results]


def failing(error: Exception) -> Script:
    return After(1, error)


async def test_an_error_is_every_riders_error(file: Path) -> None:
    """The call is made once, retries and all, and fails for all who wait for it."""
    refusing = model(failing(RequestError("no", status=400)))
    async with TLM(ANSWER, model=refusing, cache=file) as tlm:
        outcomes = await tlm.atry_prompt(["?"] * 3)
    assert (1, [None] * 3) == (refusing.started, outcomes)


async def ask(tlm: TLM, after: float, until: float, found: dict[float, object]) -> None:
    """Ask after some seconds; give up at some moment."""
    await anyio.sleep(after)
    found[after] = "gave up"
    with anyio.move_on_at(until):
        try:
            found[after] = (await tlm.aprompt("?")).response
        except ProviderError as error:
            found[after] = type(error).__name__


@pytest.mark.parametrize("entered", [True, False], ids=["entered", "not entered"])
@pytest.mark.parametrize(
    ("ends", "answered"),
    [
        pytest.param((9, 9, 9), 3, id="nobody gives up"),
        pytest.param((2, 9, 9), 2, id="the leader"),
        pytest.param((9, 2, 9), 2, id="a follower"),
        pytest.param((2, 2, 9), 1, id="leader and follower at once"),
        pytest.param((2, 1.5, 9), 1, id="follower, then leader"),
        pytest.param((1.5, 2, 9), 1, id="leader, then follower"),
        pytest.param((2, 2, 2), 0, id="all at once"),
        pytest.param((1.1, 1.2, 1.3), 0, id="all, one after the other"),
        pytest.param((0, 9, 9), 2, id="the leader at once"),
        pytest.param((4, 4, 4), 3, id="when the answer is there"),
    ],
)
async def test_whoever_gives_up(
    ends: tuple[float, float, float], answered: int, entered: bool, file: Path
) -> None:
    """Cancelling one who waits cancels nobody else; when the last has gone, so does the call."""
    slow = model(After(3, "true"))
    tlm = TLM(ANSWER, model=slow, cache=file)
    found: dict[float, object] = {}
    async with tlm if entered else nullcontext(), anyio.create_task_group() as group:
        for start, end in zip((0, 0.5, 1), ends, strict=True):
            group.start_soon(ask, tlm, start, end, found)
    assert answered == sum(one == "true" for one in found.values())
    assert 3 - answered == sum(one == "gave up" for one in found.values())
    assert 0 == slow.in_flight == slow.open_sessions
    if entered and answered:
        assert (1, 0) == (slow.started, slow.cancelled) or ends[0] == 0
    if answered:
        assert 1 == slow.finished == len(entries(file))
    else:
        assert slow.cancelled == slow.started


quarters = st.integers(0, 20).map(lambda number: number / 4)


@settings(max_examples=50)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), quarters, quarters), min_size=1, max_size=8),
    st.booleans(),
    st.booleans(),
)
def test_whoever_comes_and_goes(
    tmp_path_factory: pytest.TempPathFactory,
    askers: list[tuple[str, float, float]],
    entered: bool,
    judged: bool,
) -> None:
    """Who waits gets the answer, nothing is left behind, and all that was answered is kept."""
    file = tmp_path_factory.mktemp("cache") / "answers.db"
    slow = model({says("You judge"): After(1, "true"), anything: After(1.5, "Rome")})
    answers: list[str | None] = [None] * len(askers)
    gave_up: list[int] = []

    async def ask(number: int, question: str, start: float, patience: float) -> None:
        await anyio.sleep(start)
        with anyio.move_on_after(patience) as scope:
            answers[number] = (await tlm.aprompt(question)).response
        if scope.cancelled_caught:
            gave_up.append(number)

    async def main() -> None:
        async with tlm if entered else nullcontext(), anyio.create_task_group() as group:
            for number, asker in enumerate(askers):
                group.start_soon(ask, number, *asker)
        assert 0 == slow.in_flight == slow.open_sessions

    tlm = TLM(JUDGED if judged else ANSWER, model=slow, cache=file)
    run_virtual(main)
    patient = set(range(len(askers))) - set(gave_up)
    assert {"Rome"} >= {answers[number] for number in patient}
    assert slow.finished == len(entries(file))


async def test_each_has_a_deadline_of_its_own(file: Path) -> None:
    """It runs from when the shared call has a slot, or from when the item joins it."""
    slow = model(After(3, "true"))
    found: dict[float, object] = {}
    async with (
        TLM(ANSWER, model=slow, cache=file, timeout=2) as tlm,
        anyio.create_task_group() as group,
    ):
        for start in (0, 0.5, 1.5):
            group.start_soon(ask, tlm, start, 99, found)
    assert {0: "DeadlineExceeded", 0.5: "DeadlineExceeded", 1.5: "true"} == found
    assert 1 == slow.started == slow.finished


async def test_closing_fails_who_waits(file: Path) -> None:
    """Leader and followers get the clear error, whether looked up already or not."""
    slow = model(After(3, "true"))
    errors: list[str] = []
    tlm = TLM(ANSWER, model=slow, cache=file)

    async def ask_and_tell() -> None:
        try:
            await tlm.aprompt("?")
        except Exception as error:  # noqa: BLE001
            errors.append(str(error))

    async with anyio.create_task_group() as group, tlm:
        group.start_soon(ask_and_tell)
        group.start_soon(ask_and_tell)
        await anyio.sleep(1)
        group.start_soon(ask_and_tell)
        await anyio.lowlevel.checkpoint()
    assert ["the client was closed while calls were pending"] * 3 == errors
    assert (1, 0) == (slow.cancelled, slow.open_sessions)


@pytest.mark.parametrize("moments", range(8))
async def test_asking_while_the_client_is_closed(moments: int, file: Path) -> None:
    """Whoever asks while the owner is being cancelled gets an answer or the error: nobody hangs."""
    tlm = TLM(ANSWER, model=model(), cache=file)
    ended: list[str] = []

    async def own() -> None:
        async with tlm:
            await tlm.aprompt("first")
            group.cancel_scope.cancel()
            await anyio.sleep_forever()

    async def come_late() -> None:
        for _ in range(moments):
            await anyio.lowlevel.checkpoint()
        try:
            ended.append((await tlm.aprompt("?")).response)
        except ClientStateError:
            ended.append("closed")

    async with anyio.create_task_group() as outside, anyio.create_task_group() as group:
        group.start_soon(own)
        while not group.cancel_scope.cancel_called:
            with anyio.CancelScope(shield=True):
                await anyio.lowlevel.checkpoint()
        outside.start_soon(come_late)
    assert ended in (["true"], ["closed"])


# Whose it is


class Asking(ScriptedProvider):
    """A model that is asked with a key."""

    def __init__(self, script: Script, key: str) -> None:
        super().__init__(script, endpoint="test")
        self.credential = Secret(key)


def answers(file: Path, key: str, answer: str, **settings: Any) -> str:
    cache = Cache(file, **settings)
    client = TLM(ANSWER, model=Asking(with_probability(answer, 0.5), key), cache=cache)
    return run_virtual(client.aprompt, "Who am I?").response


def test_another_key_is_another_entry(file: Path) -> None:
    """What one customer was answered is nothing for the next one; the key itself is nowhere."""
    assert "Ann" == answers(file, "sk-ann", "Ann")
    assert "Bob" == answers(file, "sk-bob", "Bob")
    assert "Ann" == answers(file, "sk-ann", "other")
    assert b"sk-ann" not in file.read_bytes()


def test_a_key_can_be_rotated_where_credentials_share(file: Path) -> None:
    """Entries of a key are found by that key alone; those of a shared cache by whoever asks."""
    assert "Ann" == answers(file, "sk-old", "Ann", per_credential=False)
    assert "Ann" == answers(file, "sk-new", "other", per_credential=False)
    assert "new" == answers(file, "sk-new", "new")


def test_calls_under_way_are_shared_by_those_who_ask_with_one_key(file: Path) -> None:
    """As entries are."""
    models = [Asking(After(1, with_probability("a", 0.5)), key) for key in ("sk-1", "sk-2")]
    for provider in models:
        tlm = TLM(ANSWER, model=provider, cache=file)
        run_virtual(tlm.aprompt, ["?", "?", "?"])
    assert [1, 1] == [provider.started for provider in models]
