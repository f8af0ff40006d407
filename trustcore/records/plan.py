"""What scoring one question takes, as data."""

from __future__ import annotations

from typing import Any

from attrs import asdict, frozen

from trustcore.records.needs import NodeId


@frozen
class Plan:
    """What scoring one question takes, retries not counted.

    A call is one request. Where a model gives several completions or embeddings in one, the most is
    that of one after the other, since its endpoint may refuse to.

    Attributes:
        preset: The preset's name.
        least: Calls when everything goes the cheapest way, and no call fails for good.
        expected: Calls when all texts differ.
        most: Calls at most; None when that cannot be told, since a strategy asks for more or less
            by what texts say.
        nodes: Of the dearest way that is known, in the order of their start: (role, node).
    """

    preset: str
    least: int
    expected: int
    most: int | None
    nodes: tuple[tuple[str, NodeId], ...]

    def to_dict(self) -> dict[str, Any]:
        """The plan as plain data."""
        return asdict(self)
