"""Where doubt comes from: a question with many right answers, or a model that does not know."""

from __future__ import annotations

from typing import Any

from attrs import asdict, frozen


@frozen
class Uncertainty:
    """The two parts of a model's uncertainty about a question.

    Attributes:
        aleatoric: In [0, 1]: how likely two answers of the model are both right and yet differ,
            which no better model would cure; None where that cannot be told.
        epistemic: In [0, 1]: how likely an answer of the model is wrong, which a better model would
            cure; None where that cannot be told. The two add up to at most 1.
        reason: Why one of them is None.
    """

    aleatoric: float | None = None
    epistemic: float | None = None
    reason: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The uncertainty as plain data."""
        return asdict(self)
