"""What a row's question has besides its prompt: the cells of its context and of its labels."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from trustcore.records.label_forms import labels_of

WITH_COMMAS = "; write them as a,b,other: commas stand between them"
"""How labels are written in one text, for messages."""


@frozen(kw_only=True)
class SettingColumns:
    """Which cells of a row are settings of its question.

    Attributes:
        context: The column of what answers are to rest on; None for no such.
        labels: The column of each row's labels; None for no such.
        label_set: The labels of all rows; empty for none.
    """

    context: str | None = None
    labels: str | None = None
    label_set: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The columns."""
        return tuple(name for name in (self.context, self.labels) if name is not None)

    def of(self, cells: Mapping[str, Any]) -> Mapping[str, Any]:
        """The settings of a row's question; an empty cell sets nothing.

        Raises:
            InputError: When a cell holds no labels; of its context the client says so.
        """
        context = None if self.context is None else _cell(cells, self.context)
        labels: Sequence[str] | None = self.label_set or None
        if self.labels is not None:
            labels = _labels(_cell(cells, self.labels), self.labels)
        given = {"context": context, "constrain_outputs": labels}
        return {name: value for name, value in given.items() if value is not None}


def _cell(cells: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401  (whatever a file holds)
    found = cells.get(name)
    empty = found in (None, "", []) or (isinstance(found, float) and math.isnan(found))
    return None if empty else found


def _labels(cell: object, name: str) -> list[str] | None:
    if cell is None:
        return None
    found = labels_in(cell) if isinstance(cell, str) else cell
    return list(labels_of(found, f"column {name!r}: labels", WITH_COMMAS))


def labels_in(text: str) -> list[Any]:
    """Labels as one text: a JSON list, or with commas between them."""
    if text.lstrip().startswith("["):
        try:
            found = json.loads(text)
        except ValueError:
            found = None
        if isinstance(found, list):
            return found
    return [one.strip() for one in text.split(",")]
