"""The label that an answer was read as."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from attrs import field, frozen

Matched = Literal["exact", "read", "fallback"]
"""How a label was found: the text is the label; it names the label and no other; or neither."""


@frozen
class Label:
    """The label that an answer was read as.

    Attributes:
        value: One of the question's labels, as it is written there.
        matched: "exact": the text is the label, blanks around it aside; "read": it names the label
            and no other; "fallback": no label could be read, and the last one stands in.
        probabilities: How probable the model found each label, in [0, 1], together 1; of a fallback
            at the first tokens of the reply. None where there are no log-probabilities that tell.
    """

    value: str = field(repr=False)
    matched: Matched
    probabilities: Mapping[str, float] | None = field(default=None, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """The label as plain data."""
        known = None if self.probabilities is None else dict(self.probabilities)
        return {"value": self.value, "matched": self.matched, "probabilities": known}
