"""The run of one item over calls that were made before: what they give, and what is still wanted.

Rounds of a vendor's batch interface are made so: nothing of an item is kept but replies.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import frozen

from trustcore.calls import PendingCall, Settlement, Stage
from trustcore.engine.gather import CallStages, Gathering
from trustcore.engine.gathered import Gathered, is_fatal
from trustcore.errors import TrustcoreError
from trustcore.graph import Call, Graph
from trustcore.records.chat import Usage
from trustcore.records.needs import NodeId
from trustcore.records.role import Role

Known = Callable[[Call], Settlement | None]
"""What came of a call; None where it was not made yet."""


@frozen
class KnownStages:
    """Stages that give what is known of a call, and make the others.

    Attributes:
        known: Tells what came of a call.
        stages: Make those of which nothing is known.
    """

    known: Known
    stages: CallStages

    def role(self, role: Role, /) -> Stage:
        """The stage of a role."""
        return _KnownStage(self.known, self.stages.role(role))

    def enter(self, gathering: Gathering, /) -> None:
        """Let a gathering end with the client."""
        self.stages.enter(gathering)

    def leave(self, gathering: Gathering, /) -> None:
        """Let it go."""
        self.stages.leave(gathering)


@frozen
class _KnownStage:
    known: Known
    stage: Stage

    async def call(self, call: Call, pending: PendingCall, /) -> Settlement:
        settlement = self.known(call)
        return await self.stage.call(call, pending) if settlement is None else settlement

    async def wait_for_capacity(self) -> None:
        await self.stage.wait_for_capacity()


@frozen
class Replayed:
    """An item as far as it is known.

    Attributes:
        wanted: The calls that are still to be made; none where it can be concluded.
        gathered: What there is.
    """

    wanted: tuple[Call, ...]
    gathered: Gathered


def replay(graph: Graph, known: Known) -> Replayed:
    """Run a fresh graph over the calls that were made; it makes none.

    Raises:
        FatalError: When one says that every further call would fail alike.
    """
    wanted: dict[Call, None] = {}
    settled: list[Settlement] = []
    actions = graph.start()
    while actions.post:
        found = [(call, known(call)) for call in actions.post]
        wanted |= {call: None for call, settlement in found if settlement is None}
        news = [settlement for _, settlement in found if settlement is not None]
        settled += news
        actions = graph.settle((one.call, one.findings) for one in news)
        for call in actions.withdraw:
            wanted.pop(call, None)
    return Replayed(tuple(wanted), _gathered(graph, settled))


def _gathered(graph: Graph, settled: Sequence[Settlement]) -> Gathered:
    errors: dict[NodeId, TrustcoreError] = {}
    usage = Usage()
    for one in settled:
        usage += one.usage
        if one.error is not None:
            if is_fatal(one.error):
                raise one.error
            errors.update(dict.fromkeys((one.call.atoms[gap] for gap in one.gaps), one.error))
    return Gathered(graph.evidence(), usage, errors | dict(graph.failures))
