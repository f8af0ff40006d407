from __future__ import annotations

import math
from collections.abc import Sequence

import anyio
import pytest

from trustcore import Completion, Embedding, Message, Missing, Provider, Reply, Request, Usage
from trustcore.errors import ConfigurationError, RateLimitError
from trustcore.testing import (
    After,
    Script,
    ScriptedProvider,
    Streamed,
    anything,
    by_draw,
    is_sample,
    run_virtual,
    says,
    with_probability,
)


def ask(text: str = "?", **features: object) -> Request:
    return Request((Message("user", text),), **features)  # type: ignore[arg-type]


async def texts(model: ScriptedProvider, *requests: Request) -> list[str]:
    async with model.open() as session:
        replies = [await session.complete(request) for request in requests]
    return [item.text for reply in replies for item in reply.items if isinstance(item, Completion)]


async def said_later(_: Request) -> Script:
    await anyio.sleep(1)
    return "async"


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("same", ["same", "same"]),
        (Completion("same"), ["same", "same"]),
        (["first", "second"], ["first", "second"]),
        (After(5, ["first", "second"]), ["first", "second"]),
        ({"?": "matched", anything: "other"}, ["matched", "matched"]),
        ({says("not there"): "matched", anything: ["x", "y"]}, ["x", "y"]),
        (lambda request: request.messages[-1].content, ["?", "?"]),
        (said_later, ["async", "async"]),
        (Reply((Completion("whole"),)), ["whole", "whole"]),
        (Streamed(["wh", "ole"], seconds=1), ["whole", "whole"]),
    ],
)
def test_every_kind_of_script_answers(script: Script, expected: list[str]) -> None:
    """Strings, records, rows, tables and functions say what they stand for."""
    assert run_virtual(texts, ScriptedProvider(script), ask(), ask()) == expected


async def test_draws_get_their_own_rows_however_they_are_asked_for() -> None:
    """One request for three draws and three requests for one give the same texts."""
    rows: Script = {is_sample: by_draw("a", "b"), anything: "answer"}
    at_once = await texts(ScriptedProvider(rows), ask(temperature=1.0, n=3))
    one_by_one = await texts(
        ScriptedProvider(rows), *(ask(temperature=1.0, draw=draw) for draw in range(3))
    )

    assert at_once == one_by_one == ["a", "b", "a"]
    assert await texts(ScriptedProvider(rows), ask(temperature=0.0)) == ["answer"]


async def test_an_exception_is_raised_and_counted() -> None:
    """A script may fail as an API does, now and then."""
    error = RateLimitError("slow down", retry_after=3)
    model = ScriptedProvider([error, "fine"])
    with pytest.raises(RateLimitError) as caught:
        await model.complete(ask())

    assert caught.value is error
    assert await texts(model, ask()) == ["fine"]
    assert (model.started, model.failed, model.finished, model.in_flight) == (2, 1, 1, 0)


async def test_one_draw_may_be_missing() -> None:
    """A `Missing` takes the place of its draw; the others are there."""
    model = ScriptedProvider(by_draw("a", Missing("gone")))

    reply = await model.complete(ask(n=2))

    assert reply.items == (Completion("a"), Missing("gone"))


def test_calls_are_counted_while_they_run() -> None:
    """Running, cancelled and concurrent calls are told apart."""
    model = ScriptedProvider(After(10, "late"))

    async def main() -> int:
        with anyio.move_on_after(3):
            async with anyio.create_task_group() as group:
                group.start_soon(model.complete, ask())
                group.start_soon(model.complete, ask())
                await anyio.sleep(1)
                running = model.in_flight
        await model.complete(ask())
        return running

    assert run_virtual(main) == 2
    assert (model.started, model.cancelled, model.finished) == (3, 2, 1)
    assert (model.max_in_flight, model.in_flight) == (2, 0)


def test_a_request_for_several_takes_as_long_as_its_longest_draw() -> None:
    """As an API that draws them side by side."""

    async def main() -> float:
        await ScriptedProvider(by_draw(After(2, "a"), After(5, "b"))).complete(ask(n=2))
        return anyio.current_time()

    assert run_virtual(main) == 5.0


@pytest.mark.parametrize(
    ("script", "way_out"),
    [(["only one"], "add a reply"), ({"other": "x"}, "anything"), ([], "0 replies")],
)
async def test_a_script_without_an_answer_is_a_clear_error(script: Script, way_out: str) -> None:
    """It says what to add."""
    model = ScriptedProvider(script)
    with pytest.raises(ConfigurationError, match=way_out):
        await texts(model, ask(), ask())


async def test_features_that_are_lacking_are_ignored() -> None:
    """As many servers do: a short reply, and no log-probabilities."""
    model = ScriptedProvider(with_probability("a b", 0.5), features=())

    reply = await model.complete(ask(n=3, logprobs=1))

    assert reply.items == (Completion("a b"),)
    assert not model.supports("n")


@pytest.mark.parametrize(("wanted", "expected"), [(None, None), (0, math.log(0.5))])
async def test_logprobs_come_only_when_wanted(wanted: int | None, expected: float | None) -> None:
    """0 alternatives is a wish for log-probabilities, None is none."""
    model = ScriptedProvider(with_probability(" two  words ", 0.5))
    item = (await model.complete(ask(logprobs=wanted))).items[0]

    assert isinstance(item, Completion)
    found = item.logprobs
    assert expected == (found.logprobs[0] if found else None)
    assert found is None or "".join(found.tokens) == item.text


async def test_usage_is_counted_in_words() -> None:
    """Deterministic figures for the ledger."""
    reply = await ScriptedProvider("two words").complete(ask("three small words", n=2))

    assert reply.usage == Usage(calls=1, input_tokens=3, output_tokens=4)


async def test_embeddings_are_deterministic() -> None:
    """Equal texts have equal vectors, which can be chosen."""

    def embedding(text: str) -> Sequence[float]:
        return (float(len(text)), 1.0)

    by_default = await ScriptedProvider("x").embed(["a b", "a b", "c"])
    chosen = await ScriptedProvider("x", embedding=embedding).embed(["abc"])

    assert by_default.items[0] == by_default.items[1] != by_default.items[2]
    assert chosen.items == (Embedding((3.0, 1.0)),)


async def test_what_was_asked_is_recorded() -> None:
    """Requests, texts and open sessions can be looked at afterwards."""
    model = ScriptedProvider("x", name="scripted/other")
    async with model.open() as session:
        await session.complete(ask("first"))
        await session.embed(["text"])
        opened = model.open_sessions

    assert isinstance(model, Provider)
    assert model.model == "scripted/other"
    assert (model.requests, model.embedded) == ([ask("first")], [("text",)])
    assert (opened, model.open_sessions) == (1, 0)


def test_the_repr_holds_no_text() -> None:
    """A script is an answer of a model."""
    assert "swordfish" not in repr(ScriptedProvider("swordfish")) + repr(After(1, "swordfish"))


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (Streamed(["a", "b"], seconds=2), [(2, "a"), (4, "b"), (4, "ab")]),
        (After(1, Streamed(["a", "b"], seconds=2)), [(3, "a"), (5, "b"), (5, "ab")]),
        (Streamed(["a"], script=After(7, "abc")), [(0, "a"), (7, "abc")]),
        (After(3, "whole"), [(3, "whole")]),
        ([Streamed(["a"]), "b"], [(0, "a"), (0, "a")]),
    ],
)
def test_pieces_are_told_of_in_their_time(
    script: Script, expected: list[tuple[float, str]]
) -> None:
    """By the clock of the event loop; the last row is the reply, which takes as long unstreamed."""

    async def run() -> list[tuple[float, str]]:
        rows: list[tuple[float, str]] = []
        begun = anyio.current_time()
        async with ScriptedProvider(script).open() as session:
            reply = await session.stream(
                ask(), lambda piece: rows.append((anyio.current_time() - begun, piece))
            )
        (item,) = reply.items
        assert isinstance(item, Completion)
        return [*rows, (anyio.current_time() - begun, item.text)]

    assert expected == run_virtual(run)
