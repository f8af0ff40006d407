"""The page of a report, and the rows that are flagged."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import os
import random
import re
import shutil
import stat
import subprocess
from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.batch.helpers import client, table
from trustcore.batch import FileSettings, flag_rows, run_file, write_report
from trustcore.batch.figures import (
    MAX_ERRORS,
    accepted_by_threshold,
    histogram,
    reliability,
    risk_coverage,
)
from trustcore.cli.app import app
from trustcore.errors import ConfigurationError, InputError

Questions = Callable[..., Path]
SCORE = st.one_of(st.floats(0, 1), st.integers(0, 100).map(lambda one: one / 100))
LABELLED = st.lists(st.tuples(SCORE, st.booleans()), min_size=1, max_size=40)

HOSTILE = [
    '</script><script>document.title="HACKED"</script>',
    '<img src=x onerror=document.title="HACKED">',
    "<!--<script>",
    "\u202eturned\u2028line",
    "@DATA@ @SCRIPT@ @STYLE_HASH@",
    "]]>&lt;/script&gt;",
]


class Elements(HTMLParser):
    """Counts the elements of a page, and keeps the text of scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.scripts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.names.append(tag)

    def handle_data(self, data: str) -> None:
        if self.names[-1:] == ["script"]:
            self.scripts.append(data)


def write(path: Path, rows: Sequence[Sequence[object]], *columns: str) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    return path


def scored(folder: Path, texts: Sequence[str]) -> Path:
    rows = [(text, text, number / 10, "", number % 2) for number, text in enumerate(texts)]
    columns = ("question", "response", "trustworthiness_score", "error", "correct")
    return write(folder / "scored.csv", rows, *columns)


def page_of(output: Path, label_column: str | None = None) -> str:
    target = output.with_name("report.html")
    write_report(output, target, label_column=label_column)
    assert 0o600 == stat.S_IMODE(target.stat().st_mode)
    return target.read_text("utf-8")


def test_nobody_else_can_read_the_page_while_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even beside a file of that name which all may read."""
    output, modes = scored(tmp_path, ["a"]), list[int]()
    part = tmp_path / "report.html.part"
    part.write_text("old")
    part.chmod(0o644)
    replace = Path.replace

    def seen(path: Path, target: Path) -> Path:
        modes.append(stat.S_IMODE(path.stat().st_mode))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", seen)
    monkeypatch.setattr(Path, "chmod", None)
    monkeypatch.setattr(os, "chmod", None)
    page_of(output)
    assert [0o600] == modes


def test_hostile_texts_stay_data(tmp_path: Path) -> None:
    """No element comes of them, and they are what they were, an override told by its code."""
    page = page_of(scored(tmp_path, HOSTILE))
    plain = page_of(scored(tmp_path, ["harmless"] * len(HOSTILE)))
    assert Elements(plain).names == Elements(page).names
    data = json.loads(Elements(page).scripts[0])
    told = [one.replace("\u202e", "\\u202e") for one in HOSTILE]
    assert told == [row["prompt"] for row in data["rows"]]


def test_what_turns_or_hides_a_text_is_told(tmp_path: Path) -> None:
    """Overrides of direction and control characters are drawn as their codes."""
    page = page_of(scored(tmp_path, ["\u202eright\u202c", "\x1b[31m", "\u0634\tb\nc", "\u2066x"]))
    rows = json.loads(Elements(page).scripts[0])["rows"]
    told = ["\\u202eright\\u202c", "\\u001b[31m", "\u0634\tb\nc", "\\u2066x"]
    assert told == [row["prompt"] for row in rows]


def test_the_policy_allows_the_pages_own_script_alone(tmp_path: Path) -> None:
    """By its hash; nothing is loaded from anywhere."""
    page = page_of(scored(tmp_path, ["a"]))
    script = page.rpartition("<script>")[2].partition("</script>")[0].encode()
    own = base64.b64encode(hashlib.sha256(script).digest()).decode()
    assert "default-src 'none'" in page
    assert f"script-src 'sha256-{own}'" in page
    assert [] == re.findall(r"""(?:src|href)=["']|url\(|@import|fetch\(|unsafe-""", page)


@given(LABELLED, st.lists(SCORE, max_size=10))
def test_thresholds_are_what_counting_gives(
    labelled: list[tuple[float, bool]], thresholds: list[float]
) -> None:
    """A score equal to a threshold is accepted."""
    found = accepted_by_threshold([score for score, _ in labelled], labelled, thresholds)
    expected: list[tuple[float, int, int, int]] = []
    for threshold in thresholds:
        kept = [right for score, right in labelled if score >= threshold]
        expected.append((threshold, len(kept), len(kept), kept.count(False)))
    assert expected == found


@pytest.mark.parametrize("count", [7, 120, 2500])
@pytest.mark.parametrize("max_error", MAX_ERRORS)
def test_the_slider_says_what_the_command_says(
    count: int, max_error: float, tmp_path: Path
) -> None:
    """`trustcore threshold`, of the same file and column: threshold, coverage and error."""
    chance = random.Random(count)  # noqa: S311  (scores)
    scores = [round(chance.random(), chance.choice((1, 4, 12))) for _ in range(count)]
    rows = [(n, one, chance.random() < one**0.2) for n, one in enumerate(scores)]
    rows += [("no label", 0.99, ""), ("no score", "", "no")]  # type: ignore[list-item]
    path = write(tmp_path / "a.csv", rows, "question", "trustworthiness_score", "correct")
    flags = ["--label-column", "correct", "--max-error", str(max_error), "--json"]
    told = CliRunner().invoke(app, ["threshold", str(path), *flags])
    promise = json.loads(told.stdout)
    data = json.loads(Elements(page_of(path, "correct")).scripts[0])
    assert promise in data["promises"]
    assert promise["labels"] == data["labelled"] == count
    if promise["threshold"] is not None:
        row = next(one for one in data["thresholds"] if one[0] == promise["threshold"])
        _, _, accepted, wrong = row
        assert (promise["coverage"], promise["error"]) == (accepted / count, wrong / accepted)


@given(LABELLED)
def test_the_curve_ends_with_all_accepted(labelled: list[tuple[float, bool]]) -> None:
    """Its last point is the error of all; equal scores are one step."""
    ordered = sorted(labelled, reverse=True)
    curve = risk_coverage(ordered, 1000)
    assert (1.0, sum(not right for _, right in labelled) / len(labelled)) == curve[-1]
    assert len({score for score, _ in labelled}) == len(curve)
    assert 12 >= len(risk_coverage(ordered, 10))


@given(LABELLED)
def test_bins_hold_each_score_once(labelled: list[tuple[float, bool]]) -> None:
    """A score of 1 is in the last."""
    assert len(labelled) == sum(histogram([score for score, _ in labelled], 40))
    assert len(labelled) == sum(count for _, _, count in reliability(labelled, 10))


def test_the_journal_gives_signals_and_spend(questions: Questions, tmp_path: Path) -> None:
    """Of an output without one the page has what is in it."""
    tlm, _ = client("A")
    with tlm:
        run_file(tlm, questions(), tmp_path / "out.csv", FileSettings(), quiet=True)
    data = json.loads(Elements(page_of(tmp_path / "out.csv")).scripts[0])
    assert "consistency" in [signal[0] for signal in data["rows"][0]["signals"]]
    assert {"calls", "tokens", "preset", "seconds a row"} <= {name for name, _ in data["facts"]}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("a", "2", "1")], ["row 1", "'trustworthiness_score'", "from 0 to 1"]),
        ([("a", "x", "1")], ["row 1", "'trustworthiness_score'", "from 0 to 1"]),
        ([("a", "nan", "1")], ["row 1", "'trustworthiness_score'", "from 0 to 1"]),
        ([("a", "1", "maybe")], ["row 1", "'correct'", "true", "false"]),
    ],
)
def test_what_is_no_score_or_label_is_refused(
    rows: list[tuple[str, ...]], words: list[str], tmp_path: Path
) -> None:
    """Naming row and column."""
    path = write(tmp_path / "a.csv", rows, "question", "trustworthiness_score", "correct")
    with pytest.raises(InputError) as caught:
        write_report(path, tmp_path / "a.html", label_column="correct")
    assert [] == [one for one in words if one not in str(caught.value)]


def test_flagged_rows(tmp_path: Path) -> None:
    """The least trusted first, by a threshold or a number; a row without a score leads."""
    rows = [("a", 0.9), ("b", 0.2), ("c", ""), ("=1+1", 0.1), ("e", 0.5)]
    path = write(tmp_path / "a.csv", rows, "question", "trustworthiness_score")
    out = tmp_path / "flagged.csv"
    assert 3 == flag_rows(path, out, threshold=0.5)
    assert ["c", "=1+1", "b"] == [row["question"] for row in table(out)]
    assert 2 == flag_rows(path, out, worst=2, neutralise=True)
    assert ["c", "'=1+1"] == [row["question"] for row in table(out)]
    for wrong in ({}, {"worst": 1, "threshold": 0.5}, {"worst": 0}, {"threshold": 2}):
        with pytest.raises(ConfigurationError):
            flag_rows(path, out, **wrong)


@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs chromium")
def test_a_browser_draws_the_page(tmp_path: Path) -> None:
    """With hostile texts as texts, and no script but the page's own."""
    page_of(scored(tmp_path, HOSTILE), label_column="correct")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile"]
    done = subprocess.run(
        ["chromium", *options, "--dump-dom", (tmp_path / "report.html").as_uri()],
        capture_output=True,
        text=True,
        timeout=100,
        check=True,
    )
    assert "<title>Trust report</title>" in done.stdout
    assert "6 rows found of 6" in done.stdout
    assert "1 accepted (16.7 %), 5 escalated; 0 of the 1 accepted" in done.stdout
    assert 'id="labelled" aria-labelledby="h-labels">' in done.stdout
