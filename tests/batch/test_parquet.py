"""Parquet: types are kept from file to file, and every other format is reached from it."""

from __future__ import annotations

import datetime as dt
import decimal
import json
from pathlib import Path
from typing import Any

import pytest

from tests.batch.helpers import client, table
from trustcore.batch import FileSettings, flag_rows, merge_files, run_file, write_report
from trustcore.batch.rows import RowFile
from trustcore.errors import InputError

parquet = pytest.importorskip("pyarrow.parquet", reason="the extra `parquet` is not installed")
arrow = pytest.importorskip("pyarrow")

DAY = dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.UTC)


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    parquet.write_table(arrow.Table.from_pylist(rows), path)
    return path


def rows(count: int = 3) -> list[dict[str, Any]]:
    return [
        {"question": f"question {index}", "at": DAY, "price": decimal.Decimal("1.50"), "n": index}
        for index in range(count)
    ]


def run(source: Path, output: Path, **settings: Any) -> None:  # noqa: ANN401  (as `FileSettings` takes them)
    tlm, _ = client()
    run_file(tlm, source, output, FileSettings(**settings), quiet=True)


def test_types_are_kept(tmp_path: Path) -> None:
    """Times, decimals and whole numbers come out as they went in; scores are numbers."""
    run(write(tmp_path / "in.parquet", rows()), tmp_path / "out.parquet")
    found = parquet.read_table(tmp_path / "out.parquet")
    kept = [
        {name: row[name] for name in ("question", "at", "price", "n")} for row in found.to_pylist()
    ]
    assert rows() == kept
    assert "double" == str(found.schema.field("trustworthiness_score").type)
    assert ["A"] * 3 == found.column("response").to_pylist()


def test_more_rows_than_are_in_memory_at_once(tmp_path: Path) -> None:
    source = write(tmp_path / "in.parquet", [{"question": str(index)} for index in range(2500)])
    cells = [row.cells["question"] for row in RowFile(source).rows()]
    assert list(map(str, range(2500))) == cells
    assert ("question",) == RowFile(source).columns()


def test_from_parquet_to_text_and_back(tmp_path: Path) -> None:
    """A table of texts has each cell as it is read; JSON lines too."""
    source = write(tmp_path / "in.parquet", [{**one, "tags": ["a"]} for one in rows(1)])
    run(source, tmp_path / "out.csv")
    (row,) = table(tmp_path / "out.csv")
    assert ("1.50", '["a"]', str(DAY)) == (row["price"], row["tags"], row["at"])
    run(source, tmp_path / "out.jsonl")
    line = json.loads((tmp_path / "out.jsonl").read_text("utf-8"))
    assert ("1.50", ["a"]) == (line["price"], line["tags"])
    run(tmp_path / "out.jsonl", tmp_path / "again.parquet", prefix="new_")
    (found,) = parquet.read_table(tmp_path / "again.parquet").to_pylist()
    assert ('["a"]', "A") == (found["tags"], found["new_response"])


def test_an_empty_output_has_its_columns(tmp_path: Path) -> None:
    source = write(tmp_path / "in.parquet", rows())
    run(source, tmp_path / "out.parquet")
    flag_rows(tmp_path / "out.parquet", tmp_path / "flagged.parquet", threshold=0.0)
    found = parquet.read_table(tmp_path / "flagged.parquet")
    assert 0 == found.num_rows
    assert "timestamp" in str(found.schema.field("at").type)


def test_shards_are_merged_and_reported(tmp_path: Path) -> None:
    source = write(tmp_path / "in.parquet", rows(4))
    for part in (1, 2):
        run(source, tmp_path / f"{part}.parquet", shard=f"{part}/2")
    count = merge_files([tmp_path / "2.parquet", tmp_path / "1.parquet"], tmp_path / "all.parquet")
    found = parquet.read_table(tmp_path / "all.parquet")
    assert 4 == count
    assert [0, 1, 2, 3] == found.column("n").to_pylist()
    assert 4 == write_report(tmp_path / "all.parquet", tmp_path / "report.html")


def test_chats_and_ids(tmp_path: Path) -> None:
    chat = [{"role": "user", "content": "question"}]
    source = write(tmp_path / "in.parquet", [{"id": 7, "messages": chat}])
    run(source, tmp_path / "out.parquet", id_column="id")
    assert ["A"] == parquet.read_table(tmp_path / "out.parquet").column("response").to_pylist()
    write(source, [{"id": 7, "messages": chat}] * 2)
    with pytest.raises(InputError, match=r"row 2, column 'id': the id of row 1"):
        run(source, tmp_path / "other.parquet", id_column="id")


@pytest.mark.parametrize("content", [b"", b"PAR1", b"question\nfirst\n", b"PAR1" + bytes(99)])
def test_what_is_no_parquet_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "in.parquet"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"in\.parquet cannot be read"):
        RowFile(path).columns()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"in\.parquet cannot be read"):
        RowFile(tmp_path / "in.parquet").columns()
