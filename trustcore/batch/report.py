"""`trustcore report`: an output as one page that opens offline."""

from __future__ import annotations

import base64
import hashlib
import heapq
import os
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from statistics import quantiles
from typing import Any

import orjson
from attrs import define, field

from trustcore.batch.journal import Journal, journal_of
from trustcore.batch.scored import ScoredRow, read_scored
from trustcore.errors import InputError

MOST_ROWS = 10_000
"""The least trusted rows that are in the page's table."""

_LONGEST = 2_000
"""Characters of a text that are in the page."""

_BINS, _RELIABILITY_BINS, _POINTS = 40, 10, 200


def write_report(
    output_path: str | Path, report_path: str | Path, *, label_column: str | None = None
) -> int:
    """Write the report of an output; give the number of rows that it is about.

    Args:
        output_path: An output of a run; the journal beside it gives signals, spend and times.
        report_path: Where the page goes, one file that loads nothing.
        label_column: The column that says whether an answer is right.

    Raises:
        InputError: When the output has no scores, or the page cannot be written.
    """
    output, target = Path(output_path), Path(report_path)
    found = _Found()
    least = heapq.nsmallest(MOST_ROWS, found.noted(read_scored(output, label_column)), key=_trust)
    page = _page(_data(output, found, least))
    part = target.with_name(target.name + ".part")
    try:
        part.write_text(page, "utf-8")
        os.chmod(part, 0o600)  # noqa: PTH101  (it holds prompts and answers)
        part.replace(target)
    except OSError as error:
        msg = f"{target.name} cannot be written: {error.strerror}; name a file in another folder"
        raise InputError(msg) from error
    return found.total


@define
class _Found:
    """What is kept of all rows: numbers alone."""

    total: int = 0
    scores: array[float] = field(factory=lambda: array("d"))
    labelled: list[tuple[float, bool]] = field(factory=list)
    seconds: array[float] = field(factory=lambda: array("d"))

    def noted(self, rows: Iterable[ScoredRow]) -> Iterator[ScoredRow]:
        """The same rows, noted."""
        for row in rows:
            self.total += 1
            if "seconds" in row.found:
                self.seconds.append(row.found["seconds"])
            if row.score is not None:
                self.scores.append(row.score)
                if row.label is not None:
                    self.labelled.append((row.score, row.label))
            yield row


def _trust(row: ScoredRow) -> tuple[float, int]:
    """What rows without a score have least of."""
    return (-1.0 if row.score is None else row.score, row.number)


def _data(output: Path, found: _Found, least: Sequence[ScoredRow]) -> dict[str, Any]:
    labelled = sorted(found.labelled, reverse=True)
    return {
        "about": f"{output.name}: {found.total:,} rows",
        "facts": _facts(output, found),
        "total": found.total,
        "scored": len(found.scores),
        "failed": found.total - len(found.scores),
        "labelled": len(labelled),
        "histogram": histogram(found.scores, _BINS),
        "thresholds": accepted_by_threshold(found.scores, labelled),
        "risk": risk_coverage(labelled, _POINTS),
        "reliability": reliability(labelled, _RELIABILITY_BINS),
        "rows": [_row(one) for one in least],
    }


def histogram(scores: Iterable[float], bins: int) -> list[int]:
    """How many scores are in each of so many bins of [0, 1]."""
    counts = [0] * bins
    for score in scores:
        counts[min(int(score * bins), bins - 1)] += 1
    return counts


def accepted_by_threshold(
    scores: Iterable[float], labelled: Iterable[tuple[float, bool]]
) -> list[tuple[int, int, int]]:
    """For thresholds 0, 0.01 up to 1: how many are accepted, with a label, and wrong.

    A score that is equal to the threshold is accepted.
    """
    changes = [[0, 0, 0] for _ in range(101)]
    for score in scores:
        changes[_highest(score)][0] += 1
    for score, right in labelled:
        changes[_highest(score)][1] += 1
        changes[_highest(score)][2] += not right
    sums, total = [], (0, 0, 0)
    for accepted, known, wrong in reversed(changes):
        total = (total[0] + accepted, total[1] + known, total[2] + wrong)
        sums.append(total)
    return sums[::-1]


def _highest(score: float) -> int:
    """The highest of the thresholds, in hundredths, that accepts a score."""
    at = min(int(score * 100) + 1, 100)
    return at if at / 100 <= score else at - 1


def risk_coverage(labelled: Sequence[tuple[float, bool]], points: int) -> list[tuple[float, float]]:
    """Coverage and error among the most trusted; equal scores are accepted together.

    Args:
        labelled: Scores and labels, the highest score first.
        points: The most points that are given.
    """
    curve, wrong, total = [], 0, len(labelled)
    for at, (score, right) in enumerate(labelled, 1):
        wrong += not right
        if at == total or labelled[at][0] != score:
            curve.append((at / total, wrong / at))
    step = max(1, -(-len(curve) // points))
    return curve[::step] if curve[-1:] == curve[::step][-1:] else [*curve[::step], curve[-1]]


def reliability(
    labelled: Iterable[tuple[float, bool]], bins: int
) -> list[tuple[float, float, int]]:
    """Mean score, share of right answers and number of answers, of each bin that has some."""
    sums = [[0.0, 0, 0] for _ in range(bins)]
    for score, right in labelled:
        one = sums[min(int(score * bins), bins - 1)]
        one[0] += score
        one[1] += right
        one[2] += 1
    return [(score / n, right / n, int(n)) for score, right, n in sums if n]


def _facts(output: Path, found: _Found) -> list[tuple[str, str]]:
    facts = [
        ("rows", f"{found.total:,}"),
        ("without a score", f"{found.total - len(found.scores):,}"),
    ]
    if found.scores:
        facts.append(("mean trust", f"{sum(found.scores) / len(found.scores):.3f}"))
    if len(found.seconds) > 1:
        cuts = quantiles(found.seconds, n=20)
        facts.append(("seconds a row", f"{cuts[9]:.2f} median, {cuts[18]:.2f} at 95 %"))
    own = journal_of(output)
    if own.is_file():
        with Journal.read_from(own) as journal:
            facts += _spent(journal.totals()) + _provenance(journal.settings())
    return facts


def _spent(totals: Mapping[str, Any]) -> list[tuple[str, str]]:
    usd = totals["usd"]
    return [
        ("calls", f"{totals['calls']:,}"),
        ("tokens", f"{totals['tokens']:,}"),
        ("cost in USD", "not known" if usd is None else f"{usd:.4f}"),
    ]


def _provenance(kept: Mapping[str, str]) -> list[tuple[str, str]]:
    hidden = ("columns", "rows", "pid", "texts kept")
    return [(name, value) for name, value in kept.items() if value and name not in hidden]


def _row(row: ScoredRow) -> dict[str, Any]:
    signals = row.found.get("signals", ())
    return {
        "row": row.number,
        "score": row.score,
        "prompt": _cut(row.prompt),
        "answer": _cut(row.answer),
        "error": _cut(row.error),
        "why": _cut(row.found.get("reason") or str(row.cells.get("explanation") or "")),
        "signals": [(one["name"], one["value"], _cut(one["reason"])) for one in signals],
    }


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}... ({len(text):,} characters)"


def _page(data: Mapping[str, Any]) -> str:
    """The page. What is in the data can neither end its element nor begin another."""
    folder = files("trustcore.batch").joinpath("page")
    html, style, script = (
        folder.joinpath(f"report.{kind}").read_text("utf-8") for kind in ("html", "css", "js")
    )
    written = orjson.dumps(data).decode()
    for char in "<>&\u2028\u2029":
        written = written.replace(char, f"\\u{ord(char):04x}")
    parts = {
        "@SCRIPT_HASH@": _hash(script),
        "@STYLE_HASH@": _hash(style),
        "@STYLE@": style,
        "@SCRIPT@": script,
        "@DATA@": written,  # the last, since it may hold anything
    }
    for name, value in parts.items():
        before, _, after = html.partition(name)
        html = before + value + after
    return html


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
