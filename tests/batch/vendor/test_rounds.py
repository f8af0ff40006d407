"""Runs over files whose calls go through a vendor's batches."""

from __future__ import annotations

import gc
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import anyio
import orjson
import pytest
from attrs import evolve

from tests.batch.helpers import table
from tests.batch.vendor.fake import Vendor
from trustcore.batch import FileSettings, StopRequest, arun_file
from trustcore.batch.vendor import INTERFACES
from trustcore.graph import Graph, Item
from trustcore.testing import VirtualTimeLoop

Questions = Callable[..., Path]
BATCHES = FileSettings(vendor_batch="openai", explain=True)


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, object]]:
    """An hour of waiting takes no time."""
    return "asyncio", {"loop_factory": VirtualTimeLoop}


@pytest.mark.parametrize("preset", ["base", "low", "medium", "high"])
async def test_the_output_is_that_of_calls_at_once(
    preset: str, questions: Questions, tmp_path: Path
) -> None:
    """Byte for byte, and no request reaches the model itself."""
    vendor = Vendor()
    async with vendor.client(preset) as tlm:
        done = await arun_file(tlm, questions(20), tmp_path / "out.csv", BATCHES)
        assert 0 == vendor.online
        online = evolve(BATCHES, vendor_batch=None)
        await arun_file(tlm, questions(20), tmp_path / "online.csv", online)
    assert (20, 0, "") == (done.done, done.failed, done.stopped)
    assert (tmp_path / "online.csv").read_bytes() == (tmp_path / "out.csv").read_bytes()
    assert vendor.online == done.calls == vendor.batches.asked.total()


@pytest.mark.parametrize("preset", ["medium", "high"])
async def test_a_plan_of_two_levels_takes_two_rounds(
    preset: str, questions: Questions, tmp_path: Path
) -> None:
    """However many rows there are: one file each, and nothing is asked twice."""
    vendor = Vendor()
    async with vendor.client(preset) as tlm:
        done = await arun_file(tlm, questions(100), tmp_path / "out.csv", BATCHES)
    assert 2 == len(vendor.batches.batches)
    assert vendor.batches.asked.total() == done.calls


async def test_given_answers_take_one_round(questions: Questions, tmp_path: Path) -> None:
    """All that is asked about them is known at once; the scores are those of calls at once."""
    path = tmp_path / "in.csv"
    path.write_text("question,reply\n" + "".join(f"question {n},{n % 3}\n" for n in range(20)))
    vendor = Vendor()
    settings = evolve(BATCHES, response_column="reply")
    async with vendor.client("low") as tlm:
        done = await arun_file(tlm, path, tmp_path / "out.csv", settings)
        await arun_file(tlm, path, tmp_path / "online.csv", evolve(settings, vendor_batch=None))
    assert (20, 1) == (done.done, len(vendor.batches.batches))
    assert (tmp_path / "online.csv").read_bytes() == (tmp_path / "out.csv").read_bytes()


async def test_files_are_as_large_as_the_vendor_takes(
    questions: Questions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines and bytes both bound a file; a round has as many files as it takes."""
    usual = INTERFACES["openai"]
    for small in (evolve(usual, most_lines=7), evolve(usual, most_bytes=4000)):
        monkeypatch.setitem(INTERFACES, "openai", small)
        vendor = Vendor()
        out = tmp_path / f"{small.most_lines}.csv"
        async with vendor.client() as tlm:
            done = await arun_file(tlm, questions(30), out, BATCHES)
        inputs = [
            vendor.batches.files[name] for name in vendor.batches.files if "-output" not in name
        ]
        assert 30 == done.done
        assert small.most_lines >= max(len(one.splitlines()) for one in inputs)
        assert small.most_bytes >= max(map(len, inputs))
        assert 5 <= len(inputs)


async def test_what_a_batch_did_not_come_to_goes_out_again(
    questions: Questions, tmp_path: Path
) -> None:
    """Requests that expired or failed are in the next round, and they alone."""
    vendor, calm = Vendor(), Vendor()
    vendor.batches.change({"expire": "0.2", "fail": "0.2"})
    async with vendor.client() as tlm, calm.client() as other:
        done = await arun_file(tlm, questions(40), tmp_path / "out.csv", BATCHES)
        await arun_file(other, questions(40), tmp_path / "calm.csv", BATCHES)
    assert (40, 0) == (done.done, done.failed)
    assert (tmp_path / "calm.csv").read_bytes() == (tmp_path / "out.csv").read_bytes()
    again = [count for count in vendor.batches.asked.values() if count > 1]
    assert {2} == set(again)
    assert len(again) < len(vendor.batches.asked) * 0.6


async def test_three_tries_are_the_most(questions: Questions, tmp_path: Path) -> None:
    """Then what is missing is missing, and a row without an answer says why."""
    vendor = Vendor()
    vendor.batches.result = lambda request: {  # type: ignore[method-assign]
        "custom_id": request["custom_id"],
        "response": None,
        "error": {"code": "batch_expired"},
    }
    async with vendor.client() as tlm:
        done = await arun_file(tlm, questions(5), tmp_path / "out.csv", BATCHES)
    assert (0, 5) == (done.done, done.failed)
    assert 3 == len(vendor.batches.batches)
    assert table(tmp_path / "out.csv")[0]["error"].startswith("CallTimeout: the vendor's batch")


async def test_what_is_still_missing_can_be_asked_at_once(
    questions: Questions, tmp_path: Path
) -> None:
    """After three tries, with `finish_online`; what came in batches is not asked again."""
    vendor, calm = Vendor(), Vendor()
    result = vendor.batches.result

    def lose_some(request: dict[str, Any]) -> dict[str, Any]:
        if request["custom_id"][0] in "0123" or "question 3" in str(request["body"]):
            return {"custom_id": request["custom_id"], "response": None}
        return result(request)

    vendor.batches.result = lose_some  # type: ignore[method-assign]
    settings = evolve(BATCHES, finish_online=True)
    async with vendor.client() as tlm, calm.client() as other:
        done = await arun_file(tlm, questions(30), tmp_path / "out.csv", settings)
        await arun_file(other, questions(30), tmp_path / "calm.csv", BATCHES)
    assert (30, 0, "") == (done.done, done.failed, done.stopped)
    assert (tmp_path / "calm.csv").read_bytes() == (tmp_path / "out.csv").read_bytes()
    assert 0 < vendor.online < 30
    assert calm.batches.asked.total() == vendor.online + vendor.batches.asked.total()


def alive() -> int:
    """How many graphs and items there are, those of other tests too."""
    gc.collect()
    return sum(isinstance(one, Graph | Item) for one in gc.get_objects())


async def test_no_graph_is_kept_while_a_batch_is_under_way(
    questions: Questions, tmp_path: Path
) -> None:
    """Rounds live in the journal: neither rows nor graphs are in memory while one waits."""
    vendor, most = Vendor(), 0
    before = alive()

    def count(place: str) -> bool:
        nonlocal most
        if place.startswith("before"):
            most = max(most, alive() - before)
        return False

    async with vendor.client() as tlm:
        vendor.kill = count
        await arun_file(tlm, questions(200), tmp_path / "out.csv", BATCHES)
    assert most < 20


async def test_who_does_not_wait_leaves(questions: Questions, tmp_path: Path) -> None:
    """With everything with the vendor; the same call collects it and goes on."""
    vendor = Vendor()
    vendor.batches.change({"looks": "3"})
    settings, stops, done = evolve(BATCHES, wait=False), list[str](), None
    async with vendor.client("medium") as tlm:
        while not stops or stops[-1]:
            done = await arun_file(tlm, questions(), tmp_path / "out.csv", settings)
            stops.append(done.stopped)
    assert done is not None
    assert (3, 0) == (done.done, done.failed)
    assert ["waiting"] * (len(stops) - 1) == stops[:-1]
    assert 2 == len(vendor.batches.batches)


async def test_a_stop_leaves_what_is_with_the_vendor(questions: Questions, tmp_path: Path) -> None:
    """Ctrl-C ends the waiting; nothing is sent again when the run goes on."""
    vendor, stop = Vendor(), StopRequest()
    vendor.batches.change({"looks": "1000"})

    def end(place: str) -> bool:
        if len(vendor.seen) > 5:
            stop.set()
        return False

    vendor.kill = end
    async with vendor.client() as tlm:
        done = await arun_file(tlm, questions(), tmp_path / "out.csv", BATCHES, stop=stop)
        assert ("interrupt", 0) == (done.stopped, done.done)
        vendor.batches.change({})
        done = await arun_file(tlm, questions(), tmp_path / "out.csv", BATCHES)
    assert 3 == done.done
    assert vendor.batches.asked.total() == len(vendor.batches.asked) == done.calls


async def test_waits_grow_to_ten_minutes(questions: Questions, tmp_path: Path) -> None:
    """From 30 s on, each twice the one before."""
    vendor, times = Vendor(), list[float]()
    vendor.batches.change({"looks": "9"})

    def note(place: str) -> bool:
        if place.startswith("before GET") and "batch_" in place:
            times.append(anyio.current_time())
        return False

    vendor.kill = note
    async with vendor.client("base") as tlm:
        await arun_file(tlm, questions(), tmp_path / "out.csv", BATCHES)
    waits = [round(later - one) for one, later in pairwise(times[:9])]
    assert [30, 60, 120, 240, 480, 600, 600, 600] == waits


@pytest.mark.parametrize(
    "settings",
    [
        {"threshold": 0.7},
        {"options": {"similarity_measure": "embedding"}, "embedder": "text-embedding-3-small"},
        {"options": {"custom_eval_criteria": [{"name": "short", "criteria": "It is short."}]}},
        {"judge": "gpt-4.1", "witness": "gpt-4o"},
    ],
    ids=["threshold", "embeddings", "evals", "models"],
)
async def test_all_that_is_asked_goes_through_batches(
    settings: dict[str, Any], questions: Questions, tmp_path: Path
) -> None:
    """Embeddings, other models, draws in steps: the output is that of calls at once."""
    vendor = Vendor()
    named = {role: settings[role] for role in ("judge", "witness", "embedder") if role in settings}
    models = {role: vendor.model(name) for role, name in named.items()}
    async with vendor.client("medium", **settings | models) as tlm:
        done = await arun_file(tlm, questions(20), tmp_path / "out.csv", BATCHES)
        assert 0 == vendor.online
        await arun_file(
            tlm, questions(20), tmp_path / "online.csv", evolve(BATCHES, vendor_batch=None)
        )
    assert (20, 0) == (done.done, done.failed)
    assert (tmp_path / "online.csv").read_bytes() == (tmp_path / "out.csv").read_bytes()
    for batch in vendor.batches.batches.values():
        lines = map(orjson.loads, vendor.batches.files[batch["input_file_id"]].splitlines())
        assert 1 == len({(line["url"], line["body"]["model"]) for line in lines})


async def test_a_bad_row_costs_itself(tmp_path: Path) -> None:
    """And says what it says with calls at once."""
    cells: list[object] = ["question 1", None, 5, [{"role": "x"}], [], ["a"], {"role": "user"}]
    cells.append([{"role": "user", "content": "question 2"}])
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"".join(orjson.dumps({"prompt": one}) + b"\n" for one in cells))
    vendor = Vendor()
    async with vendor.client() as tlm:
        done = await arun_file(tlm, path, tmp_path / "out.jsonl", BATCHES)
        await arun_file(tlm, path, tmp_path / "online.jsonl", evolve(BATCHES, vendor_batch=None))
    assert (2, 6) == (done.done, done.failed)
    assert (tmp_path / "online.jsonl").read_bytes() == (tmp_path / "out.jsonl").read_bytes()


async def test_rows_may_change_places_between_rounds(tmp_path: Path) -> None:
    """Replies belong to a row's id and content, and not to its place."""
    path, out, vendor = tmp_path / "in.csv", tmp_path / "out.csv", Vendor()
    rows = [f"id{number},question {number}\n" for number in range(6)]
    path.write_text("id,question\n" + "".join(rows))
    settings = evolve(BATCHES, id_column="id", wait=False, accept_changes=True)
    vendor.batches.change({"looks": "2"})
    async with vendor.client() as tlm:
        done = await arun_file(tlm, path, out, settings)
        assert "waiting" == done.stopped
        path.write_text("id,question\n" + "".join(reversed(rows)))
        done = await arun_file(tlm, path, out, evolve(settings, wait=True))
    assert 6 == done.done
    assert [f"id{number}" for number in reversed(range(6))] == [one["id"] for one in table(out)]
    assert done.calls == vendor.batches.asked.total()
