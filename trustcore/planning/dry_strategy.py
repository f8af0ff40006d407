"""Strategies as they take part in a dry run: asked, watched, never assessed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from attrs import field, frozen

from trustcore.errors import EvidenceMissing
from trustcore.graph import Call
from trustcore.planning.stand_ins import Reads, noted, noting
from trustcore.plugins.protocols import Strategy
from trustcore.records.evidence import Evidence
from trustcore.records.needs import Ask, Need, NodeId
from trustcore.records.signals import Absent


@frozen(eq=False)
class DryStrategy:
    """A strategy in a dry run.

    Attributes:
        strategy: The strategy.
        ask: What is asked for its needs: its `needs`, `least` or `most`.
        reads: Where to note what it reads; None where it is not watched.
        asked: The last question of each kind, which says what replies to it are like.
        wanted: What it wanted when it was asked last, by the candidate under judgement.
    """

    strategy: Strategy
    ask: Callable[[Evidence], Sequence[Need]]
    reads: Reads | None = None
    asked: dict[str, Ask] = field(factory=dict)
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
            if isinstance(need, Ask):
                self.asked[need.kind] = need
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
    said = [one.reply_tokens for one in _asks(call.atoms[0], strategies)]
    return max((tokens for tokens in said if tokens is not None), default=None)


def usual_reply(node: NodeId, strategies: Sequence[DryStrategy]) -> str | None:
    """What a reply says that can be read; None where nobody has said so, or nothing was asked."""
    said = [one.usual_reply for one in _asks(node, strategies)]
    return next((text for text in said if text is not None), None)


def _asks(node: NodeId, strategies: Sequence[DryStrategy]) -> Sequence[Ask]:
    """What strategies ask in a node."""
    if node[0] != "ask":
        return ()
    return [one.asked[str(node[1])] for one in strategies if str(node[1]) in one.asked]
