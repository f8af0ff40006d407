"""Rows scored by a real Ray on this machine: `make test-ray`; pytest alone does not run this."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
import ray
import ray.data

from trustcore import TLM
from trustcore.batch import FileSettings, run_file
from trustcore.batch.entry import Entry
from trustcore.batch.items import RowItem
from trustcore.distributed.ray import RayWorkers, score
from trustcore.errors import AuthenticationError, InputError
from trustcore.testing import ScriptedProvider

PRESET = {
    "extends": "base",
    "strategies": {"reflection": False, "consistency": {"arguments": {"samples": 2}}},
}


def client() -> TLM:
    return TLM(PRESET, model=ScriptedProvider("four"))


def refused() -> TLM:
    return TLM(PRESET, model=ScriptedProvider([AuthenticationError("the key is refused")] * 1000))


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    yield
    ray.shutdown()


def test_every_row_of_a_dataset_is_scored_once_and_a_bad_one_costs_itself() -> None:
    rows = [{"id": one, "question": f"What is {one} + 1?" if one else None} for one in range(200)]
    found = score(ray.data.from_items(rows), "question", client=client, actors=2).take_all()
    assert list(range(200)) == sorted(row["id"] for row in found)
    failed = [row for row in found if row["error"] is not None]
    assert [0] == [row["id"] for row in failed]
    assert all(row["trustworthiness_score"] > 0.8 for row in found if row["id"])


def test_a_wrong_column_is_refused_before_anything_runs() -> None:
    with pytest.raises(InputError, match="unknown column 'nope'"):
        score(ray.data.from_items([{"question": "one"}]), "nope", client=client)


def test_a_key_that_is_refused_stands_in_every_row() -> None:
    rows = [{"question": str(one)} for one in range(40)]
    found = score(ray.data.from_items(rows), client=refused, actors=1).take_all()
    assert all("the key is refused" in row["error"] for row in found)


def test_a_file_gives_the_same_rows_as_in_one_process(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("id,question\n" + "".join(f"{i},question {i}\n" for i in range(100)))
    with client() as tlm:
        run_file(tlm, source, tmp_path / "here.csv", quiet=True)
        with RayWorkers(client, actors=2) as workers:
            done = run_file(tlm, source, tmp_path / "ray.csv", quiet=True, workers=workers)
    assert (100, 0) == (done.done, done.failed)
    assert (tmp_path / "here.csv").read_bytes() == (tmp_path / "ray.csv").read_bytes()


def test_an_error_that_all_rows_would_meet_ends_a_run_over_a_file(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("question\n" + "one\n" * 50)
    settings = FileSettings(rows_at_once=2)
    with (
        client() as tlm,
        RayWorkers(refused, actors=2) as workers,
        pytest.raises(AuthenticationError, match="the key is refused"),
    ):
        run_file(tlm, source, tmp_path / "o.csv", settings, quiet=True, workers=workers)


def test_an_actor_that_dies_is_started_again_and_no_row_is_lost(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("question\n" + "".join(f"question {i}\n" for i in range(300)))

    class Killing(RayWorkers):
        """Kills its first actor now and then."""

        asked = 0

        async def settle(self, item: RowItem, settings: FileSettings) -> Entry:
            self.asked += 1
            if self.asked % 90 == 0:
                ray.kill(self.actors[0], no_restart=False)
            return await super().settle(item, settings)

    with client() as tlm, Killing(client, actors=2) as workers:
        done = run_file(
            tlm,
            source,
            tmp_path / "o.csv",
            FileSettings(rows_at_once=8),
            quiet=True,
            workers=workers,
        )
    assert (300, 0) == (done.done, done.failed)
    with (tmp_path / "o.csv").open(newline="") as file:
        assert 300 == len({row["question"] for row in csv.DictReader(file)})
