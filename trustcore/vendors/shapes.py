"""Shapes of vendors' responses, for type checkers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol


class Dumpable(Protocol):
    """An object of an SDK, which pydantic made."""

    def model_dump(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  (whatever it holds)
        """All that it holds, as plain data."""
        ...


class InParts(Protocol):
    """A response of pydantic-ai."""

    @property
    def parts(self) -> Any:  # noqa: ANN401  (its parts)
        """What the model said, part by part."""
        ...


class OfAgent(Protocol):
    """What the run of an agent of pydantic-ai gives."""

    @property
    def response(self) -> Any:  # noqa: ANN401  (its response)
        """The last response of the model."""
        ...


VendorResponse = Mapping[str, Any] | Dumpable | InParts | OfAgent
"""A response of a vendor's SDK or of a framework, or its `model_dump()`."""
