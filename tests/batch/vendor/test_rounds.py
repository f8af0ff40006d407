"""Runs over files whose calls go through a vendor's batches."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve

from tests.batch.helpers import table
from tests.batch.vendor.fake import Vendor
from trustcore.batch import FileSettings, arun_file
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
