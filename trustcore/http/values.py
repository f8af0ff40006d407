"""Numbers and times in the headers of a response."""

from __future__ import annotations

import math
from email.utils import parsedate_to_datetime


def number(value: str | None) -> float | None:
    """A finite number from 0; None when it is something else."""
    try:
        found = math.nan if value is None else float(value)
    except ValueError:
        return None
    return found if 0 <= found < math.inf else None


def timestamp(value: str | None) -> float | None:
    """An HTTP date (RFC 9110, 5.6.7) in seconds since 1970; None when it is something else."""
    try:
        return None if value is None else parsedate_to_datetime(value).timestamp()
    except (ValueError, OverflowError, OSError):
        return None
