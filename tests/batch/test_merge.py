"""Outputs of shards become one file: all of it, or none."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.batch.helpers import table
from trustcore import TLM
from trustcore.batch import FileSettings, forget, merge_files, run_file
from trustcore.errors import ConfigurationError, InputError
from trustcore.ledger import Budget
from trustcore.testing import ScriptedProvider

Questions = Callable[..., Path]


def shard(
    source: Path,
    name: str,
    which: str | None,
    *,
    settings: Mapping[str, Any] = {},
    budget: Budget | None = None,
    preset: str = "low",
) -> Path:
    output, options = source.with_name(name), {"num_self_reflections": 0}
    with TLM(preset, model=ScriptedProvider("A"), options=options, budget=budget) as tlm:
        run_file(tlm, source, output, FileSettings(shard=which, **settings), quiet=True)
    return output


def refused(outputs: list[Path]) -> str:
    """Why outputs are not merged; nothing is written."""
    merged = outputs[0].with_name("merged.csv")
    with pytest.raises(InputError) as caught:
        merge_files(outputs, merged)
    assert not merged.exists()
    return str(caught.value)


def test_missing_shards_are_named(questions: Questions) -> None:
    """With the flag that makes them."""
    parts = [shard(questions(9), f"{one}.csv", f"{one}/4") for one in (1, 3)]
    said = refused(parts)
    assert "2 of 4 shards are missing: 2/4, 4/4" in said
    assert "--shard 2/4" in said


def test_a_hundred_missing_shards_are_counted(questions: Questions) -> None:
    said = refused([shard(questions(3), "1.csv", "1/100")])
    assert "99 of 100 shards are missing" in said
    assert "91 more" in said


@pytest.mark.parametrize("merged_first", [False, True])
def test_a_shard_that_is_not_finished_is_refused(questions: Questions, merged_first: bool) -> None:
    """A budget ended it; the same command goes on, and then it is merged."""
    source = questions(40)
    whole = shard(source, "1.csv", "1/2")
    ended = shard(source, "2.csv", "2/2", budget=Budget(calls=8), settings={"rows_at_once": 1})
    outputs = [ended, whole] if merged_first else [whole, ended]
    said = refused(outputs)
    assert "2.csv is not finished" in said
    assert "of 20 rows are left" in said
    shard(source, "2.csv", "2/2", settings={"rows_at_once": 1})
    assert 40 == merge_files(outputs, source.with_name("merged.csv"))


def test_an_output_that_is_no_shard_is_merged_alone_and_when_it_is_finished(
    questions: Questions,
) -> None:
    source = questions(9)
    ended = shard(source, "out.csv", None, budget=Budget(calls=4), settings={"rows_at_once": 1})
    assert "is not finished" in refused([ended])
    shard(source, "out.csv", None)
    merged = source.with_name("merged.csv")
    assert 9 == merge_files([ended], merged)
    assert ended.read_bytes() == merged.read_bytes()


def test_shards_of_different_numbers_are_refused(questions: Questions) -> None:
    parts = [shard(questions(9), f"{one}.csv", which) for one, which in ((1, "1/2"), (2, "2/3"))]
    assert "1.csv is one of 2 shards, 2.csv one of 3" in refused(parts)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"seed": 1}, "seed: '0' and '1'"),
        ({"template": "Q: {question}"}, "template: 'none' and 'Q: {question}'"),
        ({"id_column": "id"}, "id column"),
        ({"labels": ("a", "b")}, "labels"),
        ({"limit": 5}, "limit: 'none' and '5'"),
        ({"texts": False}, "texts kept"),
        ({"explain": True}, "other columns than 1.csv: 'explanation'"),
        ({"prefix": "new_"}, "'new_response'"),
    ],
)
def test_shards_of_other_settings_are_refused(
    questions: Questions, settings: dict[str, Any], words: str
) -> None:
    source = questions(9)
    one, two = shard(source, "1.csv", "1/2"), shard(source, "2.csv", "2/2", settings=settings)
    said = refused([one, two])
    assert words in said
    assert "2.csv" in said


def test_shards_of_other_models_or_presets_are_refused(questions: Questions) -> None:
    source = questions(9)
    one, two = shard(source, "1.csv", "1/2"), shard(source, "2.csv", "2/2", preset="base")
    said = refused([one, two])
    assert "preset: 'low' and 'base'" in said
    assert "fingerprint of preset and models" in said


def test_shards_of_other_inputs_are_refused(questions: Questions) -> None:
    one = shard(questions(9), "1.csv", "1/2")
    assert "digest of the input" in refused([one, shard(questions(8), "2.csv", "2/2")])


def test_shards_with_one_limit_are_merged(questions: Questions) -> None:
    """What is beyond it is not left to do."""
    source, settings = questions(9), {"limit": 5}
    parts = [shard(source, f"{one}.csv", f"{one}/2", settings=settings) for one in (1, 2)]
    assert 5 == merge_files(parts, source.with_name("merged.csv"))


def test_a_shard_without_rows_is_one(questions: Questions) -> None:
    """Of fewer rows than shards; whatever the format."""
    source = questions(2)
    merged = source.with_name("merged.jsonl")
    for end in ("csv", "jsonl"):
        parts = [shard(source, f"{one}.{end}", f"{one}/3") for one in (3, 1, 2)]
        assert 2 == merge_files(parts, merged)
        ids = [json.loads(line)["id"] for line in merged.read_text().splitlines()]
        assert ["id0", "id1"] == ids


def test_json_lines_need_not_have_all_columns_in_each_object(tmp_path: Path) -> None:
    """A table that is made of them has all the same."""
    source = tmp_path / "in.jsonl"
    rows = [{"question": "one"}, {"question": "two", "more": 7}]
    source.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    parts = [shard(source, f"{one}.jsonl", f"{one}/2") for one in (1, 2)]
    assert 2 == merge_files(parts, tmp_path / "merged.csv")
    assert ["", "7"] == [row["more"] for row in table(tmp_path / "merged.csv")]


@pytest.mark.parametrize("which", [0, 1])
def test_no_output_is_written_over_by_the_merged_one(questions: Questions, which: int) -> None:
    parts = [shard(questions(9), f"{one}.csv", f"{one}/2") for one in (1, 2)]
    before = parts[which].read_bytes()
    with pytest.raises(InputError, match="name another output"):
        merge_files(parts, parts[which].parent / "." / parts[which].name)
    assert before == parts[which].read_bytes()


def test_an_output_without_its_journal_is_refused(questions: Questions) -> None:
    """It alone knows which rows they are, and whether they are all."""
    parts = [shard(questions(9), f"{one}.csv", f"{one}/2") for one in (1, 2)]
    forget(parts[1])
    with pytest.raises(ConfigurationError, match=r"2\.csv: there is no journal 2\.csv\.journal"):
        merge_files(parts, parts[0].with_name("merged.csv"))


def test_no_outputs_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no outputs"):
        merge_files([], tmp_path / "merged.csv")
