"""Where rows come from and go to: files alone, and none that is half-written is left."""

from __future__ import annotations

import errno
import gzip
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.batch.helpers import client, table
from trustcore.batch import FileSettings, flag_rows, run_file, write_report
from trustcore.batch.output import write_rows
from trustcore.errors import InputError

Questions = Callable[..., Path]
_PIPES = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")


def refused(source: Path, output: Path, words: str) -> None:
    """Nothing is asked, and no journal is left behind."""
    tlm, model = client()
    with tlm, pytest.raises(InputError, match=words):
        run_file(tlm, source, output, quiet=True)
    assert 0 == model.started
    assert [] == list(output.parent.glob(f"{output.name}.*"))


@_PIPES
@pytest.mark.parametrize("name", ["in.csv", "in.jsonl", "in.parquet", "in.csv.gz"])
def test_an_input_that_is_a_pipe(name: str, tmp_path: Path) -> None:
    """It is not waited for."""
    os.mkfifo(tmp_path / name)
    refused(tmp_path / name, tmp_path / "out.csv", "is a pipe or a device; rows are read from a")


def test_an_input_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    refused(tmp_path / "folder.csv", tmp_path / "out.csv", "is a folder")
    refused(tmp_path / "missing.csv", tmp_path / "out.csv", "there is no such file")
    for name in ("-", "/dev/stdin"):
        refused(Path(name), tmp_path / "out.csv", "name a file")


@_PIPES
def test_an_output_that_is_a_pipe_is_not_replaced(questions: Questions, tmp_path: Path) -> None:
    pipe, link = tmp_path / "out.csv", tmp_path / "link.csv"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    refused(questions(), pipe, "must be a file")
    refused(questions(), link, "must be a file")
    assert pipe.is_fifo()
    assert link.is_symlink()


@pytest.mark.parametrize("there", [True, False])
def test_an_output_that_is_a_link_stays_one(
    there: bool, questions: Questions, tmp_path: Path
) -> None:
    """The rows go where it leads."""
    (tmp_path / "data").mkdir()
    target, link = tmp_path / "data" / "rows.csv", tmp_path / "out.csv"
    if there:
        target.write_text("old", "utf-8")
    link.symlink_to(target)
    tlm, _ = client()
    with tlm:
        run_file(tlm, questions(3), link, quiet=True)
    assert link.is_symlink()
    assert ["A"] * 3 == [row["response"] for row in table(target)]
    assert [target] == list(target.parent.iterdir())


def test_what_is_made_of_an_output_never_replaces_it(questions: Questions, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    tlm, _ = client()
    with tlm:
        run_file(tlm, questions(3), out, quiet=True)
    before = out.read_bytes()
    with pytest.raises(InputError, match="same file"):
        flag_rows(out, out, worst=1)
    with pytest.raises(InputError, match="the output itself"):
        write_report(out, out)
    assert before == out.read_bytes()


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl.gz", "out.parquet"])
@pytest.mark.parametrize(
    ("ended", "told"),
    [(OSError(errno.ENOSPC, "no room"), InputError), (KeyboardInterrupt(), KeyboardInterrupt)],
    ids=["full disk", "Ctrl-C"],
)
def test_no_part_is_left(
    ended: BaseException, told: type[BaseException], name: str, tmp_path: Path
) -> None:
    """What was there stays, and what is half-written goes."""
    pytest.importorskip("pyarrow")
    out = tmp_path / name
    out.write_bytes(b"before")

    def rows() -> Iterator[dict[str, str]]:
        yield {"a": "1"}
        raise ended

    with pytest.raises(told):
        write_rows(out, rows(), lambda: ["a"])
    assert [out] == list(tmp_path.iterdir())
    assert b"before" == out.read_bytes()


def test_compressed_data_that_is_damaged(tmp_path: Path) -> None:
    """At each of its bytes: refused by name, or the same rows."""
    source = tmp_path / "in.csv.gz"
    packed = gzip.compress(b"question\n" + b"".join(b"row %d?\n" % one for one in range(60)), 9)
    tlm, model = client()
    with tlm:
        for place in range(3, len(packed)):
            damaged = bytearray(packed)
            damaged[place] ^= 0x55
            source.write_bytes(damaged)
            out = tmp_path / f"out{place}.csv"
            told = ""
            try:
                run_file(tlm, source, out, FileSettings(limit=1), quiet=True)
            except InputError as error:
                told = str(error)
            assert out.exists() != ("in.csv.gz" in told)
            if out.exists():
                assert ["row 0?"] == [row["question"] for row in table(out)]
    assert model.started < 2 * 30


@pytest.mark.parametrize("text", ['{"prompt": "a", "b": 1}\n', '[{"prompt": "a"}]\n', "{\n"])
def test_json_under_the_name_of_a_table(text: str, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text(text, "utf-8")
    tlm, model = client()
    with tlm, pytest.raises(InputError, match=r"as JSON does; .* end in \.jsonl"):
        run_file(tlm, source, tmp_path / "out.csv", quiet=True)
    assert 0 == model.started


@pytest.mark.parametrize("end", [".csv", ".jsonl", ".parquet"])
def test_whole_numbers_of_any_length_pass_through(end: str, tmp_path: Path) -> None:
    """Above 64 bits too, alone and in lists."""
    pytest.importorskip("pyarrow")
    number = "123456789012345678901234567890"
    source, out, seen = tmp_path / "in.jsonl", tmp_path / f"out{end}", tmp_path / "seen.csv"
    source.write_text(f'{{"prompt": "a", "x": {number}, "y": [{number}]}}\n', "utf-8")
    tlm, _ = client()
    with tlm:
        run_file(tlm, source, out, quiet=True)
    flag_rows(out, seen, worst=1)
    (row,) = table(seen)
    assert (number, f"[{number}]") == (row["x"], row["y"])


def test_the_column_of_prompts_is_looked_for_in_more_than_one_object(tmp_path: Path) -> None:
    """The first may lack it: its only text is no prompt."""
    source, out = tmp_path / "in.jsonl", tmp_path / "out.csv"
    source.write_text('{"note": "ours"}\n{"note": "b", "prompt": "a"}\n', "utf-8")
    tlm, _ = client()
    with tlm:
        done = run_file(tlm, source, out, quiet=True)
    assert (1, 1) == (done.done, done.failed)
    assert ["", "A"] == [row["response"] for row in table(out)]


def test_a_table_holds_no_nul(tmp_path: Path) -> None:
    """One that a model writes would keep its own reader from the output."""
    source, out = tmp_path / "in.jsonl", tmp_path / "out.csv"
    source.write_text('{"prompt": "a\\u0000b"}\n', "utf-8")
    tlm, _ = client("x\0y")
    with tlm:
        run_file(tlm, source, out, quiet=True)
    assert [("a\ufffdb", "x\ufffdy")] == [(r["prompt"], r["response"]) for r in table(out)]
    assert 1 == write_report(out, tmp_path / "report.html")
