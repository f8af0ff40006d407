"""The task graph of one item: what to call, in which order, and what came of it. It does no I/O."""

from trustcore.graph.call import Call, ComingAnswer, Item, Rank
from trustcore.graph.decider import Decider
from trustcore.graph.graph import Graph, GraphActions

__all__ = ["Call", "ComingAnswer", "Decider", "Graph", "GraphActions", "Item", "Rank"]
