"""Money without rounding errors: whole trillionths of a US dollar.

A price has at most six decimals (USD per million tokens), so a token costs a whole number of
trillionths, and sums are exact in whatever order calls finish. What users see is the float nearest
to such a sum; below 9,000 USD it stands for one sum only.
"""

from __future__ import annotations

UNITS_PER_USD = 10**12


def units(usd: float) -> int:
    """Whole trillionths of a dollar, the nearest to an amount."""
    return round(usd * UNITS_PER_USD)


def dollars(amount: int) -> float:
    """US dollars, the float nearest to whole trillionths of a dollar."""
    return amount / UNITS_PER_USD
