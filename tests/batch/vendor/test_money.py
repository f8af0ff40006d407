"""What a vendor's batches cost, what a budget allows of them, and what is refused before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from attrs import evolve

from tests.batch.helpers import client, table
from tests.batch.vendor.fake import Killed, Vendor
from trustcore import TLM
from trustcore.batch import FileSettings, arun_file, forget
from trustcore.batch.journal import Journal, journal_of
from trustcore.batch.vendor import INTERFACES
from trustcore.batch.vendor.store import RoundStore
from trustcore.errors import (
    AuthenticationError,
    ConfigurationError,
    RequestError,
)
from trustcore.ledger import Budget
from trustcore.testing import VirtualTimeLoop

Questions = Callable[..., Path]
BATCHES = FileSettings(vendor_batch="openai")


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, object]]:
    """An hour of waiting takes no time."""
    return "asyncio", {"loop_factory": VirtualTimeLoop}


async def test_batches_cost_half(questions: Questions, tmp_path: Path) -> None:
    """In the ledger, in the summary and in each row; the numbers of calls and tokens are equal."""
    vendor = Vendor()
    async with vendor.client() as tlm, vendor.client() as online:
        half = await arun_file(tlm, questions(10), tmp_path / "half.csv", BATCHES)
        whole = await arun_file(online, questions(10), tmp_path / "whole.csv")
    assert half.usd is not None
    assert whole.usd is not None
    assert half.usd == pytest.approx(whole.usd / 2)
    assert tlm.ledger.total.cost == pytest.approx(half.usd)
    assert (whole.calls, whole.tokens) == (half.calls, half.tokens)
    assert online.ledger.total.usage == tlm.ledger.total.usage


async def test_a_file_is_reserved_before_it_is_sent(questions: Questions, tmp_path: Path) -> None:
    """Where the budget has no room for all of it nothing is sent, and another run goes on."""
    vendor, out = Vendor(), tmp_path / "out.csv"
    async with vendor.client(budget=Budget(calls=9)) as tlm:
        done = await arun_file(tlm, questions(10), out, BATCHES)
    assert ("budget", 0) == (done.stopped, done.done)
    assert [] == vendor.seen
    async with vendor.client(budget=Budget(calls=1000)) as tlm:
        done = await arun_file(tlm, questions(10), out, BATCHES)
    assert ("", 10, 0) == (done.stopped, done.done, done.failed)
    assert done.calls == vendor.batches.asked.total()


async def test_what_was_held_back_is_given_back(questions: Questions, tmp_path: Path) -> None:
    """A budget that holds all rounds' calls, and hardly more, lets all of them through."""
    vendor = Vendor()
    async with vendor.client() as tlm:
        needed = (await arun_file(tlm, questions(5), tmp_path / "a.csv", BATCHES)).calls
    async with vendor.client(budget=Budget(calls=needed)) as tlm:
        done = await arun_file(tlm, questions(5), tmp_path / "b.csv", BATCHES)
    assert ("", 5) == (done.stopped, done.done)


async def test_what_a_run_leaves_with_the_vendor_is_held_back_until_it_came(
    questions: Questions, tmp_path: Path
) -> None:
    """Runs of one client that do not wait: what one holds back for a file the next gives back."""
    vendor, settings, stops = Vendor(), evolve(BATCHES, wait=False), list[str]()
    async with vendor.client() as tlm:
        needed = (await arun_file(tlm, questions(5), tmp_path / "a.csv", BATCHES)).calls
    vendor.batches.wait = 3
    async with vendor.client(budget=Budget(calls=needed)) as tlm:
        done = await arun_file(tlm, questions(5), tmp_path / "b.csv", settings)
        while done.stopped == "waiting":
            stops.append(done.stopped)
            done = await arun_file(tlm, questions(5), tmp_path / "b.csv", settings)
        assert needed == tlm.ledger.total.attempts
    assert ("", 5) == (done.stopped, done.done)
    assert len(stops) > 1


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"judge": lambda prompt: "A"}, "the role judge has the model"),
        ({"cache": "cache.db"}, "a cache cannot be used"),
        ({"options": {"explain_below": 0.5}}, "the option `explain_below` cannot"),
    ],
)
async def test_what_batches_cannot_do_is_refused_before(
    settings: dict[str, Any], words: str, questions: Questions, tmp_path: Path
) -> None:
    """Naming the setting and the way out; nothing reaches the vendor."""
    vendor = Vendor()
    if "cache" in settings:
        settings = {"cache": tmp_path / "cache.db"}
    async with vendor.client(**settings) as tlm:
        with pytest.raises(ConfigurationError, match=words):
            await arun_file(tlm, questions(), tmp_path / "out.csv", BATCHES)
    assert [] == vendor.seen


async def test_what_is_with_the_vendor_is_not_asked_at_once(
    questions: Questions, tmp_path: Path
) -> None:
    """Whoever forgets to name the vendor is told, and pays nothing twice."""
    vendor, out = Vendor(), tmp_path / "out.csv"
    vendor.batches.change({"looks": "2"})
    async with vendor.client() as tlm:
        await arun_file(tlm, questions(), out, evolve(BATCHES, wait=False))
        with pytest.raises(ConfigurationError, match="are with a vendor, and paid for"):
            await arun_file(tlm, questions(), out)
        assert 0 == vendor.online
        assert 3 == (await arun_file(tlm, questions(), out, BATCHES)).done
        assert 0 == (await arun_file(tlm, questions(), out)).asked


@pytest.mark.parametrize("name", [{"finish_online": True}, {"wait": False}])
def test_settings_of_batches_need_batches(name: dict[str, bool]) -> None:
    """Alone they would do nothing."""
    with pytest.raises(ConfigurationError, match="vendor_batch"):
        FileSettings(**name)  # type: ignore[arg-type]


async def test_an_unknown_vendor_is_refused(questions: Questions, tmp_path: Path) -> None:
    """Naming those that are known."""
    tlm, model = client()
    settings = evolve(BATCHES, vendor_batch="opnai")
    async with tlm:
        with pytest.raises(ConfigurationError, match="openai"):
            await arun_file(tlm, questions(), tmp_path / "out.csv", settings)
    assert 0 == model.started


async def test_a_refused_file_is_told_and_sent_again(questions: Questions, tmp_path: Path) -> None:
    """The vendor's code is named, none of its words; the next run sends the file again."""
    vendor, out = Vendor(), tmp_path / "out.csv"

    def refuse(place: str) -> bool:
        for batch in vendor.batches.batches.values():
            batch["status"] = "failed"
            problem = {"code": "token_limit_exceeded", "message": "question 1 is secret"}
            batch["errors"] = {"data": [problem]}
        return False

    vendor.kill = refuse
    async with vendor.client() as tlm:
        with pytest.raises(RequestError, match="token_limit_exceeded") as caught:
            await arun_file(tlm, questions(), out, BATCHES)
        assert "secret" not in str(caught.value)
        assert not out.exists()
        vendor.kill = lambda _: False
        done = await arun_file(tlm, questions(), out, BATCHES)
    assert (3, 0) == (done.done, done.failed)


@pytest.mark.parametrize("budget", [None, Budget(calls=30)], ids=["no budget", "a budget"])
async def test_a_request_that_would_fail_alike_ends_the_run(
    budget: Budget | None, questions: Questions, tmp_path: Path
) -> None:
    """No row is marked as failed for it; all are asked again, by this client or another."""
    vendor, out = Vendor(), tmp_path / "out.csv"
    good = vendor.batches.result
    async with vendor.client(budget=budget) as tlm:
        vendor.batches.result = lambda request: {  # type: ignore[method-assign]
            "custom_id": request["custom_id"],
            "response": {"status_code": 401, "body": {"error": {"code": "invalid_api_key"}}},
        }
        for client in (tlm, tlm, vendor.client()):
            with pytest.raises(AuthenticationError):
                await arun_file(client, questions(), out, BATCHES)
            assert not out.exists()
        # The key is right now.
        vendor.batches.result = good  # type: ignore[method-assign]
        done = await arun_file(tlm, questions(), out, BATCHES)
    assert (3, 0) == (done.done, done.failed)


async def test_a_refused_request_is_not_sent_again(questions: Questions, tmp_path: Path) -> None:
    """What lasts costs its row at once."""
    vendor = Vendor()
    result = vendor.batches.result

    def refuse(request: dict[str, Any]) -> dict[str, Any]:
        if "question 1" not in str(request["body"]):
            return result(request)
        body = {"error": {"code": "content_policy_violation", "message": "no"}}
        return {
            "custom_id": request["custom_id"],
            "response": {"status_code": 400, "body": body},
        }

    vendor.batches.result = refuse  # type: ignore[method-assign]
    async with vendor.client() as tlm:
        done = await arun_file(tlm, questions(), tmp_path / "out.csv", BATCHES)
    assert (2, 1, 2) == (done.done, done.failed, len(vendor.batches.batches))
    assert table(tmp_path / "out.csv")[1]["error"].startswith("RequestError")


NONSENSE: list[dict[str, Any]] = [
    {"response": {"status_code": "ok", "body": {}}},
    {"response": {"status_code": 200, "body": "text"}},
    {"response": {"status_code": 200, "body": None}},
    {"response": {"status_code": 200, "body": {"choices": [5]}}},
    {"response": {"status_code": None}},
    {"response": [1]},
    {"response": "x", "custom_id": None},
]


async def test_results_that_make_no_sense_cost_a_try(questions: Questions, tmp_path: Path) -> None:
    """Lines cut, foreign or twice: none is taken for another, and what lacks goes out again."""
    vendor, first = Vendor(), True
    handle = vendor.batches.handle

    def garble(method: str, path: str, query: Any, body: bytes) -> tuple[int, bytes]:  # noqa: ANN401
        nonlocal first
        status, found = handle(method, path, query, body)
        if first and path.endswith("/content"):
            first = False
            lines = found.splitlines()
            lines[0] = lines[0][:20]
            for place, change in enumerate(NONSENSE, 1):
                lines[place] = orjson.dumps(orjson.loads(lines[place]) | change)
            lines += [
                lines[-1],
                b'{"custom_id": "other", "response": null}',
                b"[]",
                b"null",
                b'"x"',
            ]
            return status, b"\n".join(lines)
        return status, found

    vendor.batches.handle = garble  # type: ignore[method-assign]
    async with vendor.client() as tlm:
        done = await arun_file(tlm, questions(10), tmp_path / "out.csv", BATCHES)
        await arun_file(tlm, questions(10), tmp_path / "calm.csv", BATCHES)
    assert (10, 0) == (done.done, done.failed)
    assert (tmp_path / "calm.csv").read_bytes() == (tmp_path / "out.csv").read_bytes()


async def test_nothing_of_a_concluded_row_stays(questions: Questions, tmp_path: Path) -> None:
    """Neither requests in the journal, nor files beside it."""
    vendor, out = Vendor(), tmp_path / "out.csv"
    async with vendor.client() as tlm:
        await arun_file(tlm, questions(), out, evolve(BATCHES, texts=False))
    with Journal.write_to(journal_of(out)) as journal, journal.transaction() as database:
        assert (0,) == database.execute("SELECT count(*) FROM request").fetchone()
    raw = journal_of(out).read_bytes()
    lines = b"".join(vendor.batches.files.values()).splitlines()
    assert [] == [line for line in lines if orjson.loads(line)["custom_id"].encode() in raw]
    assert {"in.csv", "out.csv", "out.csv.journal", "out.csv.status.json"} >= {
        one.name for one in out.parent.iterdir() if one.suffix != ".lock"
    }


async def test_texts_can_be_forgotten_amid_a_run(questions: Questions, tmp_path: Path) -> None:
    """Replies go; what is with the vendor is still known, and the run ends well."""
    vendor, out = Vendor(), tmp_path / "out.csv"
    vendor.kill = lambda place: vendor.seen.count("POST /v1/batches") == 2
    with pytest.raises((Killed, BaseExceptionGroup)):
        async with vendor.client() as tlm:
            await arun_file(tlm, questions(), out, BATCHES)
    forget(out, texts_alone=True)
    with Journal.write_to(journal_of(out)) as journal:
        assert 1 == len(RoundStore(journal).batches("submitting", "submitted"))
    vendor.kill = lambda _: False
    async with vendor.client() as tlm:
        done = await arun_file(tlm, questions(), out, BATCHES)
    assert (3, 0) == (done.done, done.failed)


async def test_files_that_are_not_sent_are_not_counted(
    questions: Questions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A budget for some of a round's files sends these, and takes their replies next time."""
    monkeypatch.setitem(INTERFACES, "openai", evolve(INTERFACES["openai"], most_lines=4))
    vendor, out = Vendor(), tmp_path / "out.csv"
    async with vendor.client("base", budget=Budget(calls=10)) as tlm:
        done = await arun_file(tlm, questions(30), out, BATCHES)
    assert ("budget", 2) == (done.stopped, len(vendor.batches.batches))
    async with vendor.client("base", budget=Budget(calls=1000)) as tlm:
        done = await arun_file(tlm, questions(30), out, BATCHES)
        total = tlm.ledger.total.usage.calls
    assert ("", 30) == (done.stopped, done.done)
    assert vendor.batches.asked.total() == done.calls == total


def test_a_client_that_is_closed_says_so() -> None:
    """Here as everywhere."""
    tlm: TLM = client()[0]
    with tlm:
        pass
    with pytest.raises(Exception, match="has been closed"):
        tlm.offline()


@pytest.mark.parametrize("restarts", [False, True])
async def test_what_is_refused_of_requests_is_left_out(
    restarts: bool,
    questions: Questions,
    tmp_path: Path,
) -> None:
    """From the next round on, parameter by parameter, whatever process reads of it."""
    vendor, out = Vendor(), tmp_path / "out.csv"
    vendor.batches.change({"looks": "2"})
    result = vendor.batches.result

    def refuse(request: dict[str, Any]) -> dict[str, Any]:
        for name in ("seed", "temperature"):
            if name in request["body"]:
                error = {
                    "message": f"Unsupported parameter: '{name}' is not supported.",
                    "type": "invalid_request_error",
                    "param": name,
                    "code": "unsupported_parameter",
                }
                response = {"status_code": 400, "body": {"error": error}}
                return {"custom_id": request["custom_id"], "response": response}
        return result(request)

    vendor.batches.result = refuse  # type: ignore[method-assign]
    done = None
    while done is None or done.stopped:
        async with vendor.client() as tlm:
            done = await arun_file(tlm, questions(), out, evolve(BATCHES, wait=not restarts))
    assert (3, 0) == (done.done, done.failed)
    assert ["", "", ""] == [row["error"] for row in table(out)]
    assert done.usd == pytest.approx(_cost(vendor))


def _cost(vendor: Vendor) -> float:
    """What its replies cost at half of 0.4 and 1.6 USD a million tokens."""
    files = [lines for name, lines in vendor.batches.files.items() if name.endswith("-output")]
    bodies = [orjson.loads(line)["response"]["body"] for one in files for line in one.splitlines()]
    usages = [body["usage"] for body in bodies if "usage" in body]
    read = sum(usage["prompt_tokens"] for usage in usages)
    written = sum(usage["completion_tokens"] for usage in usages)
    return float(read * 0.2 + written * 0.8) / 1e6


async def test_a_budget_in_dollars_counts_half(questions: Questions, tmp_path: Path) -> None:
    """What calls at once have no room for may go out in files."""
    options = {"max_tokens": 100}
    vendor, probe = Vendor(), Vendor()
    async with probe.client("base", options=options) as tlm:
        prompts = [f"question {number}" for number in range(10)]
        usd = tlm.estimate(prompts).usd
    assert usd is not None
    assert usd.most is not None
    budget = Budget(usd=usd.most * 0.55)
    async with vendor.client("base", options=options, budget=budget) as tlm:
        done = await arun_file(tlm, questions(10), tmp_path / "out.csv", BATCHES)
    assert ("", 10) == (done.stopped, done.done)


@pytest.mark.parametrize("share", [0, -1, 1.5, float("nan"), "half", True])
def test_a_share_of_the_price_is_a_share(share: Any) -> None:  # noqa: ANN401  (whatever is given)
    """Above 0, and not above 1."""
    with client()[0] as tlm, pytest.raises(ConfigurationError, match="share"):
        tlm.offline(share)
