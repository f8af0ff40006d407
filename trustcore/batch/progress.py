"""How far a run is: lines for people, and a file for programs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

import orjson

from trustcore.batch.entry import Entry
from trustcore.batch.notices import Notices
from trustcore.replacing import replacing

_LOW = 0.5
"""Scores below are low."""

_TERMINAL_SECONDS, _PLAIN_SECONDS, _FILE_SECONDS = 0.5, 10.0, 2.0
"""How often each is written at most."""

_SOON = 3.0
"""Seconds without a row after which it is told what is waited for."""


class Progress:
    """Counts what is settled and says how far it is. It tells numbers of rows, never a text.

    Args:
        path: The file for programs.
        rows: How many rows there are.
        before: How many of them were settled by earlier runs.
        usd: Tells what was spent, None where that is not known.
        notices: Prints lines.
        clock: Tells seconds.
    """

    def __init__(
        self,
        path: Path,
        rows: int,
        before: int,
        usd: Callable[[], float | None],
        *,
        notices: Notices,
        clock: Callable[[], float],
    ) -> None:
        self._path, self._rows, self._before, self._usd = path, rows, before, usd
        self._notices, self._clock = notices, clock
        self._every = _TERMINAL_SECONDS if notices.terminal else _PLAIN_SECONDS
        self.done = self.failed = 0
        self._sum, self._low = 0.0, ""
        self._waits_for = ""
        self._writing = Lock()  # rows may be counted in one thread, and waits told in another
        self._start = self._printed = self._counted = clock()
        self._filed = -_FILE_SECONDS

    def count(self, entry: Entry) -> None:
        """Count one more row."""
        if entry.state == "failed":
            self.failed += 1
        else:
            self.done += 1
            self._note(entry.row, entry.found["score"])
        self._counted, self._waits_for = self._clock(), ""
        self._look(self._counted)

    def wait(self, what: str) -> None:
        """Tell what is waited for, if no row has been settled for a while.

        Args:
            what: In words that follow "waiting for"; empty for nothing.
        """
        now = self._clock()
        if what and now - self._counted >= _SOON:
            news, self._waits_for = what != self._waits_for, what
            self._look(now, news=news)

    def say(self, line: str) -> None:
        """Tell what is waited for, or what happened, in a line of its own."""
        self._waits_for = line
        self.write("running")
        self._notices.say(line)

    def reopen(self, rows: int) -> None:
        """Count so many rows of earlier runs as open again."""
        self._before -= rows

    def finish(self, state: str) -> None:
        """Write the last line, and the file."""
        self._waits_for = ""
        self.write(state)
        if self._notices.terminal:
            self._notices.update(self._line())
            self._notices.end()

    def write(self, state: str) -> None:
        """Write the file for programs; that it cannot be written stops nothing."""
        self._filed = self._clock()
        with self._writing, suppress(OSError), replacing(self._path) as part:
            part.write_bytes(orjson.dumps({"state": state, **self.facts()}))

    def facts(self) -> dict[str, Any]:
        """How far it is."""
        settled, seconds = self.done + self.failed, self._clock() - self._start
        rate = settled / seconds if seconds > 0 else None
        left = self._rows - self._before - settled
        return {
            "rows": self._rows,
            "settled_before": self._before,
            "done": self.done,
            "failed": self.failed,
            "open": left,
            "seconds": round(seconds, 3),
            "rows_per_second": rate,
            "seconds_left": left / rate if rate else None,
            "usd": self._usd(),
            "mean_score": self._sum / self.done if self.done else None,
            "last_low": self._low or None,
            "waits_for": self._waits_for or None,
        }

    def _look(self, now: float, *, news: bool = False) -> None:
        """Write what is due."""
        if now - self._filed >= _FILE_SECONDS:
            self.write("running")
        if news or now - self._printed >= self._every:
            self._printed = now
            self._notices.update(self._line())

    def _note(self, row: int, score: float) -> None:
        self._sum += score
        if score < _LOW:
            self._low = f"row {row + 1} ({score:.2f})"

    def _line(self) -> str:
        facts = self.facts()
        settled = self._before + self.done + self.failed
        parts = [f"{settled:,} of {self._rows:,} rows", f"{self.failed:,} failed"]
        if self._waits_for:
            parts.append(f"waiting for {self._waits_for}")
        if facts["rows_per_second"]:
            parts += [_rate(facts["rows_per_second"]), _time(facts["seconds_left"])]
        if facts["usd"] is not None:
            parts.append(f"{facts['usd']:.4f} USD")
        if self.done:
            parts.append(f"mean trust {facts['mean_score']:.2f}")
        if self._low:
            parts.append(f"last low: {self._low}")
        return ", ".join(parts)


def _rate(a_second: float) -> str:
    return f"{a_second:.1f}/s" if a_second >= 1 else f"{60 * a_second:.1f}/min"


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02} left"
