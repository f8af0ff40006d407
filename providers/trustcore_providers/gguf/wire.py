"""OpenAI's chat completions as llama.cpp has them: streamed, with the counts of each draw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import evolve, frozen

from trustcore import Request
from trustcore.provider_kit import Encoded
from trustcore_providers._openai_wire import OpenAIWire

_SEEDS = 2**31
"""llama.cpp takes seeds of 32 bits, adds a draw's number to them, and draws the last at random."""


@frozen
class GgufWire(OpenAIWire):
    """The wire format of one model in this process.

    All requests are streamed, so that one that nobody waits for any more can be ended.
    """

    def encode(self, request: Request, /) -> Encoded:
        encoded = super().encode(request)
        body = {**encoded.body, "return_progress": True}  # a long prompt can be given up, too
        if request.seed is not None:
            body["seed"] = request.seed % _SEEDS
        return super().streamed(evolve(encoded, body=body))

    def streamed(self, encoded: Encoded, /) -> Encoded:
        return encoded

    def join(self, events: Sequence[dict[str, Any]], /) -> dict[str, Any]:
        return {**super().join(events), "usage": _usage_of_all(events)}


def _usage_of_all(events: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """The token counts: each draw has an event with its own, and the prompt was read once."""
    counts = [event["usage"] for event in events if isinstance(event.get("usage"), dict)]
    if not counts:
        return None
    written = sum(one.get("completion_tokens", 0) for one in counts)
    return {**counts[-1], "completion_tokens": written}
