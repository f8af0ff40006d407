"""Counts and times of a server, as Prometheus reads them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from trustcore.records.totals import Totals
from trustcore.serving.trust import Trust

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
_SCORES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


class Histogram:
    """Counts of values by their upper bounds."""

    def __init__(self, bounds: Sequence[float]) -> None:
        self._bounds = bounds
        self._counts = [0] * (len(bounds) + 1)
        self._sum = 0.0

    def add(self, value: float) -> None:
        """Count a value."""
        self._counts[bisect_left(self._bounds, value)] += 1
        self._sum += value

    def quantile(self, share: float) -> float | None:
        """About the value below which a share of all lies; None where there is none."""
        total = sum(self._counts)
        if not total:
            return None
        below = 0
        for index, count in enumerate(self._counts):
            if count and below + count >= share * total:
                low = self._bounds[index - 1] if index else 0.0
                high = self._bounds[min(index, len(self._bounds) - 1)]
                return low + (high - low) * (share * total - below) / count
            below += count
        return self._bounds[-1]

    def lines(self, name: str, help_: str) -> Iterator[str]:
        """The lines of the text format."""
        yield f"# HELP {name} {help_}"
        yield f"# TYPE {name} histogram"
        below = 0
        for bound, count in zip((*self._bounds, "+Inf"), self._counts, strict=True):
            below += count
            yield f'{name}_bucket{{le="{bound}"}} {below}'
        yield f"{name}_sum {self._sum:.6f}"
        yield f"{name}_count {below}"


class Metrics:
    """Counts and times of a server since it started."""

    def __init__(self) -> None:
        self.answers = self.failed = 0
        self.refused: dict[int, int] = {}
        self.decisions = {"accept": 0, "escalate": 0}
        self.answer_seconds = Histogram(_SECONDS)
        self.score_seconds = Histogram(_SECONDS)
        self.scores = Histogram(_SCORES)

    def count_answer(self, seconds: float) -> None:
        """Count an answer, and how long it took."""
        self.answers += 1
        self.answer_seconds.add(seconds)

    def count_score(self, trust: Trust, seconds: float) -> None:
        """Count a score, and how long it took after the answer."""
        self.score_seconds.add(seconds)
        if trust.score is not None:
            self.scores.add(trust.score)
        if trust.decision is not None:
            self.decisions[trust.decision] += 1

    def count_failed(self) -> None:
        """Count a request without an answer."""
        self.failed += 1

    def count_refused(self, status: int) -> None:
        """Count a request that was refused before any call, by its status."""
        self.refused[status] = self.refused.get(status, 0) + 1

    def text(self, in_flight: int, spent: Mapping[str, Totals]) -> str:
        """All of it in Prometheus' text format.

        Args:
            in_flight: How many answers are under way.
            spent: What all calls took, by the hash of the key that paid, where there are several.
        """
        refused = {f'{{status="{one}"}}': count for one, count in sorted(self.refused.items())}
        decisions = {f'{{decision="{one}"}}': count for one, count in self.decisions.items()}
        keys = {f'{{key="{one}"}}' if one else "": totals for one, totals in spent.items()}
        calls = {label: one.attempts for label, one in keys.items()}
        cost = {label: one.cost or 0.0 for label, one in keys.items()}
        lines = [
            *_family("trustcore_answers_total", "counter", "Answers.", {"": self.answers}),
            *_family("trustcore_failed_total", "counter", "No answers.", {"": self.failed}),
            *_family("trustcore_refused_total", "counter", "Refused requests.", refused),
            *_family("trustcore_in_flight", "gauge", "Answers under way.", {"": in_flight}),
            *_family("trustcore_calls_total", "counter", "Calls to models.", calls),
            *_family("trustcore_cost_usd_total", "counter", "US dollars.", cost),
            *_family("trustcore_decisions_total", "counter", "Answers by decision.", decisions),
        ]
        times = "Seconds from a request to its answer.", "Seconds from an answer to its score."
        lines += self.answer_seconds.lines("trustcore_answer_seconds", times[0])
        lines += self.score_seconds.lines("trustcore_score_seconds", times[1])
        lines += self.scores.lines("trustcore_score", "Trust scores.")
        return "\n".join(lines) + "\n"


def _family(name: str, kind: str, help_: str, values: Mapping[str, float]) -> Iterator[str]:
    """The lines of values of one name, each with its labels."""
    yield f"# HELP {name} {help_}"
    yield f"# TYPE {name} {kind}"
    for labels, value in values.items():
        yield f"{name}{labels} {value}"
