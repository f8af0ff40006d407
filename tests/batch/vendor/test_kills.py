"""Runs over a vendor's batches that end at any moment: nothing is sent twice, nothing is lost."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.batch.vendor.fake import Killed, Vendor
from trustcore.batch import FileSettings, FileSummary, arun_file
from trustcore.batch.journal import Journal, journal_of
from trustcore.batch.vendor.store import RoundStore
from trustcore.errors import ConfigurationError, ServerError
from trustcore.testing import VirtualTimeLoop

Questions = Callable[..., Path]
EXCHANGES = {"openai": 8, "anthropic": 6, "gemini": 8}
"""How many exchanges two rounds take: the files, the batch, a look, the results."""


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, object]]:
    """An hour of waiting takes no time."""
    return "asyncio", {"loop_factory": VirtualTimeLoop}


class Killer:
    """Ends the process at some of the places that are passed, counted from the last end."""

    def __init__(self, gaps: list[int]) -> None:
        self.gaps, self.passed = gaps, 0

    def __call__(self, _: str) -> bool:
        self.passed += 1
        if self.gaps and self.passed > self.gaps[0]:
            self.gaps.pop(0)
            self.passed = 0
            return True
        return False


async def run(vendor: Vendor, path: Path, output: Path) -> FileSummary | None:
    """Processes of a run until one ends, or is killed: then None.

    One that stops since nobody can tell whether a file was sent is run again.
    """
    while True:
        try:
            return await run_once(vendor, path, output)
        except ConfigurationError as error:
            if "cannot be told" not in str(error):
                raise


async def run_once(vendor: Vendor, path: Path, output: Path) -> FileSummary | None:
    """One process of a run; None where it was killed."""
    try:
        async with vendor.client("low") as tlm:
            settings = FileSettings(vendor_batch=vendor.name, explain=True)
            return await arun_file(tlm, path, output, settings)
    except BaseException as error:
        if isinstance(error, Killed) or (
            isinstance(error, BaseExceptionGroup) and error.subgroup(Killed) is not None
        ):
            return None
        raise


async def check(vendor: Vendor, path: Path, tmp_path: Path, kills: int) -> None:
    """Run until it ends, and hold it against a run that nobody disturbed."""
    calm, done = Vendor(vendor.name), None
    for _ in range(kills + 1):
        done = done or await run(vendor, path, tmp_path / "out.csv")
    await run(calm, path, tmp_path / "calm.csv")
    assert done is not None
    assert (done.rows, 0) == (done.done, done.failed)
    assert (tmp_path / "calm.csv").read_bytes() == (tmp_path / "out.csv").read_bytes()
    assert calm.batches.asked == vendor.batches.asked
    assert len(calm.batches.batches) == len(vendor.batches.batches)


@pytest.mark.parametrize(
    ("name", "place"),
    [(name, place) for name, places in EXCHANGES.items() for place in range(2 * places)],
)
async def test_a_kill_costs_nothing(
    name: str, place: int, questions: Questions, tmp_path: Path
) -> None:
    """Before and after each exchange with the vendor, one after the other."""
    vendor, killer = Vendor(name), Killer([place])
    vendor.kill = killer
    await check(vendor, questions(4), tmp_path, 1)
    assert [] == killer.gaps


@pytest.mark.parametrize("name", EXCHANGES)
@pytest.mark.parametrize("seed", range(2))
async def test_many_kills_cost_nothing(
    seed: int, name: str, questions: Questions, tmp_path: Path
) -> None:
    """Twenty of them around submissions, where lists of batches are long and replies get lost."""
    chance, vendor = random.Random(seed), Vendor(name)  # noqa: S311  (when to kill)
    vendor.kill = Killer([chance.randint(0, 4) for _ in range(20)])
    vendor.batches.change({"lose": "create,upload", "looks": "2"})
    await check(vendor, questions(4), tmp_path, 20)


@pytest.mark.parametrize("name", EXCHANGES)
@pytest.mark.parametrize("lost", ["upload", "create"])
async def test_a_lost_reply_costs_nothing(
    lost: str, name: str, questions: Questions, tmp_path: Path
) -> None:
    """What was done at the vendor is found there, within the same run."""
    vendor = Vendor(name)
    vendor.batches.change({"lose": lost})
    await check(vendor, questions(4), tmp_path, 0)


async def test_the_journal_knows_before_the_vendor_does(
    questions: Questions, tmp_path: Path
) -> None:
    """When the file is uploaded, state and key are on the disk."""
    vendor = Vendor()
    vendor.kill = lambda place: place == "before POST /v1/files"
    assert await run(vendor, questions(4), tmp_path / "out.csv") is None
    with Journal.write_to(journal_of(tmp_path / "out.csv")) as journal:
        (batch,) = RoundStore(journal).batches("submitting")
    assert batch.lines >= 4
    assert batch.vendor_id is None
    assert 32 == len(batch.key)
    assert {} == vendor.batches.files


async def test_a_batch_is_found_behind_others(questions: Questions, tmp_path: Path) -> None:
    """The list has pages."""
    vendor = Vendor()
    vendor.kill = lambda place: place == "after POST /v1/batches"
    assert await run(vendor, questions(4), tmp_path / "out.csv") is None
    vendor.kill = lambda _: False
    for number in range(1, 250):
        name = f"batch_{number}"
        vendor.batches.batches[name] = {"id": name, "metadata": None, "status": "completed"}
    done = await run(vendor, questions(4), tmp_path / "out.csv")
    assert done is not None
    assert 4 == done.done
    assert vendor.batches.asked.total() == done.calls


@pytest.mark.parametrize("failures", [1, 4, 5, 12])
async def test_a_look_that_fails_is_no_look(
    failures: int, questions: Questions, tmp_path: Path
) -> None:
    """Nothing is started again before the vendor has said that it is not there."""
    vendor, left = Vendor(), failures
    vendor.batches.change({"lose": "create"})
    handle = vendor.batches.handle

    def fail(method: str, path: str, query: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        nonlocal left
        if (method, path) == ("GET", "/v1/batches") and left:
            left -= 1
            return 503, b"{}"
        return handle(method, path, query, body)

    vendor.batches.handle = fail  # type: ignore[method-assign]
    done = None
    while done is None:
        try:
            done = await run(vendor, questions(4), tmp_path / "out.csv")
        except ServerError:
            assert failures >= 5
    assert (4, 2) == (done.done, len(vendor.batches.batches))
    assert vendor.batches.asked.total() == done.calls
