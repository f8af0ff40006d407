"""`trustcore report`: an output as one page that opens offline."""

from __future__ import annotations

import base64
import hashlib
import heapq
import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from statistics import quantiles
from typing import Any

import orjson
from attrs import define, field

from trustcore.batch.figures import (
    accepted_by_threshold,
    histogram,
    promises,
    reliability,
    risk_coverage,
    thresholds_of,
)
from trustcore.batch.journal import Journal, journal_of
from trustcore.batch.scored import ScoredRow, read_scored
from trustcore.errors import InputError
from trustcore.own_file import make
from trustcore.replacing import replacing

MOST_ROWS = 10_000
"""The least trusted rows that are in the page's table."""

_LONGEST = 2_000
"""Characters of a text that are in the page."""

_ACTIVE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that control a terminal, or turn the direction of what follows."""

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
    output, target = Path(output_path), Path(report_path).resolve()
    if target.exists() and (not target.is_file() or (output.exists() and target.samefile(output))):
        msg = f"{target.name} cannot be written: it is no file, or the output itself; name another"
        raise InputError(msg)
    found = _Found()
    least = heapq.nsmallest(MOST_ROWS, found.noted(read_scored(output, label_column)), key=_trust)
    page = _page(_data(output, found, least))
    try:
        with replacing(target) as part:
            part.unlink(missing_ok=True)  # it may be another's to read
            make(part)  # it holds prompts and answers
            part.write_text(page, "utf-8")
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
    promised = promises(labelled)
    thresholds = thresholds_of(promised)
    return {
        "about": f"{output.name}: {found.total:,} rows",
        "facts": _facts(output, found),
        "total": found.total,
        "scored": len(found.scores),
        "failed": found.total - len(found.scores),
        "labelled": len(labelled),
        "histogram": histogram(found.scores, _BINS),
        "thresholds": accepted_by_threshold(found.scores, labelled, thresholds),
        "promises": [one.to_dict() for one in promised],
        "risk": risk_coverage(labelled, _POINTS),
        "reliability": reliability(labelled, _RELIABILITY_BINS),
        "rows": [_row(one) for one in least],
    }


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
    hidden = ("columns", "rows", "pid", "texts kept", "command")
    known = ((name, value) for name, value in kept.items() if name not in hidden)
    return [(name, value) for name, value in known if value not in _NOTHING]


_NOTHING = ("", "[]")
"""What a journal has of settings that were not given."""


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
    """A text with what would hide or turn the rest of it told by its code, cut where it is long."""
    kept = _ACTIVE.sub(lambda found: f"\\u{ord(found[0]):04x}", text[:_LONGEST])
    return kept if len(text) <= _LONGEST else f"{kept}... ({len(text):,} characters)"


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
