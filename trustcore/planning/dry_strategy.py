"""Strategies as they take part in a dry run: asked, watched, never assessed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from attrs import field, frozen

from trustcore.errors import EvidenceMissing
from trustcore.graph import Call
from trustcore.planning.stand_ins import Reads, noted, noting
from trustcore.plugins.protocols import Strategy
from trustcore.records.evidence import Evidence
from trustcore.records.needs import Ask, Need
from trustcore.records.signals import Absent


@frozen(eq=False)
class DryStrategy:
    """A strategy in a dry run.

    Attributes:
        strategy: The strategy.
        ask: What is asked for its needs: its `needs`, `least` or `most`.
        reads: Where to note what it reads; None where it is not watched.
        reply_tokens: About how many tokens replies have, by the kind of what was asked.
        wanted: What it wanted when it was asked last, by the candidate under judgement.
    """

    strategy: Strategy
    ask: Callable[[Evidence], Sequence[Need]]
    reads: Reads | None = None
    reply_tokens: dict[str, int] = field(factory=dict)
    wanted: dict[int, tuple[Need, ...]] = field(factory=dict)

    @property
    def name(self) -> str:
        """The strategy's."""
        return self.strategy.name

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        """What it wants: nothing when it fails, as in a real run, but no log line says so."""
        try:
            with noting(self.reads):
                needs = tuple(self.ask(evidence if self.reads is None else noted(evidence)))
        except EvidenceMissing:
            needs = ()
        except Exception:  # noqa: BLE001  (a plug-in may raise anything about a stand-in)
            needs = ()
            if self.reads is not None:
                self.reads.content = True  # with a real text it need not fail
        for need in needs:
            if isinstance(need, Ask) and need.reply_tokens is not None:
                self.reply_tokens[need.kind] = need.reply_tokens
        self.wanted[evidence.judged] = needs
        return needs

    def assess(self, evidence: Evidence) -> Absent:
        """Nothing: a dry run scores nothing."""
        return Absent(self.name, "a dry run")


def all_reads(strategies: Iterable[DryStrategy]) -> Reads | None:
    """What any of the strategies was seen to read; None where none is watched."""
    watched = [one.reads for one in strategies if one.reads is not None]
    total = Reads()
    for reads in watched:
        total.add(reads)
    return total if watched else None


def reply_tokens(call: Call, strategies: Sequence[DryStrategy]) -> int | None:
    """About how many tokens the reply to a call has; None where nobody has said so."""
    kind = str(call.atoms[0][1]) if call.atoms[0][0] == "ask" else ""
    return max(
        (one.reply_tokens[kind] for one in strategies if kind in one.reply_tokens), default=None
    )
