"""`trustcore calibrate` and `trustcore threshold`: recorded answers and tables with labels."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from trustcore import TLM, Evidence
from trustcore.cli.app import app
from trustcore.decisions.calibration import Calibration

COUNT = 120


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


def rows(fingerprint: str = "0123456789abcdef") -> list[dict[str, object]]:
    return [
        {
            "response": 'a, "b"\nc',
            "trustworthiness_score": round(one / COUNT, 3),
            "ok": one % 7 != 1 if one > COUNT // 2 else one % 4 == 0,
            "fingerprint": fingerprint,
        }
        for one in range(COUNT)
    ]


def written(path: Path, table: list[dict[str, object]]) -> Path:
    if path.suffix == ".csv":
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, table[0])
        writer.writeheader()
        writer.writerows(table)
        path.write_text(text.getvalue(), "utf-8")
    else:
        path.write_text("".join(f"{json.dumps(row)}\n" for row in table), "utf-8")
    return path


def recorded(path: Path, count: int = 60) -> Path:
    lines = [
        {
            "dataset": "d",
            "model": "m",
            "prompt": f"question {one}?",
            "answers": [
                {"text": "Paris", "correct": one % 3 > 0},
                *({"text": "Paris" if one % 3 or draw else "Lyon"} for draw in range(4)),
            ],
        }
        for one in range(count)
    ]
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    return path


@pytest.mark.parametrize("name", ["t.csv", "t.jsonl"])
def test_a_table_gives_a_calibration_bound_to_its_fingerprint(tmp_path: Path, name: str) -> None:
    tlm = TLM(model=str)
    table = written(tmp_path / name, rows(tlm.fingerprint))
    done = run("calibrate", table, "-o", tmp_path / "c.json", "--label-column", "ok")
    assert done.exit_code == 0, done.output
    assert f"{COUNT} labels" in done.output
    made = Calibration.load(tmp_path / "c.json")
    assert tlm.fingerprint == made.fingerprint
    found = TLM(model=str, calibration=made).rescore(Evidence.of("?", "a", ["a"]))
    assert found.calibrated_score is not None


def test_recorded_answers_are_scored_by_the_preset(tmp_path: Path) -> None:
    file = recorded(tmp_path / "r.jsonl")
    assert run("calibrate", file, "-o", tmp_path / "c.json", "--preset", "low").exit_code == 0
    TLM("low", model=str, calibration=tmp_path / "c.json")
    found = json.loads(run("threshold", file, "--max-error", "0.9", "--json").output)
    assert found["labels"] == 60
    assert found["threshold"] is not None


def test_a_threshold_is_told_with_what_it_accepts(tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", rows())
    done = run("threshold", table, "--label-column", "ok", "--max-error", "0.4")
    assert done.exit_code == 0, done.output
    assert "threshold 0." in done.output
    assert "at most 0.4 of accepted answers wrong, confidence 0.95" in done.output


def test_labels_that_promise_nothing_leave_with_a_code_of_their_own(tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", rows()[:40])
    done = run("threshold", table, "--label-column", "ok")
    assert done.exit_code == 5
    assert "these 40 labels cannot promise" in done.output
    assert "about 59 labels would" in done.output


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"ok": "SECRET"}, "ok must be true or false, 1 or 0, yes or no, or empty"),
        ({"trustworthiness_score": "SECRET"}, "must be a number from 0 to 1, or empty"),
        ({"trustworthiness_score": 1.5}, "must be a number from 0 to 1, or empty"),
        ({"fingerprint": "another"}, "its scores have 2 fingerprints"),
    ],
)
@pytest.mark.parametrize("name", ["t.csv", "t.jsonl"])
def test_what_is_wrong_with_a_table_is_said_and_not_quoted(
    tmp_path: Path, name: str, change: dict[str, object], message: str
) -> None:
    table = written(tmp_path / name, [*rows(), {**rows()[0], **change}])
    done = run("threshold", table, "--label-column", "ok")
    assert done.exit_code == 2
    assert message in " ".join(done.output.split())
    assert "SECRET" not in done.output


@pytest.mark.parametrize("name", ["t.csv", "t.jsonl"])
def test_a_table_needs_to_be_told_its_labels(tmp_path: Path, name: str) -> None:
    table = written(tmp_path / name, rows())
    done = run("threshold", table)
    assert (2, True) == (done.exit_code, "--label-column" in done.output)
    done = run("threshold", table, "--label-column", "right")
    assert (2, True) == (done.exit_code, "unknown column 'right'; known: " in done.output)


def test_outputs_of_all_formats_are_read(tmp_path: Path) -> None:
    """Tabs, Parquet, and a score whose column has a prefix: as `trustcore batch` writes them."""
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = [
        {
            f"new_{name}" if name == "trustworthiness_score" else name: cell
            for name, cell in row.items()
        }
        for row in rows()
    ]
    comma = written(tmp_path / "t.csv", table)
    tabs = comma.read_text("utf-8").replace('a, "', "a").replace(",", "\t")
    (tmp_path / "t.tsv").write_text(tabs, "utf-8")
    parquet.write_table(pyarrow.Table.from_pylist(table), tmp_path / "t.parquet")
    said = [
        run("threshold", tmp_path / name, "--label-column", "ok", "--max-error", ".3").output
        for name in ("t.csv", "t.tsv", "t.parquet")
    ]
    assert said[0].startswith("threshold ")
    assert [said[0]] * 3 == said


def test_rows_without_a_score_or_a_label_are_left_out(tmp_path: Path) -> None:
    gaps = [{**rows()[0], "ok": ""}, {**rows()[0], "trustworthiness_score": ""}]
    table = written(tmp_path / "t.csv", [*rows(), *gaps])
    done = run("calibrate", table, "-o", tmp_path / "c.json", "--label-column", "ok")
    assert "2 rows without a score or a label left out" in done.output
