"""The batch interfaces that are known: what they cost, how large a file may be."""

from __future__ import annotations

from attrs import frozen


@frozen(kw_only=True)
class BatchInterface:
    """One vendor's batch interface, of the form that OpenAI's has: `/files` and `/batches`.

    Attributes:
        vendor: The vendor of its models, as in "vendor/model".
        share: Of the usual prices, in (0, 1], what a request costs.
        most_lines: Requests that one file may hold.
        most_bytes: Bytes that one file may have.
        window: Within which time the vendor promises to be done.
    """

    vendor: str
    share: float = 0.5
    most_lines: int = 50_000
    most_bytes: int = 190 * 10**6
    window: str = "24h"


INTERFACES = {one.vendor: one for one in (BatchInterface(vendor="openai"),)}
"""Those that come along, by vendor."""
