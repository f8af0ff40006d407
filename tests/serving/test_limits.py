"""What a server bounds, ends and counts: disconnects, requests in flight, the store, metrics."""

from __future__ import annotations

import asyncio
import logging
import re

import anyio
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from tests.serving.helpers import CHAT, Reply, Visitor, ask, client, post, script, visiting
from trustcore.errors import ServerError
from trustcore.event_loop import loop_time
from trustcore.serving import ServeSettings, app
from trustcore.testing import After, ScriptedProvider, Streamed, run_virtual


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("seconds", [0.5, 1.5, 2.5, 20])
def test_who_hangs_up_cancels_the_calls(stream: bool, seconds: float) -> None:
    """Before the text, in its midst, and while the score is on its way; streamed or not."""
    model = ScriptedProvider(script(Streamed(["Par", "is"], seconds=1), After(90, "Paris")))

    async def run(to: Visitor) -> tuple[int, int]:
        await to("POST", CHAT, ask(stream=stream), hang_up=seconds)
        await anyio.sleep(0.001)  # virtual: whatever is cancelled has ended
        return model.in_flight, to.served.state.desk.in_flight

    assert (0, 0) == visiting(client(model=model), run)
    assert model.cancelled >= 1


def test_a_thousand_disconnects_leave_nothing() -> None:
    """No task, no call, no room that is taken."""
    model = ScriptedProvider(script(Streamed(["Par", "is"], seconds=1), After(90, "Paris")))

    async def run(to: Visitor) -> tuple[int, int, int]:
        await to("POST", CHAT, ask(stream=True), hang_up=0.5)
        await anyio.sleep(0.001)
        before = len(asyncio.all_tasks())
        async with anyio.create_task_group() as group:
            for number in range(1000):
                body = ask(f"Capital {number}?", stream=number % 2 == 0)
                group.start_soon(to, "POST", CHAT, body, None, 0.1 + number % 40 / 10)
        await anyio.sleep(0.001)
        return len(asyncio.all_tasks()) - before, model.in_flight, to.served.state.desk.in_flight

    assert (0, 0, 0) == visiting(client(model=model), run, ServeSettings(max_inflight=1000))


def test_a_score_that_comes_later_outlives_its_client_once_the_answer_is_there() -> None:
    """Before that, hanging up is leaving."""
    model = ScriptedProvider(script(Streamed(["Par", "is"], seconds=1), After(9, "Paris")))
    body = ask(stream=True, trust={"mode": "later"})

    async def run(to: Visitor) -> tuple[str, str]:
        done = await to("POST", CHAT, body)
        left = await to("POST", CHAT, body, hang_up=1.5)
        states = [await to("GET", f"/v1/trust/{one.rows[0]['id']}?wait=60") for one in (done, left)]
        return states[0].json["state"], states[1].json["state"]

    assert ("done", "failed") == visiting(client(model=model), run)


def test_what_exceeds_max_inflight_is_refused_with_a_time_to_wait() -> None:
    """`/readyz` says so before."""

    async def run(to: Visitor) -> tuple[list[Reply], str]:
        async with anyio.create_task_group() as group:
            group.start_soon(to, "POST", CHAT, ask())
            await anyio.wait_all_tasks_blocked()
            score = {"prompt": "a", "response": "b"}
            found = [
                await to("POST", CHAT, ask()),
                await to("POST", "/v1/score", score),
                await to("GET", "/readyz"),
            ]
        found += [await to("GET", "/readyz"), await to("POST", CHAT, ask())]
        return found, (await to("GET", "/metrics")).body.decode()

    found, metrics = visiting(client(After(5, "Paris")), run, ServeSettings(max_inflight=1))

    assert [503, 503, 503, 200, 200] == [one.status for one in found]
    assert ["1", "1"] == [one.headers["retry-after"] for one in found[:2]]
    assert "overloaded" == found[0].json["error"]["code"]
    assert 'trustcore_refused_total{status="503"} 2\n' in metrics


def test_whatever_is_refused_is_counted_by_its_status() -> None:
    """Wrong parameters, wrong tokens, unknown paths and methods; answers are not."""
    right = {"authorization": f"Bearer {'t' * 32}"}

    async def run(to: Visitor) -> str:
        await to("POST", CHAT, ask(), right)
        await to("POST", CHAT, ask(temperature=9), right)
        await to("POST", CHAT, ask(trust={"mode": "loud"}), right)
        await to("POST", CHAT, ask())
        await to("GET", "/v1/nothing", headers=right)
        await to("GET", CHAT, headers=right)
        return (await to("GET", "/metrics", headers=right)).body.decode()

    metrics = visiting(client(), run, ServeSettings(token="t" * 32))

    found = re.findall(r'trustcore_refused_total\{status="(\d+)"\} (\d+)', metrics)
    assert [("400", "2"), ("401", "1"), ("404", "1"), ("405", "1")] == found
    assert "trustcore_answers_total 1\n" in metrics


def test_the_last_scores_are_kept() -> None:
    """And no more; those on their way are, whatever comes after."""

    async def run(to: Visitor) -> tuple[list[int], int]:
        slow = await to("POST", CHAT, ask("slow?", trust={"mode": "later"}))
        done = [await to("POST", CHAT, ask(str(number))) for number in range(5)]
        places = [f"/v1/trust/{one.json['id']}" for one in (slow, *done)]
        statuses = [(await to("GET", place)).status for place in places]
        return statuses, len(to.served.state.desk.store)

    late = {(lambda one: "slow?" in str(one.messages[-1].content)): After(60, "a")}
    tlm = client("Paris", {**late, (lambda _: True): "Paris"})

    assert ([200, 404, 404, 404, 404, 200], 2) == visiting(tlm, run, ServeSettings(kept=2))


SAMPLE = re.compile(r'[a-z_]+(\{[a-z]+="[^"]+"\})? -?[0-9.e+-]+')
COMMENT = re.compile(r"# (HELP [a-z_]+ .+|TYPE [a-z_]+ (counter|gauge|histogram))")


def test_metrics_are_in_the_text_format_of_prometheus() -> None:
    """Each has its help and its type once; buckets add up."""

    async def run(to: Visitor) -> Reply:
        await to("POST", CHAT, ask())
        await to("POST", CHAT, ask(trust={"mode": "off"}))
        return await to("GET", "/metrics")

    reply = visiting(client(After(0.2, "Paris")), run, ServeSettings(threshold=0.5))
    lines = reply.body.decode().splitlines()

    assert "text/plain; version=0.0.4; charset=utf-8" == reply.headers["content-type"]
    assert [] == [one for one in lines if not (SAMPLE.fullmatch(one) or COMMENT.fullmatch(one))]
    types = [one.split()[2] for one in lines if one.startswith("# TYPE")]
    assert sorted(set(types)) == sorted(types)
    values = dict(one.rsplit(" ", 1) for one in lines if not one.startswith("#"))
    assert ("2", "0") == (values["trustcore_answers_total"], values["trustcore_failed_total"])
    assert "1" == values['trustcore_decisions_total{decision="accept"}']
    assert ["0", "2", "2"] == [
        values[f'trustcore_answer_seconds_bucket{{le="{bound}"}}']
        for bound in ("0.1", "0.25", "+Inf")
    ]
    assert "1" == values["trustcore_score_seconds_count"]


def test_an_unexpected_error_is_told_and_logged_without_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Words of an error may quote a prompt or a key; its type and place do not."""

    async def broken(_: Request) -> Response:
        msg = "words with a secret"
        raise ValueError(msg)

    async def run() -> Reply:
        served = app(client())
        served.router.routes.append(Route("/broken", broken))
        return await Visitor(served)("GET", "/broken")

    with caplog.at_level(logging.DEBUG):
        reply = run_virtual(run)

    assert (500, "server_error") == (reply.status, reply.json["error"]["type"])
    assert b"secret" not in reply.body
    assert "secret" not in caplog.text
    assert "ValueError" in caplog.text
    assert "in broken" in caplog.text


def test_a_server_is_mounted_where_its_lifespan_is_run() -> None:
    """Without that, it says what is missing."""
    served = app(client())
    outer = Starlette(routes=[Mount("/llm", served)])

    async def run() -> tuple[Reply, Reply, Reply]:
        to = Visitor(outer)
        idle = await to("POST", f"/llm{CHAT}", ask())
        async with served.router.lifespan_context(served):
            page = await to("GET", "/llm/")
            return idle, page, await to("POST", f"/llm{CHAT}", ask())

    idle, page, answered = run_virtual(run)

    assert (503, "lifespan" in idle.json["error"]["message"]) == (idle.status, True)
    assert (200, 200) == (page.status, answered.status)


@pytest.mark.parametrize(
    ("method", "path", "status", "code", "allowed"),
    [
        ("GET", "/v1/nothing", 404, "not_found", None),
        ("GET", CHAT, 405, "method_not_allowed", "POST"),
        ("DELETE", "/v1/models", 405, "method_not_allowed", "GET, HEAD"),
        ("PUT", "/login", 405, "method_not_allowed", "GET, HEAD, POST"),
    ],
)
def test_what_is_not_there_is_an_error_of_the_api(
    method: str, path: str, status: int, code: str, allowed: str | None
) -> None:
    """With the path, and the methods that there are."""
    reply = visiting(client(), lambda to: to(method, path))

    assert (status, code) == (reply.status, reply.json["error"]["code"])
    assert allowed == reply.headers.get("allow")
    assert path in reply.json["error"]["message"]


@pytest.mark.parametrize("root", ["", "/llm"])
@pytest.mark.parametrize("prefix", ["", "/v1/v1"])
@pytest.mark.parametrize(
    "path", ["/chat/completions", "/responses", "/models", "/score", "/trust/chatcmpl-1"]
)
def test_a_path_without_its_version_or_with_two_is_told_the_right_one(
    root: str, prefix: str, path: str
) -> None:
    """What a base URL is that lacks it, or to which a client adds another; mounted as well."""

    async def run(to: Visitor) -> Reply:
        return await Visitor(to.served, root=root)("POST", f"{prefix}{path}", {})

    reply = visiting(client(), run)

    assert 404 == reply.status
    assert f"; the API's path is {root}/v1{path}" in reply.json["error"]["message"]


def test_events_tell_the_last_scores_and_those_that_come() -> None:
    """To each who looks on; who hangs up is forgotten."""

    async def run(to: Visitor) -> tuple[Reply, int]:
        await to("POST", CHAT, ask("before"))
        reply = Reply()

        async def watch() -> None:
            nonlocal reply
            reply = await to("GET", "/events", hang_up=20)

        async with anyio.create_task_group() as group:
            group.start_soon(watch)
            await anyio.sleep(1)
            await to("POST", CHAT, ask("after"))
        return reply, len(to.served.state.desk.feed._readers)

    reply, readers = visiting(client(), run)

    names = [text.partition("\n")[0] for text in reply.texts]
    assert ["event: stats", "event: score", "event: stats"] == names[:3]
    assert 2 == names.count("event: score")
    assert ": keep-alive" == names[-1]
    assert 0 == readers
    assert "before" not in str(reply.body)


def test_a_post_of_a_score_is_cancelled_with_its_client() -> None:
    """As an answer is."""
    model = ScriptedProvider(After(90, "Paris"))
    body = {"prompt": "Capital?", "response": "Paris"}

    assert 499 == post(body, client(model=model), path="/v1/score", hang_up=1).status
    assert 0 == model.in_flight


def test_an_api_that_becomes_unwell_is_waited_for_as_long_as_it_is_said() -> None:
    """Then its requests fail: a client can ask again, and does not wait for minutes."""
    up = [True]
    model = ScriptedProvider(lambda _: "Paris" if up else ServerError("down"))
    tlm = client(model=model, options={"max_attempts": 1}, patience=5)

    async def run(to: Visitor) -> list[tuple[int, int]]:
        found = []
        for _ in range(12):
            begun = loop_time()
            reply = await to("POST", CHAT, ask())
            found.append((reply.status, round(loop_time() - begun)))
            up.clear()
        return found

    found = visiting(tlm, run)

    assert (200, 0) == found[0]
    assert {502, 503} >= {status for status, _ in found[1:]}
    assert 5 == max(seconds for _, seconds in found)
